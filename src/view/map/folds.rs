//! Folded namespaces: a card for each, and a line to it from the furthest place that reaches something in it.

use super::super::{State, cards, keys};
use super::{Line, Sketch};
use crate::exposure::Verdict;

impl Sketch<'_> {
    pub(super) fn folds(&mut self) {
        for fold in std::mem::take(&mut self.folds) {
            let mut draft = cards::fold(&fold, self.folded_width());
            draft.band = self.bands.iter().position(|band| *band == fold.namespace).unwrap_or_default();
            // Below whatever else its namespace has.
            draft.group = usize::MAX;
            let to = self.push(draft);
            if !fold.is_rest {
                self.folded.insert(fold.namespace.to_owned());
            }
            let Some((reach, verdict)) = fold.worst else { continue };
            let from = self.place(reach);
            let state = if verdict == Verdict::Open { State::Yes } else { State::Depends };
            let label = format!("From {} into namespace {}", reach.who(), fold.namespace);
            let key = if fold.is_rest { keys::rest(fold.namespace) } else { keys::namespace(fold.namespace) };
            self.lines.push(Line::new(key, (from, to), state, reach, label));
        }
    }
}
