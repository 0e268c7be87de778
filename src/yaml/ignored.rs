//! Text that kubectl passes over without a word.

use super::problem::Problem;
use crate::source::Span;
use crate::source::lines::{ahead, lines};

/// A word about what stands behind the end of a document: go-yaml reads one document and leaves the
/// rest of its text alone, be it behind a `...` or behind a line that is indented too little.
pub(super) fn ignored(text: &str, end: usize) -> Option<Problem> {
    let rest = text.get(end..)?;
    for (at, line) in lines(rest, end) {
        let content = line.trim();
        let marks_end = content.starts_with("...") && line.starts_with("...");
        if !content.is_empty() && !content.starts_with('#') && !marks_end {
            let span = Span::at(at.saturating_add(ahead(line, line.trim_start())), content.len());
            return Some(match rest.starts_with("...") {
                true => Problem::warning(
                    span,
                    "Nothing from here to the next `---` is read: the document ended at `...`.",
                    Some("Separate documents with `---`."),
                ),
                false => Problem::warning(
                    span,
                    "Nothing from here to the next `---` is read: the document is complete before this line.",
                    Some("Indent it like the first line, or put `---` before it."),
                ),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::yaml::parse;

    #[test]
    fn what_is_not_read_is_said() {
        for (text, line, reason) in [
            ("a: b\n...\n# c\nd: e\n", Some("d: e"), "behind the end of a document"),
            ("  a: b\nd: e\nf: g\n", Some("d: e"), "a line that is indented less than the first"),
            ("{a: b}\n{d: e}\n", Some("{d: e}"), "a second value"),
            ("a: b\n...\n\n# c\n...\n", None, "comments are no loss"),
            ("a: b\n\n# c\n", None, "nothing is left out"),
        ] {
            let parsed = parse(text);
            assert!(parsed.root.is_some(), "{reason}");
            let said: Vec<_> = parsed
                .problems
                .iter()
                .map(|problem| &text[problem.span.start as usize..problem.span.end as usize])
                .collect();
            assert_eq!(said, line.into_iter().collect::<Vec<_>>(), "{reason}");
        }
    }
}
