//! What is wrong with a text, in plain words and with the place to look at.

use crate::source::{DocumentId, Place, Span};

/// Something that could not be read, or is read otherwise than it looks, in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, relative to the document.
    pub span: Span,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The likely cause, or what to do.
    pub hint: Option<String>,
    /// Whether kubectl or the API server refuses it; else it is only worth knowing.
    pub refused: bool,
    /// Whether it is a key that stands twice, of which the check for that says more.
    pub repeated_key: bool,
}

impl Problem {
    /// Something that kubectl or the API server refuses.
    pub(crate) fn refused(span: Span, message: impl Into<String>, hint: Option<&str>) -> Self {
        Self { span, message: message.into(), hint: hint.map(str::to_owned), refused: true, repeated_key: false }
    }

    /// Something that is accepted, but hardly meant.
    pub(crate) fn warning(span: Span, message: impl Into<String>, hint: Option<&str>) -> Self {
        Self { refused: false, ..Self::refused(span, message, hint) }
    }

    /// The same problem, of a document among others.
    pub(crate) fn at(self, document: DocumentId) -> crate::Problem {
        let Self { span, message, hint, refused, repeated_key } = self;
        crate::Problem { place: Place::new(document, span), message, hint, refused, repeated_key }
    }
}

/// What a document gives, or why it cannot be read at all.
pub(super) type Failed<T> = Result<T, Box<Problem>>;

/// Why a document cannot be read.
pub(super) fn failed<T>(span: Span, message: &str, hint: Option<&str>) -> Failed<T> {
    Err(Box::new(Problem::refused(span, message, hint)))
}
