//! Mappings as they grow: every key once, in the order of the text, the last of equal keys kept.

use std::collections::HashMap;
use std::rc::Rc;

use super::node::{Entry, Node, Value};
use super::problem::Problem;
use crate::source::Span;
use crate::words::{code, count};

/// The entries of a mapping that is not closed yet.
#[derive(Default)]
pub(super) struct MappingBuilder {
    entries: Vec<Option<Entry>>,
    index: HashMap<Rc<str>, usize>,
}

impl MappingBuilder {
    /// Puts an entry in, and returns the one of the same key that it replaces.
    pub(super) fn insert(&mut self, entry: Entry) -> Option<Entry> {
        const FEW: usize = 16;
        let at = self.entries.len();
        let earlier = if at < FEW {
            self.entries.iter().position(|slot| slot.as_ref().is_some_and(|other| other.key == entry.key))
        } else {
            if self.index.is_empty() {
                let known = self.entries.iter().enumerate();
                self.index = known.filter_map(|(at, slot)| Some((slot.as_ref()?.key.clone(), at))).collect();
            }
            self.index.insert(entry.key.clone(), at)
        };
        let replaced = earlier.and_then(|earlier| self.entries.get_mut(earlier)).and_then(Option::take);
        self.entries.push(Some(entry));
        replaced
    }

    pub(super) fn finish(self) -> Rc<[Entry]> {
        self.entries.into_iter().flatten().collect()
    }
}

/// Says that a key is written again; none where enough such things were said already.
pub(super) fn written_twice(text: &str, earlier: &Entry, again: Span, said: usize) -> Option<Problem> {
    const MOST: usize = 100;
    if said >= MOST {
        return None;
    }
    let between = text.get(earlier.key_span.end as usize..again.start as usize).unwrap_or_default();
    let name = code(&earlier.key);
    let message = match between.matches('\n').count() {
        0 => format!("The key {name} is written twice on this line; the last value counts."),
        lines => {
            format!("The key {name} is written again {} further down; the last value counts.", count(lines, "line"))
        }
    };
    let problem = Problem::warning(earlier.key_span, message, Some("Remove the one that is not meant."));
    Some(Problem { repeated_key: true, ..problem })
}

/// The maps that the value of a merge stands for; none where it is something else. An alias may stand
/// for a map, but not for a list of them (`yaml/go-yaml@v2: decode.go merge`).
pub(super) fn merged(value: &Node, is_alias: bool) -> Option<Vec<Rc<[Entry]>>> {
    let entries = |node: &Node| match &node.value {
        Value::Mapping(entries) => Some(entries.clone()),
        _ => None,
    };
    match &value.value {
        Value::Sequence(items) if !is_alias => items.iter().map(entries).collect(),
        _ => entries(value).map(|entries| vec![entries]),
    }
}

/// Says that a merge further down replaces an entry, which in most other readers it does not.
pub(super) fn replaced_by_merge(entry: &Entry) -> Problem {
    let message =
        format!("The merge `<<` further down replaces {}: for kubectl what comes last counts.", code(&entry.key));
    Problem::warning(entry.key_span, message, Some("Put the merge before the keys of the map itself."))
}
