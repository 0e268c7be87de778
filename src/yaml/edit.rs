//! Edits of a document's text that change one thing and keep comments, order and layout.
//!
//! An edit is none where it would change more than it says: where the text is anchored and used
//! again by an alias, or where a merge key or a repeated key makes it unclear which text counts.

mod insert;

pub use super::quote::quote;
pub use insert::{Insert, insert_after, insert_entries};

use super::node::{Entry, Node, Style, Value};
use super::parse::parse;
use super::quote::double_quoted;
use crate::source::Span;
use crate::source::lines::{ahead, line_start, next_line};

/// A replacement of some text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced, relative to the document; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl TextEdit {
    fn new(start: usize, end: usize, text: String) -> Self {
        Self { span: Span::between(start, end), text }
    }
}

/// The text after edits, which are in the order of the text. One that overlaps the one before it, or
/// lies outside the text, is left out.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let (Some(before), Some(_)) = (text.get(at..start), text.get(start..end)) else { continue };
        edited.push_str(before);
        edited.push_str(&edit.text);
        at = end;
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    edited
}

/// Puts a string in the place of a scalar, or of nothing.
pub fn replace_value(text: &str, node: &Node, value: &str) -> Option<TextEdit> {
    if matches!(node.value, Value::Sequence(_) | Value::Mapping(_)) || is_shared(text, node.span) {
        return None;
    }
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let value = string(text, value);
    let before = text.get(..start)?;
    let value = match before.trim_end_matches(' ').chars().last() {
        _ if start < end || before.ends_with(' ') => value,
        Some(':' | '-') => format!(" {value}"),
        // `{key}` has no colon, and behind an anchor or a tag nothing can be put without a blank.
        _ => return None,
    };
    Some(TextEdit::new(without_tag(text, start)?, end, value))
}

/// Gives an entry of a mapping another key.
pub fn rename_key(text: &str, mapping: &Node, key: &str, new_key: &str) -> Option<TextEdit> {
    let entry = mapping.entry(key)?;
    if mapping.get(new_key).is_some() || !is_plain_mapping(text, mapping) || is_shared(text, mapping.span) {
        return None;
    }
    let start = without_tag(text, entry.key_span.start as usize)?;
    Some(TextEdit::new(start, entry.key_span.end as usize, string(text, new_key)))
}

/// Takes an entry out of a mapping: its lines in block style, the comment behind it included.
pub fn remove_entry(text: &str, mapping: &Node, key: &str) -> Option<TextEdit> {
    let Value::Mapping(entries) = &mapping.value else { return None };
    if !is_plain_mapping(text, mapping) || is_shared(text, mapping.span) {
        return None;
    }
    let at = entries.iter().position(|entry| &*entry.key == key)?;
    let entry = entries.get(at)?;
    let next = entries.iter().skip(at).nth(1).map(|next| next.key_span.start as usize);
    let before = at.checked_sub(1).and_then(|before| entries.get(before));
    let start = entry.key_span.start as usize;
    let end = end_of(text, mapping, entry)?;
    if holds_shared(text, start, end) {
        return None;
    }
    Some(match (mapping.style, before, next) {
        (_, None, None) => TextEdit::new(mapping.span.start as usize, mapping.span.end as usize, "{}".to_owned()),
        // The first entry may stand behind a dash, or on the line of the brace.
        (Style::Flow, _, Some(next)) | (_, None, Some(next)) => TextEdit::new(start, next, String::new()),
        (Style::Flow, Some(before), None) => TextEdit::new(end_of(text, mapping, before)?, end, String::new()),
        (_, Some(before), _) => {
            let end = line_end(text, end);
            let behind = next_line(text, end).unwrap_or(end);
            let rest = text.get(behind..)?;
            // What follows could become part of a text that ends in front of the entry.
            let line = line_start(text, start);
            let indent = (line..start).len();
            let indented = |line: &str| ahead(line, line.trim_start()) > indent || line.trim().is_empty();
            if insert::ends_in_block_scalar(&before.value) && rest.lines().next().is_some_and(indented) {
                return None;
            }
            TextEdit::new(line, behind, String::new())
        }
    })
}

/// Whether every entry of a mapping is written in it, once: nothing else stands between them.
fn is_plain_mapping(text: &str, mapping: &Node) -> bool {
    let Value::Mapping(entries) = &mapping.value else { return false };
    let (start, end) = (mapping.span.start as usize, mapping.span.end as usize);
    let (start, end) = if mapping.is_flow() { (start.saturating_add(1), end.saturating_sub(1)) } else { (start, end) };
    let mut at = start;
    for entry in entries.iter() {
        if !is_blank(text, at, entry.key_span.start as usize) {
            return false;
        }
        let Some(end) = end_of(text, mapping, entry) else { return false };
        at = end;
    }
    is_blank(text, at, end)
}

fn is_blank(text: &str, start: usize, end: usize) -> bool {
    let Some(between) = text.get(start..end) else { return false };
    between.lines().all(|line| {
        let content = line.trim().trim_start_matches(',').trim_start();
        content.is_empty() || content.starts_with('#')
    })
}

/// Where the text of an entry ends, if its value is written there and not an alias.
fn end_of(text: &str, mapping: &Node, entry: &Entry) -> Option<usize> {
    let (key, value) = (entry.key_span, entry.value.span);
    let inside = mapping.span.start <= key.start && key.end <= value.start && value.end <= mapping.span.end;
    let between = text.get(key.end as usize..value.start as usize).filter(|_| inside)?;
    // A value behind an explicit `? key` has other rules, and an anchored alias cannot be.
    (between.trim_start().starts_with(':') || value.start == value.end).then_some(value.end as usize)
}

/// Whether a text lies in an anchored value that an alias uses.
fn is_shared(text: &str, span: Span) -> bool {
    let holds = |shared: &Span| shared.start <= span.start && span.end <= shared.end;
    text.contains('*') && parse(text).shared.iter().any(holds)
}

/// Whether an anchored value that an alias uses lies in a part of a text: without it the alias would
/// name nothing.
fn holds_shared(text: &str, start: usize, end: usize) -> bool {
    let holds = |shared: &Span| start <= shared.start as usize && shared.end as usize <= end;
    text.contains('*') && parse(text).shared.iter().any(holds)
}

/// Where a value begins that has its tag before it, since another value would not fit the tag; none
/// where an anchor stands between them.
fn without_tag(text: &str, start: usize) -> Option<usize> {
    let begin = line_start(text, start);
    let line = text.get(begin..start)?;
    let words = line.trim_end_matches([' ', '\t']);
    let word = words.rsplit([' ', '\t', '[', '{', ',']).next().unwrap_or(words);
    let is_property = word.starts_with(['!', '&']) && !word.ends_with([':', '"', '\'']);
    if words.len() == line.len() || !is_property {
        return Some(start);
    }
    let at = begin.saturating_add(ahead(words, word));
    let rest = without_tag(text, at)?;
    match word.starts_with('!') {
        true => Some(rest.min(at)),
        false => (rest == at).then_some(start),
    }
}

/// Where the line of a byte ends, before its line break.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at.saturating_add(line.strip_suffix('\r').unwrap_or(line).len())
}

/// A string in the manner of the document.
fn string(text: &str, value: &str) -> String {
    if super::json::is_json(text) { double_quoted(value) } else { quote(value) }
}

#[cfg(test)]
mod tests;
