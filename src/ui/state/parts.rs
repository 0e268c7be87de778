//! What the state is made of.

use std::rc::Rc;

use crate::view::{Panel, Preview, TextEdit, View};

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

/// What was just done, for eye and ear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// A sentence.
    pub text: &'static str,
    /// Whether the page can take it back; what the editor did, its own undo takes back.
    pub undo: bool,
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
    /// The name that the style sheet knows it by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Map => "map",
            Self::Matches => "matches",
            Self::Findings => "findings",
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
