//! The report as JSON: a contract of its own, version 1, apart from the engine's types.
//!
//! Sentences are plain, without backticks. Lines and columns count from 1, columns in characters.

use std::collections::BTreeMap;

use serde::Serialize;

use super::chains::{ChainRow, chain_rows};
use super::connections::{ConnectionRow, IsolationRow, connection_rows, isolation_rows};
use super::plain;
use super::reach::{ReachRow, reach};
use crate::Analysis;
use crate::cluster::ports::Resolution;
use crate::cluster::{NearMiss, PortMatch, ServiceMatch};
use crate::explain;
use crate::finding::{Finding, Fix};
use crate::labels::{Added, Found, Match, Outcome, Requirement};
use crate::manifest::Object;
use crate::source::Place;

/// The analysis as JSON, indented, with a newline at its end; `with_connections` adds who may connect to
/// whom, and whom policies isolate.
pub fn json(analysis: &Analysis, with_connections: bool) -> String {
    let report = Report {
        version: 1,
        objects: analysis.cluster.objects().map(|(_, object)| object_row(analysis, object)).collect(),
        problems: problems(analysis),
        services: analysis.cluster.services().filter_map(|service| service_row(analysis, service)).collect(),
        reach: reach(analysis),
        chains: chain_rows(analysis),
        findings: analysis.mended().iter().map(|finding| finding_row(analysis, finding)).collect(),
        connections: with_connections.then(|| connection_rows(analysis)),
        isolation: with_connections.then(|| isolation_rows(analysis)),
    };
    // Structs with text as keys: serialising them cannot fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Report {
    version: u32,
    objects: Vec<ObjectRow>,
    problems: Vec<ProblemRow>,
    services: Vec<ServiceRow>,
    reach: Vec<ReachRow>,
    chains: Vec<ChainRow>,
    findings: Vec<FindingRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connections: Option<Vec<ConnectionRow>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isolation: Option<Vec<IsolationRow>>,
}

/// What an object is called. The namespace of an object that names none is `default`; that of an
/// object of the whole cluster is empty.
#[derive(Serialize)]
pub(super) struct Name {
    kind: String,
    namespace: String,
    name: String,
}

#[derive(Serialize)]
struct ObjectRow {
    #[serde(flatten)]
    name: Name,
    file: String,
    line: usize,
}

