//! How nearly all manifests are written, read line by line: lists and maps by indentation, with scalars on one line.
//!
//! It gives up at anything else, above all at what is wrong, and the parser reads the document instead, in more than
//! twice the time. Both only find where things begin and end; what these mean, and what is said of them, is the
//! builder's. `tests/laws/` holds that both read the same.

use granit_parser::{ScalarStyle, StructureStyle};

use super::super::node::Node;
use super::{Builder, Content, MappingFrame};
use crate::source::Span;
use crate::source::lines::{ahead, indent, lines};

/// Reads a whole document; none where it is not all of this form.
pub(super) fn build(builder: &mut Builder) -> Option<Node> {
    let text = builder.text;
    let mut reader = Reader { builder, columns: Vec::new(), dashed: false };
    for (at, line) in lines(text, 0) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return None;
        }
        let column = indent(line);
        let content = line.get(column..)?.trim_end();
        if !is_blank(content) {
            reader.line(at.saturating_add(column), column, content)?;
        }
    }
    reader.finish()
}

struct Reader<'a, 'b> {
    builder: &'a mut Builder<'b>,
    /// Where the lines of each open collection begin.
    columns: Vec<usize>,
    /// Whether the innermost sequence waits for the value of a dash that stands alone.
    dashed: bool,
}

impl Reader<'_, '_> {
    /// Reads a line from its first letter on: dashes, a key, and a value.
    fn line(&mut self, mut at: usize, mut column: usize, mut rest: &str) -> Option<()> {
        if column == 0 && (rest.starts_with("---") || rest.starts_with("...")) {
            return None;
        }
        let mut goes_on = self.settle(column, entry(rest).is_some())?;
        let mut behind_dash = false;
        while let Some(behind) = entry(rest) {
            if !goes_on {
                self.open(at, column, Content::Sequence(Vec::new()));
            }
            (goes_on, behind_dash) = (false, true);
            if is_blank(behind) {
                self.dashed = true;
                return Some(());
            }
            let width = ahead(rest, behind);
            (at, column, rest) = (at.saturating_add(width), column.saturating_add(width), behind);
        }
        let Some((key, style, length)) = key(rest) else {
            return if behind_dash { self.value(at, rest) } else { None };
        };
        if !goes_on {
            self.open(at, column, Content::Mapping(MappingFrame::default()));
        }
        self.scalar(key, style, at, length)?;
        let value = rest.get(length..)?.strip_prefix(':')?.trim_start();
        if is_blank(value) { Some(()) } else { self.value(at.saturating_add(ahead(rest, value)), value) }
    }

    /// Ends what a line is indented too little for. Whether it goes on with the innermost collection that is left, rather
    /// than with the value that this one waits for.
    fn settle(&mut self, column: usize, is_entry: bool) -> Option<bool> {
        while let Some(&own) = self.columns.last() {
            let (is_mapping, waits) = self.innermost()?;
            // The dashes of a list may stand right below its key.
            if waits && (column > own || (column == own && is_mapping && is_entry)) {
                self.dashed = false;
                return Some(false);
            }
            if waits {
                self.absent()?;
            }
            match column == own && is_mapping != is_entry {
                true => return Some(true),
                false if column > own || (column == own && is_mapping) => return None,
                false => self.close()?,
            }
        }
        // What follows a whole document is not read, and that is said.
        self.builder.stack.is_empty().then_some(false)
    }

    /// Whether the innermost collection is a map, and whether it waits for a value.
    fn innermost(&self) -> Option<(bool, bool)> {
        Some(match &self.builder.stack.last()?.content {
            Content::Mapping(mapping) => (true, mapping.pending.is_some()),
            Content::Sequence(_) => (false, self.dashed),
        })
    }

    /// Gives the key that waits for its value none.
    fn absent(&mut self) -> Option<()> {
        match &self.builder.stack.last()?.content {
            Content::Mapping(MappingFrame { pending: Some(pending), .. }) => {
                let end = pending.span.end as usize;
                self.scalar("", ScalarStyle::Plain, end, 0)
            }
            _ => None,
        }
    }

    fn value(&mut self, at: usize, rest: &str) -> Option<()> {
        let (text, style, length) = match rest.as_bytes().first()? {
            b'"' | b'\'' => quoted(rest)?,
            b'[' | b'{' => return self.empty(at, rest),
            _ => {
                let text = plain(rest)?;
                (text, ScalarStyle::Plain, text.len())
            }
        };
        ends(rest.get(length..)?).then_some(())?;
        self.scalar(text, style, at, length)
    }

