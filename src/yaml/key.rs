//! The keys of mappings, and where things stand that the parser places otherwise.

use std::rc::Rc;

use super::node::{Node, Style, Value};
use super::problem::{Failed, Problem, failed};
use super::{errors, scalar};
use crate::source::Span;
use crate::source::lines::ahead;
use crate::words::code;

/// A key whose value has not come yet.
pub(super) struct Pending {
    pub(super) key: Rc<str>,
    pub(super) span: Span,
    pub(super) merge: bool,
}

/// A node as the key of a mapping.
pub(super) fn key(node: Node, text: &str) -> Failed<Pending> {
    let raw = text.get(node.span.start as usize..node.span.end as usize).unwrap_or_default();
    if node.style == Style::Plain && matches!(node.value, Value::Float(_)) && scalar::is_huge(raw) {
        return failed(node.span, "This number is too large for a key.", Some("Put it in quotes."));
    }
    let merge = node.style == Style::Plain && raw == "<<";
    let written = (node.style == Style::Plain).then_some(raw);
    let Some(key) = scalar::key_text(&node.value, written) else {
        // `{{ .Values.name }}` is a map whose key is a map.
        let start = node.span.start as usize;
        let in_braces = text.get(..start).is_some_and(|before| before.ends_with('{')) && raw.starts_with('{');
        return match node.value {
            Value::Null => {
                failed(node.span, "This key is empty.", Some("Put it in quotes if it is the text `null` or `~`."))
            }
            _ => match errors::template_at(text, start).filter(|_| in_braces) {
                Some(template) => Err(Box::new(template)),
                None => failed(node.span, "This key is a list or a map; Kubernetes has only texts as keys.", None),
            },
        };
    };
    Ok(Pending { key, span: node.span, merge })
}

/// A word about a key such as `-port`, which was meant to be `port` in an entry of a list.
pub(super) fn dash_in_key(pending: &Pending, text: &str) -> Option<Problem> {
    let raw = text.get(pending.span.start as usize..pending.span.end as usize)?;
    let meant = raw.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let message = format!("The dash is part of the key {} here, and begins no entry of a list.", code(raw));
    let hint = format!("Put a space behind the dash: {}.", code(&format!("- {meant}")));
    Some(Problem::warning(pending.span, message, Some(&hint)))
}

/// Where an absent value would stand. The parser puts it before its colon, or, where an explicit key
/// (`? key`) has none, before whatever comes next.
pub(super) fn absent(text: &str, key: Span, value: Span) -> Span {
    let between = text.get(key.end as usize..value.start as usize).unwrap_or_default();
    if between.trim_start().starts_with(':') {
        return value;
    }
    let rest = text.get(key.end as usize..).unwrap_or_default();
    match rest.trim_start_matches([' ', '\t']).strip_prefix(':') {
        Some(behind) => Span::at(ahead(text, behind), 0),
        None => Span::new(key.end, key.end),
    }
}

/// The dash of a sequence's first entry. The parser begins a sequence that is indented no further than
/// its key behind it.
pub(super) fn dash(text: &str, start: u32) -> u32 {
    let before = text.get(..start as usize).unwrap_or_default();
    let is_behind = !text.get(start as usize..).is_some_and(|rest| rest.starts_with("- ") || rest.starts_with("-\n"));
    match before.trim_end().strip_suffix('-') {
        Some(before) if is_behind => u32::try_from(before.len()).unwrap_or(u32::MAX),
        _ => start,
    }
}
