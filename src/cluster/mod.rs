//! The objects by namespace, and what follows from them: which pods a Service selects, which ports
//! that leads to, and what nearly matched.

mod classes;
mod controllers;
mod endpoints;
mod index;
mod lookup;
mod names;
mod namespaces;
pub(crate) mod near;
mod numbers;
pub mod ports;
mod routes;
pub mod selection;
mod slip;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub use classes::IngressClass;
pub(crate) use controllers::Controllers;
pub use endpoints::ManualEndpoints;
pub(crate) use namespaces::{NAMESPACE_NAME, Namespaces};
pub use near::{NearMiss, Reason};
pub use routes::{Attachment, Entrance, Refusal, Route, Subset, Taken, Ungranted};
pub use selection::{Backing, PortMatch, Selected, ServiceMatch, Target};
pub(crate) use slip::slip;

use crate::earlier::Kept;
use crate::limits;
use crate::manifest::workload::{Pods, WorkloadKind};
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::source::DocumentId;
pub(crate) use index::{Index, Members};
use names::Names;
use numbers::Numbers;

/// All objects of an analysis and how they belong together.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    objects: Vec<Object>,
    numbers: Numbers,
    names: Names,
    workloads: Vec<ObjectId>,
    services: Vec<Rc<ServiceMatch>>,
    superseded: Vec<(ObjectId, ObjectId)>,
    policies: BTreeMap<ObjectId, Vec<ObjectId>>,
    classes: Vec<ObjectId>,
    routing: routes::Routing,
    index: Rc<Index>,
    /// The first Service of which not all pods are followed.
    curtailed: Option<ObjectId>,
}

impl Cluster {
    /// Joins the objects. Of several with the same kind, namespace and name the last one counts, as
    /// it would after `kubectl apply`; the others are kept as [`Cluster::superseded`].
    pub(crate) fn new(mut objects: Vec<Object>, kept: &Kept) -> Self {
        lend_templates(&mut objects);
        let superseded = superseded(&objects);
        let mut cluster = Self { numbers: Numbers::new(&objects), objects, superseded, ..Self::default() };
        let current: Vec<ObjectId> = cluster.current().map(|(id, _)| id).collect();
        let owners = owners(&cluster.objects);
        let is_workload = |id: &&ObjectId| {
            let Some((object, workload)) = cluster.object(**id).and_then(|object| Some((object, object.workload()?)))
            else {
                return false;
            };
            let owner = workload.owner.as_ref().map(|owner| (object.namespace(), &*owner.kind, &*owner.name));
            workload.template_of.is_none() && owner.is_none_or(|owner| !owners.contains(&owner))
        };
        cluster.workloads = current.iter().filter(is_workload).copied().collect();
        let is_class =
            |id: &&ObjectId| cluster.object(**id).is_some_and(|object| matches!(object.body, Body::IngressClass(_)));
        cluster.classes = current.iter().filter(is_class).copied().collect();
        cluster.names = Names::new(&cluster, &current);
        cluster.index = kept.index().unwrap_or_else(|| Rc::new(Index::new(&cluster, kept)));
        cluster.policies = policies(&cluster, &current);
        let manual = endpoints::written(&cluster.objects);
        let mut left = limits::most(cluster.objects.len());
        for &id in &current {
            let service = match kept.service(id, &cluster.index).filter(|service| service.pairs() <= left) {
                Some(service) => {
                    left = left.saturating_sub(service.pairs());
                    Some(service.clone())
                }
                None => selection::of_service(&cluster, &manual, id, &mut left).map(Rc::new),
            };
            cluster.curtailed = cluster.curtailed.or((left == 0 && service.is_some()).then_some(id));
            cluster.services.extend(service);
        }
        cluster.routing = routes::routing(&cluster);
        cluster
    }

    /// All objects, in the order of the text.
    pub fn objects(&self) -> impl ExactSizeIterator<Item = (ObjectId, &Object)> {
        self.objects.iter().map(|object| (object.id, object))
    }

    /// How many numbers there are up to that of the last object.
    pub(crate) fn numbers(&self) -> usize {
        self.numbers.count()
    }

