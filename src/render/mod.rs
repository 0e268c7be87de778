//! An analysis as text, Markdown, JSON or SARIF: a file per form; and the checks themselves as Markdown.

mod catalogue;
mod chains;
mod changes;
mod connections;
mod json;
mod markdown;
mod reach;
mod report;
mod sarif;
mod text;

pub use catalogue::{catalogue, documented};
pub use changes::{changes_json, changes_markdown, changes_text};
pub use json::json;
pub use markdown::markdown;
pub use sarif::sarif;
pub use text::{Ink, text};

/// A piece of a sentence of the engine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// Plain words.
    Words(&'a str),
    /// What stood between backticks.
    Code(&'a str),
}

/// Takes a sentence with names between backticks apart.
fn pieces(prose: &str) -> impl Iterator<Item = Piece<'_>> {
    let pieces = prose.split('`').enumerate();
    pieces.map(|(at, piece)| if at % 2 == 0 { Piece::Words(piece) } else { Piece::Code(piece) })
}

/// A sentence without its backticks.
fn plain(prose: &str) -> String {
    prose.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_taken_apart_at_their_backticks() {
        let found: Vec<Piece> = pieces("`web` selects ``.").collect();
        let expected =
            [Piece::Words(""), Piece::Code("web"), Piece::Words(" selects "), Piece::Code(""), Piece::Words(".")];
        assert_eq!(found, expected);
        assert_eq!(plain("`web` selects no pods."), "web selects no pods.");
    }
}
