//! What differs between two texts, as the page draws it, and what a fix would make of the shown one.

use serde::{Deserialize, Serialize};

use super::map::{self, Frame};
use super::prose::prose;
use super::{Key, Map, Prose, TextEdit, keys};
use crate::compare::{Change, Comparison, compare};
use crate::documents::Documents;
use crate::finding::Finding;
use crate::order::Order;
use crate::source::Source;
use crate::{Analysis, explain};

/// How many ways or findings are listed at the most.
const MOST: usize = 40;

/// What differs from an earlier text to a later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// All of it in one sentence, what opens first.
    pub sentence: Prose,
    /// What opens, what closes, which findings come and go; each only where there are any.
    pub parts: Vec<ChangedPart>,
    /// What lights up of the later text's map: the ways that opened.
    pub opened: Vec<Key>,
    /// What lights up of the earlier text's map: the ways that closed.
    pub closed: Vec<Key>,
}

/// Some of what differs, under its heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangedPart {
    /// "What opens".
    pub heading: String,
    /// A sentence each.
    pub items: Vec<Prose>,
}

/// What a fix would make of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What would differ.
    pub changes: Changes,
    /// The map as it would be.
    pub map: Map,
}

/// What differs between two analyses.
pub(super) fn changes(before: &Analysis, after: &Analysis) -> Changes {
    let comparison = compare(before, after);
    let Comparison { opened, closed, came, went } = &comparison;
    let ways = |changes: &[Change]| listed(changes, |change| explain::change(change));
    let findings = |found: &[&Finding]| listed(found, |finding| finding.message.clone());
    let parts = [
        ("What opens", ways(opened)),
        ("What closes", ways(closed)),
        ("Findings that come up", findings(came)),
        ("Findings that go away", findings(went)),
    ];
    let part = |(heading, items): (&str, Vec<Prose>)| ChangedPart { heading: heading.to_owned(), items };
    Changes {
        sentence: prose(&explain::difference(&comparison)),
        parts: parts.into_iter().filter(|(_, items)| !items.is_empty()).map(part).collect(),
        opened: lit(after, opened),
        closed: lit(before, closed),
    }
}

/// What some edits would make of the files; none where they do not fit.
pub(super) fn preview(
    analysis: &Analysis,
    documents: &mut Documents,
    edits: &[TextEdit],
    frame: &Frame,
) -> Option<Preview> {
    let edited = |(file, source): (usize, &Source)| {
        let edits = edits.iter().filter(|edit| edit.file == file);
        Some(Source::new(source.name.clone(), edited(&source.text, edits)?))
    };
    let sources: Option<Vec<Source>> = analysis.texts.sources().enumerate().map(edited).collect();
    let after = crate::analyze_with(documents, &sources?, &analysis.environment);
    let map = map::map(&after, &after.exposure.widest(), frame);
    Some(Preview { changes: changes(analysis, &after), map })
}

/// The text after edits in UTF-16 units, which are in its order; none where they do not fit.
fn edited<'a>(text: &str, edits: impl Iterator<Item = &'a TextEdit>) -> Option<String> {
    let mut after = String::with_capacity(text.len());
    let (mut unit, mut byte) = (0_usize, 0_usize);
    for edit in edits {
        let mut to = |end: usize| {
            let begin = byte;
            while unit < end {
                let next = text.get(byte..)?.chars().next()?;
                unit = unit.saturating_add(next.len_utf16());
                byte = byte.saturating_add(next.len_utf8());
            }
            text.get(begin..byte)
        };
        after += to(edit.from)?;
        to(edit.to)?;
        after += &edit.insert;
    }
    after += text.get(byte..)?;
    Some(after)
}

fn listed<T>(items: &[T], say: impl Fn(&T) -> String) -> Vec<Prose> {
    let mut listed: Vec<Prose> = items.iter().take(MOST).map(|item| prose(&say(item))).collect();
    if let Some(more) = items.len().checked_sub(MOST).filter(|&more| more > 0) {
        listed.push(prose(&format!("And {more} more.")));
    }
    listed
}

/// Every step of the ways that changed, each once.
fn lit(analysis: &Analysis, changes: &[Change]) -> Vec<Key> {
    let mut keys: Vec<Key> = changes.iter().flat_map(|change| keys::steps(&analysis.cluster, change.path)).collect();
    keys.order();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_count_in_the_editors_units() {
        let edit = |from, to, insert: &str| TextEdit { file: 0, from, to, insert: insert.to_owned() };
        let text = "a: 𝄞é\nb: x\n";
        let done = |edits: &[TextEdit]| edited(text, edits.iter());
        assert_eq!(done(&[edit(6, 6, "!"), edit(10, 11, "y")]).as_deref(), Some("a: 𝄞é!\nb: y\n"));
        assert_eq!(done(&[edit(3, 5, "")]).as_deref(), Some("a: é\nb: x\n"));
        assert_eq!(done(&[]).as_deref(), Some(text));
        assert_eq!(done(&[edit(50, 51, "y")]), None, "it lies outside");
    }
}
