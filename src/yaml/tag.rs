//! Scalars with a tag, such as `!!str 8080`.

use std::rc::Rc;

use granit_parser::Tag;

use super::node::{Style, Value};
use super::problem::{Failed, failed};
use super::scalar;
use crate::source::Span;

/// A scalar with a tag: the tag decides, and what does not fit it is refused.
pub(super) fn tagged(text: &str, style: Style, tag: &Tag, span: Span) -> Failed<Value> {
    // A tag of someone's own is left alone, and so is the text: it is not resolved.
    let Some(suffix) = (tag.handle() == "tag:yaml.org,2002:").then(|| tag.suffix()) else {
        return Ok(Value::String(Rc::from(text)));
    };
    let resolved = scalar::resolve(text);
    let value = match (suffix, resolved) {
        ("str" | "timestamp", _) => Some(Value::String(Rc::from(text))),
        ("binary", _) => scalar::binary(text).map(|text| Value::String(Rc::from(text))),
        ("int", value @ Value::Int(_)) | ("bool", value @ Value::Bool(_)) | ("null", value @ Value::Null) => {
            Some(value)
        }
        ("float", value @ (Value::Int(_) | Value::Float(_))) => Some(value),
        ("int" | "bool" | "null" | "float", _) => None,
        (_, value) if style == Style::Plain => Some(value),
        _ => Some(Value::String(Rc::from(text))),
    };
    match value {
        Some(value) => Ok(value),
        None => failed(span, &format!("This is not what its tag `!!{suffix}` says."), Some("Leave the tag out.")),
    }
}
