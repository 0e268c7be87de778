//! The tree: what a document holds, after scalars, aliases and merges were resolved.

use std::rc::Rc;

use crate::source::Span;

/// One value of a document, with the text that it was read from.
///
/// A node that an alias brought in shares its children with the anchored one and keeps that one's
/// spans: they are where a person has to look to change it.
#[derive(Debug, Clone)]
pub struct Node {
    /// The text of the value: for a mapping or a sequence in block style, from the first key or
    /// dash to the end of the last value, without trailing blank lines.
    pub span: Span,
    /// What it resolves to.
    pub value: Value,
    /// How it is written; edits need to know.
    pub style: Style,
}

/// What kubectl makes of a YAML value: the JSON data model, with integers apart from other numbers.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// A boolean, in any of YAML 1.1's spellings.
    Bool(bool),
    /// An integer; a float without a fraction is one too, as in the JSON that the API server gets.
    Int(i64),
    /// Any other number, integers beyond 64 bits included.
    Float(f64),
    /// A string.
    String(Rc<str>),
    /// A list.
    Sequence(Rc<[Node]>),
    /// A map, in the order of the text, every key once: the last of equal keys is kept.
    Mapping(Rc<[Entry]>),
}

/// A key of a mapping and what stands under it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as JSON has it: `on:` is `"true"`, `010:` is `"8"`.
    pub key: Rc<str>,
    /// The text of the key, quotes included.
    pub key_span: Span,
    /// The value; for `key:` with nothing behind it a null with an empty span after the colon.
    pub value: Node,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A scalar without quotes, or an absent value.
    Plain,
    /// A scalar in single or double quotes.
    Quoted,
    /// A scalar after `|` or `>`.
    BlockScalar,
    /// A sequence or mapping by indentation.
    Block,
    /// A sequence or mapping in brackets or braces.
    Flow,
}

impl Node {
    /// The value under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key of a mapping.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| &*entry.key == key),
            _ => None,
        }
    }

    /// The value at the end of a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The map that spans this text. What lies elsewhere holds it not; what an alias brings in is found where it is written.
    pub(crate) fn map_at(&self, span: Span) -> Option<&Self> {
        match &self.value {
            _ if span.start < self.span.start || self.span.end < span.end => None,
            Value::Mapping(_) if self.span == span => Some(self),
            Value::Mapping(entries) => entries.iter().find_map(|entry| entry.value.map_at(span)),
            // Of a long list the one is tried first that holds the span if none is from elsewhere.
            Value::Sequence(items) => {
                let last = items.partition_point(|item| item.span.start <= span.start).checked_sub(1);
                let likely = last.and_then(|last| items.get(last)?.map_at(span));
                likely.or_else(|| items.iter().find_map(|item| item.map_at(span)))
            }
            _ => None,
        }
    }

    /// Whether it holds the same as another, wherever and however that is written.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Sequence(own), Value::Sequence(others)) => {
                own.len() == others.len() && own.iter().zip(others.iter()).all(|(own, other)| own.same(other))
            }
            (Value::Mapping(own), Value::Mapping(others)) => {
                let same = |(own, other): (&Entry, &Entry)| own.key == other.key && own.value.same(&other.value);
                own.len() == others.len() && own.iter().zip(others.iter()).all(same)
            }
            (Value::Null, Value::Null) => true,
            (Value::Bool(own), Value::Bool(other)) => own == other,
            (Value::Int(own), Value::Int(other)) => own == other,
            (Value::Float(own), Value::Float(other)) => own.to_bits() == other.to_bits(),
            (Value::String(own), Value::String(other)) => own == other,
            _ => false,
        }
    }

    /// Whether nothing is written, or null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Whether it is written in brackets or braces.
    pub fn is_flow(&self) -> bool {
        self.style == Style::Flow
    }
}
