//! A document's root to the objects that it holds: lists are taken apart as kubectl does.

use std::rc::Rc;

use super::pod::Metadata;
use crate::source::{Span, Spanned};
use crate::words::code;
use crate::yaml::{FromNode, Node, Problem, Reader, Value};

/// An object whose kind is known.
pub(super) struct ObjectNode {
    pub(super) node: Node,
    pub(super) kind: Spanned<Rc<str>>,
    pub(super) api_version: Rc<str>,
    pub(super) version_span: Option<Span>,
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
    let Some(object) = object(root, reader) else { return Vec::new() };
    let Some(items) = root.get("items") else {
        if object.api_version.is_empty() {
            let hint = Some("Write it in front of the kind, for example `apiVersion: v1`; the API server asks for it.");
            let message = "This object does not say its `apiVersion`, and is read as if it were `v1`.";
            reader.report(Problem::warning(object.kind.span, message, hint));
        }
        return vec![object];
    };
    if let Some(metadata) = root.get("metadata") {
        reader.field("metadata", |reader| Metadata::from_node(metadata, reader));
    }
    match &items.value {
        Value::Null => Vec::new(),
        Value::Sequence(items) => {
            let listed = |(index, item): (usize, &Node)| {
                reader.field("items", |reader| reader.field(index, |reader| listed(item, &object, reader)))
            };
            items.iter().enumerate().filter_map(listed).collect()
        }
        _ => {
            reader.field("items", |reader| reader.mismatch(items, "a list"));
            Vec::new()
        }
    }
}

fn listed(item: &Node, list: &ObjectNode, reader: &mut Reader) -> Option<ObjectNode> {
    let Value::Mapping(_) = item.value else {
        reader.mismatch(item, "an object");
        return None;
    };
    let kind = list.kind.value.strip_suffix("List").filter(|kind| !kind.is_empty());
    let is_absent = |key| item.get(key).is_none_or(|value| matches!(value.value, Value::Null));
    let object = match kind.filter(|_| is_absent("kind") && is_absent("apiVersion")) {
        Some(kind) => {
            let kind = Spanned { value: Rc::from(kind), span: first_key(item) };
            ObjectNode { node: item.clone(), kind, api_version: list.api_version.clone(), version_span: None }
        }
        None => object(item, reader)?,
    };
    if item.get("items").is_some() {
        let message = "A list stands inside a list; kubectl reads none of it.";
        reader.report(Problem::refused(object.kind.span, message, Some("Put its items into the outer list.")));
        return None;
    }
    if object.api_version.is_empty() {
        let message = "This object of a list does not say its `apiVersion`.";
        let hint = Some("Write it in front of the kind, for example `apiVersion: v1`.");
        reader.report(Problem::refused(object.kind.span, message, hint));
        return None;
    }
    Some(object)
}

/// An object by itself. Its `metadata` is checked before anything else looks at it
/// (`kubernetes/cli-runtime: pkg/resource/metadata_decoder.go`).
fn object(node: &Node, reader: &mut Reader) -> Option<ObjectNode> {
    let version = text(node, "apiVersion", reader);
    let version_span = version.as_ref().map(|version| version.span);
    let api_version = version.map_or_else(|| Rc::from(""), |version| version.value);
    if api_version.matches('/').count() > 1
        && let Some(version) = node.get("apiVersion")
    {
        let hint = Some("It is a version such as `v1`, or a group and a version such as `apps/v1`.");
        reader.report(Problem::refused(version.span, "An `apiVersion` has at most one slash.", hint));
    }
    if let Some(metadata) = node.get("metadata") {
        reader.field("metadata", |reader| check_metadata(metadata, reader));
    }
    if let Some(kind) = text(node, "kind", reader).filter(|kind| !kind.value.is_empty()) {
        return Some(ObjectNode { node: node.clone(), kind, api_version, version_span });
    }
    let misspelt = match &node.value {
        Value::Mapping(entries) => {
            entries.iter().find(|entry| entry.key.eq_ignore_ascii_case("kind") && &*entry.key != "kind")
        }
        _ => None,
    };
    let hint = misspelt.map(|entry| format!("Write `kind` instead of {}: capitals count.", code(&entry.key)));
    let span = misspelt.map_or_else(|| first_key(node), |entry| entry.key_span);
    let has_kind = node.get("kind").is_some_and(|kind| !matches!(kind.value, Value::Null | Value::String(_)));
    if !has_kind {
        reader.report(Problem::refused(span, "This object does not say its `kind`.", hint.as_deref()));
    }
    None
}

/// The types of the fields of metadata that nothing else reads.
fn check_metadata(metadata: &Node, reader: &mut Reader) {
    let Value::Mapping(entries) = &metadata.value else { return };
    for entry in entries.iter() {
        let value = &entry.value;
        reader.field(&entry.key, |reader| match &*entry.key {
            "uid" | "resourceVersion" | "selfLink" | "creationTimestamp" | "deletionTimestamp" => {
                Rc::<str>::from_node(value, reader);
            }
            "generation" | "deletionGracePeriodSeconds" if !matches!(value.value, Value::Int(_) | Value::Null) => {
                reader.mismatch(value, "a whole number");
            }
            "finalizers" => {
                Vec::<Rc<str>>::from_node(value, reader);
            }
            "ownerReferences" | "managedFields" => {
                Vec::<Node>::from_node(value, reader);
            }
            _ => {}
        });
    }
}

