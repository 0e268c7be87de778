//! Workloads by namespace and label, so that a Service is compared with those that can match it
//! instead of with all of them.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::Cluster;
use super::near::{are_near, letters, slip};
use crate::labels::Requirement;
use crate::manifest::ObjectId;
use crate::order::Order;

/// What the pods, and the workloads themselves, carry as labels. Looked up, never iterated, so that
/// its order cannot reach any output; every list inside is in the order of the text.
pub(super) struct Index {
    namespaces: HashMap<Rc<str>, Members>,
    anywhere: HashMap<Pair, Vec<ObjectId>>,
}

type Pair = (Rc<str>, Rc<str>);

/// The workloads of one namespace.
#[derive(Default)]
pub(super) struct Members {
    /// All of them.
    pub(super) workloads: Vec<ObjectId>,
    by_pod_label: HashMap<Pair, Vec<ObjectId>>,
    by_own_label: HashMap<Pair, Vec<ObjectId>>,
    by_added_key: HashMap<Rc<str>, Vec<ObjectId>>,
    /// The values under each key, by their letters: values that differ in digits alone are many and no slips.
    values: HashMap<Rc<str>, BTreeMap<String, Vec<Rc<str>>>>,
}

impl Index {
    pub(super) fn new(cluster: &Cluster) -> Self {
        let mut index = Self { namespaces: HashMap::new(), anywhere: HashMap::new() };
        for (id, object) in cluster.workloads() {
            let Some(workload) = object.workload() else { continue };
            let members = index.namespaces.entry(object.namespace().into()).or_default();
            members.workloads.push(id);
            for entry in workload.labels.written.entries.iter() {
                let pair = (entry.key.value.clone(), entry.value.value.clone());
                let holders = members.by_pod_label.entry(pair.clone()).or_default();
                if holders.is_empty() {
                    let values = members.values.entry(pair.0.clone()).or_default();
                    values.entry(letters(&pair.1).collect()).or_default().push(pair.1.clone());
                }
                holders.push(id);
                index.anywhere.entry(pair).or_default().push(id);
            }
            for entry in object.metadata.labels.entries.iter() {
                let pair = (entry.key.value.clone(), entry.value.value.clone());
                members.by_own_label.entry(pair).or_default().push(id);
            }
            for (key, _) in &workload.labels.added {
                members.by_added_key.entry(key.clone()).or_default().push(id);
            }
        }
        index
    }

    pub(super) fn namespace(&self, namespace: &str) -> Option<&Members> {
        self.namespaces.get(namespace)
    }

    /// The workloads of every namespace whose pods carry the label that a requirement asks for.
    pub(super) fn anywhere(&self, requirement: &Requirement) -> &[ObjectId] {
        lookup(&self.anywhere, requirement)
    }
}

impl Members {
    /// The workloads whose pods carry, or may carry, what a requirement asks for.
    pub(super) fn candidates(&self, requirement: &Requirement) -> Vec<ObjectId> {
        let mut candidates = self.with_pod_label(requirement).to_vec();
        candidates.extend(self.by_added_key.get(&requirement.key.value).into_iter().flatten());
        candidates.order();
        candidates.dedup();
        candidates
    }

    /// The workloads that can meet all of several requirements: those of the rarest label that is
    /// asked for, or all where none is.
    pub(super) fn narrowed(&self, requirements: &[Requirement]) -> Vec<ObjectId> {
        let labels = requirements.iter().filter(|requirement| requirement.wanted().is_some());
        let rarest = labels.map(|requirement| self.candidates(requirement)).min_by_key(Vec::len);
        rarest.unwrap_or_else(|| self.workloads.clone())
    }

    pub(super) fn with_pod_label(&self, requirement: &Requirement) -> &[ObjectId] {
        lookup(&self.by_pod_label, requirement)
    }

    /// The workloads that carry the label themselves, wherever their pods do.
    pub(super) fn with_own_label(&self, requirement: &Requirement) -> &[ObjectId] {
        lookup(&self.by_own_label, requirement)
    }

    /// The values that pods have under a key and that differ from a wanted one by a slip. Values whose letters
    /// are further apart than a slip are so themselves, and those with the same letters are none.
    pub(super) fn near_values<'a>(&'a self, key: &str, wanted: &'a str) -> impl Iterator<Item = &'a Rc<str>> {
        let wanted_letters: String = letters(wanted).collect();
        let groups = self.values.get(key).into_iter().flatten();
        let groups = groups.filter(move |(letters, _)| are_near(&wanted_letters, letters));
        groups.flat_map(|(_, values)| values).filter(move |value| slip(wanted, value).is_some())
    }

    /// The workloads whose pods carry a label.
    pub(super) fn with_pair(&self, key: &Rc<str>, value: &Rc<str>) -> &[ObjectId] {
        self.by_pod_label.get(&(key.clone(), value.clone())).map_or(&[], Vec::as_slice)
    }
}

fn lookup<'a>(index: &'a HashMap<Pair, Vec<ObjectId>>, requirement: &Requirement) -> &'a [ObjectId] {
    let wanted = requirement.wanted();
    let holders = wanted.and_then(|value| index.get(&(requirement.key.value.clone(), value.value.clone())));
    holders.map_or(&[], Vec::as_slice)
}
