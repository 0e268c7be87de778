//! What the page draws: an analysis told in words, marks and shapes, as plain data that crosses to
//! the page. Everything that the page says about Kubernetes is said here first.
//!
//! A [`View`] is the overview and stays small; what explains one thing is a [`Panel`], made when a
//! person chooses that thing. Both name things by [`Key`], which survives an edit of the text as
//! long as the object keeps its name.

mod alike;
mod cards;
mod changes;
pub mod desk;
mod drawing;
mod explanation;
mod find;
pub mod first;
mod hover;
mod keys;
mod lessons;
mod map;
mod matches;
mod panel;
mod prose;
pub mod protocol;
mod table;
mod teaching;
mod words;

use std::ops::Range;

pub use changes::{ChangedPart, Changes, Preview};
pub use drawing::*;
pub use explanation::*;
pub use find::OUTLINE;
pub use hover::Hover;
use serde::{Deserialize, Serialize};
pub use table::*;
pub use teaching::*;
pub use words::Spot;

/// The name of anything that can be chosen, such as `object:Service/default/web-frontend`.
pub type Key = String;

/// The overview of an analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The answer, in one sentence.
    pub verdict: Verdict,
    /// The map, laid out.
    pub map: Map,
    /// The table of Services by workloads, one per namespace.
    pub matches: Vec<MatchTable>,
    /// The checks that found something.
    pub checks: Vec<CheckRow>,
    /// What they found, worst first.
    pub findings: Vec<FindingRow>,
    /// What kept text from being read, in the order of the text.
    pub problems: Vec<ProblemRow>,
    /// Where objects stand in the text.
    pub objects: Vec<Anchor>,
    /// What can be said about the cluster, and what was.
    pub assumptions: Vec<AssumptionRow>,
    /// The words that have a card.
    pub concepts: Vec<ConceptRow>,
    /// What differs from the text that is compared with, where there is one.
    pub changes: Option<Changes>,
    /// How the open lesson stands, where there is one.
    pub lesson: Option<Standing>,
}

impl View {
    /// What can be chosen from the text: objects, findings and problems, each with its file and its range there.
    pub fn anchors(&self) -> impl Iterator<Item = (usize, Range<usize>, &Key)> {
        let row = |mark: &Mark| (mark.file, mark.from..mark.to);
        let objects = self.objects.iter().map(|anchor| ((anchor.file, anchor.from..anchor.to), &anchor.key));
        let findings = self.findings.iter().map(move |finding| (row(&finding.mark), &finding.key));
        let problems = self.problems.iter().map(move |problem| (row(&problem.mark), &problem.key));
        objects.chain(findings).chain(problems).map(|((file, range), key)| (file, range, key))
    }

    /// The check that found something.
    pub fn check(&self, finding: &FindingRow) -> Option<&CheckRow> {
        self.checks.iter().find(|check| check.id == finding.check)
    }
}

/// A word that has a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConceptRow {
    /// Its card.
    pub key: Key,
    /// The word.
    pub title: String,
}

/// An object that a few words find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What choosing it explains.
    pub key: Key,
    /// Its name.
    pub title: String,
    /// Its kind and namespace: "Deployment in namespace shop".
    pub about: String,
}

/// Something about the cluster that no manifest tells and a person may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssumptionRow {
    /// Its name in requests.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// The answers to choose from.
    pub choices: Vec<Choice>,
    /// What hangs on it: "3 paths rest on it"; empty where nothing does.
    pub note: String,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name in requests.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Whether it is what was assumed.
    pub chosen: bool,
}

/// The answer before any click.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// One sentence, such as "`web-frontend` is open to the Internet, but it selects no pods."
    pub sentence: Prose,
    /// What was read: "2 Services · 1 Deployment in namespace `shop`".
    pub summary: Prose,
    /// How many workload ports, or dead entries, can be reached from where, outermost first.
    pub pills: Vec<Pill>,
}

/// A count of what a level of reach can reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pill {
    /// From where.
    pub reach: Reach,
    /// How many workloads.
    pub count: usize,
    /// The whole of it for a screen reader and a tooltip: "2 workloads can be reached from the Internet".
    pub text: String,
    /// What choosing it shows; the outside vertex of that reach.
    pub key: Option<Key>,
}

/// Text with names in it.
pub type Prose = Vec<Inline>;

/// A piece of [`Prose`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Anything that stands in a manifest.
    Code(String),
}

/// From where something can be reached, outermost first. Every level has a colour, a shape and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reach {
    /// Anyone.
    Internet,
    /// The provider's or the company's network.
    PrivateNetwork,
    /// Whoever can reach the nodes.
    NodeNetwork,
    /// Any pod of the cluster.
    Cluster,
    /// Pods of the same namespace.
    Namespace,
    /// Pods that a policy names.
    SelectedPods,
    /// No one.
    Nobody,
}

/// A range of a file that proves something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// Index of the file.
    pub file: usize,
    /// First UTF-16 unit in the file.
    pub from: usize,
    /// One past the last UTF-16 unit.
    pub to: usize,
    /// First line, from 1.
    pub line: usize,
    /// Whether this is what is spoken of, rather than evidence around it.
    pub primary: bool,
}

/// A range of a file from which an object can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Index of the file.
    pub file: usize,
    /// First UTF-16 unit in the file.
    pub from: usize,
    /// One past the last UTF-16 unit.
    pub to: usize,
    /// What it chooses.
    pub key: Key,
}

/// How sure or how well something holds; in the order of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// It matches, or the path is open.
    Yes,
    /// It depends on what a manifest cannot tell.
    Depends,
    /// It nearly matches.
    Nearly,
    /// It does not match, or the path is closed.
    No,
}

/// A check that found something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckRow {
    /// The check's id.
    pub id: String,
    /// A short statement, such as "Service selects no pods".
    pub title: Prose,
}

/// A finding in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingRow {
    /// The finding.
    pub key: Key,
    /// The check's id.
    pub check: String,
    /// How bad it is if true.
    pub severity: Severity,
    /// From how far out it can be used, where that matters.
    pub reach: Option<Reach>,
    /// Whether its explanation has a fix that can be made.
    pub mendable: bool,
    /// The message.
    pub message: Prose,
    /// Where it stands.
    pub mark: Mark,
}

/// How bad a finding is if it is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Anyone can use it now.
    Critical,
    /// It breaks, or opens much.
    High,
    /// It matters in combination.
    Medium,
    /// Good to mend.
    Low,
    /// Good to know.
    Note,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemRow {
    /// The problem.
    pub key: Key,
    /// Whether kubectl would refuse it; else it is only worth knowing.
    pub refused: bool,
    /// What is wrong.
    pub message: Prose,
    /// The likely cause, or what to do.
    pub hint: Option<Prose>,
    /// Where.
    pub mark: Mark,
}
