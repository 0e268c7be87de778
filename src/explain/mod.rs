//! The sentences that every report and the page share, with names between backticks.

mod matching;
mod summary;
mod verdict;

pub use matching::{reason, target};
pub use summary::summary;
pub use verdict::verdict;

use crate::manifest::Object;
use crate::words::code;

/// Names of objects for a sentence: up to two of them, then how many more there are.
fn names<'a>(objects: impl IntoIterator<Item = &'a Object>) -> String {
    let names: Vec<String> = objects.into_iter().map(|object| code(object.name())).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, more @ ..] => format!("{one}, {two} and {} more", more.len()),
    }
}

/// An object for a sentence: its kind, and its name between backticks.
pub(crate) fn title(object: &Object) -> String {
    let kind: String = object.kind.value.chars().filter(char::is_ascii_alphanumeric).collect();
    match object.name() {
        "" => format!("{kind} without a name"),
        name => format!("{kind} {}", code(name)),
    }
}
