//! The span of a block scalar, of which the parser gives the lines without their header.

use crate::source::Span;
use crate::source::lines::{ahead, line_start};

/// From the `|` or `>` to the end of the last line that is not blank.
pub(super) fn span(text: &str, lines: Span) -> Span {
    let (start, end) = (lines.start as usize, lines.end as usize);
    let content = text.get(start..end).unwrap_or_default();
    let header = header(text, start);
    let end = start.saturating_add(content.trim_end().len());
    let (start, end) = match header {
        Some((from, to)) if content.trim().is_empty() || from == start => (from, to),
        Some((from, _)) => (from, end),
        None => (start, end),
    };
    Span::between(start, end)
}

/// Where the header before the lines begins and ends: it is the last thing before them, apart from
/// blank lines and its own comment. That of an empty scalar may begin where its lines should.
pub(super) fn header(text: &str, lines: usize) -> Option<(usize, usize)> {
    let own = line_start(text, lines);
    let (before, above) = (text.get(own..lines)?, text.get(..own)?.trim_end());
    let line = text.get(lines..)?.lines().next().unwrap_or_default();
    let here = || in_line(line, lines).filter(|&(from, _)| from == lines);
    if !before.trim().is_empty() {
        return here();
    }
    let above_start = line_start(above, above.len());
    in_line(above.get(above_start..)?, above_start).or_else(here)
}

/// Where the header in a line begins and ends, which begins at a byte itself.
fn in_line(line: &str, start: usize) -> Option<(usize, usize)> {
    line.match_indices(['|', '>']).find_map(|(at, _)| {
        let behind = line.get(at..)?.strip_prefix(['|', '>'])?;
        let rest = behind.trim_start_matches(|c: char| matches!(c, '+' | '-' | '1'..='9'));
        let begins = line.get(..at)?.chars().last().is_none_or(char::is_whitespace);
        let comment = rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with('#');
        let header = (start.saturating_add(at), start.saturating_add(ahead(line, rest)));
        (begins && (rest.trim().is_empty() || comment)).then_some(header)
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