/// The span of the first key, since the whole object would be too much to point at.
fn first_key(node: &Node) -> Span {
    match &node.value {
        Value::Mapping(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        _ => node.span,
    }
}

fn text(node: &Node, key: &'static str, reader: &mut Reader) -> Option<Spanned<Rc<str>>> {
    let node = node.get(key)?;
    reader.field(key, |reader| Spanned::from_node(node, reader))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    /// The kinds that are found, and what is said.
    fn read(text: &str) -> (Vec<String>, Vec<Problem>) {
        let mut reader = Reader::default();
        let objects = flatten(&parse(text).root.unwrap(), &mut reader);
        let kind = |object: &ObjectNode| format!("{} {}", object.api_version, object.kind.value);
        (objects.iter().map(kind).collect(), reader.into_problems())
    }

    #[test]
    fn lists_are_taken_apart() {
        for (text, kinds, said, reason) in [
            ("{apiVersion: v1, kind: Pod}", &["v1 Pod"][..], None, "an object by itself"),
            ("{apiVersion: v1, kind: List, items: [{apiVersion: a/v2, kind: B}]}", &["a/v2 B"], None, "a list"),
            ("{apiVersion: v1, kind: Pod, items: [{apiVersion: v1, kind: B}]}", &["v1 B"], None, "items make a list"),
            (
                "{apiVersion: v1, kind: PodList, items: [{metadata: {}}]}",
                &["v1 Pod"],
                None,
                "a typed list gives its kind",
            ),
            ("{apiVersion: v1, kind: List, items: }", &[], None, "a list may be empty"),
            ("{apiVersion: v1, kind: List}", &["v1 List"], None, "without items it is an object"),
            (
                "{apiVersion: v1, kind: PodList, items: [{kind: Pod}]}",
                &[],
                Some("This object of a list does not say its `apiVersion`."),
                "a typed list gives both or nothing",
            ),
            (
                "{apiVersion: v1, kind: List, items: [{metadata: {}}]}",
                &[],
                Some("This object does not say its `kind`."),
                "a List has no kind to give",
            ),
            (
                "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: []}]}",
                &[],
                Some("A list stands inside a list; kubectl reads none of it."),
                "a list in a list",
            ),
            (
                "{apiVersion: v1, kind: List, items: [1]}",
                &[],
                Some("`items[0]` must be an object, but it is the number `1`."),
                "an item that is no object",
            ),
            (
                "{apiVersion: v1, kind: List, items: {}}",
                &[],
                Some("`items` must be a list, but it is a map."),
                "items that are no list",
            ),
            (
                "{apiVersion: v1, kind: List, metadata: {name: 1}, items: []}",
                &[],
                Some("`metadata.name` must be a string, but it is the number `1`."),
                "a list's own metadata are checked",
            ),
        ] {
            let (found, problems) = read(text);
            let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
            assert_eq!(
                (found, messages),
                (kinds.iter().map(|&kind| kind.to_owned()).collect(), Vec::from_iter(said)),
                "{reason}"
            );
            assert!(problems.iter().all(|problem| problem.refused), "{reason}");
        }
    }

    #[test]
    fn what_every_object_has_is_checked() {
        for (text, message, hint, refused) in [
            (
                "Kind: Pod",
                "This object does not say its `kind`.",
                Some("Write `kind` instead of `Kind`: capitals count."),
                true,
            ),
            (
                "kind: 1",
                "`kind` must be a string, but it is the number `1`.",
                Some("Put it in double quotes to make it text."),
                true,
            ),
            (
                "kind: Pod",
                "This object does not say its `apiVersion`, and is read as if it were `v1`.",
                Some("Write it in front of the kind, for example `apiVersion: v1`; the API server asks for it."),
                false,
            ),
            (
                "{apiVersion: a/b/c, kind: Pod}",
                "An `apiVersion` has at most one slash.",
                Some("It is a version such as `v1`, or a group and a version such as `apps/v1`."),
                true,
            ),
            (
                "{apiVersion: v1, kind: Pod, metadata: {uid: 1}}",
                "`metadata.uid` must be a string, but it is the number `1`.",
                Some("Put it in double quotes to make it text."),
                true,
            ),
            (
                "{apiVersion: v1, kind: Pod, metadata: {generation: x}}",
                "`metadata.generation` must be a whole number, but it is the text `x`.",
                None,
                true,
            ),
            (
                "{apiVersion: v1, kind: Pod, metadata: {finalizers: x}}",
                "`metadata.finalizers` must be a list, but it is the text `x`.",
                None,
                true,
            ),
            ("[a]", "A document must be a map with `apiVersion`, `kind` and `metadata`.", None, true),
        ] {
            let (_, problems) = read(text);
            let said: Vec<_> = problems
                .iter()
                .map(|problem| (problem.message.as_str(), problem.hint.as_deref(), problem.refused))
                .collect();
            assert_eq!(said, [(message, hint, refused)], "{text}");
        }
    }
}
