//! The table of Services by workloads.

use std::collections::BTreeMap;

use super::prose::prose;
use super::{Cell, Column, Key, MatchTable, Row, State, keys};
use crate::cluster::selection::compare;
use crate::cluster::{Backing, Cluster, Reason, ServiceMatch};
use crate::labels::{Found, Match, Outcome, Requirement};
use crate::manifest::{Object, ObjectId};
use crate::words::{code, count};

/// A namespace's table shows no more rows and columns than this.
const MOST: usize = 60;

/// One table for every namespace that has a Service.
pub(crate) fn tables(cluster: &Cluster) -> Vec<MatchTable> {
    let mut namespaces: BTreeMap<&str, Members> = BTreeMap::new();
    for service in cluster.services() {
        let Some(object) = cluster.object(service.service) else { continue };
        namespaces.entry(object.namespace()).or_default().services.push((service, object));
    }
    for (id, object) in cluster.workloads() {
        if let Some(members) = namespaces.get_mut(object.namespace()) {
            members.workloads.push((id, object));
        }
    }
    namespaces.into_iter().map(|(namespace, members)| members.table(namespace)).collect()
}

#[derive(Default)]
struct Members<'a> {
    services: Vec<(&'a ServiceMatch, &'a Object)>,
    workloads: Vec<(ObjectId, &'a Object)>,
}

impl Members<'_> {
    fn table(&self, namespace: &str) -> MatchTable {
        let columns = self.workloads.iter().take(MOST);
        let services = self.services.iter().take(MOST);
        let left_out = self.services.len().max(self.workloads.len()) > MOST;
        let note = left_out.then(|| {
            let (services, workloads) = (self.services.len(), self.workloads.len());
            let (services, workloads) = (count(services, "Service"), count(workloads, "workload"));
            prose(&format!(
                "Shown are the first {MOST} of {services} and {workloads}. The list of findings has them all."
            ))
        });
        let keyed: Vec<(Key, ObjectId, &Object)> =
            columns.clone().map(|(id, object)| (keys::object(object), *id, *object)).collect();
        MatchTable {
            namespace: namespace.to_owned(),
            workloads: columns.clone().map(|(_, object)| column(object)).collect(),
            services: services.map(|(matched, object)| row(matched, object, &keyed)).collect(),
            note,
        }
    }
}

fn column(object: &Object) -> Column {
    let labels = object.workload().map(|workload| &workload.labels.written);
    let pairs = labels.into_iter().flat_map(|labels| labels.entries.iter());
    Column {
        key: keys::object(object),
        name: object.name().to_owned(),
        kind: object.kind.value.to_string(),
        labels: pairs.map(|entry| format!("{}={}", entry.key.value, entry.value.value)).collect(),
    }
}

fn row(matched: &ServiceMatch, object: &Object, workloads: &[(Key, ObjectId, &Object)]) -> Row {
    let key = keys::object(object);
    let cell = |(workload_key, id, workload): &(Key, ObjectId, &Object)| {
        let (state, text) = judge(matched, *id, workload);
        Cell { key: keys::pair_of(&key, workload_key), state, text: prose(&text) }
    };
    Row {
        cells: workloads.iter().map(cell).collect(),
        name: object.name().to_owned(),
        kind: object.service().map_or("", |service| service.service_type().name()).to_owned(),
        selector: matched.requirements.iter().map(Requirement::text).collect(),
        key,
    }
}

fn judge(matched: &ServiceMatch, id: ObjectId, workload: &Object) -> (State, String) {
    if let Some(selected) = matched.selects.iter().find(|selected| selected.workload == id) {
        return match selected.certainty {
            Match::Yes => (State::Yes, "selected".to_owned()),
            _ => (State::Depends, "perhaps: the cluster sets a label".to_owned()),
        };
    }
    match matched.backing {
        Backing::ExternalName => return (State::No, "selects no pods by design".to_owned()),
        Backing::Manual(_) => return (State::No, "no selector".to_owned()),
        Backing::Selector => {}
    }
    let (verdict, outcomes) = compare(&matched.requirements, workload);
    let text = match matched.near_misses.iter().find(|miss| miss.workload == id) {
        Some(miss) if miss.reason == Reason::WorkloadLabelsOnly => "labels are not on its pods".to_owned(),
        _ if verdict != Match::No => "the selector has an error".to_owned(),
        _ => first_failure(&matched.requirements, &outcomes),
    };
    let near = matched.near_misses.iter().any(|miss| miss.workload == id && miss.is_close());
    (if near { State::Nearly } else { State::No }, text)
}

/// The first requirement that is not met, in a few words.
fn first_failure(requirements: &[Requirement], outcomes: &[Outcome]) -> String {
    let failing = requirements.iter().zip(outcomes).find(|(_, outcome)| outcome.verdict == Match::No);
    let Some((requirement, outcome)) = failing else { return "not selected".to_owned() };
    let key = code(&requirement.key.value);
    match &outcome.found {
        Found::Value(value) => format!("{key} is {}", code(&value.value)),
        Found::Mistyped(raw) => format!("{key} is {}, not a string", code(&raw.value)),
        Found::Nothing => format!("no label {key}"),
        Found::Added(_) => format!("{key} is set by the cluster"),
    }
}
