//! The explanation of one thing, as plain data.

use serde::{Deserialize, Serialize};

use super::{Key, Mark, Prose, Reach, State};

/// The explanation of what was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// What was chosen.
    pub key: Key,
    /// Its heading.
    pub title: Prose,
    /// One or two sentences under it.
    pub lead: Prose,
    /// The parts of the explanation.
    pub sections: Vec<Section>,
    /// The lines that prove it.
    pub marks: Vec<Mark>,
    /// Everything that lights up with it, itself included: vertices, edges, rows, cells, findings.
    pub lit: Vec<Key>,
}

/// A part of an explanation under its heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// "How it is reached", "Why it does not match", "What to do".
    pub heading: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Text(Prose),
    /// A list of equal items.
    List(Vec<Prose>),
    /// A path from outside to inside.
    Hops(Vec<HopRow>),
    /// A selector's requirements against one workload's pods.
    Requirements(Requirements),
    /// An edit that can be applied.
    Fix(FixCard),
    /// Lines of YAML.
    Yaml(String),
    /// Something else that can be chosen.
    Link(Key, Prose),
    /// A lesson of Porthole's own, by its name.
    Lesson(String, Prose),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HopRow {
    /// A sentence.
    pub text: Prose,
    /// The lines that say so; none where the cluster decides.
    pub marks: Vec<Mark>,
    /// The colour of the step.
    pub reach: Reach,
    /// Whether the path ends here without arriving.
    pub dead: bool,
}

/// A selector's requirements against one workload's pods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requirements {
    /// "Pod `redis-rails`".
    pub subject: Prose,
    /// What choosing the subject chooses.
    pub key: Key,
    /// One per requirement.
    pub rows: Vec<RequirementRow>,
    /// What else keeps it from matching, such as its namespace.
    pub note: Option<Prose>,
}

/// A requirement and whether it is met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequirementRow {
    /// Met, depends, nearly or not.
    pub state: State,
    /// The requirement, `app=rails`.
    pub requirement: String,
    /// What was found instead, or nothing where it is met.
    pub found: Prose,
    /// Where the pod's side of it stands.
    pub mark: Option<Mark>,
}

/// A fix that can be applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FixCard {
    /// What it does: "Add `app: rails` to Pod `redis-rails`".
    pub title: Prose,
    /// What that would open or close, in words.
    pub consequence: Prose,
    /// The lines that go and those that come.
    pub lines: Vec<FixLine>,
    /// The edits, in the order of the text, without overlap; none where it is only shown.
    pub edits: Vec<TextEdit>,
}

/// A line that a fix takes out or puts in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixLine {
    /// Whether it goes.
    pub removed: bool,
    /// The line, indented against the others of the fix.
    pub text: String,
}

/// A replacement in a file, in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    /// Index of the file.
    pub file: usize,
    /// First unit.
    pub from: usize,
    /// One past the last unit.
    pub to: usize,
    /// What stands there afterwards.
    pub insert: String,
}