    /// Empty brackets or braces.
    fn empty(&mut self, at: usize, rest: &str) -> Option<()> {
        let (content, behind) = match (rest.strip_prefix("[]"), rest.strip_prefix("{}")) {
            (Some(behind), _) => (Content::Sequence(Vec::new()), behind),
            (_, Some(behind)) => (Content::Mapping(MappingFrame::default()), behind),
            _ => return None,
        };
        ends(behind).then_some(())?;
        self.builder.open(Span::at(at, 1), StructureStyle::Flow, 0, content);
        let built = self.builder.close(Span::at(at.saturating_add(1), 1)).ok()??;
        self.builder.add(built).ok()
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, at: usize, length: usize) -> Option<()> {
        let built = self.builder.scalar(text, style, None, Span::at(at, length)).ok()?;
        self.builder.add(built).ok()
    }

    fn open(&mut self, at: usize, column: usize, content: Content) {
        self.builder.open(Span::at(at, 0), StructureStyle::Block, 0, content);
        self.columns.push(column);
    }

    /// Ends the innermost collection, which is the value of another.
    fn close(&mut self) -> Option<()> {
        self.columns.pop();
        let built = self.builder.close(Span::default()).ok()??;
        self.builder.stack.last()?;
        self.builder.add(built).ok()
    }

    fn finish(mut self) -> Option<Node> {
        loop {
            if let (_, true) = self.innermost()? {
                self.absent()?;
            }
            if self.columns.len() == 1 {
                return Some(self.builder.close(Span::default()).ok()??.node);
            }
            self.close()?;
        }
    }
}

/// What stands behind the dash of a list's entry.
fn entry(rest: &str) -> Option<&str> {
    let behind = rest.strip_prefix('-')?;
    (behind.is_empty() || behind.starts_with(' ')).then(|| behind.trim_start())
}

/// Nothing, or a comment.
fn is_blank(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with('#')
}

/// Whether nothing but a comment follows a value, which a blank sets apart.
fn ends(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with(' ') && is_blank(behind)
}

/// A key with a colon behind it, and how long it is as it is written.
fn key(rest: &str) -> Option<(&str, ScalarStyle, usize)> {
    /// The parser has a limit for keys on one line, far above.
    const LONGEST: usize = 250;
    let found = match rest.as_bytes().first()? {
        b'"' | b'\'' => quoted(rest)?,
        b'-' => return None,
        _ => {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'/' | b'-');
            let length = rest.bytes().position(|byte| !is_part(byte))?;
            (rest.get(..length)?, ScalarStyle::Plain, length)
        }
    };
    let behind = rest.get(found.2..)?.strip_prefix(':')?;
    ((1..LONGEST).contains(&found.2) && (behind.is_empty() || behind.starts_with(' '))).then_some(found)
}

/// A scalar in quotes of which no letter stands for another, and how long it is with them.
fn quoted(rest: &str) -> Option<(&str, ScalarStyle, usize)> {
    let (quote, style) = match rest.starts_with('"') {
        true => ('"', ScalarStyle::DoubleQuoted),
        false => ('\'', ScalarStyle::SingleQuoted),
    };
    let (text, behind) = rest.strip_prefix(quote)?.split_once(quote)?;
    (!text.contains('\\')).then(|| (text, style, ahead(rest, behind)))
}

/// A scalar without quotes, up to the comment behind it.
fn plain(rest: &str) -> Option<&str> {
    let bytes = rest.as_bytes();
    let begins = match bytes.first()? {
        b'-' => bytes.get(1).is_some_and(|&next| next != b' '),
        first => first.is_ascii_alphanumeric() || matches!(first, b'/' | b'.' | b'_' | b'$' | b'(' | b'+' | b'~'),
    };
    let mut before = b' ';
    let mut end = bytes.len();
    for (at, &byte) in bytes.iter().enumerate() {
        if before == b':' && byte == b' ' {
            return None;
        }
        if before == b' ' && byte == b'#' {
            end = at;
            break;
        }
        before = byte;
    }
    (begins && before != b':').then(|| rest.get(..end))?.map(str::trim_end)
}

#[cfg(test)]
mod tests;
