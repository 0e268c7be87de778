//! From the engine's sentences and places to what the page shows of them.

use super::{Inline, Mark, Prose, Reach, Severity, TextEdit};
use crate::exposure;
use crate::finding;
use crate::order::Order;
use crate::source::{Place, Texts};

/// Splits a sentence at its backticks: what stands between two is code.
pub(crate) fn prose(text: &str) -> Prose {
    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    let inline = |(index, part): (usize, &str)| {
        if index % 2 == 0 { Inline::Text(part.to_owned()) } else { Inline::Code(part.to_owned()) }
    };
    parts.map(inline).collect()
}

/// A place as a range that the editor can mark.
pub(crate) fn mark(texts: &Texts, place: Place, primary: bool) -> Mark {
    let (file, bytes) = texts.range(place);
    let [from, to] = [bytes.start, bytes.end].map(|offset| texts.utf16(file, offset));
    Mark { file, from, to, line: texts.line(file, bytes.start), primary }
}

/// Places as marks, the first one the foremost, each once and in the order of the text.
pub(crate) fn marks(texts: &Texts, places: impl IntoIterator<Item = Place>) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        places.into_iter().enumerate().map(|(index, place)| mark(texts, place, index == 0)).collect();
    marks.order_by_key(|mark| (mark.file, mark.from, mark.to, !mark.primary));
    marks.dedup_by_key(|mark| (mark.file, mark.from, mark.to));
    marks
}

/// Edits in the units of the editor, in the order of the text.
pub(crate) fn text_edits(texts: &Texts, edits: &[finding::Edit]) -> Vec<TextEdit> {
    let edit = |edit: &finding::Edit| {
        let range = mark(texts, edit.place, false);
        TextEdit { file: range.file, from: range.from, to: range.to, insert: edit.text.clone() }
    };
    edits.iter().map(edit).collect()
}

impl From<exposure::Reach> for Reach {
    fn from(reach: exposure::Reach) -> Self {
        match reach {
            exposure::Reach::Internet => Self::Internet,
            exposure::Reach::PrivateNetwork => Self::PrivateNetwork,
            exposure::Reach::NodeNetwork => Self::NodeNetwork,
            exposure::Reach::Cluster => Self::Cluster,
            exposure::Reach::Namespace => Self::Namespace,
            exposure::Reach::SelectedPods => Self::SelectedPods,
            exposure::Reach::Nobody => Self::Nobody,
        }
    }
}

impl From<finding::Severity> for Severity {
    fn from(severity: finding::Severity) -> Self {
        match severity {
            finding::Severity::Critical => Self::Critical,
            finding::Severity::High => Self::High,
            finding::Severity::Medium => Self::Medium,
            finding::Severity::Low => Self::Low,
            finding::Severity::Note => Self::Note,
        }
    }
}
