//! The parts that explanations are made of.

use super::super::prose::{mark, marks, prose};
use super::super::{Block, HopRow, RequirementRow, Requirements, State, keys};
use crate::Analysis;
use crate::cluster::ServiceMatch;
use crate::cluster::selection::compare;
use crate::explain;
use crate::exposure::{Path, Verdict};
use crate::labels::{Found, Match, Outcome, Requirement};
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::words::code;

/// The steps of a path.
pub(super) fn hops(analysis: &Analysis, path: &Path) -> Block {
    let last = path.hops.len().saturating_sub(1);
    let row = |(index, hop): (usize, &crate::exposure::Hop)| HopRow {
        text: prose(&hop.text),
        marks: marks(&analysis.texts, hop.places.iter().copied()),
        reach: path.from.into(),
        dead: (path.workload().is_none() || path.is_cut()) && index == last,
    };
    Block::Hops(path.hops.iter().enumerate().map(row).collect())
}

/// What a Service's requirements make of a workload's pods, one by one.
pub(super) fn requirements(analysis: &Analysis, matched: &ServiceMatch, id: ObjectId) -> Option<Block> {
    let cluster = &analysis.cluster;
    let (service, workload) = (cluster.object(matched.service)?, cluster.object(id)?);
    let (_, outcomes) = compare(&matched.requirements, workload);
    let miss = matched.near_misses.iter().find(|miss| miss.workload == id);
    let note = miss.map(|miss| explain::reason(miss, workload));
    let note = note.or_else(|| {
        (service.namespace() != workload.namespace())
            .then(|| format!("It is in another namespace, {}.", code(workload.namespace())))
    });
    let close = miss.is_some_and(|miss| miss.is_close());
    let rows = matched.requirements.iter().zip(&outcomes);
    let rows = rows.map(|(requirement, outcome)| row(analysis, requirement, outcome, workload, close));
    Some(Block::Requirements(Requirements {
        subject: prose(&explain::title(workload)),
        key: keys::object(workload),
        rows: rows.collect(),
        note: note.as_deref().map(prose),
    }))
}

fn row(
    analysis: &Analysis,
    requirement: &Requirement,
    outcome: &Outcome,
    workload: &Object,
    close: bool,
) -> RequirementRow {
    let state = match outcome.verdict {
        Match::Yes => State::Yes,
        Match::Unknown => State::Depends,
        Match::No if close && matches!(outcome.found, Found::Value(_)) => State::Nearly,
        Match::No => State::No,
    };
    let key = code(&requirement.key.value);
    let (found, span) = match &outcome.found {
        Found::Nothing => (format!("no label {key}"), None),
        Found::Value(value) if outcome.verdict == Match::Yes => (String::new(), Some(value.span)),
        Found::Value(value) => (format!("the pods say {}", code(&value.value)), Some(value.span)),
        Found::Mistyped(raw) => (format!("{} is not a string", code(&raw.value)), Some(raw.span)),
        Found::Added(_) if outcome.verdict == Match::Yes => ("set by the cluster".to_owned(), None),
        Found::Added(_) => (format!("the cluster sets {key}, and only it knows to what"), None),
    };
    let mark = span.map(|span| mark(&analysis.texts, workload.place(span), false));
    RequirementRow { state, requirement: requirement.text(), found: prose(&found), mark }
}

/// Where each port of a Service leads in one workload.
pub(super) fn ports(service: &Object, matched: &ServiceMatch, id: ObjectId, workload: &Object) -> Vec<Block> {
    let Some((spec, pods)) = service.service().zip(workload.workload()) else { return Vec::new() };
    let selected = matched.selects.iter().any(|selected| selected.workload == id);
    let line = |port: &crate::manifest::service::ServicePort| {
        let resolution = crate::cluster::ports::resolve(port, &pods.template.spec);
        let name = port.name.as_ref().map_or_else(String::new, |name| format!(" ({})", code(&name.value)));
        let number = port.number_text();
        let verb = if selected { "leads to" } else { "would lead to" };
        prose(&format!("Port {number}{name} {verb} {}.", explain::target(&resolution, workload)))
    };
    let lines: Vec<_> = spec.ports.iter().map(line).collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

/// What the verdicts of some paths rest on that the manifests do not say, each once.
pub(super) fn assumptions<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Vec<Block> {
    let mut assumed: Vec<crate::exposure::Assumption> = Vec::new();
    for path in paths.into_iter().filter(|path| path.verdict != Verdict::Blocked || path.is_entered()) {
        assumed.extend(&path.depends_on);
    }
    assumed.order();
    assumed.dedup();
    assumed.into_iter().map(|assumption| Block::Text(prose(assumption.text()))).collect()
}
