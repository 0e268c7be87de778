//! The sentences that every report and the page share, with names between backticks.

mod matching;
mod summary;
mod verdict;

pub use matching::{reason, target};
pub use summary::summary;
pub use verdict::verdict;

use crate::manifest::Object;
use crate::words::{code, list};

/// Names of objects for a sentence: up to two different ones, then how many more objects there are.
fn names<'a>(objects: impl IntoIterator<Item = &'a Object>) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut more = 0;
    for object in objects {
        let name = code(object.name());
        if shown.len() < 2 && !shown.contains(&name) {
            shown.push(name);
        } else {
            more += 1;
        }
    }
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    list(shown)
}

/// An object for a sentence: its kind, and its name between backticks.
pub(crate) fn title(object: &Object) -> String {
    let kind: String = object.kind.value.chars().filter(char::is_ascii_alphanumeric).collect();
    match object.name() {
        "" => format!("{kind} without a name"),
        name => format!("{kind} {}", code(name)),
    }
}
