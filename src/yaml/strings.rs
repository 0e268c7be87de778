//! Texts that many documents repeat, kept once: keys, kinds, versions, namespaces.

use std::collections::HashSet;
use std::rc::Rc;

/// Texts that stand somewhere already. Looked up, never iterated.
#[derive(Debug, Default)]
pub(crate) struct Strings(HashSet<Rc<str>>);

/// What is longer hardly stands twice.
const LONGEST: usize = 64;

impl Strings {
    /// A text, shared with everyone who asked for the same.
    pub(super) fn share(&mut self, text: &str) -> Rc<str> {
        if text.len() > LONGEST {
            return Rc::from(text);
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Rc<str> = Rc::from(text);
        self.0.insert(new.clone());
        new
    }
}
