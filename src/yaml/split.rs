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

/// A file may hold this many documents.
const MOST: usize = 200_000;

/// Splits a text at every line that begins with `---`
/// (`kubernetes/apimachinery: pkg/util/yaml/decoder.go YAMLReader.Read`). A line of which more is
/// left than a comment is no separator but an error, which stays with the document that follows.
/// JSON objects behind one another are documents too. Empty documents are left out.
pub fn split(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut start = bom(text);
    let mut problem = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line.get(if at == 0 { start } else { 0 }..).and_then(|line| line.strip_prefix("---")) {
            push(text, start, at, problem.take(), &mut chunks);
            start = at + line.len();
            let rest = rest.trim();
            if !rest.is_empty() && !rest.starts_with('#') {
                problem = Some(rest);
            }
        }
        at += line.len();
        if chunks.len() >= MOST {
            return chunks;
        }
    }
    push(text, start, text.len(), problem, &mut chunks);
    chunks
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn push(text: &str, start: usize, end: usize, separator: Option<&str>, chunks: &mut Vec<Chunk>) {
    let body = text.get(start..end).unwrap_or_default();
    let start = start + bom(body);
    let body = text.get(start..end).unwrap_or_default();
    let problem = separator.map(|rest| {
        let message = format!("Behind `---` stands {}; kubectl refuses such a line.", crate::words::code(rest));
        Problem::refused(Span::new(0, 0), message, Some("Put it on a line of its own."))
    });
    if problem.is_none() && body.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return;
    }
    for (offset, length) in json::objects(body).unwrap_or_else(|| vec![(0, body.len())]) {
        chunks.push(Chunk { offset: start + offset, length, problem: problem.clone() });
    }
}
