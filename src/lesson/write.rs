//! Lessons and courses as texts of files.

use super::course::Course;
use super::{MARK, seal};
use crate::yaml::edit::quote;

/// A lesson that somebody writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
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
    /// Its goals, a line of YAML each, and whether they hold from the start.
    pub goals: Vec<(String, bool)>,
}

/// The file of a lesson, with hints and solution under a seal.
pub fn write(draft: &Draft) -> String {
    let mut file = [MARK, "\ntitle: ", &quote(draft.title.trim()), "\n"].concat();
    if !draft.story.trim().is_empty() {
        file += &["story: ", &block(&[draft.story.trim(), "\n"].concat(), 2)].concat();
    }
    file += &["start:\n", &files(&draft.start)].concat();
    if !draft.assumed.is_empty() {
        file += "environment:\n";
        for (about, answer) in &draft.assumed {
            file += &["  ", &quote(about), ": ", &quote(answer), "\n"].concat();
        }
    }
    file += "goals:\n";
    for (goal, kept) in &draft.goals {
        // A goal is a line: what follows would be something else.
        file += &["  - ", goal.lines().next().unwrap_or_default(), "\n"].concat();
        file += if *kept { "    kept: true\n" } else { "" };
    }
    let mut under = String::new();
    let hints = draft.hints.iter().map(|hint| hint.trim()).filter(|hint| !hint.is_empty());
    let hints: String = hints.map(|hint| ["  - ", &quote(hint), "\n"].concat()).collect();
    if !hints.is_empty() {
        under += &["hints:\n", &hints].concat();
    }
    if !draft.solution.is_empty() {
        under += &["solution:\n", &files(&draft.solution)].concat();
    }
    if !under.is_empty() {
        file += &["sealed: ", &seal(&under), "\n"].concat();
    }
    file
}

/// The file of a course that holds lessons whole.
pub fn bundle(title: &str, lessons: &[String]) -> String {
    let mut file = [Course::MARK, "\ntitle: ", &quote(title), "\nparts:\n  - lessons:\n"].concat();
    for lesson in lessons {
        file += &["      - ", &block(lesson, 8)].concat();
    }
    file
}

fn files(files: &[(String, String)]) -> String {
    files.iter().map(|(name, text)| ["  ", &quote(name), ": ", &block(text, 4)].concat()).collect()
}

/// A text as a block by indentation, where it reads back as exactly that text; else in quotes.
fn block(text: &str, indent: usize) -> String {
    let is_plain = |letter: char| {
        letter == '\n' || !letter.is_control() && !matches!(letter, '\u{feff}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    let fits = text.ends_with('\n')
        && !text.ends_with("\n\n")
        && !text.starts_with([' ', '\n'])
        && text.chars().all(is_plain)
        && !text.lines().any(|line| line.ends_with(' ') || (!line.is_empty() && line.trim().is_empty()));
    if !fits {
        return [&quote(text), "\n"].concat();
    }
    let mut block = "|\n".to_owned();
    for line in text.lines() {
        let blank = if line.is_empty() { 0 } else { indent };
        block.extend(std::iter::repeat_n(' ', blank));
        block += line;
        block += "\n";
    }
    block
}
