//! Near misses: workloads that a Service does not select although it looks as if it should.

use std::rc::Rc;

use super::Cluster;
use super::index::{Index, Members};
use super::selection::{Selected, compare};
use crate::labels::{Found, Match, Outcome, Requirement};
use crate::manifest::{Object, ObjectId};
use crate::order::Order;

/// A workload that a Service nearly selects, and what keeps them apart.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// The workload.
    pub workload: ObjectId,
    /// What keeps them apart, above all.
    pub reason: Reason,
    /// What each requirement made of its pods' labels.
    pub outcomes: Vec<Outcome>,
    /// How far apart they are: smaller is nearer. Comparable only within one Service.
    pub distance: usize,
}

/// What keeps a Service and a workload apart, above all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The labels match, but in another namespace.
    OtherNamespace(Rc<str>),
    /// The workload itself has the labels, its pod template has not.
    WorkloadLabelsOnly,
    /// A label's value is not a string.
    NotAString(Rc<str>),
    /// The pods have no labels at all.
    NoLabels,
    /// The key is there in another spelling, with the right value.
    MisspeltKey {
        /// The key that the selector asks for.
        wanted: Rc<str>,
        /// The pods' key.
        found: Rc<str>,
    },
    /// The value is another one.
    WrongValue {
        /// The key.
        key: Rc<str>,
        /// The value that the selector asks for.
        wanted: Rc<str>,
        /// The pods' value.
        found: Rc<str>,
        /// Whether the two differ like a slip of the pen.
        close: bool,
    },
    /// The pods have no such label.
    MissingKey(Rc<str>),
    /// A controller sets the label, and never to that value.
    NeverGiven {
        /// The key.
        key: Rc<str>,
        /// The value that the selector asks for.
        wanted: Rc<str>,
    },
}

/// At most this many near misses are worth reading.
const SHOWN: usize = 5;
/// Past this many candidates the nearest ones are sought among the first in the text.
const CONSIDERED: usize = 500;
/// Distances of what is no slip of the pen; the order says what is likelier meant.
const MISSING: usize = 12;
const DIFFERENT: usize = 10;

/// The near misses of a Service. Where it selects something already, only what looks like a mistake
/// counts: neighbours with other labels are meant to be left out.
pub(super) fn misses(
    cluster: &Cluster,
    index: &Index,
    service: &Object,
    requirements: &[Requirement],
    selects: &[Selected],
) -> Vec<NearMiss> {
    let members = index.namespace(service.namespace());
    let mut candidates = members.map(|members| candidates(members, requirements)).unwrap_or_default();
    if selects.is_empty() {
        if candidates.is_empty() {
            candidates.extend(members.iter().flat_map(|members| members.workloads.iter().take(CONSIDERED)));
        }
        candidates.extend(elsewhere(cluster, index, service, requirements));
    }
    candidates.order();
    candidates.dedup();
    candidates.retain(|id| !selects.iter().any(|selected| selected.workload == *id));
    candidates.truncate(CONSIDERED);
    if !selects.is_empty() {
        candidates.retain(|id| cluster.object(*id).is_some_and(|object| may_be_a_mistake(requirements, object)));
    }
    let judged = candidates.into_iter().filter_map(|id| judge(service, requirements, id, cluster.object(id)?));
    let mut misses: Vec<NearMiss> = judged.filter(|miss| selects.is_empty() || miss.looks_like_a_mistake()).collect();
    misses.order_by_key(|miss| (miss.distance, miss.workload));
    misses.truncate(SHOWN);
    misses
}

/// Workloads of the namespace that share a label with the selector, themselves or in their pods, or
/// have a value that differs by a slip.
fn candidates(members: &Members, requirements: &[Requirement]) -> Vec<ObjectId> {
    if members.workloads.len() <= CONSIDERED {
        return members.workloads.clone();
    }
    let mut candidates = Vec::new();
    for requirement in requirements {
        candidates.extend(members.with_pod_label(requirement).iter().take(CONSIDERED));
        candidates.extend(members.with_own_label(requirement).iter().take(CONSIDERED));
        let Some(wanted) = requirement.wanted() else { continue };
        for value in members.near_values(&requirement.key.value, &wanted.value) {
            candidates.extend(members.with_pair(&requirement.key.value, value).iter().take(CONSIDERED));
        }
    }
    candidates
}

