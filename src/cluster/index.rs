//! Workloads by namespace and label, so that a Service is compared with those that can match it
//! instead of with all of them.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::rc::Rc;

use super::Cluster;
use super::slip::{Letters, slip};
use crate::earlier::Kept;
use crate::labels::Requirement;
use crate::manifest::workload::Workload;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;

/// What the pods, and the workloads themselves, carry as labels. Looked up, never iterated, so that
/// its order cannot reach any output; every list inside is in the order of the text.
#[derive(Default)]
pub(crate) struct Index {
    namespaces: HashMap<Rc<str>, Rc<Members>>,
    anywhere: HashMap<Pair, Vec<ObjectId>>,
    added_anywhere: HashMap<Rc<str>, Vec<ObjectId>>,
}

type Pair = (Rc<str>, Rc<str>);

/// The workloads of one namespace. The next analysis has them too where none of these has changed.
#[derive(Default)]
pub(crate) struct Members {
    /// All of them.
    pub(super) workloads: Vec<ObjectId>,
    by_pod_label: HashMap<Pair, Vec<ObjectId>>,
    by_own_label: HashMap<Pair, Vec<ObjectId>>,
    by_added_key: HashMap<Rc<str>, Vec<ObjectId>>,
    /// Those whose pods have some value under a key.
    by_written_key: HashMap<Rc<str>, Vec<ObjectId>>,
    /// The values under each key, by their letters: values that differ in digits alone are many and no slips.
    values: HashMap<Rc<str>, BTreeMap<Letters, Vec<Rc<str>>>>,
}

/// It follows from the objects, and its maps have no order to show.
impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Index")
    }
}

impl Index {
    pub(super) fn new(cluster: &Cluster, kept: &Kept) -> Self {
        let mut index = Self::default();
        let mut new: HashMap<&str, Members> = HashMap::new();
        for (id, object) in cluster.workloads() {
            let Some(workload) = object.workload() else { continue };
            for entry in workload.labels.written.entries.iter() {
                let pair = (entry.key.value.clone(), entry.value.value.clone());
                index.anywhere.entry(pair).or_default().push(id);
            }
            for (key, _) in &workload.labels.added {
                index.added_anywhere.entry(key.clone()).or_default().push(id);
            }
            let namespace = object.namespace();
            if index.namespaces.contains_key(namespace) {
                continue;
            }
            match kept.members(namespace) {
                Some(members) => drop(index.namespaces.insert(namespace.into(), members)),
                None => new.entry(namespace).or_default().add(id, object, workload),
            }
        }
        index.namespaces.extend(new.into_iter().map(|(namespace, members)| (namespace.into(), members.into())));
        index
    }

    pub(super) fn namespace(&self, namespace: &str) -> Option<&Members> {
        self.namespaces.get(namespace).map(|members| &**members)
    }

    /// The same, to be held by another analysis too.
    pub(crate) fn shared_namespace(&self, namespace: &str) -> Option<&Rc<Members>> {
        self.namespaces.get(namespace)
    }

    /// The workloads of every namespace whose pods carry the label that a requirement asks for.
    pub(super) fn anywhere(&self, requirement: &Requirement) -> &[ObjectId] {
        lookup(&self.anywhere, requirement)
    }

    /// The workloads of every namespace whose pods can meet all of several requirements: those of the rarest
    /// label that is asked for, or none where none is.
    pub(super) fn narrowed(&self, requirements: &[Requirement]) -> Vec<ObjectId> {
        let labels = requirements.iter().filter(|requirement| requirement.wanted().is_some());
        let lists = labels.map(|requirement| {
            let added = self.added_anywhere.get(&requirement.key.value).map_or(&[][..], Vec::as_slice);
            (self.anywhere(requirement), added)
        });
        let rarest = lists.min_by_key(|(written, added)| written.len().saturating_add(added.len()));
        rarest.map(|(written, added)| joined(written, added)).unwrap_or_default()
    }
}

