//! What does not fit while values are read, with the way to each of them.

use std::rc::Rc;

use super::node::{Node, Style, Value};
use super::problem::Problem;
use crate::words::code;

/// Collects what does not fit, with the field that it stands in.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<Step>,
    problems: Vec<Problem>,
}

/// One step of the way to a value.
#[derive(Debug)]
pub enum Step {
    /// To what stands under a key that Kubernetes has.
    Field(&'static str),
    /// To what stands under any other key.
    Key(Rc<str>),
    /// To an entry of a list.
    Item(usize),
}

impl Step {
    fn name(&self) -> &str {
        match self {
            Self::Field(name) => name,
            Self::Key(name) => name,
            Self::Item(_) => "",
        }
    }
}

impl From<&'static str> for Step {
    fn from(field: &'static str) -> Self {
        Self::Field(field)
    }
}

impl From<&Rc<str>> for Step {
    fn from(key: &Rc<str>) -> Self {
        Self::Key(key.clone())
    }
}

impl From<usize> for Step {
    fn from(item: usize) -> Self {
        Self::Item(item)
    }
}

/// More problems than this in one document help nobody.
const MOST_PROBLEMS: usize = 100;

impl Reader {
    /// Reads something below a field, so that messages name it.
    pub fn field<T>(&mut self, step: impl Into<Step>, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.into());
        let value = read(self);
        self.path.pop();
        value
    }

    /// What was collected.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(crate) fn report(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Says that a value is of the wrong type, and how it would be right where that is likely.
    pub(crate) fn mismatch(&mut self, node: &Node, wanted: &str) {
        let path = self.path.iter().fold(String::new(), |path, step| match step {
            Step::Item(item) => path + &format!("[{item}]"),
            Step::Field(_) | Step::Key(_) if !path.is_empty() => path + "." + step.name(),
            _ => path + step.name(),
        });
        let found = describe(node);
        let message = format!("{} must be {wanted}, but it is {found}.", code(&path));
        self.report(Problem::refused(node.span, message, hint(node, wanted).as_deref()));
    }
}

fn hint(node: &Node, wanted: &str) -> Option<String> {
    Some(match (&node.value, wanted) {
        (Value::Bool(_), "a string") => {
            "YAML reads yes, no, on, off, y and n as true or false; put it in double quotes to make it text.".to_owned()
        }
        (Value::Int(_) | Value::Float(_), "a string") => "Put it in double quotes to make it text.".to_owned(),
        (Value::String(text), "a whole number") if text.parse::<i64>().is_ok() => {
            format!("Write {text} without quotes.")
        }
        (Value::String(text), "true or false") if matches!(&**text, "true" | "false" | "yes" | "no") => {
            format!("Write {text} without quotes.")
        }
        (Value::String(text), "a map") => match text.split_once(':') {
            Some((key, value)) if node.style == Style::Plain && !value.is_empty() => {
                format!("Put a space behind the colon: {}.", code(&format!("{key}: {value}")))
            }
            _ => return None,
        },
        (Value::Mapping(_), "a list") => "Begin every entry with a dash and a space.".to_owned(),
        (Value::Sequence(_), "a map") => "Leave the dash out.".to_owned(),
        _ => return None,
    })
}

/// What a value is, with the value where it is short.
fn describe(node: &Node) -> String {
    match &node.value {
        Value::Null => "empty".to_owned(),
        Value::Bool(value) => code(&value.to_string()),
        Value::Int(value) => format!("the number {}", code(&value.to_string())),
        Value::Float(value) => format!("the number {}", code(&value.to_string())),
        Value::String(text) if text.chars().count() <= 40 => format!("the text {}", code(text)),
        Value::String(_) => "text".to_owned(),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a map".to_owned(),
    }
}
