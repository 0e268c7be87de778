//! The SARIF form has what SARIF 2.1.0 requires of it.

#![allow(clippy::expect_used, clippy::indexing_slicing)] // A test may panic, and its helpers with it.

use porthole::Analysis;
use porthole::checks::ALL;
use porthole::exposure::Environment;
use porthole::finding::{Confidence, Edit, Finding, Fix, Highlight, Promise, Severity};
use porthole::render::sarif;
use porthole::source::{Place, Source, Span};
use serde_json::{Value, json};

const MANIFESTS: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: \"ü𝄞\"
spec:
  ports:
  - port: 80
---
a: [
";

fn analysis() -> Analysis {
    porthole::analyze(&[Source::new("./my shop.yaml", MANIFESTS)], &Environment::default())
}

fn fix(promise: Promise, edits: &[Place]) -> Fix {
    let edits = edits.iter().map(|&place| Edit { place, text: "web".to_owned() }).collect();
    Fix { title: "Call it `web`".to_owned(), promise, consequence: "It has another name.".into(), edits }
}

fn finding(analysis: &Analysis, severity: Severity) -> Finding {
    let (_, service) = analysis.cluster.objects().next().expect("the Service");
    let (place, kind) = (service.name_place(), service.place(service.kind.span));
    let behind = Place::new(place.document, Span::new(place.span.end, place.span.end));
    Finding {
        check: ALL.first().map_or("some-check", |check| check.id),
        severity,
        confidence: Confidence::High,
        place,
        message: "Service `ü𝄞` is `{0}`.".to_owned(),
        highlights: vec![Highlight { place: kind, text: "It is a `Service`".into() }],
        reach: None,
        mendable: true,
        fixes: vec![
            fix(Promise::NeedsReview, &[place, behind]),
            fix(Promise::DisplayOnly, &[place]),
            fix(Promise::Safe, &[]),
        ],
    }
}

fn run() -> Value {
    let mut analysis = analysis();
    analysis.findings = Severity::ALL.iter().map(|&severity| finding(&analysis, severity)).collect();
    let mut log: Value = serde_json::from_str(&sarif(&analysis)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-schema-2.1.0.json")));
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
    log["runs"][0].take()
}

fn region(line: u32, column: u32, end_column: u32) -> Value {
    json!({ "startLine": line, "startColumn": column, "endLine": line, "endColumn": end_column })
}

#[test]
fn the_tool_says_its_name_and_its_rules() {
    let run = run();
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&json!("porthole"), &json!(env!("CARGO_PKG_VERSION"))));
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), ALL.len());
    for rule in rules {
        for text in ["/id", "/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"] {
            assert!(rule.pointer(text).and_then(Value::as_str).is_some_and(|text| !text.is_empty()), "{text}: {rule}");
        }
        let level = rule["defaultConfiguration"]["level"].as_str().expect("a level");
        assert!(["error", "warning", "note"].contains(&level), "{rule}");
        assert!(!rule["help"]["markdown"].as_str().is_some_and(|docs| docs.contains("```")), "{rule}");
    }
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn results_say_what_and_where() {
    let run = run();
    let results = run["results"].as_array().expect("results");
    let levels: Vec<&str> = results.iter().flat_map(|result| result["level"].as_str()).collect();
    assert_eq!(levels, ["error", "error", "warning", "note", "note"]);
    let result = &results[0];
    let rule = result["ruleIndex"].as_i64().and_then(|index| usize::try_from(index).ok());
    assert_eq!(rule.map(|rule| &run["tool"]["driver"]["rules"][rule]["id"]), rule.map(|_| &result["ruleId"]));
    assert_eq!(rule.is_some(), !ALL.is_empty());
    assert_eq!(result["message"]["text"], "Service ü𝄞 is {{0}}.");
    let artifact = json!({ "uri": "my%20shop.yaml" });
    let place = &result["locations"][0];
    assert_eq!(place["physicalLocation"], json!({ "artifactLocation": artifact, "region": region(4, 9, 13) }));
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "Service/default/ü𝄞");
    let related = json!({
        "id": 1,
        "physicalLocation": { "artifactLocation": artifact, "region": region(2, 7, 14) },
        "message": { "text": "It is a Service" },
    });
    assert_eq!(result["relatedLocations"], json!([related]));
}

#[test]
fn fixes_are_those_that_can_be_applied() {
    let run = run();
    let replacement = |region: Value| json!({ "deletedRegion": region, "insertedContent": { "text": "web" } });
    let change = json!({
        "artifactLocation": { "uri": "my%20shop.yaml" },
        "replacements": [replacement(region(4, 9, 13)), replacement(region(4, 13, 13))],
    });
    let description = json!({ "text": "Call it web. It has another name." });
    assert_eq!(run["results"][0]["fixes"], json!([{ "description": description, "artifactChanges": [change] }]));
}

#[test]
fn what_could_not_be_read_is_a_notification() {
    let run = run();
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let said = &invocation["toolExecutionNotifications"];
    assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(said[0]["level"], "error");
    assert!(said[0]["message"]["text"].as_str().is_some_and(|text| !text.is_empty() && !text.contains('`')));
    assert_eq!(said[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "my%20shop.yaml");
}
