//! The lines of a text, and what they begin with. Everything counts in bytes; a place outside of the text is as good as
//! the one nearest to it.

/// Where the line of a byte begins.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline.saturating_add(1))
}

/// Where the line behind that of a byte begins; none where no line break follows.
pub(crate) fn next_line(text: &str, at: usize) -> Option<usize> {
    let newline = text.get(at..)?.find('\n')?;
    Some(at.saturating_add(newline).saturating_add(1))
}

/// The lines of a text that begins at an offset, with their line breaks, and where each begins.
pub(crate) fn lines(text: &str, offset: usize) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(offset, |at, line| {
        let begins = *at;
        *at = begins.saturating_add(line.len());
        Some((begins, line))
    })
}

/// How much of a text stands ahead of the rest of it.
pub(crate) fn ahead(text: &str, rest: &str) -> usize {
    text.len().saturating_sub(rest.len())
}

/// How many spaces a line begins with.
pub(crate) fn indent(line: &str) -> usize {
    ahead(line, line.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_around_every_byte() {
        let text = "a: 1\r\n  é: 2\n\nb";
        assert_eq!([0, 5, 6, 12, 14, 15, 16].map(|at| line_start(text, at)), [0, 0, 6, 6, 14, 15, 15]);
        assert_eq!([0, 6, 14, 15, 99].map(|at| next_line(text, at)), [Some(6), Some(14), Some(15), None, None]);
        let all: Vec<_> = lines(text, 10).collect();
        assert_eq!(all, [(10, "a: 1\r\n"), (16, "  é: 2\n"), (24, "\n"), (25, "b")]);
        assert_eq!(lines("", 3).count(), 0);
    }

    #[test]
    fn blanks_are_counted() {
        assert_eq!(["", "a", "  a", "   ", "\t a"].map(indent), [0, 0, 2, 3, 0]);
        assert_eq!(ahead("- a: b", "b"), 5);
    }
}
