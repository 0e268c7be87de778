//! The manifests of a lesson in the place of a person's own, and back.

use super::super::browser::{learning, page, work};
use super::super::examples::EXAMPLES;
use super::super::files::Files;
use super::super::state::{Action, Arrived, Learns, Shared};
use super::Desk;
use super::links::of;
use crate::view::{LessonChoice, LessonView, Prose};

impl Desk {
    /// Puts the manifests of a lesson into the editor: those that it starts from, or those of the link that led to it.
    /// A person's own work waits until the lesson is left.
    pub(in crate::ui) fn begin_lesson(&self, start: &[(String, String)]) {
        let link = self.arriving.take();
        let at_stake = self.at_stake(true);
        if self.lesson.borrow().is_none() && at_stake {
            let own = self.files();
            work::keep_waiting(Some(&own));
            self.waiting.replace(Some(own));
            self.on.emit(Action::Learn(Learns::Waits(true)));
        }
        let answer = link.filter(|link| link.has_text());
        let files = answer.as_ref().map_or_else(|| Files::new(start.to_vec(), 0), |link| of(link));
        if at_stake {
            self.swap(files);
        } else if self.files() != files {
            self.begin(files);
        }
        // From now on it is what a person works on.
        self.linked.replace(None);
        self.keep();
        if let Some(link) = answer {
            self.on.emit(Action::AssumeAll(link.assumed.clone()));
        }
    }

    /// Opens what a link holds beside a lesson that cannot be opened, and says so; false where no link led to it.
    pub(in crate::ui) fn begin_without_lesson(&self, said: &[Prose]) -> bool {
        let Some(mut link) = self.arriving.take() else { return false };
        let has_text = link.has_text();
        if has_text {
            std::rc::Rc::make_mut(&mut link).lesson = None;
            self.follow(&link);
        } else {
            self.begin_with_first();
        }
        self.on.emit(Action::Arrived(Some(Arrived::Unlearned(said.into(), has_text))));
        true
    }

    /// Takes up again what waited for the end of the lesson.
    pub(in crate::ui) fn leave(&self) {
        let waiting = self.waiting.borrow_mut().take();
        work::keep_waiting(None);
        self.on.emit(Action::Learn(Learns::Waits(false)));
        self.lesson.replace(None);
        self.swap(waiting.unwrap_or_else(|| if page::is_framed() { Files::of("") } else { first() }));
    }

    /// Puts other files in the place of those that are there, which only the editor's undo brings back.
    pub(in crate::ui) fn swap(&self, files: Files) {
        let before = self.files();
        self.files.replace(files);
        self.before.replace(None);
        self.on.emit(Action::Replaced);
        self.shows(&before);
        self.analyze();
    }

    /// Learns what the open lesson says.
    pub(in crate::ui) fn studies(&self, lesson: Option<Shared<LessonView>>) {
        self.studied.replace(lesson);
    }

    /// The lesson that is open, or was when the page was last here.
    pub(super) fn open_lesson(&self) -> Option<LessonChoice> {
        self.lesson.borrow().as_ref().map(|(open, _)| open.clone()).or_else(learning::lesson)
    }

    /// Whether this lesson is open, with anything in the editor.
    pub(super) fn is_open(&self, choice: &LessonChoice) -> bool {
        self.open_lesson().as_ref() == Some(choice) && self.files() != Files::of("")
    }

    /// Begins with what the page begins with, where the boot script left the place empty for a link. In a frame the
    /// place is the author's, and stays so.
    pub(super) fn begin_with_first(&self) {
        if !page::is_framed() && self.files() == Files::of("") {
            self.begin(first());
        }
    }
}

fn first() -> Files {
    Files::of(EXAMPLES.first().map_or("", |first| first.text))
}
