//! What the editor asks of the engine while a person reads or types.

use super::Desk;
use crate::view::protocol::Request;
use crate::view::{Hover, Spot};

impl Desk {
    /// Asks what there is to say of a UTF-16 offset in the shown file.
    pub(in crate::ui) fn hover(&self, offset: usize, then: impl FnOnce(Option<Hover>) + 'static) {
        let file = self.files.borrow().shown();
        self.analyst.hover(|version| Request::Hover { version, file, offset }, then);
    }

    /// Asks what may stand at a place.
    pub(in crate::ui) fn complete(&self, spot: Spot, then: impl FnOnce(Vec<String>) + 'static) {
        self.analyst.complete(spot, then);
    }
}