#[derive(Serialize)]
struct ProblemRow {
    message: String,
    file: String,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct ServiceRow {
    namespace: String,
    name: String,
    #[serde(rename = "type")]
    type_: &'static str,
    selector: Option<BTreeMap<String, String>>,
    selects: Vec<Name>,
    ports: Vec<PortRow>,
    near_misses: Vec<NearMissRow>,
}

#[derive(Serialize)]
struct PortRow {
    name: Option<String>,
    port: Option<i32>,
    protocol: String,
    node_port: Option<i32>,
    targets: Vec<TargetRow>,
}

#[derive(Serialize)]
struct TargetRow {
    #[serde(flatten)]
    name: Name,
    port: Option<u16>,
    status: &'static str,
}

#[derive(Serialize)]
struct NearMissRow {
    #[serde(flatten)]
    name: Name,
    reason: String,
    requirements: Vec<RequirementRow>,
}

#[derive(Serialize)]
struct RequirementRow {
    key: String,
    wanted: Option<String>,
    found: Option<String>,
    verdict: &'static str,
}

#[derive(Serialize)]
pub(super) struct FindingRow {
    check: &'static str,
    severity: &'static str,
    confidence: &'static str,
    message: String,
    kind: Option<String>,
    namespace: Option<String>,
    name: Option<String>,
    #[serde(flatten)]
    range: Range,
    fix: Option<FixRow>,
}

#[derive(Serialize)]
struct FixRow {
    title: String,
    consequence: String,
    promise: &'static str,
    edits: Vec<EditRow>,
}

#[derive(Serialize)]
struct EditRow {
    #[serde(flatten)]
    range: Range,
    text: String,
}

#[derive(Serialize)]
pub(super) struct Range {
    pub(super) file: String,
    pub(super) line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn name(object: &Object) -> Name {
    Name { kind: object.kind.value.to_string(), namespace: object.namespace().into(), name: object.name().into() }
}

pub(super) fn range(analysis: &Analysis, place: Place) -> Range {
    let location = analysis.texts.locate(place);
    Range {
        file: analysis.texts.name(location.file).to_owned(),
        line: location.line,
        column: location.column,
        end_line: location.end_line,
        end_column: location.end_column,
    }
}

fn object_row(analysis: &Analysis, object: &Object) -> ObjectRow {
    let Range { file, line, .. } = range(analysis, object.place(object.span));
    ObjectRow { name: name(object), file, line }
}

fn problems(analysis: &Analysis) -> Vec<ProblemRow> {
    let row = |problem: &crate::Problem| {
        let Range { file, line, column, .. } = range(analysis, problem.place);
        let hint = problem.hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default();
        ProblemRow { message: plain(&(problem.message.clone() + &hint)), file, line, column }
    };
    analysis.problems.iter().map(row).collect()
}

fn service_row(analysis: &Analysis, service: &ServiceMatch) -> Option<ServiceRow> {
    let object = analysis.cluster.object(service.service)?;
    let spec = object.service()?;
    let selector = spec.selector.as_ref().map(|selector| {
        let entries = selector.pairs.entries.iter().chain(selector.pairs.mistyped.iter());
        entries.map(|entry| (entry.key.value.to_string(), entry.value.value.to_string())).collect()
    });
    let selects = service.selects.iter().filter_map(|selected| analysis.cluster.object(selected.workload));
    let near_miss = |miss: &NearMiss| {
        let workload = analysis.cluster.object(miss.workload)?;
        let requirements = service.requirements.iter().zip(&miss.outcomes).map(requirement_row).collect();
        Some(NearMissRow { name: name(workload), reason: plain(&explain::reason(miss, workload)), requirements })
    };
    let port = |matched: &PortMatch| {
        let port = spec.ports.get(matched.port)?;
        Some(PortRow {
            name: port.name.as_ref().map(|name| name.value.to_string()),
            port: port.port.as_ref().map(|port| port.value),
            protocol: port.protocol().to_owned(),
            node_port: port.node_port.as_ref().map(|port| port.value).filter(|&port| port != 0),
            targets: targets(analysis, matched),
        })
    };
    Some(ServiceRow {
        namespace: object.namespace().into(),
        name: object.name().into(),
        type_: spec.service_type().name(),
        selector,
        selects: selects.map(name).collect(),
        ports: service.ports.iter().filter_map(port).collect(),
        near_misses: service.near_misses.iter().filter_map(near_miss).collect(),
    })
}

fn targets(analysis: &Analysis, matched: &PortMatch) -> Vec<TargetRow> {
    let row = |target: &crate::cluster::Target| {
        let status = match &target.resolution {
            Resolution::Resolved(_) => "resolved",
            Resolution::Undeclared(_) => "undeclared",
            Resolution::Unresolved(_) => "unresolved",
        };
        let workload = analysis.cluster.object(target.workload)?;
        Some(TargetRow { name: name(workload), port: target.resolution.number(), status })
    };
    matched.targets.iter().filter_map(row).collect()
}

fn requirement_row((requirement, outcome): (&Requirement, &Outcome)) -> RequirementRow {
    let found = match &outcome.found {
        Found::Nothing => None,
        Found::Value(value) | Found::Mistyped(value) => Some(value.value.to_string()),
        Found::Added(Added::Value(value)) => Some(value.to_string()),
        Found::Added(Added::Ordinal(_) | Added::Unknown) => Some("set by the cluster".to_owned()),
    };
    let wanted = requirement.wanted().map(|value| value.value.to_string());
    RequirementRow { key: requirement.key.value.to_string(), wanted, found, verdict: word(outcome.verdict) }
}

pub(super) fn word(verdict: Match) -> &'static str {
    match verdict {
        Match::Yes => "yes",
        Match::Unknown => "unknown",
        Match::No => "no",
    }
}

pub(super) fn finding_row(analysis: &Analysis, finding: &Finding) -> FindingRow {
    let name = analysis.object_at(finding.place).map(|(_, object)| name(object));
    let (kind, namespace, name) = match name {
        Some(Name { kind, namespace, name }) => (Some(kind), Some(namespace), Some(name)),
        None => (None, None, None),
    };
    FindingRow {
        check: finding.check,
        severity: finding.severity.id(),
        confidence: finding.confidence.id(),
        message: plain(&finding.message),
        kind,
        namespace,
        name,
        range: range(analysis, finding.place),
        fix: finding.fixes.first().map(|fix| fix_row(analysis, fix)),
    }
}

fn fix_row(analysis: &Analysis, fix: &Fix) -> FixRow {
    let edits = fix.edits.iter().map(|edit| EditRow { range: range(analysis, edit.place), text: edit.text.clone() });
    FixRow {
        title: plain(&fix.title),
        consequence: plain(&fix.consequence),
        promise: fix.promise.id(),
        edits: edits.collect(),
    }
}
