//! What is asked of the analysis and when: one run at a time, and the newest text next.

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
    /// A report.
    Export(Report),
}

/// Requests that wait, and the one that runs.
#[derive(Debug, Default)]
pub struct Queue {
    running: Option<Asked>,
    analyze: Option<Request>,
    explain: Option<Request>,
    preview: Option<Request>,
    export: Option<Request>,
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
            }
            Request::Explain { .. } => self.explain = Some(request),
            Request::Preview { .. } => self.preview = Some(request),
            Request::Export { .. } => self.export = Some(request),
        }
    }

    /// Whether anything waits.
    pub fn waits(&self) -> bool {
        self.analyze.is_some() || self.explain.is_some() || self.preview.is_some() || self.export.is_some()
    }

    /// The request to send now; none while one runs.
    pub fn take(&mut self) -> Option<Request> {
        if self.running.is_some() {
            return None;
        }
        let asked = self.analyze.take().or_else(|| self.explain.take()).or_else(|| self.preview.take());
        let request = asked.or_else(|| self.export.take())?;
        self.running = Some(match &request {
            Request::Analyze { version, .. } => Asked::View(*version),
            Request::Explain { version, key } => Asked::Panel(*version, key.clone()),
            Request::Preview { version, .. } => Asked::Preview(*version),
            Request::Export { report, .. } => Asked::Export(*report),
        });
        Some(request)
    }

    /// Ends the running request, and says what it was unless a newer one has taken its place.
    pub fn end(&mut self) -> Option<Asked> {
        let asked = self.running.take()?;
        let superseded = match asked {
            Asked::View(_) => self.analyze.is_some(),
            Asked::Panel(..) => self.explain.is_some(),
            Asked::Preview(_) => self.preview.is_some() || self.analyze.is_some(),
            Asked::Export(_) => self.export.is_some(),
        };
        (!superseded).then_some(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Orientation;

    fn analyze(version: u32) -> Request {
        Request::Analyze {
            version,
            files: Vec::new(),
            assumed: Vec::new(),
            orientation: Orientation::Across,
            width: 700.0,
            against: None,
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
        assert_eq!(queue.end(), None, "its answer is stale");
        assert_eq!(queue.take(), Some(analyze(3)));
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
}
