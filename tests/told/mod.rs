//! What an analysis tells, apart from where it stands in the text.

use std::collections::BTreeSet;

use porthole::{Analysis, render};

/// What the Services select, what can be reached and what is found, by names and in no order.
pub(crate) fn told(analysis: &Analysis) -> BTreeSet<String> {
    let json: serde_json::Value = serde_json::from_str(&render::json(analysis, true)).unwrap();
    let mut told = BTreeSet::new();
    for part in ["services", "reach", "findings"] {
        for value in json[part].as_array().unwrap() {
            told.insert(format!("{part}: {}", without_places(value)));
        }
    }
    told
}

/// A part of the report without where things stand; its lists sorted, since they follow the text.
fn without_places(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            let places = ["file", "line", "column", "end_line", "end_column", "fix", "near_misses", "message"];
            let kept = fields.iter().filter(|(key, _)| !places.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key.clone(), without_places(value))).collect())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(without_places).collect();
            items.sort_by_key(ToString::to_string);
            Value::Array(items)
        }
        other => other.clone(),
    }
}
