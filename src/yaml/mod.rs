//! YAML and JSON text to a tree of nodes that know their spans, read the way kubectl reads it.
//!
//! The only room that names `granit_parser`.

mod block;
mod decode;
pub mod edit;
mod entries;
mod errors;
mod from_node;
mod ignored;
mod json;
mod key;
mod node;
mod parse;
mod problem;
mod quote;
mod reader;
mod scalar;
mod split;
mod string_map;
mod strings;
mod tabs;
mod tag;

pub use decode::decode;
pub use from_node::{FromNode, IntOrString};
pub(crate) use from_node::{fields, mapping};
pub use node::{Entry, Node, Style, Value};
pub(crate) use parse::parse_sharing;
pub use parse::{Parsed, parse};
pub use problem::Problem;
pub use reader::{Reader, Step};
pub use split::{Chunk, split};
pub use string_map::{StringEntry, StringMap};
pub(crate) use strings::Strings;

#[cfg(test)]
mod tests;
