//! Fields that no level of Kubernetes' own kinds has.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::fields::TYPES;
use crate::source::Span;
use crate::yaml::{Node, Value};

/// A field of an object that its level does not have.
#[derive(Debug, Clone)]
pub struct UnknownField {
    /// Its name.
    pub key: Rc<str>,
    /// Where that stands.
    pub span: Span,
    /// The map in which it stands.
    pub level: Span,
    /// The type of that map, by its place among those that are known.
    pub(crate) type_: usize,
    /// The field under which the map stands; none at the top.
    pub under: Option<&'static str>,
}

/// All that an object of a version and kind has of them, in the order of the text; none where its fields are not known.
pub(super) fn fields(version: &str, kind: &str, object: &Node) -> Box<[UnknownField]> {
    let mut walk = Walk::default();
    if let Some(type_) = TYPES.named(&[version, "/", kind].concat()) {
        walk.level(object, type_, None);
    }
    walk.found.into()
}

#[derive(Default)]
struct Walk {
    /// What an alias brings in is said once.
    seen: BTreeSet<Span>,
    found: Vec<UnknownField>,
}

impl Walk {
    fn level(&mut self, node: &Node, type_: usize, under: Option<&'static str>) {
        let fields = TYPES.fields(type_);
        let Value::Mapping(entries) = &node.value else { return };
        for entry in entries.iter() {
            match fields.iter().find(|(field, _)| *field == &*entry.key) {
                None if self.seen.insert(entry.key_span) => {
                    let (key, span, level) = (entry.key.clone(), entry.key_span, node.span);
                    self.found.push(UnknownField { key, span, level, type_, under });
                }
                Some((field, Some(type_))) => match &entry.value.value {
                    Value::Sequence(items) => items.iter().for_each(|item| self.level(item, *type_, Some(field))),
                    _ => self.level(&entry.value, *type_, Some(field)),
                },
                _ => {}
            }
        }
    }
}