/// Workloads of other namespaces that carry every label that the selector asks for.
fn elsewhere<'a>(
    cluster: &'a Cluster,
    index: &'a Index,
    service: &'a Object,
    requirements: &'a [Requirement],
) -> impl Iterator<Item = ObjectId> + 'a {
    let rarest = requirements.iter().map(|requirement| index.anywhere(requirement)).min_by_key(|holders| holders.len());
    let matches = move |id: &ObjectId| {
        cluster.object(*id).is_some_and(|object| {
            object.namespace() != service.namespace() && compare(requirements, object).0 != Match::No
        })
    };
    rarest.into_iter().flatten().take(CONSIDERED).copied().filter(matches)
}

fn judge(service: &Object, requirements: &[Requirement], id: ObjectId, object: &Object) -> Option<NearMiss> {
    let workload = object.workload()?;
    let (verdict, outcomes) = compare(requirements, object);
    if object.namespace() != service.namespace() {
        let reason = Reason::OtherNamespace(object.namespace().into());
        return (verdict != Match::No).then_some(NearMiss { workload: id, reason, outcomes, distance: 5 });
    }
    let failing = || requirements.iter().zip(&outcomes).filter(|(_, outcome)| outcome.verdict == Match::No);
    if !workload.kind.template_path().is_empty() && failing().all(|(requirement, _)| has_itself(object, requirement)) {
        return Some(NearMiss { workload: id, reason: Reason::WorkloadLabelsOnly, outcomes, distance: 1 });
    }
    let gaps: Vec<(usize, Reason)> = failing()
        .map(|(requirement, outcome)| gap(requirement, outcome, workload.labels.written.entries.as_ref()))
        .collect();
    let distance = gaps.iter().map(|(distance, _)| distance).sum();
    let labels = &workload.labels.written;
    let only_missing = gaps.iter().all(|(_, reason)| matches!(reason, Reason::MissingKey(_)));
    let reason = if only_missing && labels.entries.is_empty() && labels.mistyped.is_empty() {
        Reason::NoLabels
    } else {
        gaps.into_iter().max_by_key(|(distance, _)| *distance)?.1
    };
    Some(NearMiss { workload: id, reason, outcomes, distance })
}

/// Whether an object carries, outside of its pod template, the label that a requirement asks for.
fn has_itself(object: &Object, requirement: &Requirement) -> bool {
    let mut own = object.metadata.labels.entries.iter();
    requirement.wanted().is_some_and(|wanted| {
        own.any(|entry| entry.key.value == requirement.key.value && entry.value.value == wanted.value)
    })
}

/// Whether every requirement is met, or nearly: what most neighbours are not is seen before they are judged.
fn may_be_a_mistake(requirements: &[Requirement], object: &Object) -> bool {
    let Some(workload) = object.workload() else { return false };
    requirements.iter().all(|requirement| {
        let outcome = requirement.judge(&workload.labels);
        let nearly = || gap(requirement, &outcome, &workload.labels.written.entries).0 < DIFFERENT;
        outcome.verdict != Match::No || nearly() || has_itself(object, requirement)
    })
}

