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
    let resolved = scalar::resolve(text).unwrap_or_else(|| Value::String(Rc::from(text)));
    let value = match (suffix, resolved) {
        ("timestamp", _) if !is_date(text) => None,
        ("str" | "timestamp", _) => Some(Value::String(Rc::from(text))),
        ("binary", _) => scalar::binary(text).map(|text| Value::String(Rc::from(text))),
        ("int", value @ Value::Int(_)) | ("bool", value @ Value::Bool(_)) | ("null", value @ Value::Null) => {
            Some(value)
        }
        ("float", value @ (Value::Int(_) | Value::Float(_))) if !scalar::is_huge(text) => Some(value),
        ("int" | "bool" | "null" | "float", _) => None,
        (_, value) if style == Style::Plain => Some(value),
        _ => Some(Value::String(Rc::from(text))),
    };
    match value {
        Some(value) => Ok(value),
        None => failed(span, &format!("This is not what its tag `!!{suffix}` says."), Some("Leave the tag out.")),
    }
}

/// Whether a text begins with a day that the calendar has, alone or with a time behind it
/// (`yaml/go-yaml@v2: resolve.go parseTimestamp`).
fn is_date(text: &str) -> bool {
    let date = text.split(['T', 't', ' ']).next().unwrap_or_default();
    let mut parts = date.split('-').map(|part| (part.len(), part.parse::<u32>()));
    let (Some((4, Ok(year))), Some((1..=2, Ok(month))), Some((1..=2, Ok(day))), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}
