//! The findings as SARIF 2.1.0, for code scanning
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::fmt::Write;

use serde_json::{Value, json};

use super::plain;
use crate::checks::{ALL, Check};
use crate::finding::{Finding, Fix, Promise, Severity};
use crate::source::Place;
use crate::{Analysis, Problem};

/// The findings as a SARIF log, indented, with a newline at its end.
pub fn sarif(analysis: &Analysis) -> String {
    let notifications: Vec<Value> = analysis.untaught().map(|(_, problem)| notification(analysis, problem)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "porthole",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ALL.iter().map(|check| rule(check)).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
            "results": analysis.mended().iter().map(|finding| result(analysis, finding)).collect::<Vec<Value>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(check: &Check) -> Value {
    let docs = without_examples(check.docs);
    json!({
        "id": check.id,
        "name": check.id,
        "shortDescription": message(check.title),
        "fullDescription": message(&first_paragraph(&docs)),
        "help": { "text": plain_message(&docs), "markdown": docs },
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": { "severity": check.severity.id(), "precision": check.confidence.id() },
    })
}

fn result(analysis: &Analysis, finding: &Finding) -> Value {
    let related = (1..).zip(&finding.highlights).map(|(id, highlight): (usize, _)| {
        json!({
            "id": id,
            "physicalLocation": physical(analysis, highlight.place),
            "message": message(&highlight.text),
        })
    });
    let object = analysis.object_at(finding.place).map(|(_, object)| {
        let name = format!("{}/{}/{}", object.kind.value, object.namespace(), object.name());
        json!({ "fullyQualifiedName": name, "kind": "resource" })
    });
    let rule = ALL.iter().position(|check| check.id == finding.check);
    json!({
        "ruleId": finding.check,
        "ruleIndex": rule.map_or(json!(-1), |index| json!(index)),
        "level": level(finding.severity),
        "message": message(&finding.message),
        "locations": [{
            "physicalLocation": physical(analysis, finding.place),
            "logicalLocations": object.into_iter().collect::<Vec<Value>>(),
        }],
        "relatedLocations": related.collect::<Vec<Value>>(),
        "fixes": finding.fixes.iter().filter_map(|fix| fix_of(analysis, fix)).collect::<Vec<Value>>(),
        "properties": { "severity": finding.severity.id(), "confidence": finding.confidence.id() },
    })
}

/// A fix as edits, one change per file; none where it is only meant to be shown.
fn fix_of(analysis: &Analysis, fix: &Fix) -> Option<Value> {
    if fix.promise == Promise::DisplayOnly || fix.edits.is_empty() {
        return None;
    }
    let mut files: Vec<(usize, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": region(analysis, edit.place),
            "insertedContent": { "text": edit.text },
        });
        let file = analysis.texts.locate(edit.place).file;
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((file, vec![replacement])),
        }
    }
    let changes = files.into_iter().map(|(file, replacements)| {
        json!({ "artifactLocation": artifact(analysis.texts.name(file)), "replacements": replacements })
    });
    let description = format!("{}. {}", fix.title, fix.consequence);
    Some(json!({ "description": message(&description), "artifactChanges": changes.collect::<Vec<Value>>() }))
}

fn notification(analysis: &Analysis, problem: &Problem) -> Value {
    let hint = problem.hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default();
    json!({
        "level": if problem.refused { "error" } else { "note" },
        "message": message(&(problem.message.clone() + &hint)),
        "locations": [{ "physicalLocation": physical(analysis, problem.place) }],
    })
}

fn physical(analysis: &Analysis, place: Place) -> Value {
    let file = analysis.texts.locate(place).file;
    json!({ "artifactLocation": artifact(analysis.texts.name(file)), "region": region(analysis, place) })
}

fn region(analysis: &Analysis, place: Place) -> Value {
    let location = analysis.texts.locate(place);
    json!({
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    })
}

fn artifact(name: &str) -> Value {
    json!({ "uri": uri(name) })
}

/// A path as a URI reference: percent-encoded, relative unless the path is absolute.
fn uri(name: &str) -> String {
    let name = name.strip_prefix("./").unwrap_or(name);
    let mut uri = if name.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(byte)),
            // Writing to a String cannot fail.
            _ => write!(uri, "%{byte:02X}").unwrap_or_default(),
        }
    }
    uri
}

fn message(prose: &str) -> Value {
    json!({ "text": plain_message(prose) })
}

/// Plain text as a SARIF message: braces begin placeholders and are doubled (§3.11.5), and brackets
/// before parentheses would be a link (§3.11.6).
fn plain_message(prose: &str) -> String {
    plain(prose).replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Note => "note",
    }
}

/// The docs of a check without its fenced examples.
fn without_examples(docs: &str) -> String {
    let mut kept = String::new();
    let mut fenced = false;
    for line in docs.trim().lines() {
        let fence = line.trim_start().starts_with("```");
        if !fence && !fenced {
            let blank_twice = line.is_empty() && kept.ends_with("\n\n");
            kept += if blank_twice { "" } else { line };
            kept += if blank_twice { "" } else { "\n" };
        }
        fenced ^= fence;
    }
    kept
}

/// The first paragraph behind the headings, on one line.
fn first_paragraph(docs: &str) -> String {
    let is_heading = |line: &&str| line.is_empty() || line.starts_with('#');
    let lines = docs.lines().skip_while(is_heading).take_while(|line| !is_heading(line));
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        let rows = [
            ("./a b/web.yaml", "a%20b/web.yaml"),
            ("/srv/ü.yaml", "file:///srv/%C3%BC.yaml"),
            ("../up.yaml", "../up.yaml"),
            ("c:x#y?z%.yaml", "c%3Ax%23y%3Fz%25.yaml"),
            ("<stdin>", "%3Cstdin%3E"),
        ];
        for (path, expected) in rows {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn names_do_not_become_placeholders_or_links() {
        assert_eq!(plain_message("`{0}` and `[x](http://y)`"), "{{0}} and [x] (http://y)");
    }

    #[test]
    fn docs_are_shown_without_their_examples() {
        let docs = "\n## What it means\nIt `is`\nso.\n\n```yaml firing\n## a: b\n```\n\n## Limits\n\nNone.\n";
        let kept = without_examples(docs);
        assert_eq!(kept, "## What it means\nIt `is`\nso.\n\n## Limits\n\nNone.\n");
        assert_eq!(first_paragraph(&kept), "It `is` so.");
    }
}
