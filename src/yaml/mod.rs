//! YAML and JSON text to a tree of nodes that know their spans, read the way kubectl reads it.
//!
//! The only room that names `granit_parser`.

pub mod node;

pub use node::{Entry, Node, Style, Value};
