//! The objects by namespace, and what follows from them: which pods a Service selects, which ports
//! that leads to, and what nearly matched.

mod classes;
mod controllers;
mod endpoints;
mod index;
mod namespaces;
mod near;
pub mod ports;
mod routes;
pub mod selection;

use std::collections::BTreeMap;
use std::rc::Rc;

pub use classes::IngressClass;
pub(crate) use controllers::Controllers;
pub use endpoints::ManualEndpoints;
pub(crate) use namespaces::{NAMESPACE_NAME, Namespaces};
pub(crate) use near::slip;
pub use near::{NearMiss, Reason};
pub use routes::{Attachment, Entrance, Refusal, Route, Subset, Taken, Ungranted};
pub use selection::{Backing, PortMatch, Selected, ServiceMatch, Target};

use crate::labels::Match;
use crate::manifest::workload::WorkloadKind;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::source::DocumentId;
use index::Index;

/// All objects of an analysis and how they belong together.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    objects: Vec<Object>,
    workloads: Vec<ObjectId>,
    services: Vec<ServiceMatch>,
    superseded: Vec<(ObjectId, ObjectId)>,
    policies: BTreeMap<ObjectId, Vec<ObjectId>>,
    classes: Vec<ObjectId>,
    routing: routes::Routing,
}

impl Cluster {
    /// Joins the objects. Of several with the same kind, namespace and name the last one counts, as
    /// it would after `kubectl apply`; the others are kept as [`Cluster::superseded`].
    pub(crate) fn new(mut objects: Vec<Object>) -> Self {
        lend_templates(&mut objects);
        let superseded = superseded(&objects);
        let mut cluster = Self { objects, superseded, ..Self::default() };
        let current: Vec<ObjectId> = cluster.current().map(|(id, _)| id).collect();
        let is_workload = |id: &&ObjectId| {
            let workload = cluster.object(**id).and_then(Object::workload);
            workload.is_some_and(|workload| workload.template_of.is_none())
        };
        cluster.workloads = current.iter().filter(is_workload).copied().collect();
        let is_class =
            |id: &&ObjectId| cluster.object(**id).is_some_and(|object| matches!(object.body, Body::IngressClass(_)));
        cluster.classes = current.iter().filter(is_class).copied().collect();
        let index = Index::new(&cluster);
        cluster.policies = policies(&cluster, &index, &current);
        cluster.services = current.iter().filter_map(|&id| selection::of_service(&cluster, &index, id)).collect();
        cluster.routing = routes::routing(&cluster);
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

    /// The objects of a document, in the order of the text, which is that of the documents too.
    pub(crate) fn in_document(&self, document: DocumentId) -> impl Iterator<Item = (ObjectId, &Object)> {
        let first = self.objects.partition_point(|object| object.document < document);
        let behind = self.objects.iter().enumerate().skip(first).map(|(index, object)| (id_of(index), object));
        behind.take_while(move |(_, object)| object.document == document)
    }

    /// The workloads that count, in the order of the text. A Rollout without a pod template of its own
    /// is not among them: its pods are those of the Deployment that it names.
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

    /// What is sent from outside to Services that are here, by Service, port and what says so.
    pub fn routes(&self) -> &[Route] {
        &self.routing.routes
    }

    /// What is sent from outside to a port of a Service.
    pub(crate) fn routes_to(&self, service: ObjectId, port: usize) -> &[Route] {
        let routes = self.routes();
        let before = |to: (ObjectId, usize)| routes.partition_point(|route| (route.service, route.port) < to);
        routes.get(before((service, port))..before((service, port + 1))).unwrap_or_default()
    }

    /// The Gateways that routes of the Gateway API name, by route, and whether they take them.
    pub fn attachments(&self) -> &[Attachment] {
        &self.routing.attachments
    }

    /// The Services of other namespaces that routes may not send to, by route.
    pub fn ungranted(&self) -> &[Ungranted] {
        &self.routing.ungranted
    }

    /// Objects that a later one of the same name replaces, each with that one.
    pub fn superseded(&self) -> &[(ObjectId, ObjectId)] {
        &self.superseded
    }

    /// The workloads that a NetworkPolicy selects, or may, in the order of the text.
    pub fn selected_by(&self, policy: ObjectId) -> impl Iterator<Item = ObjectId> {
        self.policies.get(&policy).into_iter().flatten().copied()
    }

    /// The objects that no later one replaces, in the order of the text.
    pub fn current(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        let mut replaced = self.superseded.iter().map(|(earlier, _)| *earlier).peekable();
        self.objects().filter(move |(id, _)| replaced.next_if_eq(id).is_none())
    }
}

fn id_of(index: usize) -> ObjectId {
    ObjectId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// Where a Rollout takes its pod template from a Deployment, that Deployment stands for the pods of
/// both, since their labels and ports stand in its text.
fn lend_templates(objects: &mut [Object]) {
    let borrows = |object: &Object| {
        let workload = object.workload()?;
        let name = workload.template_of.as_ref()?;
        Some((object.namespace().to_owned(), name.value.clone(), workload.pods.clone()))
    };
    for (namespace, name, pods) in objects.iter().filter_map(borrows).collect::<Vec<_>>() {
        for object in objects.iter_mut().filter(|object| object.namespace() == namespace && *object.name() == *name) {
            match &mut object.body {
                Body::Workload(workload) if workload.kind == WorkloadKind::Deployment => {
                    Rc::make_mut(workload).lend_template(pods.clone());
                }
                _ => {}
            }
        }
    }
}

/// The workloads that each NetworkPolicy selects, or may, in the order of the text.
fn policies(cluster: &Cluster, index: &Index, current: &[ObjectId]) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let selected = |&id: &ObjectId| {
        let policy = cluster.object(id)?;
        let Body::NetworkPolicy(spec) = &policy.body else { return None };
        let requirements = spec.pod_selector.requirements();
        let may_match = |workload: &ObjectId| {
            cluster.object(*workload).and_then(Object::workload).is_some_and(|workload| {
                Match::all(requirements.iter().map(|r| r.judge(&workload.labels).verdict)) != Match::No
            })
        };
        let members = index.namespace(policy.namespace());
        let candidates = members.map(|members| members.narrowed(&requirements)).unwrap_or_default();
        Some((id, candidates.into_iter().filter(may_match).collect()))
    };
    current.iter().filter_map(selected).collect()
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
