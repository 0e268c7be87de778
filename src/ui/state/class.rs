//! What the page knows of lessons, and how that changes.

use std::rc::Rc;

use super::{Pane, Run, Shared, State};
use crate::ui::progress::{Done, Progress};
use crate::view::{CourseView, GoalRow, LessonChoice, LessonView, OfferRow, Prose, Taught, View};

/// What the page knows of lessons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Class {
    /// The course that is open; none before it was asked for.
    pub course: Option<Shared<CourseView>>,
    /// The lesson that is open.
    pub open: Option<Open>,
    /// The lesson that was asked for, and whether it is to be begun.
    pub wanted: Option<(LessonChoice, bool)>,
    /// How often a lesson was asked for, so that asking again is news.
    pub asks: u32,
    /// How many lessons were begun since the page was there.
    pub begun: u32,
    /// Whether the person's own manifests wait until the lesson is left.
    pub waits: bool,
    /// The language that lessons are told in, where they can be.
    pub language: Rc<str>,
    /// How far the person has come.
    pub progress: Rc<Progress>,
    /// The progress of others, which came as files.
    pub others: Rc<[Progress]>,
    /// What was wrong with the last file.
    pub refused: Rc<[Prose]>,
    /// What was known about the cluster before the lesson.
    pub assumed: Option<Vec<(String, String)>>,
    /// The lesson that the person writes.
    pub sketch: Option<Sketch>,
    /// A file that was written, and what for.
    pub written: Option<(Purpose, Rc<str>)>,
    /// What the next one is written for.
    pub purpose: Purpose,
}

/// A lesson that somebody writes, as far as it is not in the fields of its form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sketch {
    /// Name and text of every file to start from.
    pub start: Rc<[(String, String)]>,
    /// What holds now and could be wanted.
    pub offers: Rc<[OfferRow]>,
    /// The goals that were picked, as a file has them.
    pub picked: Vec<String>,
}

/// What a file is written for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To be saved.
    #[default]
    Save,
    /// To be tried.
    Try,
    /// To be handed on as a link.
    Share,
}

/// An open lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// Which.
    pub choice: LessonChoice,
    /// What it says.
    pub lesson: Shared<LessonView>,
    /// How many hints are shown.
    pub hints: usize,
    /// Whether the solution was shown.
    pub solution: bool,
}

/// What happens to lessons.
#[derive(Debug, Clone)]
pub enum Learns {
    /// A lesson was asked for, to be begun (true), or to be told anew.
    Wants(LessonChoice, bool),
    /// The engine told something.
    Taught(Rc<Taught>),
    /// The lesson was left.
    Leaves,
    /// The person's own manifests wait until then, or do not.
    Waits(bool),
    /// Another hint was asked for.
    Hint,
    /// The solution was asked for.
    Solution,
    /// Lessons are to be told in another language.
    Speaks(Rc<str>),
    /// The person's progress is another one.
    Progress(Rc<Progress>),
    /// Files with the progress of others came.
    Others(Rc<[Progress]>),
    /// The person writes a lesson that starts from these files.
    Sketches(Rc<[(String, String)]>),
    /// A goal is picked for it, or is not any more.
    Picks(String),
    /// Its file, or another one, is asked for.
    Writes(Purpose),
}

impl Class {
    /// What is known about lessons after something happened.
    pub(super) fn after(&mut self, learns: Learns) {
        match learns {
            Learns::Wants(choice, begins) => {
                (self.wanted, self.refused) = (Some((choice, begins)), Rc::default());
                self.asks = self.asks.wrapping_add(1);
            }
            Learns::Waits(waits) => self.waits = waits,
            Learns::Taught(taught) => self.hear(&taught),
            Learns::Leaves => (self.open, self.wanted) = (None, None),
            Learns::Hint => {
                if let Some(open) = &mut self.open {
                    open.hints = open.hints.saturating_add(1).min(open.lesson.hints.len());
                }
            }
            Learns::Solution => {
                if let Some(open) = &mut self.open {
                    open.solution = true;
                }
            }
            Learns::Speaks(language) => {
                self.language = language;
                self.course = None;
                self.wanted = self.open.as_ref().map(|open| (open.choice.clone(), false));
            }
            Learns::Progress(progress) => self.progress = progress,
            Learns::Others(others) => self.others = others,
            Learns::Sketches(start) => self.sketch = Some(Sketch { start, ..Sketch::default() }),
            Learns::Picks(goal) => {
                if let Some(sketch) = &mut self.sketch {
                    match sketch.picked.iter().position(|picked| *picked == goal) {
                        Some(at) => drop(sketch.picked.remove(at)),
                        None => sketch.picked.push(goal),
                    }
                }
            }
            Learns::Writes(purpose) => (self.purpose, self.written) = (purpose, None),
        }
    }

    fn hear(&mut self, taught: &Taught) {
        match taught {
            Taught::Course(course) => self.course = Some(Shared::new(course.clone())),
            Taught::Offers(offers) => {
                if let Some(sketch) = &mut self.sketch {
                    sketch.picked.retain(|picked| offers.iter().any(|offer| offer.goal == *picked));
                    sketch.offers = offers.as_slice().into();
                }
            }
            Taught::Written(text) => self.written = Some((self.purpose, text.as_str().into())),
            Taught::Refused(said) => (self.refused, self.wanted) = (said.as_slice().into(), None),
            Taught::Lesson(choice, lesson) => {
                let Some((_, begins)) = self.wanted.take_if(|(wanted, _)| wanted == choice) else { return };
                let lesson = Shared::new((**lesson).clone());
                match &mut self.open {
                    Some(open) if open.choice == *choice && !begins => open.lesson = lesson,
                    open => *open = Some(Open { choice: choice.clone(), lesson, hints: 0, solution: false }),
                }
                self.begun = self.begun.wrapping_add(u32::from(begins));
            }
        }
    }

