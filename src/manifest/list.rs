//! A document's root to the objects that it holds: lists are taken apart as kubectl does.

use std::rc::Rc;

use crate::source::Spanned;
use crate::words::code;
use crate::yaml::{Node, Problem, Reader, Value};

/// An object whose kind is known.
pub(super) struct ObjectNode {
    pub(super) node: Node,
    pub(super) kind: Spanned<Rc<str>>,
    pub(super) api_version: Rc<str>,
}

/// The objects of a document. Whatever has `items` is a list and nothing else, and its items in a
/// typed list inherit kind and version
/// (`kubernetes/apimachinery: pkg/apis/meta/v1/unstructured/helpers.go`).
pub(super) fn flatten(root: &Node, reader: &mut Reader) -> Vec<ObjectNode> {
    let Value::Mapping(_) = root.value else {
        let message = "A document must be a map with `apiVersion`, `kind` and `metadata`.";
        reader.report(Problem::refused(root.span, message, None));
        return Vec::new();
    };
    let Some(list) = object(root, None, reader) else { return Vec::new() };
    let Some(items) = root.get("items") else { return vec![list] };
    match &items.value {
        Value::Null => Vec::new(),
        Value::Sequence(items) => items.iter().filter_map(|item| listed(item, &list, reader)).collect(),
        _ => {
            reader.field("items", |reader| reader.mismatch(items, "a list"));
            Vec::new()
        }
    }
}

fn listed(item: &Node, list: &ObjectNode, reader: &mut Reader) -> Option<ObjectNode> {
    let Value::Mapping(_) = item.value else {
        reader.field("items", |reader| reader.mismatch(item, "an object"));
        return None;
    };
    let kind = list.kind.value.strip_suffix("List").filter(|kind| !kind.is_empty());
    let bare = text(item, "kind").is_none() && text(item, "apiVersion").is_none();
    let inherited = kind.filter(|_| bare).map(|kind| (Rc::from(kind), list.api_version.clone()));
    let object = object(item, inherited, reader)?;
    if item.get("items").is_some() {
        let hint = Some("Put its items into the outer list.");
        reader.report(Problem::refused(
            object.kind.span,
            "A list stands inside a list; kubectl reads none of it.",
            hint,
        ));
        return None;
    }
    Some(object)
}

fn object(node: &Node, inherited: Option<(Rc<str>, Rc<str>)>, reader: &mut Reader) -> Option<ObjectNode> {
    if let Some((kind, api_version)) = inherited {
        return Some(ObjectNode { node: node.clone(), kind: Spanned { value: kind, span: node.span }, api_version });
    }
    let api_version = text(node, "apiVersion").map_or_else(|| Rc::from(""), |version| version.value);
    match text(node, "kind").filter(|kind| !kind.value.is_empty()) {
        Some(kind) => Some(ObjectNode { node: node.clone(), kind, api_version }),
        None => {
            let other_case = match &node.value {
                Value::Mapping(entries) => entries.iter().find(|entry| entry.key.eq_ignore_ascii_case("kind")),
                _ => None,
            };
            let hint = other_case.map(|entry| format!("Write `kind` instead of {}: capitals count.", code(&entry.key)));
            let span = other_case.map_or_else(|| first_line(node), |entry| entry.key_span);
            reader.report(Problem::refused(span, "This object does not say its `kind`.", hint.as_deref()));
            None
        }
    }
}

/// The span of the first key, since the whole object would be too much to point at.
fn first_line(node: &Node) -> crate::source::Span {
    match &node.value {
        Value::Mapping(entries) => entries.first().map_or(node.span, |entry| entry.key_span.to(entry.key_span)),
        _ => node.span,
    }
}

fn text(node: &Node, key: &str) -> Option<Spanned<Rc<str>>> {
    let found = node.get(key)?;
    match &found.value {
        Value::String(text) => Some(Spanned { value: text.clone(), span: found.span }),
        _ => None,
    }
}
