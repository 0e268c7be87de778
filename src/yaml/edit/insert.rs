//! New entries in a mapping, in the manner of the ones that it has.

use super::{TextEdit, end_of, is_shared, line_end, string};
use crate::source::lines::{ahead, line_start};
use crate::yaml::node::{Entry, Node, Style, Value};

/// What stands under a new key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insert<'a> {
    /// A string.
    Text(&'a str),
    /// A list of strings.
    List(&'a [&'a str]),
    /// Something else than a string, as YAML and JSON write it: `false`.
    Plain(&'a str),
    /// A map.
    Map(&'a [(&'a str, Insert<'a>)]),
}

/// How many blanks further in the entries of a map stand than its key.
const INDENT: usize = 2;

/// Adds entries at the end of a mapping, or under a key that has nothing under it yet.
pub fn insert_entries(text: &str, mapping: &Node, entries: &[(&str, Insert)]) -> Option<TextEdit> {
    match &mapping.value {
        Value::Null => fill(text, mapping, entries),
        Value::Mapping(present) if mapping.is_flow() => flow_end(text, mapping, present, entries),
        Value::Mapping(_) => new_lines(text, mapping, mapping, mapping.span.end as usize, entries),
        _ => None,
    }
}

/// Adds entries to a mapping behind one of its keys.
pub fn insert_after(text: &str, mapping: &Node, key: &str, entries: &[(&str, Insert)]) -> Option<TextEdit> {
    let Value::Mapping(present) = &mapping.value else { return None };
    let entry = mapping.entry(key)?;
    let end = end_of(text, mapping, entry)?;
    if mapping.is_flow() {
        return may_take(text, mapping, entries).then(|| flow_behind(text, present, end, entries));
    }
    new_lines(text, mapping, &entry.value, end, entries)
}

fn may_take(text: &str, mapping: &Node, entries: &[(&str, Insert)]) -> bool {
    let is_new = |(key, _): &(&str, Insert)| mapping.get(key).is_none();
    !entries.is_empty() && entries.iter().all(is_new) && !is_shared(text, mapping.span)
}

/// Lines below the one on which `last` ends.
fn new_lines(text: &str, mapping: &Node, last: &Node, end: usize, entries: &[(&str, Insert)]) -> Option<TextEdit> {
    if !may_take(text, mapping, entries) {
        return None;
    }
    // An explicit key without a value has its nothing at the beginning of some later line.
    if text.get(line_start(text, end)..end)?.trim().is_empty() {
        return None;
    }
    let indent = column(text, mapping.span.start as usize)?;
    let at = match ends_in_block_scalar(last) {
        true => behind_block_scalar(text, end)?,
        false => line_end(text, end),
    };
    let mut lines = String::new();
    for (key, value) in entries {
        block(text, key, value, indent, &mut lines);
    }
    Some(TextEdit::new(at, at, lines))
}

/// How far a mapping is indented; none where anything but dashes and blanks stands before it.
fn column(text: &str, start: usize) -> Option<usize> {
    let before = text.get(line_start(text, start)..start)?;
    before.chars().all(|c| matches!(c, ' ' | '-')).then_some(before.len())
}

pub(super) fn ends_in_block_scalar(node: &Node) -> bool {
    let mut last = node;
    loop {
        last = match &last.value {
            Value::Mapping(entries) if last.style == Style::Block => {
                match entries.iter().map(|entry| &entry.value).max_by_key(|value| value.span.end) {
                    Some(value) if value.span.end == last.span.end => value,
                    _ => return false,
                }
            }
            Value::Sequence(items) if last.style == Style::Block => match items.last() {
                Some(item) => item,
                None => return false,
            },
            _ => return last.style == Style::BlockScalar,
        }
    }
}

/// The end of the last line of a block scalar. The blank lines behind it may belong to it (`|+`), so
/// new lines go behind them.
fn behind_block_scalar(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let content = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    let Some(last) = rest.strip_suffix(content)?.rfind('\n') else { return Some(line_end(text, end)) };
    if content.is_empty() && !rest.ends_with('\n') {
        return None;
    }
    Some(end.saturating_add(rest.get(..last)?.strip_suffix('\r').map_or(last, str::len)))
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A line break and an entry in block style.
fn block(text: &str, key: &str, value: &Insert, indent: usize, lines: &mut String) {
    lines.push_str(line_break(text));
    lines.push_str(&" ".repeat(indent));
    lines.push_str(&string(text, key));
    match value {
        Insert::Map(entries) if !entries.is_empty() => {
            lines.push(':');
            for (key, value) in *entries {
                block(text, key, value, indent.saturating_add(INDENT), lines);
            }
        }
        _ => {
            lines.push_str(": ");
            lines.push_str(&on_one_line(text, value));
        }
    }
}

/// An entry in flow style.
fn flow(text: &str, key: &str, value: &Insert) -> String {
    format!("{}: {}", string(text, key), on_one_line(text, value))
}

fn on_one_line(text: &str, value: &Insert) -> String {
    match value {
        Insert::Text(value) => string(text, value),
        Insert::List(items) => flow_list(text, items),
        Insert::Plain(value) => (*value).to_owned(),
        Insert::Map(entries) => format!("{{{}}}", flow_entries(text, entries, ", ")),
    }
}

fn flow_list(text: &str, items: &[&str]) -> String {
    format!("[{}]", items.iter().map(|item| string(text, item)).collect::<Vec<_>>().join(", "))
}

fn flow_entries(text: &str, entries: &[(&str, Insert)], separator: &str) -> String {
    entries.iter().map(|(key, value)| flow(text, key, value)).collect::<Vec<_>>().join(separator)
}

/// Before the brace that closes a mapping.
fn flow_end(text: &str, mapping: &Node, present: &[Entry], entries: &[(&str, Insert)]) -> Option<TextEdit> {
    if !may_take(text, mapping, entries) {
        return None;
    }
    let brace = (mapping.span.end as usize).checked_sub(1)?;
    let open = (mapping.span.start as usize).saturating_add(1);
    let inside = text.get(open..brace)?;
    let content = inside.trim_end();
    let last = content.lines().last().unwrap_or_default();
    if last.contains('#') {
        return None;
    }
    let at = open.saturating_add(content.len());
    Some(match content.chars().last() {
        None => TextEdit::new(at, at, flow_entries(text, entries, ", ")),
        Some(',') => TextEdit::new(at, at, format!(" {}", flow_entries(text, entries, ", "))),
        Some(_) => flow_behind(text, present, at, entries),
    })
}

/// Behind an entry; on lines of their own where the first entry has one.
fn flow_behind(text: &str, present: &[Entry], at: usize, entries: &[(&str, Insert)]) -> TextEdit {
    let first = present.first().map_or(0, |entry| entry.key_span.start as usize);
    let before = text.get(line_start(text, first)..first).unwrap_or_default();
    let separator = match !before.is_empty() && before.trim().is_empty() {
        true => format!(",{}{before}", line_break(text)),
        false => ", ".to_owned(),
    };
    TextEdit::new(at, at, format!("{separator}{}", flow_entries(text, entries, &separator)))
}

/// Under a key with nothing behind its colon: lines further in, or braces where there is something
/// such as `~`.
fn fill(text: &str, nothing: &Node, entries: &[(&str, Insert)]) -> Option<TextEdit> {
    if entries.is_empty() || is_shared(text, nothing.span) {
        return None;
    }
    let (start, end) = (nothing.span.start as usize, nothing.span.end as usize);
    let braces = format!("{{{}}}", flow_entries(text, entries, ", "));
    if start < end {
        return Some(TextEdit::new(start, end, braces));
    }
    let line = text.get(line_start(text, start)..start)?;
    let key = line.trim_start_matches([' ', '-']);
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
    if !key.strip_suffix(':').is_some_and(|key| !key.is_empty() && key.chars().all(word)) {
        return None;
    }
    // In braces or brackets lines cannot be added this way; what comes next tells.
    let code = |line: &'_ str| line.split('#').next().unwrap_or_default().trim().to_owned();
    let next = text.get(start..)?.lines().map(code).find(|code| !code.is_empty()).unwrap_or_default();
    if next.starts_with(['}', ']', ',']) {
        return None;
    }
    let at = line_end(text, start);
    let mut lines = String::new();
    let indent = ahead(line, key).saturating_add(INDENT);
    for (key, value) in entries {
        block(text, key, value, indent, &mut lines);
    }
    Some(TextEdit::new(at, at, lines))
}
