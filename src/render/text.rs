//! A calm report for a terminal.

use std::fmt::Write;

use super::report::{Entry, Item, Report};
use super::{Piece, pieces};
use crate::Analysis;
use crate::words::code;

/// Whether the report may use a terminal's bold and colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Characters only; names stand between backticks.
    Plain,
    /// Names are bold, and how bad a finding is has a colour.
    Colour,
}

/// The analysis as text, with a newline at its end.
pub fn text(analysis: &Analysis, ink: Ink) -> String {
    let report = Report::new(analysis);
    let mut out = format!("{}\n{}\n", ink.prose(&report.verdict), ink.prose(&report.summary));
    for entry in report.services.iter().chain(&report.workloads).chain(&report.unfollowed).chain(&report.chains) {
        write_entry(&mut out, entry, ink);
    }
    for (heading, items) in [("Findings", &report.findings), ("Problems", &report.problems)] {
        if !items.is_empty() {
            line(&mut out, format_args!("\n{}", ink.bold(heading)));
        }
        for item in items {
            write_item(&mut out, item, ink);
        }
    }
    line(&mut out, format_args!("\n{}", report.counts));
    out
}

fn write_entry(out: &mut String, entry: &Entry, ink: Ink) {
    line(out, format_args!("\n{} {}", ink.prose(&entry.title), ink.dim(&place(&entry.at))));
    let mut last = "";
    for (label, fact) in &entry.facts {
        let shown = if *label == last { "" } else { label };
        line(out, format_args!("  {shown:<8}  {}", ink.prose(fact)));
        last = label;
    }
}

fn write_item(out: &mut String, item: &Item, ink: Ink) {
    let space = if item.check.is_empty() { "" } else { " " };
    let mark = ink.severity(item.mark);
    line(out, format_args!("  {mark}  {}{space}{}", item.check, ink.dim(&place(&item.at))));
    for sentence in &item.sentences {
        line(out, format_args!("            {}", ink.prose(sentence)));
    }
}

fn line(out: &mut String, text: std::fmt::Arguments) {
    // Writing to a String cannot fail.
    writeln!(out, "{text}").unwrap_or_default();
}

/// A place between parentheses; a file's name may hold anything, so it is cleaned as names are.
fn place(at: &str) -> String {
    format!("({})", code(at).trim_matches('`'))
}

impl Ink {
    fn style(self, codes: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colour => format!("\u{1b}[{codes}m{text}\u{1b}[0m"),
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.style("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.style("2", text)
    }

    /// A finding's or a problem's mark, padded to the width of the longest.
    fn severity(self, mark: &str) -> String {
        let padded = format!("{mark:<8}");
        match mark {
            "critical" | "high" | "refused" => self.style("31", &padded),
            "medium" => self.style("33", &padded),
            _ => padded,
        }
    }

    pub(super) fn prose(self, prose: &str) -> String {
        if self == Self::Plain {
            return prose.to_owned();
        }
        let ink = |piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Code(code) => self.bold(code),
        };
        pieces(prose).map(ink).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bold_in_colour_and_quoted_without() {
        assert_eq!(Ink::Plain.prose("`web` selects no pods."), "`web` selects no pods.");
        assert_eq!(Ink::Colour.prose("`web` selects no pods."), "\u{1b}[1mweb\u{1b}[0m selects no pods.");
        assert_eq!((Ink::Plain.severity("high"), Ink::Colour.severity("low")), ("high    ".into(), "low     ".into()));
        assert_eq!(Ink::Colour.severity("high"), "\u{1b}[31mhigh    \u{1b}[0m");
    }

    #[test]
    fn file_names_cannot_steer_the_terminal() {
        assert_eq!(place("a\u{1b}[2Jb.yaml:1"), "(a\u{fffd}[2Jb.yaml:1)");
    }
}
