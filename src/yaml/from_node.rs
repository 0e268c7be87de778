//! From nodes to typed values that keep their spans.

use std::rc::Rc;

use super::node::{Node, Value};
use super::reader::Reader;
use crate::source::Spanned;

/// A type that can be read from a node.
pub trait FromNode: Sized {
    /// Reads it. What does not fit is said to the reader, and gives none.
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self>;
}

impl FromNode for Node {
    fn from_node(node: &Node, _: &mut Reader) -> Option<Self> {
        Some(node.clone())
    }
}

impl FromNode for Rc<str> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Null => Some(Rc::from("")),
            _ => {
                reader.mismatch(node, "a string");
                None
            }
        }
    }
}

impl FromNode for bool {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.value {
            Value::Bool(value) => Some(value),
            Value::Null => Some(false),
            _ => {
                reader.mismatch(node, "true or false");
                None
            }
        }
    }
}

impl FromNode for i64 {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.value {
            Value::Int(value) => Some(value),
            Value::Null => Some(0),
            _ => {
                reader.mismatch(node, "a whole number");
                None
            }
        }
    }
}

impl FromNode for i32 {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let number = i64::from_node(node, reader)?;
        let fits = Self::try_from(number).ok();
        if fits.is_none() {
            reader.mismatch(node, "a whole number");
        }
        fits
    }
}

/// A field that holds a number or a name, such as `targetPort`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntOrString {
    /// A number.
    Int(i32),
    /// A string; `"8080"` in quotes is one.
    String(Rc<str>),
}

impl FromNode for IntOrString {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::String(text) => Some(Self::String(text.clone())),
            Value::Int(value) => match i32::try_from(*value) {
                Ok(value) => Some(Self::Int(value)),
                Err(_) => {
                    reader.mismatch(node, "a whole number or a name");
                    None
                }
            },
            Value::Null => Some(Self::Int(0)),
            _ => {
                reader.mismatch(node, "a whole number or a name");
                None
            }
        }
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        if matches!(node.value, Value::Null) { Some(None) } else { T::from_node(node, reader).map(Some) }
    }
}

/// What is large and seldom written takes no room where it is not.
impl<T: FromNode> FromNode for Box<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::from_node(node, reader).map(Self::new)
    }
}

impl<T: FromNode> FromNode for Spanned<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::from_node(node, reader).map(|value| Self { value, span: node.span })
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self::new()),
            Value::Sequence(items) => {
                let read = |(index, item): (usize, &Node)| reader.field(index, |reader| T::from_node(item, reader));
                // Most lists hold one thing, and one that grows by itself has room for four.
                let mut all = Self::with_capacity(items.len().min(4));
                all.extend(items.iter().enumerate().filter_map(read));
                Some(all)
            }
            _ => {
                reader.mismatch(node, "a list");
                None
            }
        }
    }
}

/// The entries of a map; `Some(None)` for null, and none, with a word to the reader, for anything else.
pub(crate) fn mapping<'a>(node: &'a Node, reader: &mut Reader) -> Option<Option<&'a Rc<[super::Entry]>>> {
    match &node.value {
        Value::Mapping(entries) => Some(Some(entries)),
        Value::Null => Some(None),
        _ => {
            reader.mismatch(node, "a map");
            None
        }
    }
}

/// Defines a struct and how it is read: each field with the key that it stands under. Keys are
/// case-sensitive, unknown ones are left alone, and a field that does not fit is as good as absent.
macro_rules! fields {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty => $key:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        $vis struct $name {
            /// The text of all of it.
            #[allow(dead_code)] // Not every struct's own span is asked for.
            $vis span: $crate::source::Span,
            $( $(#[$field_meta])* $field_vis $field: $type, )*
        }

        impl $crate::yaml::FromNode for $name {
            fn from_node(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader) -> Option<Self> {
                let Some(entries) = $crate::yaml::mapping(node, reader)? else { return Some(Self::default()) };
                let mut read = Self { span: node.span, ..Self::default() };
                for entry in entries.iter() {
                    match &*entry.key {
                        $( $key => reader.field($key, |reader| {
                            if let Some(value) = <$type as $crate::yaml::FromNode>::from_node(&entry.value, reader) {
                                read.$field = value;
                            }
                        }), )*
                        _ => {}
                    }
                }
                Some(read)
            }
        }
    };
}
pub(crate) use fields;
