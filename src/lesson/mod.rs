//! Lessons: manifests to start from, goals that the analysis decides, hints, and a solution.
//!
//! A lesson is a file, read by the engine's own reader ([`Lesson::read`]). It may come from anyone, so its size
//! and what its goals cost are bounded, and its Markdown becomes [`markdown::Block`]s, never markup. Whether a
//! goal is met, [`check()`] says from an analysis; nothing is decided by comparing text, but how many lines differ.

mod check;
mod course;
mod files;
mod goal;
mod lines;
pub mod markdown;
mod offer;
mod seal;
mod words;
mod write;

pub use check::{GoalState, check};
pub use course::{Course, LessonSource, Part, built_in};
pub use files::{Answers, Files};
pub use goal::{Account, Goal, Ref, Wanted};
pub use lines::{Hunk, hunks};
pub use offer::{Offer, offers};
pub use seal::{resealed, seal, unseal, unsealed};
pub use words::Words;
pub use write::{Draft, bundle, write};

use crate::exposure::Environment;
use crate::source::{Source, Span};
use crate::yaml::{self, FromNode, Problem, Reader, fields};

/// How a file says that it holds a lesson, in its first line.
pub const MARK: &str = "porthole: lesson";

/// The most that a lesson may hold: bytes of its file, bytes of its manifests at the start and at the end, goals,
/// and hints.
const MOST_TEXT: usize = 256 * 1024;
const MOST_MANIFESTS: usize = 64 * 1024;
const MOST_GOALS: usize = 40;
const MOST_HINTS: usize = 20;

fields! {
    /// A lesson.
    pub struct Lesson {
        /// What the file says that it is: `lesson`.
        what: std::rc::Rc<str> => "porthole",
        /// Its name in a person's progress, where the file gives it one.
        pub id: std::rc::Rc<str> => "id",
        /// Its title.
        pub title: Words => "title",
        /// What it teaches, in a sentence.
        pub teaches: Words => "teaches",
        /// The story, in Markdown.
        pub story: Words => "story",
        /// The manifests to start from.
        pub start: Files => "start",
        /// What is known about the cluster.
        pub environment: Answers => "environment",
        /// What is to be reached, and what is to be kept.
        pub goals: Vec<Goal> => "goals",
        /// Hints, in steps, each in Markdown.
        pub hints: Vec<Words> => "hints",
        /// The manifests with every goal met.
        pub solution: Files => "solution",
        /// What to read next, in Markdown.
        pub next: Words => "next",
        /// Hints and solution, so that they cannot be read at a glance; see [`seal`].
        sealed: std::rc::Rc<str> => "sealed",
    }
}

fields! {
    /// What is under a seal.
    struct Sealed {
        hints: Vec<Words> => "hints",
        solution: Files => "solution",
    }
}

impl Lesson {
    /// A lesson that wants nothing yet.
    pub fn of(start: Files, environment: Answers) -> Self {
        Self { start, environment, ..Self::default() }
    }

    /// Reads a lesson.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, with its place in the text: what cannot be read, a goal that is none, or more
    /// than a lesson may hold.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > MOST_TEXT {
            return Err(vec![fault(Span::default(), format!("A lesson may have {MOST_TEXT} bytes at the most."))]);
        }
        let parsed = yaml::parse(text);
        let mut problems = parsed.problems;
        let mut reader = Reader::default();
        let lesson = parsed.root.and_then(|root| Self::from_node(&root, &mut reader));
        problems.extend(reader.into_problems());
        let Some(mut lesson) = lesson else {
            problems.push(fault(Span::default(), "There is no lesson in the file.".to_owned()));
            return Err(problems);
        };
        if !lesson.sealed.is_empty() {
            match unseal(&lesson.sealed).as_deref().map(yaml::parse).and_then(|parsed| parsed.root) {
                Some(root) => {
                    let sealed = Sealed::from_node(&root, &mut Reader::default()).unwrap_or_default();
                    (lesson.hints, lesson.solution) = (sealed.hints, sealed.solution);
                }
                None => problems.push(fault(lesson.span, "What is sealed in it cannot be read.".to_owned())),
            }
        }
        problems.extend(lesson.faults());
        problems.retain(|problem| problem.refused);
        if lesson.id.is_empty() {
            lesson.id = format!("written-{:016x}", hash(text)).into();
        }
        if problems.is_empty() { Ok(lesson) } else { Err(problems) }
    }

    /// The cluster that it plays in. What no analysis knows of was told when the lesson was read.
    pub fn cluster(&self) -> Environment {
        let mut environment = Environment::default();
        for (name, answer) in &self.environment.0 {
            let _ = environment.assume(name, answer);
        }
        environment
    }

    /// The manifests to start from.
    pub fn begin(&self) -> Vec<Source> {
        self.start.sources()
    }

    /// What is missing, is too much, or is not known.
    fn faults(&self) -> Vec<Problem> {
        let mut faults = Vec::new();
        let mut say = |wrong: bool, span: Span, message: String| {
            if wrong {
                faults.push(fault(span, message));
            }
        };
        let span = self.span;
        say(&*self.what != "lesson", span, "A lesson's file begins with `porthole: lesson`.".to_owned());
        say(self.title.is_empty(), span, "A lesson needs a `title`.".to_owned());
        say(self.start.0.is_empty(), span, "A lesson needs manifests to `start` from.".to_owned());
        say(self.goals.is_empty(), span, "A lesson needs `goals`.".to_owned());
        say(self.goals.len() > MOST_GOALS, span, format!("A lesson may have {MOST_GOALS} goals at the most."));
        say(self.hints.len() > MOST_HINTS, span, format!("A lesson may have {MOST_HINTS} hints at the most."));
        for files in [&self.start, &self.solution] {
            let most = format!("The manifests of a lesson may have {MOST_MANIFESTS} bytes at the most.");
            say(files.len() > MOST_MANIFESTS, span, most);
        }
        let mut environment = Environment::default();
        for (name, answer) in &self.environment.0 {
            let wrong = environment.assume(name, answer).err();
            say(wrong.is_some(), span, wrong.unwrap_or_default());
        }
        for goal in &self.goals {
            say(goal.wanted.is_none(), goal.span, goal::NONE.to_owned());
        }
        faults
    }
}

fn fault(span: Span, message: String) -> Problem {
    Problem::refused(span, message, None)
}

/// FNV-1a: a name for a lesson that has none, which changes with its text.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
