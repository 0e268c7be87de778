//! The span of a block scalar, of which the parser gives the lines without their header.

use crate::source::Span;

/// From the `|` or `>` to the end of the last line that is not blank.
pub(super) fn span(text: &str, lines: Span) -> Span {
    let (start, end) = (lines.start as usize, lines.end as usize);
    let content = text.get(start..end).unwrap_or_default();
    let header = header(text, start);
    let end = start + content.trim_end().len();
    let (start, end) = match header {
        Some((from, to)) if content.trim().is_empty() || from == start => (from, to),
        Some((from, _)) => (from, end),
        None => (start, end),
    };
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

/// Where the header before the lines begins and ends: it is the last thing before them, apart from
/// blank lines and its own comment. That of an empty scalar may begin where its lines should.
pub(super) fn header(text: &str, lines: usize) -> Option<(usize, usize)> {
    let line_start = |at: usize| text.get(..at)?.rfind('\n').map(|newline| newline + 1).or(Some(0));
    let before = text.get(line_start(lines)?..lines)?;
    let above = text.get(..lines - before.len())?.trim_end();
    let above = (line_start(above.len())?, above);
    let own = text.get(lines..)?.lines().next().unwrap_or_default();
    let here = || in_line(own).filter(|&(from, _)| from == 0).map(|(from, to)| (lines + from, lines + to));
    if !before.trim().is_empty() {
        return here();
    }
    let found = above.1.get(above.0..).and_then(in_line);
    found.map(|(from, to)| (above.0 + from, above.0 + to)).or_else(here)
}

fn in_line(line: &str) -> Option<(usize, usize)> {
    line.match_indices(['|', '>']).find_map(|(at, _)| {
        let behind = line.get(at + 1..)?;
        let rest = behind.trim_start_matches(|c: char| matches!(c, '+' | '-' | '1'..='9'));
        let begins = line.get(..at)?.chars().last().is_none_or(char::is_whitespace);
        let comment = rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with('#');
        (begins && (rest.trim().is_empty() || comment)).then_some((at, line.len() - rest.len()))
    })
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Node, parse};

    #[test]
    fn a_block_scalar_reaches_from_its_header_to_its_last_line() {
        for (text, value, reason) in [
            ("k: |\n  a\n  b\n\n\nl: m\n", "|\n  a\n  b", "blank lines behind it are left out"),
            ("k: >-2 # | why\n\n   a\n", ">-2 # | why\n\n   a", "the header may have a comment"),
            ("k: |\n  > a\n", "|\n  > a", "a text may begin like a header"),
            ("k:\n  |\n  a\n", "|\n  a", "the header may have a line of its own"),
            ("k: |\r\nl: m\r\n", "|", "nothing may follow it"),
            ("k: |-\n\n\n", "|-", "or only blank lines"),
            ("\"a | b\": !!str |+\n  c", "|+\n  c", "a key may hold what looks like a header"),
        ] {
            let root: Node = parse(text).root.unwrap();
            let crate::yaml::Value::Mapping(entries) = &root.value else { panic!("{text}") };
            let span = entries[0].value.span;
            assert_eq!(&text[span.start as usize..span.end as usize], value, "{reason}");
        }
    }
}
