//! Expectations that stand in a manifest's comments, and whether an analysis meets them.
//!
//! A comment under a line marks what is said of it: `#   ^^^^ service-selects-no-pods` expects a
//! finding of that check whose span is exactly the text above the carets, and `# ^^ problem: words`
//! a problem whose message holds those words. A span of several lines is marked on its first one, up
//! to its end. A mark that begins at the first column starts with `#^`, whose `#` counts as a caret.
//! A second line `# checks: one, another` restricts which checks a case speaks of.

#![allow(clippy::arithmetic_side_effects)] // What fails here fails the test.

use std::fmt::{self, Display, Formatter};

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::source::{Place, Source};
use porthole::{Analysis, render};

/// The analysis of a case, with the findings that it speaks of.
pub(crate) fn analysis(name: &str, text: &str) -> Analysis {
    let mut analysis = analyze(&[Source::new(name, text)], &Environment::default());
    if let Some(checks) = text.lines().nth(1).and_then(|line| line.strip_prefix("# checks:")) {
        let checks: Vec<&str> = checks.split(',').map(str::trim).collect();
        analysis.findings.retain(|finding| checks.contains(&finding.check));
    }
    analysis
}

/// The text form of an analysis, as a `.report` pins it.
#[allow(dead_code)] // One of the tests that share this module needs it.
pub(crate) fn report(analysis: &Analysis) -> String {
    render::text(analysis, render::Ink::Plain)
}

/// What is missing and what is unexpected; nothing where the whole set matches.
pub(crate) fn differences(text: &str, analysis: &Analysis) -> Option<String> {
    let mut unexpected: Vec<Said> = said(text, analysis);
    let mut missing = Vec::new();
    for mark in marks(text) {
        match unexpected.iter().position(|said| mark.is(said)) {
            Some(at) => drop(unexpected.remove(at)),
            None => missing.push(mark),
        }
    }
    if missing.is_empty() && unexpected.is_empty() {
        return None;
    }
    let lines = |said: &[Said]| said.iter().map(|said| format!("\n  {said}")).collect::<String>();
    Some(format!("missing:{}\nunexpected:{}", lines(&missing), lines(&unexpected)))
}

/// Something that is said, or expected to be said, about a part of a line.
struct Said {
    line: usize,
    from: usize,
    to: usize,
    id: String,
    message: String,
}

impl Said {
    fn is(&self, said: &Self) -> bool {
        let place = |said: &Self| (said.line, said.from, said.to);
        place(self) == place(said) && self.id == said.id && said.message.contains(&self.message)
    }
}

impl Display for Said {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, columns {} to {}: {} {}", self.line, self.from, self.to, self.id, self.message)
    }
}

fn marks(text: &str) -> Vec<Said> {
    let mut spoken_of = 0;
    let mut marks = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match mark(line) {
            Some(mark) => marks.push(Said { line: spoken_of, ..mark }),
            None => spoken_of = number + 1,
        }
    }
    marks
}

fn mark(line: &str) -> Option<Said> {
    let rest = line.strip_prefix('#')?;
    let carets = rest.trim_start_matches(' ');
    let words = carets.trim_start_matches('^');
    if words.len() == carets.len() {
        return None;
    }
    let from = if rest.starts_with('^') { 1 } else { 2 + rest.len() - carets.len() };
    let to = 2 + rest.len() - words.len();
    let (id, message) = words.split_once(':').unwrap_or((words, ""));
    Some(Said { line: 0, from, to, id: id.trim().to_owned(), message: message.trim().to_owned() })
}

fn said(text: &str, analysis: &Analysis) -> Vec<Said> {
    let lines: Vec<&str> = text.lines().collect();
    let said = |place: Place, id: &str, message: &str| {
        let location = analysis.texts.locate(place);
        let line_end = lines.get(location.line - 1).map_or(0, |line| line.trim_end().chars().count()) + 1;
        let to = if location.end_line > location.line { line_end } else { location.end_column };
        let to = to.max(location.column + 1);
        Said { line: location.line, from: location.column, to, id: id.to_owned(), message: message.to_owned() }
    };
    let findings = analysis.findings.iter().map(|finding| said(finding.place, finding.check, &finding.message));
    let problems = analysis.problems.iter().map(|problem| said(problem.place, "problem", &problem.message));
    findings.chain(problems).collect()
}
