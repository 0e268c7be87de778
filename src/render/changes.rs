//! What differs between two analyses, as text, Markdown or JSON.

use serde::Serialize;

use super::json::{FindingRow, finding_row};
use super::markdown::escaped;
use super::reach::{ReachRow, path_row};
use super::{Ink, plain};
use crate::Analysis;
use crate::compare::{Change, Comparison};
use crate::explain;
use crate::finding::Finding;
use crate::source::Place;

/// What differs, as text with a newline at its end.
pub fn changes_text(before: &Analysis, after: &Analysis, comparison: &Comparison, ink: Ink) -> String {
    let mut out = ink.prose(&explain::difference(comparison)) + "\n";
    for (heading, items) in sections(before, after, comparison) {
        if !items.is_empty() {
            out += &format!("\n{}\n", ink.bold(heading));
            out.extend(items.iter().map(|item| format!("  {}\n", ink.prose(item))));
        }
    }
    out
}

/// What differs, as GitHub's Markdown with a newline at its end.
pub fn changes_markdown(before: &Analysis, after: &Analysis, comparison: &Comparison) -> String {
    let mut out = format!("**{}**\n", escaped(&explain::difference(comparison)));
    for (heading, items) in sections(before, after, comparison) {
        if !items.is_empty() {
            out += &format!("\n## {heading}\n\n");
            out.extend(items.iter().map(|item| format!("- {}\n", escaped(item))));
        }
    }
    out
}

/// What differs, as JSON with a newline at its end: version 1 of a contract of its own.
pub fn changes_json(before: &Analysis, after: &Analysis, comparison: &Comparison) -> String {
    let report = Report {
        version: 1,
        difference: plain(&explain::difference(comparison)),
        opened: comparison.opened.iter().filter_map(|change| row(after, change)).collect(),
        closed: comparison.closed.iter().filter_map(|change| row(before, change)).collect(),
        came: comparison.came.iter().map(|finding| finding_row(after, finding)).collect(),
        went: comparison.went.iter().map(|finding| finding_row(before, finding)).collect(),
    };
    // Structs with text as keys: serialising them cannot fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Report {
    version: u32,
    difference: String,
    opened: Vec<ChangeRow>,
    closed: Vec<ChangeRow>,
    came: Vec<FindingRow>,
    went: Vec<FindingRow>,
}

#[derive(Serialize)]
struct ChangeRow {
    text: String,
    before: &'static str,
    after: &'static str,
    /// The way, where more is let through.
    way: ReachRow,
}

fn row(analysis: &Analysis, change: &Change) -> Option<ChangeRow> {
    let way = path_row(analysis, change.path)?;
    let text = plain(&explain::change(change));
    Some(ChangeRow { text, before: change.before.id(), after: change.after.id(), way })
}

/// The parts of a report, each with its heading.
fn sections(before: &Analysis, after: &Analysis, comparison: &Comparison) -> [(&'static str, Vec<String>); 4] {
    let ways = |changes: &[Change]| changes.iter().map(explain::change).collect();
    let findings = |analysis: &Analysis, findings: &[&Finding]| {
        findings.iter().map(|finding| format!("{} ({})", finding.message, at(analysis, finding.place))).collect()
    };
    [
        ("What opens", ways(&comparison.opened)),
        ("What closes", ways(&comparison.closed)),
        ("Findings that come up", findings(after, &comparison.came)),
        ("Findings that go away", findings(before, &comparison.went)),
    ]
}

/// File and line of a place, cleaned as names are.
fn at(analysis: &Analysis, place: Place) -> String {
    let location = analysis.texts.locate(place);
    crate::words::code(&format!("{}:{}", analysis.texts.name(location.file), location.line))
}