impl Members {
    fn add(&mut self, id: ObjectId, object: &Object, workload: &Workload) {
        self.workloads.push(id);
        for entry in workload.labels.written.entries.iter() {
            let pair = (entry.key.value.clone(), entry.value.value.clone());
            let holders = self.by_pod_label.entry(pair.clone()).or_default();
            if holders.is_empty() {
                let values = self.values.entry(pair.0.clone()).or_default();
                values.entry(Letters::of(&pair.1)).or_default().push(pair.1.clone());
            }
            holders.push(id);
            self.by_written_key.entry(pair.0).or_default().push(id);
        }
        for entry in object.metadata.labels.entries.iter() {
            let pair = (entry.key.value.clone(), entry.value.value.clone());
            self.by_own_label.entry(pair).or_default().push(id);
        }
        for (key, _) in &workload.labels.added {
            self.by_added_key.entry(key.clone()).or_default().push(id);
        }
    }

    /// The workloads whose pods carry, or may carry, what a requirement asks for.
    pub(super) fn candidates(&self, requirement: &Requirement) -> Vec<ObjectId> {
        let added = self.by_added_key.get(&requirement.key.value).map_or(&[][..], Vec::as_slice);
        joined(self.with_pod_label(requirement), added)
    }

    /// The workloads that meet all of several requirements, or nearly, as far as the rarest label that is asked for
    /// tells: without those whose pods have another value under its key that is no slip, and which do not carry the
    /// label themselves.
    pub(super) fn nearly(&self, requirements: &[Requirement]) -> Vec<ObjectId> {
        let labels = requirements.iter().filter_map(|requirement| Some((requirement, requirement.wanted()?)));
        let rarest = labels.min_by_key(|(requirement, _)| self.with_pod_label(requirement).len());
        let Some((requirement, wanted)) = rarest else { return self.workloads.clone() };
        let key = &requirement.key.value;
        let mut found = self.candidates(requirement);
        found.extend(self.with_own_label(requirement));
        for value in self.near_values(key, &wanted.value) {
            found.extend(self.with_pair(key, value));
        }
        let written = self.by_written_key.get(key).map_or(&[][..], Vec::as_slice);
        if written.len() < self.workloads.len() {
            found.extend(self.workloads.iter().filter(|id| written.binary_search(id).is_err()));
        }
        found
    }

    /// The workloads that can meet all of several requirements: those of the rarest label that is
    /// asked for, or all where none is.
    pub(super) fn narrowed(&self, requirements: &[Requirement]) -> Vec<ObjectId> {
        let labels = requirements.iter().filter(|requirement| requirement.wanted().is_some());
        let rarest = labels.min_by_key(|requirement| {
            let added = self.by_added_key.get(&requirement.key.value).map_or(0, Vec::len);
            self.with_pod_label(requirement).len().saturating_add(added)
        });
        rarest.map_or_else(|| self.workloads.clone(), |requirement| self.candidates(requirement))
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
        let wanted_letters = Letters::of(wanted);
        let groups = self.values.get(key).into_iter().flatten();
        let groups = groups.filter(move |(letters, _)| wanted_letters.are_near(letters));
        groups.flat_map(|(_, values)| values).filter(move |value| slip(wanted, value).is_some())
    }

    /// The workloads whose pods carry a label.
    pub(super) fn with_pair(&self, key: &Rc<str>, value: &Rc<str>) -> &[ObjectId] {
        self.by_pod_label.get(&(key.clone(), value.clone())).map_or(&[], Vec::as_slice)
    }
}

/// Two lists as one, in the order of the text.
fn joined(one: &[ObjectId], other: &[ObjectId]) -> Vec<ObjectId> {
    let mut all = [one, other].concat();
    if !(one.is_empty() || other.is_empty()) {
        all.order();
        all.dedup();
    }
    all
}

fn lookup<'a>(index: &'a HashMap<Pair, Vec<ObjectId>>, requirement: &Requirement) -> &'a [ObjectId] {
    let wanted = requirement.wanted();
    let holders = wanted.and_then(|value| index.get(&(requirement.key.value.clone(), value.value.clone())));
    holders.map_or(&[], Vec::as_slice)
}
