//! The parser's errors in plain words, with the likely cause.

use granit_parser::{ErrorKind, ScanError};

use super::problem::Problem;
use crate::source::Span;

/// What went wrong, where to look, and what to do about it.
pub(super) fn explain(text: &str, error: &ScanError) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let line = Line::around(text, at);
    if let Some(problem) = template(&line) {
        return problem;
    }
    if let Some(problem) = indented_with_tab(text, &line, error.kind()) {
        return problem;
    }
    let (message, hint) = words(error.kind());
    if let Some(problem) = missing_space(text, &line, error.kind()) {
        return problem;
    }
    Problem::refused(line.point(at), message, hint)
}

/// A line of the text.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..).unwrap_or_default();
        Self { start, text: rest.split(['\n', '\r']).next().unwrap_or_default() }
    }

    fn before(&self, text: &'a str) -> Option<Self> {
        let mut line = Self { start: self.start, text: self.text };
        loop {
            line = Self::around(text, line.start.checked_sub(1)?);
            if !line.text.trim().is_empty() && !line.text.trim_start().starts_with('#') {
                return Some(line);
            }
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let offset = |at: usize| u32::try_from(self.start + at).unwrap_or(u32::MAX);
        Span::new(offset(from), offset(to))
    }

    /// What stands at a byte, to the end of its line: something to underline.
    fn point(&self, at: usize) -> Span {
        let from = at.saturating_sub(self.start).min(self.text.len());
        let content = self.text.trim_end().len().max(from);
        if content > from {
            self.span(from, content)
        } else {
            let end = self.text.trim_end().len();
            self.span((self.text.len() - self.text.trim_start().len()).min(end), end)
        }
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}

fn template(line: &Line) -> Option<Problem> {
    let from = line.text.find("{{")?;
    let to = line.text.find("}}").map_or(line.text.len(), |end| end + 2).max(from);
    let hint = "Render the template first, for example with `helm template`, and paste what comes out.";
    Some(Problem::refused(line.span(from, to), "This line holds a template that was not rendered.", Some(hint)))
}

fn indented_with_tab(text: &str, line: &Line, kind: &ErrorKind) -> Option<Problem> {
    let indented = |line: &Line| {
        let indent = line.text.len() - line.text.trim_start().len();
        line.text.get(..indent).and_then(|blank| blank.find('\t')).map(|at| (at, indent))
    };
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace
    );
    let before = line.before(text);
    let next = text.get(line.start + line.text.len()..).map(|rest| rest.trim_start_matches(['\r', '\n']));
    let next = next.map(|rest| Line::around(text, text.len() - rest.len()));
    let lines = [Some(Line { start: line.start, text: line.text }), before, next];
    let found = lines.into_iter().flatten().find_map(|line| indented(&line).map(|(at, _)| line.span(at, at + 1)));
    let found = found.or_else(|| {
        let at = line.text.find('\t').filter(|_| about_tabs)?;
        Some(line.span(at, at + 1))
    })?;
    Some(tab(found))
}

/// What a tab at the wrong place means.
pub(super) fn tab(span: Span) -> Problem {
    let message = "This line is indented with a tab; YAML allows only spaces there.";
    Problem::refused(span, message, Some("Replace the tab by spaces."))
}

/// A line such as `name:web` among keys: the colon needs a space behind it.
fn missing_space(text: &str, line: &Line, kind: &ErrorKind) -> Option<Problem> {
    let lacks = |line: &Line| {
        let content = line.text.trim_start().trim_start_matches("- ");
        let (key, value) = content.split_once(':')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        let word = !key.is_empty() && key.chars().all(plain);
        (word && !value.is_empty() && !value.starts_with([' ', '/']) && !content.contains(": ")).then(|| {
            let colon = line.text.find(':').unwrap_or_default();
            let message = "A space is missing behind the colon, so this is one word and not a key with a value.";
            Problem::refused(line.span(colon, colon + 1), message, Some("Put a space behind the colon."))
        })
    };
    let no_colon = |line: &Line| {
        let content = line.text.trim();
        let word = !content.is_empty()
            && !content.starts_with(['-', '#', '"', '\'', '{', '[', '|', '>'])
            && !content.contains(':');
        word.then(|| {
            let message = "This line is a key without a colon, or text that belongs to the line above.";
            let hint = "Write `key: value`; text that goes on must be indented further than its key.";
            Problem::refused(line.span(line.indent(), line.text.trim_end().len()), message, Some(hint))
        })
    };
    if !matches!(
        kind,
        ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidSimpleKey
    ) {
        return None;
    }
    let before = line.before(text);
    lacks(line)
        .or_else(|| before.as_ref().and_then(lacks))
        .or_else(|| no_colon(line))
        .or_else(|| before.as_ref().and_then(no_colon))
}

