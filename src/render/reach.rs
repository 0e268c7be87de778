//! The ways to pods' ports, for the JSON report.

use std::collections::BTreeSet;

use serde::Serialize;

use super::json::{Name, name, range};
use super::plain;
use crate::Analysis;
use crate::explain;
use crate::exposure::{Hop, Path, Reach, Verdict};
use crate::manifest::workload::Pods;
use crate::manifest::{Object, ObjectId};
use crate::source::Place;

#[derive(Serialize)]
pub(super) struct ReachRow {
    #[serde(flatten)]
    name: Name,
    port: u16,
    protocol: String,
    from: &'static str,
    verdict: &'static str,
    depends_on: Vec<&'static str>,
    hops: Vec<HopRow>,
}

#[derive(Serialize)]
pub(super) struct HopRow {
    object: Option<String>,
    text: String,
    file: Option<String>,
    line: Option<usize>,
}

/// Every way that arrives at a pod's port, then a row for each declared port of a workload at which
/// none does because it runs no pods.
pub(super) fn reach(analysis: &Analysis) -> Vec<ReachRow> {
    let arrives = analysis.exposure.paths().filter_map(|path| path_row(analysis, path));
    let reached: BTreeSet<ObjectId> = analysis.exposure.paths().filter_map(Path::workload).collect();
    let idle = analysis.cluster.workloads().filter(|(id, _)| !reached.contains(id));
    arrives.chain(idle.flat_map(|(id, object)| nobody_rows(analysis, id, object))).collect()
}

pub(super) fn path_row(analysis: &Analysis, path: &Path) -> Option<ReachRow> {
    let workload = analysis.cluster.object(path.workload()?)?;
    Some(ReachRow {
        name: name(workload),
        port: path.port()?,
        protocol: path.protocol().to_owned(),
        from: path.from.id(),
        verdict: path.verdict.id(),
        depends_on: path.depends_on.iter().map(|assumption| assumption.id()).collect(),
        hops: path.hops.iter().map(|hop| hop_row(analysis, hop)).collect(),
    })
}

fn nobody_rows(analysis: &Analysis, id: ObjectId, object: &Object) -> Vec<ReachRow> {
    let Some(workload) = object.workload() else { return Vec::new() };
    let mut ports = Vec::new();
    for (_, port) in workload.template.spec.ports() {
        let Some(number) = port.number() else { continue };
        if !ports.contains(&(number, port.protocol())) {
            ports.push((number, port.protocol()));
        }
    }
    let end = match &workload.pods {
        Pods::None(why) => {
            let text = format!("{} runs no pods (`{}`)", explain::title(object), why.value);
            Hop::new(Some(id), text, vec![object.place(why.span)])
        }
        _ => Hop::new(Some(id), format!("no way leads to {}", explain::title(object)), Vec::new()),
    };
    let row = |(port, protocol): (u16, &str)| ReachRow {
        name: name(object),
        port,
        protocol: protocol.to_owned(),
        from: Reach::Nobody.id(),
        verdict: Verdict::Blocked.id(),
        depends_on: Vec::new(),
        hops: vec![hop_row(analysis, &end)],
    };
    ports.into_iter().map(row).collect()
}

fn hop_row(analysis: &Analysis, hop: &Hop) -> HopRow {
    step(analysis, hop.object, &hop.text, &hop.places)
}

/// An object, a sentence and the foremost of the places that say so.
pub(super) fn step(analysis: &Analysis, object: Option<ObjectId>, text: &str, places: &[Place]) -> HopRow {
    let object = object.and_then(|id| analysis.cluster.object(id));
    let range = places.first().map(|&place| range(analysis, place));
    HopRow {
        object: object.map(|object| format!("{}/{}/{}", object.kind.value, object.namespace(), object.name())),
        text: plain(text),
        line: range.as_ref().map(|range| range.line),
        file: range.map(|range| range.file),
    }
}
