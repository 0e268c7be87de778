//! What a check says: plain data.

use std::borrow::Cow;

use crate::exposure::Reach;
use crate::source::Place;

/// Something worth knowing about a set of manifests, with the text that proves it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The id of the check that says it.
    pub check: &'static str,
    /// How bad it is if it is true.
    pub severity: Severity,
    /// How sure a manifest alone can make us.
    pub confidence: Confidence,
    /// What it is about.
    pub place: Place,
    /// One or two sentences that name the objects, with names between backticks.
    pub message: String,
    /// Other text that it rests on.
    pub highlights: Vec<Highlight>,
    /// From how far out it can be used, where that matters.
    pub reach: Option<Reach>,
    /// Whether there is a way to mend it. Where its text leaves no room for the edits, there is none after all.
    pub mendable: bool,
    /// What would mend it, the likeliest first: in what [`Analysis::mended`](crate::Analysis::mended) gives. In an
    /// analysis it is empty, since fixes are made when they are asked for.
    pub fixes: Vec<Fix>,
}

/// How bad a finding is if it is true, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Anyone can use it now, and it gives much.
    Critical,
    /// It opens what should not be open, or does not work at all.
    High,
    /// It matters together with something else.
    Medium,
    /// It is good to mend.
    Low,
    /// It is good to know.
    Note,
}

impl Severity {
    /// All of them, worst first.
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Note];

    /// Its name in reports and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Note => "note",
        }
    }
}

/// How sure a manifest alone can make us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The manifests say it.
    High,
    /// It is so unless something outside the manifests changes it.
    Medium,
    /// It is a guess from names or habits.
    Low,
}

impl Confidence {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// A marked place and what it has to do with the finding.
#[derive(Debug, Clone)]
pub struct Highlight {
    /// The place.
    pub place: Place,
    /// A few words about it.
    pub text: Cow<'static, str>,
}

/// A change of the text that would mend a finding.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does, as a command: "Add `app: rails` to Pod `redis-rails`".
    pub title: String,
    /// What it promises.
    pub promise: Promise,
    /// What follows from it, in words: what opens, what closes.
    pub consequence: Cow<'static, str>,
    /// The edits, in the order of the text and without overlap.
    pub edits: Vec<Edit>,
}

/// What a fix promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// It changes nothing that can be reached, and cannot be wrong.
    Safe,
    /// It does what it says; whether that is wanted, a person has to know.
    NeedsReview,
    /// It shows what to do and leaves the doing to a person.
    DisplayOnly,
}

impl Promise {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::NeedsReview => "needs-review",
            Self::DisplayOnly => "display-only",
        }
    }
}

/// A replacement of some text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}
