//! What the state is made of.

use std::rc::Rc;

use crate::link::{Link, Refusal};
use crate::ui::forms::Form;
use crate::view::{Panel, Preview, Prose, TextEdit, View};

/// A value drawn by several components; equal when it is the very same value, so that comparing
/// what a component was given costs nothing.
#[derive(Debug)]
pub struct Shared<T>(pub Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What was just done, or is about to be, for eye and ear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// A sentence.
    pub text: &'static str,
    /// What can be done about it: mostly, it can be taken back; what the editor did, its own undo takes back.
    pub does: Option<Does>,
}

/// What a person does with the files, and with all that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Shows the one at an index.
    Show(usize),
    /// Closes the shown one.
    Close,
    /// Takes the last change of files back.
    Undo,
    /// Takes it back although more was typed since.
    Return,
    /// Forgets them, and all else that was kept.
    Forget,
    /// Keeps them and lets a newer page take this one's place.
    Renew,
}

/// What came with the page's address and was not simply opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Arrived {
    /// A link that would take the place of a person's own work, unless they say no; and whether that work then waits
    /// until a lesson is left.
    Asks(Rc<Link>, bool),
    /// A link that is not opened.
    Refused(Refusal),
    /// A link whose lesson is not opened: what is wrong with it, and whether its manifests were opened without it.
    Unlearned(Rc<[Prose]>, bool),
}

/// What a link is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What the page shows.
    Page,
    /// A lesson from its start.
    Lesson,
    /// The open lesson, whose manifests were changed: with these (true), or from its start.
    Answer(bool),
}

/// What is offered to hand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What the link is made of.
    pub of: Of,
    /// The link to what the page shows; none where that is more than a link can hold.
    pub link: Option<Rc<str>>,
    /// The form that was copied last.
    pub copied: Option<Form>,
}

/// One of the views; on a narrow screen one is shown at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The manifests.
    Editor,
    /// The map.
    Map,
    /// The table of Services by workloads.
    Matches,
    /// Problems and findings.
    Findings,
    /// The open lesson.
    Lesson,
}

/// Who chose the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The page itself, so that there is an explanation before any click.
    Page,
    /// A person who moved the cursor in the editor.
    Cursor,
    /// A person who chose it in another view; the editor then shows its lines.
    Hand,
}

/// What a person wants of a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// That it is made.
    Make,
    /// To look at what it would change.
    Look,
}

/// Why the newest text has no analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It took longer than it may, and was stopped.
    TooLong,
    /// It is too large to be analysed on the page's own thread.
    TooLarge,
    /// The analysis ended without an answer.
    Broke,
    /// The engine could not be fetched.
    Absent,
}

impl Pane {
    /// The one of a name.
    pub fn by_id(id: &str) -> Option<Self> {
        [Self::Editor, Self::Map, Self::Matches, Self::Findings].into_iter().find(|pane| pane.id() == id)
    }

    /// The name that the style sheet knows it by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Map => "map",
            Self::Matches => "matches",
            Self::Findings => "findings",
            Self::Lesson => "lesson",
        }
    }
}

/// How the analysis of the newest text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Under way.
    Working,
    /// Done, when the page was built; the engine has yet to come.
    Foreseen,
    /// Done, in so many microseconds.
    Done(u32),
    /// Not to be had.
    Failed(Failure),
}

impl Run {
    /// Whether what is shown is that of the newest text.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Foreseen | Self::Done(_))
    }
}

/// An overview and the version of the text that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The page's number for the text.
    pub version: u32,
    /// The overview.
    pub view: Shared<View>,
}

/// An explanation and the version that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The page's number for the text.
    pub version: u32,
    /// The explanation.
    pub panel: Shared<Panel>,
}

/// A fix that is looked at before it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The version that it would change.
    pub version: u32,
    /// Its edits, by which its card knows it.
    pub edits: Vec<TextEdit>,
    /// How it stands.
    pub result: Tried,
    /// Whether the map shows what is, and not what would be.
    pub before: bool,
}

/// How the trial of a fix stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Tried {
    /// Under way.
    Working,
    /// What would differ.
    Done(Shared<Preview>),
    /// Not to be had.
    Failed,
}
