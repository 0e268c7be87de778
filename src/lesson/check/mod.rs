//! Whether an analysis meets the goals of a lesson, and what keeps it from that, in a sentence each.

mod account;
mod find;
mod kept;
mod network;
mod reach;
mod select;

use find::Subject;

use super::{Goal, Lesson, Wanted};
use crate::Analysis;
use crate::source::Place;

/// How a goal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalState {
    /// What it wants, as a sentence.
    pub wants: String,
    /// What is still so, where it is not met; else empty.
    pub still: String,
    /// The lines that say so.
    pub places: Vec<Place>,
    /// Whether it holds from the start.
    pub kept: bool,
    /// What it counts.
    pub points: u32,
}

impl GoalState {
    /// Whether it is met.
    pub fn is_met(&self) -> bool {
        self.still.is_empty()
    }
}

/// What is still so, and the lines that say it; none where a goal is met.
type Still = Option<(String, Vec<Place>)>;

/// How the goals of a lesson stand in an analysis of whatever a person has made of its manifests. Goals that have
/// words of their author's say these, in a language.
pub fn check(lesson: &Lesson, analysis: &Analysis, language: &str) -> Vec<GoalState> {
    let subject = Subject { analysis };
    let state = |goal: &Goal| {
        let wanted = goal.wanted.as_ref()?;
        let (wants, still) = judge(&subject, lesson, wanted);
        let (still, places) = still.unwrap_or_default();
        let wants = if goal.says.is_empty() { wants } else { goal.says.within(language).trim().to_owned() };
        Some(GoalState { wants, still, places, kept: goal.kept, points: goal.points })
    };
    lesson.goals.iter().filter_map(state).collect()
}

/// What is wanted, as a sentence, and what is still so.
pub(super) fn judged(lesson: &Lesson, analysis: &Analysis, wanted: &Wanted) -> (String, Option<String>) {
    let (wants, still) = judge(&Subject { analysis }, lesson, wanted);
    (wants, still.map(|(still, _)| still))
}

fn judge(subject: &Subject, lesson: &Lesson, wanted: &Wanted) -> (String, Still) {
    match wanted {
        Wanted::Selects(wanted) => (select::wants(wanted), select::still(subject, wanted)),
        Wanted::Leads(wanted) => (select::wants_port(wanted), select::still_leads(subject, wanted)),
        Wanted::Closed(wanted) => (reach::wants_closed(wanted), reach::still_open(subject, wanted)),
        Wanted::Open(wanted) => (reach::wants_open(wanted), reach::still_closed(subject, wanted)),
        Wanted::Connects(wanted) => (network::wants(wanted, true), network::still_apart(subject, wanted)),
        Wanted::Apart(wanted) => (network::wants(wanted, false), network::still_connected(subject, wanted)),
        Wanted::NoFinding(wanted) => (find::wants(wanted), find::still(subject, wanted)),
        Wanted::Lines(most) => (kept::wants_lines(*most), kept::still_lines(subject, lesson, *most)),
        Wanted::Untouched(objects) => (kept::wants(objects), kept::still(subject, lesson, objects)),
        Wanted::May(wanted) => (account::wants(wanted, true), account::still_not(subject, wanted)),
        Wanted::MayNot(wanted) => (account::wants(wanted, false), account::still_may(subject, wanted)),
        Wanted::NoToken(pods) => (account::wants_no_token(pods), account::still_token(subject, pods)),
    }
}
