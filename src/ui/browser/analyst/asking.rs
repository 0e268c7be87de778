//! What the analyst is asked beside the overview of a text.

use std::rc::Rc;

use super::Analyst;
use crate::ui::state::{Action, Shared};
use crate::view::protocol::{Report, Request};
use crate::view::{Hover, Key, Spot, Teach, TextEdit};

impl Analyst {
    /// Asks for an explanation of something in the overview of a version.
    pub(in crate::ui) fn explain(&self, version: u32, key: Key) {
        let mut inner = self.0.borrow_mut();
        let foreseen = inner.first.as_ref().and_then(|first| first.panel(&key)).cloned();
        let tell = Rc::clone(&inner.tell);
        if foreseen.is_none() {
            inner.queue.ask(Request::Explain { version, key: key.clone() });
        }
        drop(inner);
        match foreseen {
            Some(panel) => tell(Action::Explained(version, key, Some(Shared::new(panel)))),
            None => self.proceed(),
        }
    }

    /// Asks what edits would make of a version.
    pub(in crate::ui) fn preview(&self, version: u32, edits: Vec<TextEdit>) {
        self.0.borrow_mut().queue.ask(Request::Preview { version, edits });
        self.proceed();
    }

    /// Asks for the objects that a few words find.
    pub(in crate::ui) fn find(&self, text: String) {
        self.0.borrow_mut().queue.ask(Request::Find { text });
        self.proceed();
    }

    /// Asks about lessons.
    pub(in crate::ui) fn teach(&self, teach: Teach) {
        self.0.borrow_mut().queue.ask(Request::Teach(teach));
        self.proceed();
    }

    /// Asks for a report of a version.
    pub(in crate::ui) fn export(&self, version: u32, report: Report) {
        self.0.borrow_mut().queue.ask(Request::Export { version, report });
        self.proceed();
    }

    /// Asks what there is to say of a place in the text. Whoever asked before hears that there is nothing.
    pub(in crate::ui) fn hover(&self, of: impl FnOnce(u32) -> Request, then: impl FnOnce(Option<Hover>) + 'static) {
        self.tell_hover(None);
        let mut inner = self.0.borrow_mut();
        let request = of(inner.version);
        inner.queue.ask(request);
        inner.hovering = Some(Box::new(then));
        drop(inner);
        self.proceed();
    }

    /// Asks what may stand at a place. Whoever asked before hears that there is nothing.
    pub(in crate::ui) fn complete(&self, spot: Spot, then: impl FnOnce(Vec<String>) + 'static) {
        self.tell_words(Vec::new());
        let mut inner = self.0.borrow_mut();
        inner.queue.ask(Request::Complete(spot));
        inner.completing = Some(Box::new(then));
        drop(inner);
        self.proceed();
    }

    /// Answers the editor, which waits until it hears something.
    pub(super) fn tell_hover(&self, hover: Option<Hover>) {
        let then = self.0.borrow_mut().hovering.take();
        if let Some(then) = then {
            then(hover);
        }
    }

    /// Answers the editor, which asks nothing more about a list until it hears something.
    pub(super) fn tell_words(&self, words: Vec<String>) {
        let then = self.0.borrow_mut().completing.take();
        if let Some(then) = then {
            then(words);
        }
    }
}
