//! The table of Services by workloads.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::is_dead_end;
use super::prose::prose;
use super::{Cell, Column, MatchTable, Prose, Row, State, keys};
use crate::cluster::selection::compare;
use crate::cluster::{Backing, Cluster, Reason, ServiceMatch};
use crate::labels::{Found, Match, Outcome, Requirement};
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::words::{code, count, shown};

/// A namespace's table shows no more rows and columns than this.
const MOST: usize = 60;
/// Where all tables together would be too large, each has no more rows and columns than this,
const MOST_BESIDE: usize = 20;
/// and there are no more than so many cells.
const MOST_CELLS: usize = 12_000;

/// A table for every namespace that has a Service, as far as there is room: those with Services that lead nowhere
/// come before others.
pub(crate) fn tables(cluster: &Cluster) -> Vec<MatchTable> {
    let mut namespaces: BTreeMap<&str, Members> = BTreeMap::new();
    for service in cluster.services() {
        let Some(object) = cluster.object(service.service) else { continue };
        let members = namespaces.entry(object.namespace()).or_default();
        members.leads_nowhere |= is_dead_end(cluster, service);
        members.services.push((service, object));
    }
    for (id, object) in cluster.workloads() {
        if let Some(members) = namespaces.get_mut(object.namespace()) {
            members.workloads.push((id, object));
        }
    }
    let cells = |most: usize| namespaces.values().map(move |members| members.cells(most));
    let most = if cells(MOST).sum::<usize>() > MOST_CELLS { MOST_BESIDE } else { MOST };
    let mut order: Vec<(&str, &Members)> = namespaces.iter().map(|(name, members)| (*name, members)).collect();
    order.order_by_key(|(_, members)| !members.leads_nowhere);
    let (mut used, all) = (0_usize, order.len());
    order.retain(|(_, members)| {
        used = used.saturating_add(members.cells(most));
        used <= MOST_CELLS
    });
    order.order_by_key(|(name, _)| *name);
    let mut tables: Vec<MatchTable> = order.iter().map(|(name, members)| members.table(cluster, name, most)).collect();
    let shown = tables.len();
    if let Some(last) = tables.last_mut().filter(|_| shown < all) {
        last.note.get_or_insert_default().extend(prose(&format!(
            " Of {} these {shown} are shown, those with Services that lead nowhere before others.",
            count(all, "namespace")
        )));
    }
    tables
}

#[derive(Default)]
struct Members<'a> {
    services: Vec<(&'a ServiceMatch, &'a Object)>,
    workloads: Vec<(ObjectId, &'a Object)>,
    /// Whether one of the Services does.
    leads_nowhere: bool,
}

impl Members<'_> {
    fn cells(&self, most: usize) -> usize {
        self.services.len().min(most).saturating_mul(self.workloads.len().min(most))
    }

    /// The table with no more rows and columns than `most`: of more, those Services that lead nowhere and what they
    /// nearly select come first, then what the others select.
    fn table(&self, cluster: &Cluster, namespace: &str, most: usize) -> MatchTable {
        let mut services = self.services.clone();
        let mut workloads = self.workloads.clone();
        let left_out = services.len().max(workloads.len()) > most;
        if left_out {
            services.order_by_key(|(matched, _)| !is_dead_end(cluster, matched));
            services.truncate(most);
            services.order_by_key(|(matched, _)| matched.service);
            let near = services.iter().filter_map(|(matched, _)| matched.near_misses.first()).map(|miss| miss.workload);
            let selected = services.iter().flat_map(|(matched, _)| matched.selects.iter().map(|one| one.workload));
            let (near, selected): (BTreeSet<ObjectId>, BTreeSet<ObjectId>) = (near.collect(), selected.collect());
            workloads.order_by_key(|(id, _)| (!near.contains(id), !selected.contains(id)));
            workloads.truncate(most);
            workloads.order_by_key(|(id, _)| *id);
        }
        let note = left_out.then(|| {
            let (services, workloads) = (self.services.len(), self.workloads.len());
            let (services, workloads) = (count(services, "Service"), count(workloads, "workload"));
            prose(&format!(
                "Shown are up to {most} each of {services} and {workloads}, Services that lead nowhere before others."
            ))
        });
        let mut texts = Texts::default();
        let row = |(matched, object): &(&ServiceMatch, &Object)| row(cluster, matched, object, &workloads, &mut texts);
        MatchTable {
            namespace: shown(namespace),
            services: services.iter().map(row).collect(),
            workloads: workloads.iter().map(|(_, object)| column(object)).collect(),
            texts: texts.all,
            note,
        }
    }
}

/// What cells say, each text once.
#[derive(Default)]
struct Texts {
    all: Vec<Prose>,
    numbers: BTreeMap<String, usize>,
}

impl Texts {
    fn number(&mut self, text: String) -> usize {
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(prose(&text));
        self.numbers.insert(text, number);
        number
    }
}

fn column(object: &Object) -> Column {
    let labels = object.workload().map(|workload| &workload.labels.written);
    let pairs = labels.into_iter().flat_map(|labels| labels.entries.iter());
    Column {
        key: keys::object(object),
        name: shown(object.name()),
        kind: object.kind.value.to_string(),
        labels: pairs.map(|entry| shown(&format!("{}={}", entry.key.value, entry.value.value))).collect(),
    }
}

fn row(
    cluster: &Cluster,
    matched: &ServiceMatch,
    object: &Object,
    workloads: &[(ObjectId, &Object)],
    texts: &mut Texts,
) -> Row {
    let cell = |(id, workload): &(ObjectId, &Object)| {
        let (state, text) = judge(matched, *id, workload);
        Cell { state, text: texts.number(text) }
    };
    Row {
        cells: workloads.iter().map(cell).collect(),
        name: shown(object.name()),
        kind: object.service().map_or("", |service| service.service_type().name()).to_owned(),
        selector: matched.requirements.iter().map(|requirement| shown(&requirement.text())).collect(),
        dead: is_dead_end(cluster, matched),
        key: keys::object(object),
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