fn words(kind: &ErrorKind) -> (&'static str, Option<&'static str>) {
    use ErrorKind as Kind;
    match kind {
        Kind::UnclosedQuotedScalar => {
            ("A quote is opened here and never closed.", Some("Close it, or put the text in the other kind of quotes."))
        }
        Kind::DocumentIndicatorInQuotedScalar => {
            ("A text in quotes runs into the end of the document.", Some("Close the quote."))
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            ("Something follows behind the closing quote.", Some("Put the whole text in quotes, or none of it."))
        }
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape | Kind::InvalidUnicodeEscape => (
            "A backslash between double quotes begins something that YAML does not know.",
            Some("Write it twice, or use single quotes."),
        ),
        Kind::UnknownAnchor => (
            "This alias names an anchor that does not come before it.",
            Some("Anchors (`&name`) reach to the end of their own document."),
        ),
        Kind::MappingValueNotAllowed | Kind::MappingKeyNotAllowed => (
            "A colon begins another value where one stands already.",
            Some("Begin a new line, or put the text in quotes."),
        ),
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidQuotedScalarIndent => (
            "The indentation of this line fits none of the lines above.",
            Some("Keys of the same map begin in the same column."),
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => {
            ("A key without a colon stands here.", Some("Write `key: value`."))
        }
        Kind::ExpectedBlockSequenceEntry => {
            ("A list goes on here without a dash.", Some("Begin every entry with a dash and a space."))
        }
        Kind::BlockSequenceEntryNotAllowed | Kind::BlockEntryInFlowCollection => (
            "A dash begins a list where none can stand.",
            Some("Put the list on the next line, or the text in quotes."),
        ),
        Kind::UnclosedFlowCollection { open: '[' } | Kind::UnexpectedEofFlowSequence => {
            ("A bracket `[` is opened and never closed.", None)
        }
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping => ("A brace `{` is opened and never closed.", None),
        Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator => {
            ("A comma is missing between braces or brackets, or one of them is not closed.", None)
        }
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => {
            ("A bracket or brace is closed here that does not fit the one that was opened.", None)
        }
        Kind::UnexpectedCharacter { character: '@' | '`' } => {
            ("A text cannot begin with this character.", Some("Put the text in quotes."))
        }
        Kind::UnexpectedCharacter { character: '%' } => {
            ("A text cannot begin with a percent sign.", Some("Put the text in quotes."))
        }
        Kind::UnexpectedCharacter { .. } => {
            ("A character stands here that YAML does not allow.", Some("Remove it, or put the text in quotes."))
        }
        Kind::RecursionLimitExceeded => ("This document is nested too deeply.", None),
        Kind::DuplicateVersionDirective
        | Kind::UnsupportedYamlMajorVersion
        | Kind::ExpectedDocumentStart
        | Kind::MissingDocumentEndBeforeDirective => (
            "kubectl cannot read a document with a `%` directive.",
            Some("Remove the line that begins with a percent sign."),
        ),
        Kind::UndeclaredTagHandle => {
            ("A tag (`!…`) stands here that nothing declares.", Some("If it is text, put it in quotes."))
        }
        Kind::CommentNotSeparated => ("A comment needs a space before its `#`.", None),
        Kind::ExpectedNodeContent => ("A value is missing here.", None),
        _ => (
            "YAML cannot read on from here.",
            Some("Look at the quotes, the colons and the indentation of this line and the one above."),
        ),
    }
}
