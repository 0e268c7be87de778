//! Courses and lessons as the page draws them.

use serde::{Deserialize, Serialize};

use super::{Key, Mark, Prose};

/// Which lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LessonChoice {
    /// One of Porthole's own, by its name.
    Named(String),
    /// One that somebody wrote: the text of its file.
    Written(String),
}

/// What the page asks about lessons. Languages are codes, as in `en`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Teach {
    /// A course: the text of its file, or Porthole's own; in a language.
    Course(Option<String>, String),
    /// A lesson, in a language.
    Lesson(LessonChoice, String),
    /// What a lesson could want that starts from these files, in this cluster: whatever holds of the text as it stands.
    Offer(Vec<(String, String)>, Vec<(String, String)>),
    /// The file of a lesson.
    Write(Box<LessonDraft>),
    /// The file of a course that holds these files of lessons.
    Bundle(Vec<String>),
}

/// A lesson that somebody writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonDraft {
    /// Its title.
    pub title: String,
    /// Its story, in Markdown.
    pub story: String,
    /// Its hints, in steps.
    pub hints: Vec<String>,
    /// Name and text of every file to start from.
    pub start: Vec<(String, String)>,
    /// The same with every goal met.
    pub solution: Vec<(String, String)>,
    /// What is known about the cluster.
    pub assumed: Vec<(String, String)>,
    /// Its goals, as they were offered.
    pub goals: Vec<OfferRow>,
}

/// Something that a lesson could want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRow {
    /// The goal, as a file has it.
    pub goal: String,
    /// What it wants.
    pub wants: Prose,
    /// Whether it holds from the start.
    pub kept: bool,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Taught {
    /// A course.
    Course(CourseView),
    /// A lesson, by the choice that named it.
    Lesson(LessonChoice, Box<LessonView>),
    /// What a lesson could want, what does not hold from the start first.
    Offers(Vec<OfferRow>),
    /// The text of a file.
    Written(String),
    /// What is wrong with a file, a sentence each, which begins with its line.
    Refused(Vec<Prose>),
}

/// A course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseView {
    /// Its title.
    pub title: String,
    /// The language that it is told in.
    pub language: String,
    /// The languages that it can be told in.
    pub languages: Vec<String>,
    /// Its parts.
    pub parts: Vec<PartRow>,
}

/// A part of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// Its title.
    pub title: String,
    /// Its lessons.
    pub lessons: Vec<LessonRow>,
}

/// A lesson of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonRow {
    /// What opens it.
    pub choice: LessonChoice,
    /// Its name in a person's progress.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it teaches.
    pub teaches: String,
}

/// A lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonView {
    /// Its name in a person's progress.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The language that it is told in, which need not be the one that was asked for.
    pub language: String,
    /// The languages that it can be told in.
    pub languages: Vec<String>,
    /// The story.
    pub story: Vec<StoryBlock>,
    /// Hints, in steps.
    pub hints: Vec<Vec<Piece>>,
    /// What to read next.
    pub next: Vec<StoryBlock>,
    /// Name and text of every file to start from.
    pub start: Vec<(String, String)>,
    /// The same with every goal met; none where there is no solution.
    pub solution: Vec<(String, String)>,
    /// What is known about the cluster.
    pub assumed: Vec<(String, String)>,
}

/// A piece of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoryBlock {
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A heading.
    Heading(Vec<Piece>),
    /// A list, and whether it is numbered.
    List(bool, Vec<Vec<Piece>>),
    /// Lines of code, as they stand.
    Code(String),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// Anything that stands in a manifest.
    Code(String),
    /// Emphasised words.
    Emphasis(String),
    /// Words that lead to a page, and its address.
    Link(String, String),
    /// Words that open a card.
    Card(String, Key),
}

/// How a goal of the open lesson stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalRow {
    /// What it wants.
    pub wants: Prose,
    /// What is still so; empty where it is met.
    pub still: Prose,
    /// The lines that say so.
    pub marks: Vec<Mark>,
    /// Whether it held at the start.
    pub kept: bool,
    /// What it counts.
    pub points: u32,
}

impl GoalRow {
    /// Whether it is met.
    pub fn is_met(&self) -> bool {
        self.still.is_empty()
    }
}

/// How an open lesson stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The lesson's name in a person's progress.
    pub id: String,
    /// Its goals.
    pub goals: Vec<GoalRow>,
}
