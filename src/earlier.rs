//! What still holds of the analysis before, as a text is edited.
//!
//! A Service finds pods of its own namespace, and of those the policies of that namespace decide, beside what belongs to
//! the whole cluster. So what was found in a namespace holds while no object of it has changed and none of the whole
//! cluster: what Services select, and the ways that none of them is sent from elsewhere. What rests on more than that is
//! found anew each time. Everything is known by the places of the objects, so that these have to be the same too.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::cluster::{Cluster, Index, ServiceMatch};
use crate::exposure::{Environment, Exposure, Path, Reach, Verdict};
use crate::manifest::{Object, ObjectId};

/// An analysis, as far as the next one can take something from it.
#[derive(Debug, Clone)]
pub(crate) struct Earlier {
    pub(crate) cluster: Rc<Cluster>,
    pub(crate) exposure: Rc<Exposure>,
    pub(crate) environment: Environment,
}

/// What of it holds for other objects.
#[derive(Default)]
pub(crate) struct Kept {
    earlier: Option<Earlier>,
    /// For each object whether all of its namespace is as it was.
    holds: Vec<bool>,
    /// Whether all workloads are.
    workloads: bool,
}

impl Earlier {
    /// Compares the objects with those of now.
    pub(crate) fn kept(self, objects: &[Object], environment: &Environment) -> Kept {
        let before = || self.cluster.objects().map(|(_, object)| object);
        let is_aligned = self.environment == *environment && before().len() == objects.len();
        if !is_aligned || !before().zip(objects).all(|(before, now)| before.document == now.document) {
            return Kept::default();
        }
        let (mut changed, mut workloads) = (BTreeSet::new(), true);
        for (before, now) in before().zip(objects).filter(|(before, now)| !before.is_same(now)) {
            changed.extend([before.namespace(), now.namespace()]);
            workloads &= before.workload().is_none() && now.workload().is_none();
        }
        if changed.contains("") {
            return Kept::default();
        }
        let holds = objects.iter().map(|object| !changed.contains(object.namespace())).collect();
        Kept { holds, workloads, earlier: Some(self) }
    }
}

impl Kept {
    /// The analysis before, where it still holds of the namespace of an object.
    fn of(&self, object: ObjectId) -> Option<&Earlier> {
        self.earlier.as_ref().filter(|_| self.holds.get(object.0 as usize) == Some(&true))
    }

    /// The index of all workloads, where none of them has changed.
    pub(crate) fn index(&self) -> Option<Rc<Index>> {
        Some(self.earlier.as_ref().filter(|_| self.workloads)?.cluster.index())
    }

    /// What a Service selects. One that selects nothing is compared with the workloads of other namespaces too.
    pub(crate) fn service(&self, id: ObjectId) -> Option<&Rc<ServiceMatch>> {
        let cluster = &self.of(id)?.cluster;
        let matched = cluster.shared_service(id).filter(|_| cluster.curtailed().is_none())?;
        (self.workloads || matched.requirements.is_empty() || !matched.selects.is_empty()).then_some(matched)
    }

    /// The ways through a Service to which nothing is sent from elsewhere, judged.
    pub(crate) fn through(&self, service: ObjectId) -> Option<impl Iterator<Item = &Rc<Path>> + Clone> {
        let exposure = &self.of(service)?.exposure;
        let ways = exposure.shared_through(service);
        (exposure.curtailed.is_none() && ways.clone().all(|path| path.gate.is_none())).then_some(ways)
    }

    /// The ways to a workload that need no Service, judged.
    pub(crate) fn directly_to(&self, workload: ObjectId) -> Option<impl Iterator<Item = &Rc<Path>>> {
        Some(self.of(workload)?.exposure.shared_to(workload).filter(|path| path.service.is_none()))
    }

    /// From where some port of a workload can be reached.
    pub(crate) fn any_port(&self, workload: ObjectId) -> Option<Option<(Reach, Verdict)>> {
        Some(self.of(workload)?.exposure.any_port(workload))
    }
}
