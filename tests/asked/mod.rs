//! The question that a page without any wish asks of a text.

use porthole::view::protocol::Request;
use porthole::view::{Lens, Orientation};

/// Asks for the view of a text, and what differs from another one.
pub(crate) fn asked(text: &str, against: Option<&str>) -> Request {
    let file = |text: &str| vec![("manifests.yaml".to_owned(), text.to_owned())];
    Request::Analyze {
        version: 7,
        files: file(text),
        assumed: Vec::new(),
        orientation: Orientation::Across,
        width: 800.0,
        lens: Lens::default(),
        against: against.map(file),
        lesson: None,
    }
}
