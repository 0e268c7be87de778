//! The SARIF form keeps to the shape of the schema of SARIF 2.1.0: no object has a property that the schema lacks, and
//! each has those that it requires
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json>).

#![allow(clippy::expect_used)] // A test may panic, and its helpers with it.

use porthole::checks::ALL;
use porthole::exposure::Environment;
use porthole::render::sarif;
use porthole::source::Source;
use serde_json::{Value, json};

/// A type, what it requires, and what it may have, each with the type of it or of its entries.
type Shape = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

/// Our part of the schema. What stands in `properties` is free.
const TYPES: &[Shape] = &[
    ("log", &["version", "runs"], &[("$schema", ""), ("version", ""), ("runs", "run")]),
    ("run", &["tool"], &[("tool", "tool"), ("columnKind", ""), ("invocations", "invocation"), ("results", "result")]),
    ("tool", &["driver"], &[("driver", "driver")]),
    ("driver", &["name"], &[("name", ""), ("version", ""), ("semanticVersion", ""), ("rules", "rule")]),
    (
        "rule",
        &["id"],
        &[
            ("id", ""),
            ("name", ""),
            ("shortDescription", "text"),
            ("fullDescription", "text"),
            ("help", "text"),
            ("defaultConfiguration", "configuration"),
            ("properties", ""),
        ],
    ),
    ("text", &["text"], &[("text", ""), ("markdown", "")]),
    ("configuration", &[], &[("level", "")]),
    ("invocation", &["executionSuccessful"], &[("executionSuccessful", ""), ("toolExecutionNotifications", "notice")]),
    ("notice", &["message"], &[("level", ""), ("message", "text"), ("locations", "location")]),
    (
        "result",
        &["message"],
        &[
            ("ruleId", ""),
            ("ruleIndex", ""),
            ("level", ""),
            ("message", "text"),
            ("locations", "location"),
            ("relatedLocations", "location"),
            ("fixes", "fix"),
            ("properties", ""),
        ],
    ),
    (
        "location",
        &[],
        &[("id", ""), ("physicalLocation", "physical"), ("logicalLocations", "logical"), ("message", "text")],
    ),
    ("physical", &[], &[("artifactLocation", "artifact"), ("region", "region")]),
    ("artifact", &[], &[("uri", "")]),
    ("logical", &[], &[("fullyQualifiedName", ""), ("kind", "")]),
    ("region", &[], &[("startLine", "1"), ("startColumn", "1"), ("endLine", "1"), ("endColumn", "1")]),
    ("fix", &["artifactChanges"], &[("description", "text"), ("artifactChanges", "change")]),
    ("change", &["artifactLocation", "replacements"], &[("artifactLocation", "artifact"), ("replacements", "swap")]),
    ("swap", &["deletedRegion"], &[("deletedRegion", "region"), ("insertedContent", "text")]),
];

/// What is wrong with a value of a type.
fn faults(value: &Value, type_: &str, path: &str, found: &mut Vec<String>) {
    if let Value::Array(items) = value {
        items.iter().for_each(|item| faults(item, type_, path, found));
        return;
    }
    if type_ == "1" && value.as_u64().is_none_or(|number| number < 1) {
        found.push(format!("{path} is no number from 1: {value}"));
    }
    let Some((_, required, known)) = TYPES.iter().find(|(name, ..)| *name == type_) else { return };
    let Value::Object(fields) = value else {
        found.push(format!("{path} is no object: {value}"));
        return;
    };
    found
        .extend(required.iter().filter(|name| !fields.contains_key(**name)).map(|name| format!("{path} lacks {name}")));
    for (name, value) in fields {
        match known.iter().find(|(known, _)| known == name) {
            Some((_, type_)) => faults(value, type_, &format!("{path}.{name}"), found),
            None => found.push(format!("{path} has no {name}")),
        }
    }
}

#[test]
fn every_example_of_every_check_keeps_to_the_schema() {
    let mut results = 0;
    for check in ALL {
        for example in check.docs.split("```yaml ").skip(1).filter_map(|fence| fence.split("```").next()) {
            let text = example.split_once('\n').map_or("", |(_, text)| text);
            let analysis = porthole::analyze(&[Source::new("a b.yaml", text)], &Environment::default());
            let log: Value = serde_json::from_str(&sarif(&analysis)).expect("JSON");
            let mut found = Vec::new();
            faults(&log, "log", "log", &mut found);
            assert!(found.is_empty(), "{}: {}", check.id, found.join("\n"));
            results += log.pointer("/runs/0/results").and_then(Value::as_array).map_or(0, Vec::len);
        }
    }
    assert!(results > ALL.len(), "only {results} results were looked at");
}

#[test]
fn what_the_schema_does_not_have_is_found() {
    let wrong = json!({ "runs": [{ "tool": {}, "colour": 1 }], "version": "2.1.0" });
    let mut found = Vec::new();
    faults(&wrong, "log", "log", &mut found);
    assert_eq!(found, ["log.runs has no colour", "log.runs.tool lacks driver"]);
    found.clear();
    faults(&json!({ "startLine": 0 }), "region", "region", &mut found);
    assert_eq!(found, ["region.startLine is no number from 1: 0"]);
}
