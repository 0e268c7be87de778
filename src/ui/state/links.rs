//! The state as a link holds it, there and back.

use super::{By, Pane, Run, State};
use crate::lesson::{resealed, unsealed};
use crate::link::{Lesson, Link};
use crate::view::LessonChoice;

impl State {
    /// A link to what is shown, but for the files, which the desk has.
    pub fn link(&self) -> Link {
        let view = match (self.pane, self.list) {
            (Pane::Editor | Pane::Lesson, Pane::Matches) => Some(Pane::Matches),
            (Pane::Editor | Pane::Lesson, _) => None,
            (pane, _) => Some(pane),
        };
        // What the page chooses by itself goes without saying.
        let first = self.view().and_then(|view| view.first());
        let selected = self.selected.clone().filter(|key| Some(key) != first);
        let assumed = self.assumed.iter().filter(|(_, answer)| answer != UNKNOWN).cloned().collect();
        Link { view: view.map(|pane| pane.id().to_owned()), selected, assumed, ..Link::of(Vec::new()) }
    }

    /// The state once a link was opened: its view, its choice, its answers. Those that belong to a lesson come with it.
    pub(super) fn linked(mut self, link: &Link) -> Self {
        self.arrived = None;
        self.give_up(By::Page);
        self.selected.clone_from(&link.selected);
        if let Some(pane) = link.view.as_deref().and_then(Pane::by_id) {
            self.show(pane);
        }
        if link.lesson.is_none() && self.assumed != link.assumed {
            self.assumed.clone_from(&link.assumed);
            self.run = Run::Working;
        }
        self
    }
}

/// In a link a lesson has no seal: nobody reads it there at a glance, and it is half as long.
impl From<&Lesson> for LessonChoice {
    fn from(lesson: &Lesson) -> Self {
        match lesson {
            Lesson::Named(id) => Self::Named(id.clone()),
            Lesson::Written(text) => Self::Written(resealed(text)),
        }
    }
}

impl From<&LessonChoice> for Lesson {
    fn from(choice: &LessonChoice) -> Self {
        match choice {
            LessonChoice::Named(id) => Self::Named(id.clone()),
            LessonChoice::Written(text) => Self::Written(unsealed(text)),
        }
    }
}

/// The answer that is as good as none.
const UNKNOWN: &str = "unknown";

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::link::Refusal;
    use crate::ui::state::{Action, Arrived};

    fn answers(answers: &[(&str, &str)]) -> Vec<(String, String)> {
        answers.iter().map(|(about, answer)| ((*about).to_owned(), (*answer).to_owned())).collect()
    }

    #[test]
    fn a_link_brings_the_page_to_where_it_was_made() {
        let assumed = answers(&[("public-nodes", "no"), ("provider", "unknown")]);
        let there = State { assumed, selected: Some("object:Pod/default/web".to_owned()), ..State::default() };
        let there = there.after(Action::Show(Pane::Matches));
        let link = there.link();
        let waiting = State { arrived: Some(Arrived::Refused(Refusal::Cut)), ..State::default() };
        let here = waiting.after(Action::Linked(Rc::new(link.clone())));
        assert_eq!((here.pane, here.list), (Pane::Matches, Pane::Matches));
        assert_eq!(here.selected, there.selected);
        assert_eq!(here.assumed, answers(&[("public-nodes", "no")]), "what is not known need not be said");
        assert_eq!(here.arrived, None);
        assert_eq!(here.link(), link);
    }

    #[test]
    fn what_a_link_says_of_the_cluster_comes_with_its_lesson() {
        let own = State { assumed: answers(&[("public-nodes", "no")]), ..State::default() };
        let link = Link { assumed: answers(&[("public-nodes", "yes")]), ..Link::to(Lesson::Named("a".to_owned())) };
        let here = own.after(Action::Linked(Rc::new(link)));
        assert_eq!(here.assumed, own.assumed);
    }

    #[test]
    fn what_the_page_shows_by_itself_takes_no_room_in_a_link() {
        assert_eq!(State::default().link(), Link::of(Vec::new()));
        assert_eq!(State::default().after(Action::Show(Pane::Lesson)).link().view, None, "it shows with its lesson");
    }
}
