//! Pods in which the map would show no difference but their names: one shape on it, as a list of what runs often holds.

use std::collections::BTreeMap;

use super::map::Widest;
use super::{Key, keys};
use crate::Analysis;
use crate::exposure::{Reach, Verdict};
use crate::manifest::pod::ContainerPort;
use crate::manifest::workload::WorkloadKind;
use crate::manifest::{Object, ObjectId};
use crate::words::code;

/// Fewer pods than this are drawn each by itself.
const FEWEST: usize = 3;

/// What the map shows of a pod but for its name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Look<'a> {
    namespace: &'a str,
    labels: BTreeMap<&'a str, &'a str>,
    ports: Vec<Port<'a>>,
    on_host_network: bool,
    reached: Option<(Reach, Verdict)>,
}

/// A container's port: its name, its number and protocol, and the node's port that leads to it.
type Port<'a> = (Option<&'a str>, Option<u16>, &'a str, Option<i32>);

/// The sets of pods of one namespace with the same labels, ports and reach, each in the order of the text.
pub(super) fn sets(analysis: &Analysis, widest: &Widest) -> Vec<Vec<ObjectId>> {
    let mut sets: BTreeMap<Look, Vec<ObjectId>> = BTreeMap::new();
    for (id, object) in analysis.cluster.workloads() {
        let Some(pod) = object.workload().filter(|workload| workload.kind == WorkloadKind::Pod) else { continue };
        let labels = pod.labels.written.entries.iter().map(|entry| (&*entry.key.value, &*entry.value.value));
        let look = Look {
            namespace: object.namespace(),
            labels: labels.collect(),
            ports: pod.template.spec.ports().map(|(_, port)| looks(port)).collect(),
            on_host_network: pod.template.spec.uses_host_network(),
            reached: widest.get(&id).copied(),
        };
        sets.entry(look).or_default().push(id);
    }
    sets.into_values().filter(|set| set.len() >= FEWEST).collect()
}

fn looks(port: &ContainerPort) -> Port<'_> {
    let name = port.name.as_ref().map(|name| &*name.value);
    (name, port.number(), port.protocol(), port.host_port.as_ref().map(|port| port.value))
}

/// The keys of the sets that things with these keys are in.
pub(super) fn lit(analysis: &Analysis, lit: &[Key]) -> Vec<Key> {
    if !lit.iter().any(|key| key.starts_with("object:Pod/")) {
        return Vec::new();
    }
    let key = |id: &ObjectId| analysis.cluster.object(*id).map(keys::object);
    let is_lit = |set: &Vec<ObjectId>| set.iter().filter_map(key).any(|key| lit.contains(&key));
    let first = |set: Vec<ObjectId>| analysis.cluster.object(*set.first()?).map(keys::alike);
    sets(analysis, &analysis.exposure.widest()).into_iter().filter(is_lit).filter_map(first).collect()
}

/// "12 Pods like `web-0`".
pub(super) fn title(first: &Object, number: usize) -> String {
    format!("{number} Pods like {}", code(first.name()))
}
