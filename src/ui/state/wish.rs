//! A fix that was asked for from where there is no room for its explanation.

use super::{State, Wish};
use crate::view::{Block, FixCard, Key};

impl State {
    /// Wishes nothing more of what was just explained, where that has no fix.
    pub(super) fn give_up_wish(&mut self, explained: &Key) {
        if self.is_fresh() && self.selected.as_ref() == Some(explained) && self.granted().is_none() {
            self.wish = None;
        }
    }

    /// What was wished and the fix that it was wished of, once there is an explanation that has it.
    pub fn granted(&self) -> Option<(Wish, FixCard)> {
        let wish = self.wish?;
        let panel = self.panel().filter(|panel| self.is_fresh() && self.selected.as_ref() == Some(&panel.key))?;
        let fix = panel.sections.iter().flat_map(|section| &section.blocks).find_map(|block| match block {
            Block::Fix(fix) if !fix.edits.is_empty() => Some(fix),
            _ => None,
        });
        fix.map(|fix| (wish, fix.clone()))
    }
}
