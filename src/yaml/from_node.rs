//! From nodes to typed values that keep their spans, collecting every type error.

use std::rc::Rc;

use super::node::{Node, Style, Value};
use super::problem::Problem;
use crate::source::Spanned;
use crate::words::code;

/// A type that can be read from a node.
pub trait FromNode: Sized {
    /// Reads it. What does not fit is said to the reader, and gives none.
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self>;
}

/// Collects what does not fit, with the field that it stands in.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<String>,
    problems: Vec<Problem>,
}

/// More problems than this in one document help nobody.
const MOST_PROBLEMS: usize = 100;

impl Reader {
    /// Reads something below a field, so that messages name it.
    pub fn field<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name.to_owned());
        let value = read(self);
        self.path.pop();
        value
    }

    /// What was collected.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(crate) fn report(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Says that a value is of the wrong type, and how it would be right where that is likely.
    pub(crate) fn mismatch(&mut self, node: &Node, wanted: &str) {
        let path = self.path.join(".").replace(".[", "[");
        let found = describe(node);
        let message = format!("{} must be {wanted}, but it is {found}.", code(&path));
        self.report(Problem::refused(node.span, message, hint(node, wanted).as_deref()));
    }
}

fn hint(node: &Node, wanted: &str) -> Option<String> {
    Some(match (&node.value, wanted) {
        (Value::Bool(_), "a string") => {
            "YAML reads yes, no, on, off, y and n as true or false; put it in double quotes to make it text.".to_owned()
        }
        (Value::Int(_) | Value::Float(_), "a string") => "Put it in double quotes to make it text.".to_owned(),
        (Value::String(text), "a whole number") if text.parse::<i64>().is_ok() => {
            format!("Write {text} without quotes.")
        }
        (Value::String(text), "true or false") if matches!(&**text, "true" | "false" | "yes" | "no") => {
            format!("Write {text} without quotes.")
        }
        (Value::String(text), "a map") => match text.split_once(':') {
            Some((key, value)) if node.style == Style::Plain && !value.is_empty() => {
                format!("Put a space behind the colon: {}.", code(&format!("{key}: {value}")))
            }
            _ => return None,
        },
        (Value::Mapping(_), "a list") => "Begin every entry with a dash and a space.".to_owned(),
        (Value::Sequence(_), "a map") => "Leave the dash out.".to_owned(),
        _ => return None,
    })
}

/// What a value is, with the value where it is short.
fn describe(node: &Node) -> String {
    match &node.value {
        Value::Null => "empty".to_owned(),
        Value::Bool(value) => code(&value.to_string()),
        Value::Int(value) => format!("the number {}", code(&value.to_string())),
        Value::Float(value) => format!("the number {}", code(&value.to_string())),
        Value::String(text) if text.chars().count() <= 40 => format!("the text {}", code(text)),
        Value::String(_) => "text".to_owned(),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a map".to_owned(),
    }
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
                let read = |(index, item): (usize, &Node)| {
                    reader.field(&format!("[{index}]"), |reader| T::from_node(item, reader))
                };
                Some(items.iter().enumerate().filter_map(read).collect())
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
