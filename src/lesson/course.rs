//! Courses: lessons in their order, in parts.

use std::rc::Rc;

use super::words::Words;
use super::{Lesson, MOST_TEXT, fault};
use crate::source::Span;
use crate::yaml::{self, FromNode, Node, Problem, Reader, fields};

/// The lessons of Porthole's own course, by their names.
macro_rules! lessons {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../static/lessons/", $name, ".yaml")))),*]
    };
}

static COURSE: &str = include_str!("../../static/lessons/course.yaml");
static LESSONS: &[(&str, &str)] = &lessons![
    "first-match",
    "typo",
    "two-labels",
    "wrong-level",
    "wrong-namespace",
    "too-broad",
    "target-port",
    "named-ports",
    "four-types",
    "beside-the-load-balancer",
    "cluster-ip-is-not-private",
    "host-network",
    "routes",
    "source-ranges",
    "database-on-the-internet",
    "default-deny",
    "allow-one-path",
    "one-dash",
    "names-need-dns",
    "least-privilege",
    "the-whole-chain",
    "challenge-shop",
    "challenge-builds",
    "challenge-clinic",
];

/// The most lessons that a course may have.
const MOST_LESSONS: usize = 60;

fields! {
    /// A course.
    pub struct Course {
        /// What the file says that it is: `course`.
        what: Rc<str> => "porthole",
        /// Its title.
        pub title: Words => "title",
        /// Its parts.
        pub parts: Vec<Part> => "parts",
    }
}

fields! {
    /// A part of a course.
    pub struct Part {
        /// Its title.
        pub title: Words => "title",
        /// Its lessons.
        pub lessons: Vec<LessonSource> => "lessons",
    }
}

/// Where a lesson comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LessonSource {
    /// It is one of Porthole's own, by its name.
    Named(Rc<str>),
    /// It is written out, as the text of a file.
    Written(Rc<str>),
}

impl LessonSource {
    /// Reads the lesson.
    ///
    /// # Errors
    ///
    /// As [`Lesson::read`], and where no lesson has the name.
    pub fn read(&self) -> Result<Lesson, Vec<Problem>> {
        match self {
            Self::Written(text) => Lesson::read(text),
            Self::Named(name) => {
                let unknown = || {
                    let name = crate::words::code(name);
                    let said = format!("There is no lesson {name} in this Porthole; a newer one may have it.");
                    vec![fault(Span::default(), said)]
                };
                let (_, text) = LESSONS.iter().find(|(known, _)| *known == &**name).ok_or_else(unknown)?;
                Ok(Lesson { id: name.clone(), ..Lesson::read(text)? })
            }
        }
    }
}

impl FromNode for LessonSource {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = Rc::<str>::from_node(node, reader)?;
        Some(if text.contains('\n') { Self::Written(text) } else { Self::Named(text) })
    }
}

impl Course {
    /// How a file says that it holds a course, in its first line.
    pub const MARK: &'static str = "porthole: course";

    /// Reads a course.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, with its place in the text. Its lessons are read one by one, when they are
    /// asked for.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > MOST_TEXT * 8 {
            return Err(vec![fault(
                Span::default(),
                format!("A course may have {} bytes at the most.", MOST_TEXT * 8),
            )]);
        }
        let parsed = yaml::parse(text);
        let (mut problems, mut reader) = (parsed.problems, Reader::default());
        let course = parsed.root.and_then(|root| Self::from_node(&root, &mut reader)).unwrap_or_default();
        problems.extend(reader.into_problems());
        if &*course.what != "course" {
            problems.push(fault(course.span, "A course's file begins with `porthole: course`.".to_owned()));
        }
        if course.lessons().count() > MOST_LESSONS {
            problems.push(fault(course.span, format!("A course may have {MOST_LESSONS} lessons at the most.")));
        }
        problems.retain(|problem| problem.refused);
        if problems.is_empty() { Ok(course) } else { Err(problems) }
    }

    /// Its lessons, in their order.
    pub fn lessons(&self) -> impl Iterator<Item = &LessonSource> {
        self.parts.iter().flat_map(|part| &part.lessons)
    }
}

/// Porthole's own course.
pub fn built_in() -> Course {
    Course::read(COURSE).unwrap_or_default()
}