    /// How the goals of the open lesson stand.
    pub fn goals<'a>(&self, view: Option<&'a View>) -> &'a [GoalRow] {
        let open = self.open.as_ref().map(|open| open.lesson.id.as_str());
        let standing = view.and_then(|view| view.lesson.as_ref()).filter(|standing| Some(standing.id.as_str()) == open);
        standing.map(|standing| standing.goals.as_slice()).unwrap_or_default()
    }

    /// How far the person has come in the open lesson; none while its goals are not known.
    pub fn done(&self, view: Option<&View>) -> Option<Done> {
        let (open, goals) = (self.open.as_ref()?, self.goals(view));
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let met = goals.iter().filter(|goal| goal.is_met());
        let (points, all) = (met.clone().map(|goal| goal.points).sum(), goals.iter().map(|goal| goal.points).sum());
        (!goals.is_empty()).then(|| Done {
            id: open.lesson.id.clone(),
            title: open.lesson.title.clone(),
            goals: (count(met.count()), count(goals.len())),
            points: (points, all),
            hints: count(open.hints),
            solution: open.solution,
        })
    }

    /// The lesson that follows the open one in the course.
    pub fn next(&self) -> Option<(LessonChoice, String)> {
        let open = self.open.as_ref()?;
        let mut rows = self.course.as_ref()?.parts.iter().flat_map(|part| &part.lessons);
        rows.find(|row| row.choice == open.choice)?;
        rows.next().map(|row| (row.choice.clone(), row.title.clone()))
    }
}

impl State {
    /// What is known about the cluster is the lesson's own while it is open, and is put back afterwards.
    pub(super) fn learn(&mut self, learns: Learns) {
        let before = self.class.open.as_ref().map(|open| open.choice.clone());
        self.class.after(learns);
        let open = self.class.open.as_ref();
        if before.as_ref() == open.map(|open| &open.choice) {
            return;
        }
        let own = self.class.assumed.take();
        let assumed = open.map(|open| open.lesson.assumed.clone());
        self.pane = if open.is_some() { Pane::Lesson } else { Pane::Editor };
        match (assumed, own) {
            (Some(assumed), own) => {
                let before = std::mem::replace(&mut self.assumed, assumed);
                self.class.assumed = Some(own.unwrap_or(before));
            }
            (None, Some(own)) => self.assumed = own,
            (None, None) => {}
        }
        self.run = Run::Working;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Inline, LessonRow, PartRow};

    fn lesson(id: &str, hints: usize) -> (LessonChoice, Learns) {
        let choice = LessonChoice::Named(id.to_owned());
        let id = id.to_owned();
        let view = LessonView { title: id.clone(), id, hints: vec![Vec::new(); hints], ..LessonView::default() };
        (choice.clone(), Learns::Taught(Rc::new(Taught::Lesson(choice, Box::new(view)))))
    }

    #[test]
    fn a_lesson_that_was_asked_for_begins_and_one_that_was_not_does_not() {
        let mut class = Class::default();
        let (choice, told) = lesson("a", 2);
        class.after(told.clone());
        assert_eq!((class.open.is_some(), class.begun), (false, 0));
        class.after(Learns::Wants(choice.clone(), true));
        class.after(told.clone());
        for _ in 0..5 {
            class.after(Learns::Hint);
        }
        assert_eq!(class.open.as_ref().map(|open| open.hints), Some(2), "there are no more");
        class.after(Learns::Speaks("es".into()));
        class.after(told.clone());
        assert_eq!((class.open.as_ref().map(|open| open.hints), class.begun), (Some(2), 1), "it is the same lesson");
        class.after(Learns::Wants(choice, true));
        class.after(told);
        assert_eq!((class.open.as_ref().map(|open| open.hints), class.begun), (Some(0), 2), "it is begun anew");
        class.after(Learns::Leaves);
        assert_eq!(class.open, None);
    }

    #[test]
    fn the_course_says_what_comes_next() {
        let row = |id: &str| LessonRow {
            choice: LessonChoice::Named(id.to_owned()),
            id: id.to_owned(),
            title: id.to_owned(),
            teaches: String::new(),
        };
        let part = |ids: &[&str]| PartRow { title: String::new(), lessons: ids.iter().map(|id| row(id)).collect() };
        let parts = vec![part(&["a"]), part(&["b"])];
        let mut class = Class::default();
        class.after(Learns::Taught(Rc::new(Taught::Course(CourseView {
            title: String::new(),
            language: String::new(),
            languages: Vec::new(),
            parts,
        }))));
        let mut next = |id: &str| {
            let (choice, told) = lesson(id, 0);
            class.after(Learns::Wants(choice, true));
            class.after(told);
            class.next().map(|(_, title)| title)
        };
        assert_eq!((next("a").as_deref(), next("b").as_deref(), next("c").as_deref()), (Some("b"), None, None));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_until_something_else_is_asked_for() {
        let mut class = Class::default();
        let said = vec![vec![Inline::Text("Line 1".to_owned())]];
        class.after(Learns::Taught(Rc::new(Taught::Refused(said.clone()))));
        assert_eq!(*class.refused, said);
        let (choice, _) = lesson("a", 0);
        class.after(Learns::Wants(choice, true));
        assert!(class.refused.is_empty());
    }
}
