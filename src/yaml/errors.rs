//! The parser's errors in plain words, with the likely cause.

use granit_parser::{ErrorKind, ScanError};

use super::problem::Problem;
use crate::source::Span;
use crate::source::lines::{ahead, indent, line_start};

/// What went wrong, where to look, and what to do about it. `open` is where the innermost bracket or
/// brace stands that is not closed yet.
pub(super) fn explain(text: &str, error: &ScanError, open: Option<usize>) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let line = Line::around(text, at);
    let kind = error.kind();
    let likely = template(&line)
        .or_else(|| directive(text, kind))
        .or_else(|| indented_with_tab(text, &line, kind))
        .or_else(|| open.and_then(|open| never_closed(text, &line, open, kind)))
        .or_else(|| indented_too_far(text, &line, at, kind))
        .or_else(|| missing_space(text, &line, kind));
    likely.unwrap_or_else(|| {
        let (message, hint) = words(kind);
        Problem::refused(line.point(at), message, hint)
    })
}

/// The template that stands on the line of a byte, if one does.
pub(super) fn template_at(text: &str, at: usize) -> Option<Problem> {
    template(&Line::around(text, at))
}

/// A line of the text.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let start = line_start(text, at);
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

    fn end(&self) -> usize {
        self.start.saturating_add(self.text.len())
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::between(self.start.saturating_add(from), self.start.saturating_add(to))
    }

    /// A letter of one byte.
    fn letter(&self, at: usize) -> Span {
        Span::at(self.start.saturating_add(at), 1)
    }

    /// What stands at a byte, to the end of its line: something to underline.
    fn point(&self, at: usize) -> Span {
        let from = at.saturating_sub(self.start).min(self.text.len());
        let content = self.text.trim_end().len().max(from);
        if content > from {
            self.span(from, content)
        } else {
            let end = self.text.trim_end().len();
            self.span(ahead(self.text, self.text.trim_start()).min(end), end)
        }
    }

    /// Where what it says begins, behind its spaces.
    fn content(&self) -> usize {
        self.start.saturating_add(indent(self.text))
    }
}

/// A `%` directive: kubectl splits the text at the `---` that has to follow it.
fn directive(text: &str, kind: &ErrorKind) -> Option<Problem> {
    use ErrorKind as Kind;
    let about_directives = matches!(
        kind,
        Kind::DuplicateVersionDirective
            | Kind::UnsupportedYamlMajorVersion
            | Kind::ExpectedDocumentStart
            | Kind::MissingDocumentEndBeforeDirective
    );
    let at = match text.starts_with('%') {
        true => 0,
        false => text.find("\n%")?.saturating_add(1),
    };
    let message = "kubectl cannot read a document with a `%` directive.";
    let hint = "Remove the line that begins with a percent sign.";
    about_directives.then(|| Problem::refused(Line::around(text, at).point(at), message, Some(hint)))
}

/// A bracket or brace that is still open where the next key of its own map, or one above, begins.
fn never_closed(text: &str, line: &Line, open: usize, kind: &ErrorKind) -> Option<Problem> {
    let opening = Line::around(text, open);
    let key = line.text.trim_start().split_once(':').is_some_and(|(key, value)| {
        !key.contains([' ', ',', '"', '{', '[']) && (value.is_empty() || value.starts_with(' '))
    });
    let about_text = matches!(kind, ErrorKind::UnclosedQuotedScalar | ErrorKind::UnknownQuotedScalarEscape);
    if about_text || opening.start >= line.start || !key || indent(line.text) > indent(opening.text) {
        return None;
    }
    let (message, hint) = match text.get(open..)?.starts_with('[') {
        true => ("A bracket `[` is opened here and never closed.", "Close it with `]`."),
        false => ("A brace `{` is opened here and never closed.", "Close it with `}`."),
    };
    Some(Problem::refused(opening.point(open), message, Some(hint)))
}

/// A key that is indented as if it belonged to the value of the line above.
fn indented_too_far(text: &str, line: &Line, at: usize, kind: &ErrorKind) -> Option<Problem> {
    let before = line.before(text)?;
    let key = text.get(line.content()..at)?;
    let content = before.text.trim_start_matches([' ', '-']);
    let value = content.split_once(": ")?.1.trim();
    let has_value = !value.is_empty() && !value.starts_with('#');
    let is_key = !key.is_empty() && !key.contains([' ', ':']);
    if !matches!(kind, ErrorKind::MappingValueNotAllowed) || !has_value || !is_key {
        return None;
    }
    let message = "This line is indented further than the line above, which has a value already.";
    let column = "Begin it in the same column as the key above.";
    Some(Problem::refused(line.point(line.content()), message, Some(column)))
}

fn template(line: &Line) -> Option<Problem> {
    let from = line.text.find("{{")?;
    let to = line.text.find("}}").map_or(line.text.len(), |end| end.saturating_add(2)).max(from);
    let hint = "Render the template first, for example with `helm template`, and paste what comes out.";
    Some(Problem::refused(line.span(from, to), "This line holds a template that was not rendered.", Some(hint)))
}

fn indented_with_tab(text: &str, line: &Line, kind: &ErrorKind) -> Option<Problem> {
    let indented = |line: &Line| {
        let indent = ahead(line.text, line.text.trim_start());
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
    let next = text.get(line.end()..).map(|rest| rest.trim_start_matches(['\r', '\n']));
    let next = next.map(|rest| Line::around(text, ahead(text, rest)));
    let lines = [Some(Line { start: line.start, text: line.text }), before, next];
    let found = lines.into_iter().flatten().find_map(|line| indented(&line).map(|(at, _)| line.letter(at)));
    let found = found.or_else(|| {
        let at = line.text.find('\t').filter(|_| about_tabs)?;
        Some(line.letter(at))
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
            Problem::refused(line.letter(colon), message, Some("Put a space behind the colon."))
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
            Problem::refused(line.span(indent(line.text), line.text.trim_end().len()), message, Some(hint))
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
            ("A bracket `[` is opened here and never closed.", Some("Close it with `]`."))
        }
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping => {
            ("A brace `{` is opened here and never closed.", Some("Close it with `}`."))
        }
        Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator => (
            "A comma is missing on this line or before it, or a brace or bracket is not closed.",
            Some("Separate entries with commas, and close what is opened."),
        ),
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => {
            ("A bracket or brace is closed here that does not fit the one that was opened.", None)
        }
        Kind::UnexpectedCharacter { character: '@' | '`' } => {
            ("A text cannot begin with this character.", Some("Put the text in quotes."))
        }
        Kind::UnexpectedCharacter { character: '%' } => {
            ("A text cannot begin with a percent sign.", Some("Put the text in quotes."))
        }
        Kind::UnexpectedCharacter { .. } => (
            "A character stands here that YAML does not allow.",
            Some("Remove it, or write its escape, such as `\\u0001`, in double quotes."),
        ),
        Kind::RecursionLimitExceeded => ("This document is nested too deeply.", None),
        Kind::UndeclaredTagHandle => {
            ("A tag (`!…`) stands here that nothing declares.", Some("If it is text, put it in quotes."))
        }
        Kind::CommentInterceptedScalar => (
            "A text is broken by a comment and goes on below it.",
            Some("Look at the indentation of the next line, or put the text in quotes."),
        ),
        Kind::CommentNotSeparated => ("A comment needs a space before its `#`.", None),
        Kind::ExpectedNodeContent => ("A value is missing here.", None),
        _ => (
            "YAML cannot read on from here.",
            Some("Look at the quotes, the colons and the indentation of this line and the one above."),
        ),
    }
}
