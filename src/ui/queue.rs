//! What is asked of the analysis and when: one run at a time, and the newest text next.

use std::collections::VecDeque;

use crate::view::Key;
use crate::view::protocol::{Report, Request};

/// What a running request will answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// An overview of a version.
    View(u32),
    /// An explanation of something in a version.
    Panel(u32, Key),
    /// What edits would make of a version.
    Preview(u32),
    /// What a few words find.
    Found,
    /// Something about lessons.
    Taught,
    /// A report.
    Export(Report),
    /// What there is to say of a place in the text.
    Hover,
    /// What may stand at a place in it.
    Complete,
}

/// Requests that wait, and the one that runs.
#[derive(Debug, Default)]
pub struct Queue {
    running: Option<Asked>,
    analyze: Option<Request>,
    explain: Option<Request>,
    preview: Option<Request>,
    find: Option<Request>,
    /// Each of these is answered, in their order.
    teach: VecDeque<Request>,
    export: Option<Request>,
    hover: Option<Request>,
    complete: Option<Request>,
}

impl Queue {
    /// Puts a request in line. It takes the place of an older one of its kind, and a new text also
    /// that of questions about the old one.
    pub fn ask(&mut self, request: Request) {
        match request {
            Request::Analyze { .. } => {
                self.analyze = Some(request);
                self.explain = None;
                self.preview = None;
                // What may stand at a place hardly changes with a letter, and the list of it is open: that one stays.
                self.hover = None;
            }
            Request::Explain { .. } => self.explain = Some(request),
            Request::Preview { .. } => self.preview = Some(request),
            Request::Find { .. } => self.find = Some(request),
            Request::Teach(_) => self.teach.push_back(request),
            Request::Export { .. } => self.export = Some(request),
            Request::Hover { .. } => self.hover = Some(request),
            Request::Complete(_) => self.complete = Some(request),
        }
    }

    /// Whether anything waits.
    pub fn waits(&self) -> bool {
        let asked =
            [&self.analyze, &self.explain, &self.preview, &self.find, &self.export, &self.hover, &self.complete];
        asked.into_iter().any(Option::is_some) || !self.teach.is_empty()
    }

    /// The request to send now; none while one runs.
    pub fn take(&mut self) -> Option<Request> {
        if self.running.is_some() {
            return None;
        }
        // A quick answer comes before a long one.
        let asked = self.complete.take().or_else(|| self.hover.take()).or_else(|| self.analyze.take());
        let asked =
            asked.or_else(|| self.explain.take()).or_else(|| self.preview.take()).or_else(|| self.teach.pop_front());
        let request = asked.or_else(|| self.find.take()).or_else(|| self.export.take())?;
        self.running = Some(match &request {
            Request::Analyze { version, .. } => Asked::View(*version),
            Request::Explain { version, key } => Asked::Panel(*version, key.clone()),
            Request::Preview { version, .. } => Asked::Preview(*version),
            Request::Find { .. } => Asked::Found,
            Request::Teach(_) => Asked::Taught,
            Request::Export { report, .. } => Asked::Export(*report),
            Request::Hover { .. } => Asked::Hover,
            Request::Complete(_) => Asked::Complete,
        });
        Some(request)
    }

    /// Whether a newer request has taken the place of the one that runs, so that nobody waits for its answer.
    pub fn is_stale(&self) -> bool {
        self.running.as_ref().is_some_and(|asked| match asked {
            Asked::View(_) => self.analyze.is_some(),
            Asked::Panel(..) => self.explain.is_some(),
            Asked::Preview(_) => self.preview.is_some() || self.analyze.is_some(),
            Asked::Found => self.find.is_some(),
            Asked::Taught => false,
            Asked::Export(_) => self.export.is_some(),
            Asked::Hover => self.hover.is_some(),
            Asked::Complete => self.complete.is_some(),
        })
    }

    /// Ends the running request, and says what it was unless it is stale.
    pub fn end(&mut self) -> Option<Asked> {
        let stale = self.is_stale();
        self.running.take().filter(|_| !stale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Lens, Orientation, Spot};

    fn analyze(version: u32) -> Request {
        Request::Analyze {
            version,
            files: Vec::new(),
            assumed: Vec::new(),
            orientation: Orientation::Across,
            width: 700.0,
            lens: Lens::default(),
            against: None,
            lesson: None,
        }
    }

    fn explain(version: u32, key: &str) -> Request {
        Request::Explain { version, key: key.to_owned() }
    }

    #[test]
    fn one_request_runs_at_a_time_and_the_newest_text_is_next() {
        let mut queue = Queue::default();
        queue.ask(analyze(1));
        assert_eq!(queue.take(), Some(analyze(1)));
        queue.ask(analyze(2));
        queue.ask(analyze(3));
        assert_eq!(queue.take(), None, "the first one still runs");
        assert!(queue.is_stale());
        assert_eq!(queue.end(), None, "its answer is stale");
        assert_eq!(queue.take(), Some(analyze(3)));
        assert!(!queue.is_stale());
        assert_eq!(queue.end(), Some(Asked::View(3)));
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn a_new_text_drops_a_question_about_the_old_one() {
        let mut queue = Queue::default();
        queue.ask(explain(1, "a"));
        queue.ask(analyze(2));
        assert_eq!(queue.take(), Some(analyze(2)));
        queue.end();
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn a_newer_question_makes_the_older_answer_stale() {
        let mut queue = Queue::default();
        queue.ask(explain(1, "a"));
        queue.take();
        queue.ask(explain(1, "b"));
        assert_eq!(queue.end(), None);
        assert_eq!(queue.take(), Some(explain(1, "b")));
        assert_eq!(queue.end(), Some(Asked::Panel(1, "b".to_owned())));
    }

    #[test]
    fn what_the_editor_asks_comes_first_and_only_the_offset_of_an_old_text_is_dropped() {
        let hover = Request::Hover { version: 1, file: 0, offset: 5 };
        let complete =
            Request::Complete(Spot { version: String::new(), kind: String::new(), path: Vec::new(), value: false });
        let mut queue = Queue::default();
        queue.ask(hover.clone());
        assert!(queue.waits());
        queue.ask(analyze(2));
        assert_eq!(queue.take(), Some(analyze(2)), "and the pointer rests on another text");
        queue.end();
        queue.ask(complete.clone());
        queue.ask(analyze(3));
        assert_eq!(queue.take(), Some(complete.clone()));
        queue.ask(hover.clone());
        assert_eq!(queue.end(), Some(Asked::Complete), "where the pointer rests takes no list away");
        assert_eq!(queue.take(), Some(hover.clone()));
        queue.ask(hover);
        assert_eq!(queue.end(), None, "a newer question took its place");
    }
}
