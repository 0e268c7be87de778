//! Tabs between values, where go-yaml refuses them and the parser does not.

use crate::source::Span;

/// The first tab between two values in block style that stands in an indentation: at the beginning
/// of a line, or behind the dash, question mark or colon that begins one. `indent` is the column of
/// the collection around it; a plain scalar reads on over blank lines that are indented further.
pub(super) fn forbidden(text: &str, from: usize, to: usize, after_plain: bool, indent: usize) -> Option<Span> {
    let between = text.get(from..to)?;
    if !between.contains('\t') {
        return None;
    }
    let mut at = from;
    let mut in_plain = after_plain;
    for line in between.split_inclusive('\n') {
        let begins = text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let found = match begins {
            true if in_plain && line.trim().is_empty() => line.find('\t').filter(|&column| column <= indent),
            true => in_indentation(line, true),
            false => in_indentation(line, false),
        };
        if let Some(tab) = found {
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            return Some(Span::new(offset(at + tab), offset(at + tab + 1)));
        }
        in_plain &= !begins && !line.contains('#') || line.trim().is_empty();
        at += line.len();
    }
    None
}

fn in_indentation(line: &str, begins: bool) -> Option<usize> {
    let mut indented = begins;
    for (at, c) in line.char_indices() {
        let blank_follows =
            || line.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        match c {
            ' ' => {}
            '\t' if indented => return Some(at),
            '-' | '?' if blank_follows() => indented = true,
            ':' if indented && blank_follows() => {}
            _ => return None,
        }
    }
    None
}
