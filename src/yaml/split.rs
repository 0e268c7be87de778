//! A file's text to documents, the way kubectl splits it: by lines, before anything is parsed.

use super::json;
use super::problem::Problem;
use crate::source::Span;

/// A document's text in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// First byte in the file.
    pub offset: usize,
    /// Length in bytes.
    pub length: usize,
    /// What is wrong with the way it is set apart from its neighbours.
    pub problem: Option<Problem>,
}

impl Chunk {
    /// One past the last byte in the file.
    pub fn end(&self) -> usize {
        self.offset.saturating_add(self.length)
    }
}

/// A file may hold this many documents.
const MOST: usize = 200_000;

/// Splits a text at every line that begins with `---`
/// (`kubernetes/apimachinery: pkg/util/yaml/decoder.go YAMLReader.Read`). A line of which more is
/// left than a comment is no separator but an error, which stays with the document that follows.
/// A text that begins with a brace is JSON, whose objects follow one another without a separator.
/// Empty documents are left out.
pub fn split(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let start = bom(text);
    if !json::is_json(text) {
        lines(text, start, &mut chunks);
        return chunks;
    }
    let (values, broken) = json::values(text, start);
    let found = values.iter().map(|value| Chunk { offset: value.start, length: value.len(), problem: None });
    chunks.extend(found.take(MOST));
    if values.len() > MOST {
        cut_off(&mut chunks);
    }
    if let Some(broken) = broken {
        let rest = chunks.last().map_or(start, Chunk::end);
        let json = chunks.len();
        lines(text, rest, &mut chunks);
        if let Some(chunk) = chunks.get_mut(json) {
            chunk.problem = Some(no_json(text, broken, chunk, json > 0));
        }
    }
    chunks
}

fn no_json(text: &str, at: usize, chunk: &Chunk, behind_json: bool) -> Problem {
    let at = at.max(chunk.offset);
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let start = at.saturating_sub(chunk.offset).min(chunk.length);
    let span = Span::between(start, start.saturating_add(length).min(chunk.length));
    let (message, hint) = match behind_json {
        true => (
            "kubectl before 1.33 reads nothing but JSON behind JSON.",
            "Begin the file with `---`, or put what is not JSON into a file of its own.",
        ),
        false => (
            "A file that begins with `{` has to be JSON for kubectl before 1.33, and from here on it is not.",
            "JSON has double quotes around every key and text, no comments, and no comma before a closing brace.",
        ),
    };
    Problem::refused(span, message, Some(hint))
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Splits what stands behind `start` by its lines.
fn lines(text: &str, start: usize, chunks: &mut Vec<Chunk>) {
    let all = text.get(start..).unwrap_or_default();
    if chunks.len() >= MOST && !all.is_empty() {
        cut_off(chunks);
        return;
    }
    let (begin, mut start) = (start, start);
    let first = all.starts_with("---").then_some(begin);
    let others = all.match_indices("\n---").map(|(at, _)| begin.saturating_add(at).saturating_add(1));
    let mut separator = None;
    for at in first.into_iter().chain(others) {
        push(text, start, at, separator.take(), chunks);
        let line = text.get(at..).unwrap_or_default().split_inclusive('\n').next().unwrap_or_default();
        start = at.saturating_add(line.len());
        let rest = line.strip_prefix("---").unwrap_or(line).trim_end();
        let content = rest.trim_start();
        separator = Some(rest).filter(|_| !content.is_empty() && !content.starts_with('#'));
        if chunks.len() >= MOST {
            cut_off(chunks);
            return;
        }
    }
    push(text, start, text.len(), separator, chunks);
}

/// Says in the last document that what follows it is left out.
fn cut_off(chunks: &mut [Chunk]) {
    let message = "This is the last of 200,000 documents, and what follows in this file is not read.";
    if let Some(last) = chunks.last_mut() {
        last.problem = Some(Problem::warning(Span::new(0, 0), message, Some("Split the file.")));
    }
}

fn push(text: &str, start: usize, end: usize, separator: Option<&str>, chunks: &mut Vec<Chunk>) {
    let start = start.saturating_add(bom(text.get(start..end).unwrap_or_default()));
    let body = text.get(start..end).unwrap_or_default();
    let problem = separator.map(|rest| {
        let line = crate::words::code(&format!("---{rest}"));
        let message = format!("kubectl refuses the line {line} above: nothing but a comment may stand behind `---`.");
        Problem::refused(Span::new(0, 0), message, Some("Write three dashes alone, and what follows on the next line."))
    });
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if problem.is_some() || !body.lines().all(is_blank) {
        chunks.push(Chunk { offset: start, length: body.len(), problem });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_as_kubectl_splits_it() {
        for (text, documents, reason) in [
            ("a: 1\n---\nb: 2\n", &["a: 1\n", "b: 2\n"][..], "a line of three dashes separates"),
            ("---\n---\na: 1\n---\n", &["a: 1\n"], "empty documents are none"),
            ("# x\n---\na: 1\n---\n \n# y\n", &["a: 1\n"], "nor are comments"),
            ("a: 1\r\n---\r\nb: 2\r\n", &["a: 1\r\n", "b: 2\r\n"], "line breaks of Windows"),
            ("a: 1\n--- # x\nb: 2", &["a: 1\n", "b: 2"], "a comment may follow the dashes"),
            ("a: |\n  x\n  ---\n  y\n", &["a: |\n  x\n  ---\n  y\n"], "indented dashes are text"),
            ("a: 'x\n---\ny'\n", &["a: 'x\n", "y'\n"], "dashes in quotes separate all the same"),
            ("\u{feff}a: 1\n---\n\u{feff}b: 2\n", &["a: 1\n", "b: 2\n"], "a byte order mark is no text"),
            ("\u{feff}---\na: 1\n", &["a: 1\n"], "nor does it hide the dashes"),
            (" {\"a\": 1}{\"b\": 2}\n", &["{\"a\": 1}", "{\"b\": 2}"], "objects of JSON need no separator"),
            ("a: 1\n---\n{}{}\n", &["a: 1\n", "{}{}\n"], "behind YAML comes only YAML"),
            ("", &[], "nothing holds no document"),
        ] {
            let chunks = split(text);
            let found: Vec<&str> = chunks.iter().map(|chunk| &text[chunk.offset..][..chunk.length]).collect();
            assert_eq!(found, documents, "{reason}");
            assert!(chunks.iter().all(|chunk| chunk.problem.is_none()), "{reason}: {chunks:?}");
        }
    }

    #[test]
    fn what_separates_badly_is_said_in_the_document_that_follows() {
        for (text, at, span, reason) in [
            ("a: 1\n--- x\nb: 2\n", 1, 0..0, "something stands behind the dashes"),
            ("a: 1\n-----\nb: 2\n", 1, 0..0, "more dashes than three"),
            ("--- {a: 1}\n", 0, 0..0, "even where nothing follows"),
            ("{a: b}", 0, 1..2, "what looks like JSON has to be JSON"),
            ("{}\n---\n{}", 1, 0..1, "JSON knows no separator"),
            ("{}\nä: 1", 1, 1..3, "nor any YAML behind it"),
            ("{}\u{feff}ä: 1", 1, 0..2, "nor a byte order mark"),
        ] {
            let chunks = split(text);
            let problem = chunks[at].problem.as_ref().expect(reason);
            assert_eq!(problem.span, Span::new(span.start, span.end), "{reason}");
            assert!(problem.refused && chunks.iter().filter(|chunk| chunk.problem.is_some()).count() == 1, "{reason}");
        }
    }
}
