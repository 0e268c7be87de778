//! A small part of Markdown as a tree: paragraphs, headings, lists and code; in them code, emphasis and links.
//! Everything else is text, so that nothing that a lesson holds becomes markup.

use crate::concepts;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A heading.
    Heading(Vec<Span>),
    /// A list, and whether it is numbered.
    List(bool, Vec<Vec<Span>>),
    /// Lines of code, as they stand.
    Code(String),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Anything that stands in a manifest.
    Code(String),
    /// Emphasised words.
    Emphasis(String),
    /// A link to a page: its words and its address, which is always shown with them.
    Link(String, String),
    /// A link to a concept's card: its words and the concept's id.
    Concept(String, &'static str),
}

/// Reads a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if trimmed.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.trim().starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if let Some(heading) = trimmed.strip_prefix('#') {
            blocks.push(Block::Heading(spans(heading.trim_start_matches('#').trim())));
        } else if let Some((is_numbered, first)) = item(trimmed) {
            let mut items = vec![first.to_owned()];
            while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
                match (item(line.trim()), items.last_mut()) {
                    (Some((_, text)), _) => items.push(text.to_owned()),
                    (None, Some(last)) => *last = [last.as_str(), " ", line.trim()].concat(),
                    (None, None) => {}
                }
            }
            blocks.push(Block::List(is_numbered, items.iter().map(|item| spans(item)).collect()));
        } else {
            let mut paragraph = trimmed.to_owned();
            while let Some(line) = lines.next_if(|line| continues(line.trim())) {
                paragraph = [paragraph.as_str(), " ", line.trim()].concat();
            }
            blocks.push(Block::Paragraph(spans(&paragraph)));
        }
    }
    blocks
}

fn continues(line: &str) -> bool {
    !line.is_empty() && !line.starts_with("```") && !line.starts_with('#') && item(line).is_none()
}

/// The text of a list's item, and whether the list is numbered.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((false, text.trim()));
    }
    let (number, text) = line.split_once(". ")?;
    let is_number = !number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| (true, text.trim()))
}

/// The pieces of a line.
pub fn spans(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let found = match first {
            '`' => between(rest, "`", "`").map(|(code, rest)| (Span::Code(code.to_owned()), rest)),
            '*' => between(rest, "**", "**")
                .or_else(|| between(rest, "*", "*"))
                .map(|(words, rest)| (Span::Emphasis(words.to_owned()), rest)),
            '[' => link(rest),
            _ => None,
        };
        if let Some((span, after)) = found {
            if !plain.is_empty() {
                spans.push(Span::Text(std::mem::take(&mut plain)));
            }
            spans.push(span);
            rest = after;
        } else {
            plain.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    if !plain.is_empty() {
        spans.push(Span::Text(plain));
    }
    spans
}

/// What stands between two signs at the beginning of a text, and what follows; none where that is nothing.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let (inside, rest) = text.strip_prefix(open)?.split_once(close)?;
    (!inside.trim().is_empty()).then_some((inside, rest))
}

/// A link at the beginning of a text, and what follows. What leads nowhere that can be shown stays text.
fn link(text: &str) -> Option<(Span, &str)> {
    let (words, rest) = between(text, "[", "](")?;
    let (address, rest) = rest.split_once(')')?;
    let span = match address.strip_prefix("concept:") {
        Some(id) => Span::Concept(words.to_owned(), concepts::by_id(id)?.id),
        None if is_address(address) => Span::Link(words.to_owned(), address.to_owned()),
        None => return None,
    };
    Some((span, rest))
}

/// Whether it is a page's address, without anything that could be taken for another one.
fn is_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Span {
        Span::Text(words.to_owned())
    }

    #[test]
    fn a_text_becomes_a_small_tree() {
        let read = blocks("# Two\n\nOne `a`\nand *b*.\n- x\n  y\n- **z**\n\n```yaml\na: 1\n  - b\n```\n1. p\n2. q\n");
        let expected = [
            Block::Heading(vec![text("Two")]),
            Block::Paragraph(vec![
                text("One "),
                Span::Code("a".into()),
                text(" and "),
                Span::Emphasis("b".into()),
                text("."),
            ]),
            Block::List(false, vec![vec![text("x y")], vec![Span::Emphasis("z".into())]]),
            Block::Code("a: 1\n  - b".into()),
            Block::List(true, vec![vec![text("p")], vec![text("q")]]),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn links_are_addresses_or_cards_and_nothing_else() {
        let card = Span::Concept("label".into(), "label");
        assert_eq!(spans("[label](concept:label)"), [card]);
        let page = Span::Link("a".into(), "https://kubernetes.io/docs".into());
        assert_eq!(spans("see [a](https://kubernetes.io/docs)"), [text("see "), page]);
        for other in [
            "[a](javascript:alert(1))",
            "[a](concept:none)",
            "[a](https://x@y)",
            "[a](https://x y)",
            "<b>a</b>",
            "[a]",
            "`a",
            "* a",
            "**",
        ] {
            assert_eq!(spans(other), [text(other)]);
        }
    }
}
