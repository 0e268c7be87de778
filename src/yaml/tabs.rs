//! Tabs where go-yaml refuses them and the parser does not.

use std::ops::Range;

use granit_parser::{Event, ScalarStyle};

use super::block;
use super::node::Style;
use crate::source::Span;
use crate::source::lines::{ahead, indent, line_start, lines};

/// Follows the parser through a text.
pub(super) struct Tabs {
    any: bool,
    /// How far the text was read.
    read: usize,
    after_plain: bool,
}

impl Tabs {
    pub(super) fn new(text: &str) -> Self {
        Self { any: text.contains('\t'), read: 0, after_plain: false }
    }

    /// The first tab that indents an event or what stands before it. `around` is the collection that
    /// the event is in, and where that begins: in brackets and braces tabs are blanks.
    pub(super) fn check(
        &mut self,
        text: &str,
        event: &Event,
        range: &Range<usize>,
        around: Option<(Style, usize)>,
    ) -> Option<Span> {
        let (from, after_plain) = (self.read, self.after_plain);
        self.read = self.read.max(range.end);
        self.after_plain = matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..)) && range.start < range.end;
        if !self.any || matches!(around, Some((Style::Flow, _))) {
            return None;
        }
        let start = around.map_or(0, |(_, start)| start);
        let indent = (line_start(text, start)..start).len();
        // The parser ends a document before the blank lines at the end of its text.
        let ends = matches!(event, Event::DocumentEnd) && text.get(range.start..)?.trim().is_empty();
        let to = if ends { text.len() } else { range.start };
        let found = Gap { from, to, after_plain, indent }.forbidden(text);
        found.or_else(|| match event {
            Event::Scalar(_, ScalarStyle::Plain, ..) => in_plain(text, range.clone(), indent),
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => in_block(text, range.clone()),
            _ => None,
        })
    }
}

/// What stands between two values in block style.
struct Gap {
    from: usize,
    to: usize,
    /// Whether a plain scalar comes before it, which reads on over blank lines.
    after_plain: bool,
    /// The column of the collection around it.
    indent: usize,
}

impl Gap {
    /// The first tab in an indentation: at the beginning of a line, or behind the dash, question
    /// mark or colon that begins one.
    fn forbidden(&self, text: &str) -> Option<Span> {
        let between = text.get(self.from..self.to).filter(|between| between.contains('\t'))?;
        let mut in_plain = self.after_plain;
        for (at, line) in lines(between, self.from) {
            let begins = text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
            let found = match begins && in_plain {
                true => leading_tab(line).filter(|&column| column <= self.indent).or_else(|| {
                    let content = line.trim_start_matches([' ', '\t']);
                    in_indentation(content, true).map(|tab| ahead(line, content).saturating_add(tab))
                }),
                false => in_indentation(line, begins),
            };
            if let Some(tab) = found {
                return Some(span(at, tab));
            }
            in_plain &= line.trim().is_empty();
        }
        None
    }
}

/// The first tab that indents a line of a plain scalar less than it has to be indented.
fn in_plain(text: &str, range: Range<usize>, indent: usize) -> Option<Span> {
    let mut lines = lines(text.get(range.clone())?, range.start).skip(1);
    lines.find_map(|(at, line)| leading_tab(line).filter(|&column| column <= indent).map(|tab| span(at, tab)))
}

/// The first tab that stands in the indentation of a block scalar, where only spaces can.
fn in_block(text: &str, range: Range<usize>) -> Option<Span> {
    let (_, header) = block::header(text, range.start)?;
    let explicit = text.get(..header)?.trim_end_matches(['+', '-']).ends_with(|c: char| c.is_ascii_digit());
    let mut least = explicit.then_some(0);
    for (at, line) in lines(text.get(header..range.end)?, header).skip(1) {
        let spaces = indent(line);
        let is_tab = line.get(spaces..).is_some_and(|rest| rest.starts_with('\t'));
        if is_tab && least.is_none_or(|least| spaces < least) {
            return Some(span(at, spaces));
        }
        if !line.trim().is_empty() {
            least = least.or(Some(spaces));
        }
    }
    None
}

fn leading_tab(line: &str) -> Option<usize> {
    line.strip_suffix(line.trim_start_matches([' ', '\t']))?.find('\t')
}

fn in_indentation(line: &str, begins: bool) -> Option<usize> {
    let mut indented = begins;
    let mut letters = line.char_indices();
    while let Some((at, c)) = letters.next() {
        let rest = letters.as_str();
        let blank_follows = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
        match c {
            ' ' => {}
            '\t' if indented => return Some(at),
            '-' | '?' if blank_follows => indented = true,
            ':' if indented && blank_follows => {}
            _ => return None,
        }
    }
    None
}

/// The tab in a line that begins at a byte.
fn span(line: usize, tab: usize) -> Span {
    Span::at(line.saturating_add(tab), 1)
}