/// How far one failing requirement is from being met, and why it fails.
fn gap(requirement: &Requirement, outcome: &Outcome, labels: &[crate::yaml::StringEntry]) -> (usize, Reason) {
    let key = requirement.key.value.clone();
    let wanted = requirement.wanted().map_or_else(|| Rc::from(""), |value| value.value.clone());
    match &outcome.found {
        Found::Mistyped(_) => (1, Reason::NotAString(key)),
        Found::Value(found) => {
            let close = slip(&wanted, &found.value);
            let reason = Reason::WrongValue { key, wanted, found: found.value.clone(), close: close.is_some() };
            (close.unwrap_or(DIFFERENT), reason)
        }
        Found::Added(_) => (DIFFERENT, Reason::NeverGiven { key, wanted }),
        Found::Nothing => {
            let misspelt = labels.iter().filter(|entry| entry.value.value == wanted);
            let misspelt =
                misspelt.filter_map(|entry| Some((slip(&key, &entry.key.value)?, entry))).min_by_key(|m| m.0);
            match misspelt {
                Some((distance, entry)) => {
                    (distance, Reason::MisspeltKey { wanted: key, found: entry.key.value.clone() })
                }
                None => (MISSING, Reason::MissingKey(key)),
            }
        }
    }
}

impl NearMiss {
    /// Whether it is near enough to be called nearly: a slip, or labels that stand in the wrong place.
    pub fn is_close(&self) -> bool {
        matches!(self.reason, Reason::OtherNamespace(_)) || self.looks_like_a_mistake()
    }

    fn looks_like_a_mistake(&self) -> bool {
        match &self.reason {
            Reason::WorkloadLabelsOnly | Reason::NotAString(_) | Reason::MisspeltKey { .. } => {
                self.distance < DIFFERENT
            }
            Reason::WrongValue { close, .. } => *close && self.distance < DIFFERENT,
            Reason::OtherNamespace(_) | Reason::NoLabels | Reason::MissingKey(_) | Reason::NeverGiven { .. } => false,
        }
    }
}

/// How many letters lie between two words that differ like a slip of the pen: at most two letters
/// changed, missing, added or swapped, or only their case. None where they differ more, or only in
/// their digits: `web-1` and `web-2` are meant to be two.
pub(crate) fn slip(wanted: &str, found: &str) -> Option<usize> {
    if wanted.eq_ignore_ascii_case(found) {
        return Some(1);
    }
    let (wanted_length, found_length) = (wanted.chars().count(), found.chars().count());
    let shorter = wanted_length.min(found_length);
    let most = if shorter < 5 { 1 } else { 2 };
    // Most pairs end here, before anything is allocated.
    if shorter < 2 || wanted_length.abs_diff(found_length) > most {
        return None;
    }
    if letters(wanted).eq(letters(found)) {
        return None;
    }
    edit_distance(wanted, found, most)
}

/// What a word is without its digits.
pub(super) fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !c.is_ascii_digit())
}

/// Whether words with these letters may differ by a slip: digits taken away, no two words are further apart
/// than before.
pub(super) fn are_near(wanted: &str, found: &str) -> bool {
    wanted != found && (wanted.eq_ignore_ascii_case(found) || edit_distance(wanted, found, 2).is_some())
}

/// The Damerau-Levenshtein distance (neighbours swapped count as one), if it is no more than `most`.
fn edit_distance(a: &str, b: &str, most: usize) -> Option<usize> {
    // Each letter that only one of them has takes a change of its own, which tells most pairs apart.
    let (in_a, in_b) = (letter_set(a), letter_set(b));
    if (in_a & !in_b).count_ones().max((in_b & !in_a).count_ones()) as usize > most {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > 253 {
        return None;
    }
    // What both begin and end with lies no letter apart, and most words differ in few letters.
    let alike = |(x, y): &(&char, &char)| x == y;
    let begin = a.iter().zip(&b).take_while(alike).count();
    let (a, b) = (a.get(begin..)?, b.get(begin..)?);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(alike).count();
    let (a, b) = (a.get(..a.len() - end)?, b.get(..b.len() - end)?);
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let change = at(&last, j) + usize::from(x != y);
            let mut best = change.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|&least| least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&distance| distance <= most)
}

/// The letters of a word as a set of 64 kinds; what is in the set of one word and not of another is so too
/// for some letter.
fn letter_set(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}
