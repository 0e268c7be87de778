//! The checks themselves as Markdown: a page of reference, from the strings that the reports and the page show.

use crate::checks::{ALL, Check};
use crate::words::count;

/// All checks with a list of them in front, in the order of the catalogue.
pub fn catalogue() -> String {
    let mut page = format!(
        "# Checks\n\nPorthole has {}. Each has an id that never changes, a severity as a rule (a finding can be worse or \
         milder, by who can use it), and a confidence: how sure a manifest alone can make us.\n\n\
         | check | finds | severity | confidence |\n|---|---|---|---|\n",
        count(ALL.len(), "check")
    );
    for check in ALL {
        let (severity, confidence) = (check.severity.id(), check.confidence.id());
        page += &format!("| [`{0}`](#{0}) | {1} | {severity} | {confidence} |\n", check.id, check.title);
    }
    for check in ALL {
        page.push('\n');
        page += &below("#", check);
    }
    page
}

/// One check: its id, its title, how bad and how sure it is, and its docs with their examples.
pub fn documented(check: &Check) -> String {
    below("", check)
}

/// The same with its headings below others.
fn below(hashes: &str, check: &Check) -> String {
    let (severity, confidence) = (check.severity.id(), check.confidence.id());
    let mut text =
        format!("{hashes}# {}\n\n{}. Severity {severity}, confidence {confidence}.\n", check.id, check.title);
    for line in check.docs.trim_end().lines() {
        // What an example is for stands above it, since a page of Markdown does not show the marks of its fences.
        let caption = match line.strip_prefix("```yaml ") {
            Some("firing") => "Found here:",
            Some("clean") => "Not found here:",
            Some("before") => "Before the fix:",
            Some("after") => "After the fix:",
            _ => "",
        };
        text += &match caption {
            "" if line.starts_with("## ") => format!("{hashes}{line}\n"),
            "" => format!("{line}\n"),
            caption => format!("{caption}\n\n```yaml\n"),
        };
    }
    text
}
