//! Which workloads a selector can mean, without a look at all of them.

use super::Cluster;
use crate::labels::{Match, Requirement};
use crate::manifest::{Object, ObjectId};
use crate::order::Order;

impl Cluster {
    /// The workloads of a namespace that count, in the order of the text.
    pub(crate) fn workloads_of(&self, namespace: &str) -> impl Iterator<Item = (ObjectId, &Object)> {
        let members = self.index.namespace(namespace);
        members.into_iter().flat_map(|members| &members.workloads).filter_map(|&id| Some((id, self.object(id)?)))
    }

    /// Whether a selector for pods of a namespace finds any, or may.
    pub(crate) fn finds_pods(&self, namespace: &str, requirements: &[Requirement]) -> bool {
        let candidates = self.index.namespace(namespace).map(|members| members.narrowed(requirements));
        candidates.unwrap_or_default().into_iter().any(|id| self.may_meet(id, requirements))
    }

    /// Whether a workload's pods meet all of several requirements, or may.
    pub(super) fn may_meet(&self, workload: ObjectId, requirements: &[Requirement]) -> bool {
        let workload = self.object(workload).and_then(Object::workload);
        let meets = |requirement: &Requirement| {
            workload.is_some_and(|workload| requirement.judge(&workload.labels).verdict != Match::No)
        };
        workload.is_some() && requirements.iter().all(meets)
    }

    /// Workloads of a namespace whose pods have a label that differs by a slip from one that is asked for, in the
    /// order of the text.
    pub(crate) fn slipped(&self, namespace: &str, requirements: &[Requirement]) -> Vec<ObjectId> {
        let Some(members) = self.index.namespace(namespace) else { return Vec::new() };
        let mut found = Vec::new();
        for (requirement, wanted) in requirements.iter().filter_map(|one| Some((one, one.wanted()?))) {
            for value in members.near_values(&requirement.key.value, &wanted.value) {
                found.extend(members.with_pair(&requirement.key.value, value));
            }
        }
        found.order();
        found.dedup();
        found
    }

    /// Workloads of any namespace whose pods can meet all of several requirements, in the order of the text; none
    /// where no label is asked for.
    pub(crate) fn anywhere(&self, requirements: &[Requirement]) -> Vec<ObjectId> {
        self.index.narrowed(requirements)
    }
}
