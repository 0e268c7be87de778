//! Maps of strings to strings, with what is no string in them kept apart.

use std::rc::Rc;

use super::from_node::{FromNode, mapping};
use super::node::{Node, Value};
use super::problem::Problem;
use super::reader::Reader;
use crate::source::{Span, Spanned};

/// A map of strings to strings: labels, annotations, a Service's selector.
#[derive(Debug, Clone, Default)]
pub struct StringMap {
    /// The whole map.
    pub span: Span,
    /// Its entries, in the order of the text. A key without a value has the empty string.
    pub entries: Rc<[StringEntry]>,
    /// Entries whose value is no string, each with the value as it is written.
    pub mistyped: Box<[StringEntry]>,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct StringEntry {
    /// The key.
    pub key: Spanned<Rc<str>>,
    /// The value.
    pub value: Spanned<Rc<str>>,
}

/// More labels than these no one writes, and each is compared with each.
const MOST: usize = 1_000;

impl StringMap {
    /// The value of a key, where it is a string.
    pub fn get(&self, key: &str) -> Option<&Spanned<Rc<str>>> {
        self.entries.iter().find(|entry| &*entry.key.value == key).map(|entry| &entry.value)
    }
}

impl FromNode for StringMap {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(entries) = mapping(node, reader)? else { return Some(Self::default()) };
        let (mut strings, mut mistyped) = (Vec::new(), Vec::new());
        if entries.len() > MOST {
            let message = "Of this map only the first 1,000 entries are read.";
            reader.report(Problem::warning(node.span, message, None));
        }
        for entry in entries.iter().take(MOST) {
            let key = Spanned { value: entry.key.clone(), span: entry.key_span };
            let string = |value: Rc<str>| StringEntry { key, value: Spanned { value, span: entry.value.span } };
            match &entry.value.value {
                Value::String(text) => strings.push(string(text.clone())),
                Value::Null => strings.push(string(Rc::from(""))),
                other => {
                    reader.field(&entry.key, |reader| reader.mismatch(&entry.value, "a string"));
                    mistyped.push(string(written(other)));
                }
            }
        }
        Some(Self { span: node.span, entries: strings.into(), mistyped: mistyped.into() })
    }
}

/// How a value that is no string is shown.
fn written(value: &Value) -> Rc<str> {
    match value {
        Value::Bool(value) => value.to_string().into(),
        Value::Int(value) => value.to_string().into(),
        Value::Float(value) => value.to_string().into(),
        Value::String(text) => text.clone(),
        Value::Null => "".into(),
        Value::Sequence(_) => "[…]".into(),
        Value::Mapping(_) => "{…}".into(),
    }
}