    /// An object.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(self.numbers.place(id))
    }

    /// The objects of a document, in the order of the text, which is that of the documents too.
    pub(crate) fn in_document(&self, document: DocumentId) -> impl Iterator<Item = (ObjectId, &Object)> {
        let first = self.objects.partition_point(|object| object.document < document);
        let behind = self.objects.get(first..).unwrap_or_default().iter();
        behind.take_while(move |object| object.document == document).map(|object| (object.id, object))
    }

    /// The workloads that count, in the order of the text. A Rollout without a pod template of its own
    /// is not among them: its pods are those of the Deployment that it names. Nor is what a workload that is here, too,
    /// has made: its pods are that one's.
    pub fn workloads(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.workloads.iter().filter_map(|&id| Some((id, self.object(id)?)))
    }

    /// The Services that count and what they select, in the order of the text.
    pub fn services(&self) -> impl ExactSizeIterator<Item = &ServiceMatch> + Clone {
        self.services.iter().map(|service| &**service)
    }

    /// What a Service selects.
    pub fn service(&self, id: ObjectId) -> Option<&ServiceMatch> {
        self.shared_service(id).map(|service| &**service)
    }

    /// The same, to be held by another analysis too.
    pub(crate) fn shared_service(&self, id: ObjectId) -> Option<&Rc<ServiceMatch>> {
        self.services.binary_search_by_key(&id, |service| service.service).ok().and_then(|at| self.services.get(at))
    }

    /// What is sent from outside to Services that are here, by Service, port and what says so.
    pub fn routes(&self) -> &[Route] {
        &self.routing.routes
    }

    /// Whether anything is sent from outside to a Service.
    pub(crate) fn is_routed(&self, service: ObjectId) -> bool {
        self.routes().binary_search_by_key(&service, |route| route.service).is_ok()
    }

    /// What is sent from outside to a port of a Service.
    pub(crate) fn routes_to(&self, service: ObjectId, port: usize) -> &[Route] {
        let routes = self.routes();
        let first = routes.partition_point(|route| (route.service, route.port) < (service, port));
        let behind = routes.partition_point(|route| (route.service, route.port) <= (service, port));
        routes.get(first..behind).unwrap_or_default()
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

    /// The first Service of which not all pods are followed, where they are too many.
    pub(crate) fn curtailed(&self) -> Option<ObjectId> {
        self.curtailed
    }

    /// The index of its workloads.
    pub(crate) fn index(&self) -> Rc<Index> {
        self.index.clone()
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

/// The workloads that others may be part of, by namespace, kind and name; none where no object is part of one.
fn owners(objects: &[Object]) -> BTreeSet<(&str, &str, &str)> {
    let workloads = || objects.iter().filter_map(|object| Some((object, object.workload()?)));
    let are_owned = workloads().any(|(_, workload)| workload.owner.is_some());
    let all = workloads().filter(|_| are_owned);
    all.map(|(object, _)| (object.namespace(), &*object.kind.value, object.name())).collect()
}

/// Where a Rollout takes its pod template from a Deployment, that Deployment stands for the pods of
/// both, since their labels and ports stand in its text.
fn lend_templates(objects: &mut [Object]) {
    let borrows = |object: &Object| {
        let workload = object.workload()?;
        let name = workload.template_of.as_ref()?;
        Some((object.namespace().to_owned(), name.value.clone(), workload.pods.clone()))
    };
    let mut borrowed: BTreeMap<(String, Rc<str>), Vec<Pods>> = BTreeMap::new();
    for (namespace, name, pods) in objects.iter().filter_map(borrows) {
        borrowed.entry((namespace, name)).or_default().push(pods);
    }
    for object in objects.iter_mut().filter(|_| !borrowed.is_empty()) {
        let pods = borrowed.get(&(object.namespace().to_owned(), object.name().into()));
        let Some(pods) = pods.filter(|_| object.workload().is_some_and(|it| it.kind == WorkloadKind::Deployment))
        else {
            continue;
        };
        if let Body::Workload(workload) = &mut object.body {
            pods.iter().for_each(|pods| Rc::make_mut(workload).lend_template(pods.clone()));
        }
    }
}

/// The workloads that each NetworkPolicy selects, or may, in the order of the text.
fn policies(cluster: &Cluster, current: &[ObjectId]) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let selected = |&id: &ObjectId| {
        let policy = cluster.object(id)?;
        let Body::NetworkPolicy(spec) = &policy.body else { return None };
        let requirements = spec.pod_selector.requirements();
        let members = cluster.index.namespace(policy.namespace());
        let candidates = members.map(|members| members.narrowed(&requirements)).unwrap_or_default();
        Some((id, candidates.into_iter().filter(|workload| cluster.may_meet(*workload, &requirements)).collect()))
    };
    current.iter().filter_map(selected).collect()
}

/// Earlier objects that a later one of the same group, kind, namespace and name replaces. Objects
/// without a name are all different.
fn superseded(objects: &[Object]) -> Vec<(ObjectId, ObjectId)> {
    let mut last: HashMap<(&str, &str, &str, &str), ObjectId> = HashMap::with_capacity(objects.len());
    let mut superseded = Vec::new();
    for object in objects {
        let Some(name) = &object.metadata.name else { continue };
        let key = (object.group(), &*object.kind.value, object.namespace(), &*name.value);
        if let Some(earlier) = last.insert(key, object.id) {
            superseded.push((earlier, object.id));
        }
    }
    superseded.order();
    superseded
}
