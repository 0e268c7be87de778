//! The one selection: what a cursor makes it, how it is given up, and what the page chooses by itself.

use std::ops::Range;

use super::{By, State};
use crate::view::Key;

impl State {
    /// What a cursor chooses: the smallest anchor around it, while the anchors belong to the text.
    pub(super) fn at_cursor(&self, offset: usize) -> Option<Key> {
        if !self.run.is_done() {
            return None;
        }
        let around = |(file, range, _): &(usize, Range<usize>, &Key)| {
            *file == self.file && range.start <= offset && offset <= range.end
        };
        let anchors = self.view()?.anchors().filter(around);
        anchors.min_by_key(|(_, range, _)| range.len()).map(|(.., key)| key.clone())
    }

    /// Gives it up, with all that hangs on it.
    pub(super) fn give_up(&mut self, by: By) {
        self.selected = None;
        self.explained = None;
        self.trial = None;
        self.wish = None;
        self.by = by;
    }

    /// Chooses what the overview has first, but for one thing.
    pub(super) fn choose_first(&mut self, except: Option<&Key>) {
        let Some(view) = self.view() else { return };
        self.selected = view.first().filter(|key| Some(*key) != except).cloned();
    }
}
