//! Near misses: workloads that a Service does not select although it looks as if it should.

use std::rc::Rc;

use super::Cluster;
use super::index::{Index, Members};
use super::selection::{Selected, compare};
use super::slip::slip;
use crate::labels::{Found, Labels, Match, Outcome, Requirement};
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
    service: &Object,
    requirements: &[Requirement],
    selects: &[Selected],
) -> Vec<NearMiss> {
    let members = cluster.index.namespace(service.namespace());
    let candidates = |members: &Members| match members.workloads.len() {
        few if few <= CONSIDERED && selects.is_empty() => members.workloads.clone(),
        few if few <= CONSIDERED => members.nearly(requirements),
        _ => sharing(members, requirements),
    };
    let mut candidates = members.map(candidates).unwrap_or_default();
    if selects.is_empty() {
        if candidates.is_empty() {
            candidates.extend(members.iter().flat_map(|members| members.workloads.iter().take(CONSIDERED)));
        }
        candidates.extend(elsewhere(cluster, service, requirements));
    }
    if !candidates.is_sorted() {
        candidates.order();
    }
    candidates.dedup();
    candidates.retain(|id| selects.binary_search_by_key(id, |selected| selected.workload).is_err());
    candidates.truncate(CONSIDERED);
    if !selects.is_empty() {
        let wanted: Vec<Wanted> = requirements.iter().map(|requirement| Wanted::new(requirement, members)).collect();
        candidates.retain(|id| cluster.object(*id).is_some_and(|object| may_be_a_mistake(&wanted, object)));
    }
    let judged = candidates.into_iter().filter_map(|id| judge(service, requirements, id, cluster.object(id)?));
    let mut misses: Vec<NearMiss> = judged.filter(|miss| selects.is_empty() || miss.looks_like_a_mistake()).collect();
    misses.order_by_key(|miss| (miss.distance, miss.workload));
    misses.truncate(SHOWN);
    misses.shrink_to_fit();
    misses
}

/// Of many workloads of the namespace those that share a label with the selector, themselves or in their pods, or
/// have a value that differs by a slip.
fn sharing(members: &Members, requirements: &[Requirement]) -> Vec<ObjectId> {
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

/// Whether all workloads are looked at that may be selected in another namespace, and not the first ones alone.
pub(crate) fn are_few(index: &Index, requirements: &[Requirement]) -> bool {
    rarest(index, requirements).len() <= CONSIDERED
}

/// The workloads of any namespace with the label that the fewest have of those that are asked for.
fn rarest<'a>(index: &'a Index, requirements: &[Requirement]) -> &'a [ObjectId] {
    let holders = requirements.iter().map(|requirement| index.anywhere(requirement));
    holders.min_by_key(|holders| holders.len()).unwrap_or_default()
}

/// Workloads of other namespaces that carry every label that the selector asks for.
fn elsewhere<'a>(
    cluster: &'a Cluster,
    service: &'a Object,
    requirements: &'a [Requirement],
) -> impl Iterator<Item = ObjectId> + 'a {
    let rarest = rarest(&cluster.index, requirements);
    let matches = move |id: &ObjectId| {
        cluster.object(*id).is_some_and(|object| {
            object.namespace() != service.namespace() && compare(requirements, object).0 != Match::No
        })
    };
    rarest.iter().take(CONSIDERED).copied().filter(matches)
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

/// A requirement, and the values under its key that differ by a slip from the one that it asks for.
struct Wanted<'a> {
    requirement: &'a Requirement,
    near: Vec<&'a Rc<str>>,
}

impl<'a> Wanted<'a> {
    fn new(requirement: &'a Requirement, members: Option<&'a Members>) -> Self {
        let near = requirement.wanted().zip(members);
        let near = near.map(|(wanted, members)| members.near_values(&requirement.key.value, &wanted.value).collect());
        Self { requirement, near: near.unwrap_or_default() }
    }

    /// Whether pods have another value under the key, and none that is near: so it is with most neighbours.
    fn is_far_from(&self, labels: &Labels) -> bool {
        let Some((wanted, found)) = self.requirement.wanted().zip(labels.written(&self.requirement.key.value)) else {
            return false;
        };
        wanted.value != found.value && !self.near.contains(&&found.value)
    }
}

/// Whether every requirement is met, or nearly: what most neighbours are not is seen before they are judged.
fn may_be_a_mistake(wanted: &[Wanted], object: &Object) -> bool {
    let Some(workload) = object.workload() else { return false };
    wanted.iter().all(|wanted| {
        let requirement = wanted.requirement;
        if wanted.is_far_from(&workload.labels) {
            return has_itself(object, requirement);
        }
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
