//! The objects by namespace, and what follows from them: which pods a Service selects, which ports
//! that leads to, and what nearly matched.

mod endpoints;
mod index;
mod near;
pub mod ports;
pub mod selection;

use std::collections::{BTreeMap, BTreeSet};

pub use endpoints::ManualEndpoints;
pub(crate) use near::slip;
pub use near::{NearMiss, Reason};
pub use selection::{Backing, PortMatch, Selected, ServiceMatch, Target};

use crate::labels::{LabelSelector, Match};
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use index::Index;

/// All objects of an analysis and how they belong together.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    objects: Vec<Object>,
    workloads: Vec<ObjectId>,
    services: Vec<ServiceMatch>,
    superseded: Vec<(ObjectId, ObjectId)>,
}

impl Cluster {
    /// Joins the objects. Of several with the same kind, namespace and name the last one counts, as
    /// it would after `kubectl apply`; the others are kept as [`Cluster::superseded`].
    pub(crate) fn new(objects: Vec<Object>) -> Self {
        let superseded = superseded(&objects);
        let mut cluster = Self { objects, superseded, ..Self::default() };
        let earlier: BTreeSet<ObjectId> = cluster.superseded.iter().map(|(earlier, _)| *earlier).collect();
        let counts = |id: &ObjectId| !earlier.contains(id);
        let current: Vec<ObjectId> = cluster.ids().filter(counts).collect();
        let is_workload = |id: &&ObjectId| cluster.object(**id).is_some_and(|object| object.workload().is_some());
        cluster.workloads = current.iter().filter(is_workload).copied().collect();
        let index = Index::new(&cluster);
        cluster.services = current.iter().filter_map(|&id| selection::of_service(&cluster, &index, id)).collect();
        cluster
    }

    /// All objects, in the order of the text.
    pub fn objects(&self) -> impl ExactSizeIterator<Item = (ObjectId, &Object)> {
        self.objects.iter().enumerate().map(|(index, object)| (id_of(index), object))
    }

    /// An object.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(id.0 as usize)
    }

    /// The workloads that count, in the order of the text.
    pub fn workloads(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.workloads.iter().filter_map(|&id| Some((id, self.object(id)?)))
    }

    /// The Services that count and what they select, in the order of the text.
    pub fn services(&self) -> &[ServiceMatch] {
        &self.services
    }

    /// What a Service selects.
    pub fn service(&self, id: ObjectId) -> Option<&ServiceMatch> {
        self.services.binary_search_by_key(&id, |service| service.service).ok().and_then(|at| self.services.get(at))
    }

    /// Objects that a later one of the same name replaces, each with that one.
    pub fn superseded(&self) -> &[(ObjectId, ObjectId)] {
        &self.superseded
    }

    /// The network policies of a workload's namespace that select its pods, or may.
    pub fn policies_of(&self, workload: ObjectId) -> impl Iterator<Item = ObjectId> {
        let object = self.object(workload);
        let selects = move |policy: &Object, selector: &LabelSelector| {
            object.is_some_and(|object| {
                let Some(workload) = object.workload() else { return false };
                let requirements = selector.requirements();
                policy.namespace() == object.namespace()
                    && Match::all(requirements.iter().map(|r| r.judge(&workload.labels).verdict)) != Match::No
            })
        };
        self.objects().filter_map(move |(id, policy)| match &policy.body {
            Body::NetworkPolicy(selector) if selects(policy, selector) => Some(id),
            Body::ClusterPolicy => Some(id),
            _ => None,
        })
    }

    fn ids(&self) -> impl Iterator<Item = ObjectId> + use<> {
        (0..self.objects.len()).map(id_of)
    }
}

fn id_of(index: usize) -> ObjectId {
    ObjectId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// Earlier objects that a later one of the same group, kind, namespace and name replaces. Objects
/// without a name are all different.
fn superseded(objects: &[Object]) -> Vec<(ObjectId, ObjectId)> {
    let mut last: BTreeMap<(&str, &str, &str, &str), ObjectId> = BTreeMap::new();
    let mut superseded = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let Some(name) = &object.metadata.name else { continue };
        let key = (&*object.group, &*object.kind.value, object.namespace(), &*name.value);
        if let Some(earlier) = last.insert(key, id_of(index)) {
            superseded.push((earlier, id_of(index)));
        }
    }
    superseded.order();
    superseded
}
