//! What is sent from outside to which port of which Service, whatever says so.

mod attach;
mod gateway;
mod hosts;
mod ingress;
mod istio;
mod openshift;

use std::collections::{BTreeMap, BTreeSet};

pub use attach::{Attachment, Refusal, Taken};
pub use gateway::Ungranted;

use super::Cluster;
use crate::labels::{Match, Requirement};
use crate::manifest::service::{ServicePort, ServiceSpec};
use crate::manifest::{Object, ObjectId};
use crate::source::Span;

/// Everything that one object sends to one port of a Service, of what comes by one Gateway where it comes
/// by any.
#[derive(Debug, Clone)]
pub struct Route {
    /// What says so: an Ingress, a route of the Gateway API, or a VirtualService.
    pub object: ObjectId,
    /// The Gateway's part.
    pub entrance: Option<Entrance>,
    /// The Service.
    pub service: ObjectId,
    /// The index of the Service's port.
    pub port: usize,
    /// Hosts and paths of the requests, as in `shop.example.com/cart`, each once; a lone `*` is every request,
    /// and an empty one what no rule fits.
    pub requests: Vec<String>,
    /// Where the object says so.
    pub backends: Vec<Span>,
    /// Where only some of the Service's pods get them: which. None where all of them do.
    pub subsets: Option<Vec<Subset>>,
}

impl Route {
    /// What requests come to before they are sent on: the Ingress or the Route itself, or the Gateway that serves
    /// the route, where it is here.
    pub fn gate(&self) -> ObjectId {
        self.entrance.as_ref().and_then(|entrance| entrance.gateway).unwrap_or(self.object)
    }
}

/// A version of a Service.
#[derive(Debug, Clone)]
pub struct Subset {
    /// The DestinationRule that names it.
    pub rule: ObjectId,
    /// What the labels of its pods meet, beside what the Service asks for.
    pub wanted: Vec<Requirement>,
}

impl Route {
    /// Whether the pods of a workload that the Service selects get any of it.
    pub(crate) fn gets(&self, workload: &Object) -> bool {
        self.subsets.is_none() || self.subset(workload).is_some()
    }

    /// The version that a workload's pods are of, where only some get it.
    pub(crate) fn subset(&self, workload: &Object) -> Option<&Subset> {
        let labels = &workload.workload()?.labels;
        let is_of =
            |subset: &&Subset| Match::all(subset.wanted.iter().map(|one| one.judge(labels).verdict)) != Match::No;
        self.subsets.iter().flatten().find(is_of)
    }
}

/// A Gateway that sends on what it gets as a route says.
#[derive(Debug, Clone)]
pub struct Entrance {
    /// Its name.
    pub name: String,
    /// The Gateway, where it is here.
    pub gateway: Option<ObjectId>,
    /// What names it: the route itself, or a VirtualService that leaves its requests to it.
    pub by: ObjectId,
    /// Where that names it.
    pub named: Span,
    /// The ports on which it listens for what the route is about, each with where the Gateway says so.
    pub listeners: Vec<(Option<u16>, Span)>,
    /// Where it is not sure that it takes the route because of labels that a namespace may have: what is so
    /// if those that are here are all.
    pub if_labels_are_all: Option<bool>,
}

/// The routes to Services that are here, by Service, port and what says so; and what keeps others from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Routing {
    pub(super) routes: Vec<Route>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) ungranted: Vec<Ungranted>,
}

pub(super) fn routing(cluster: &Cluster) -> Routing {
    let mut routes = Routes::new(cluster);
    ingress::routes(cluster, &mut routes);
    gateway::routes(cluster, &mut routes);
    istio::routes(cluster, &mut routes);
    openshift::routes(cluster, &mut routes);
    Routing {
        routes: routes.found.into_values().map(|(route, _)| route).collect(),
        attachments: routes.attachments,
        ungranted: routes.ungranted,
    }
}

/// The cluster, whose Services can be sent to, and what is found while the routes are gathered: of each route its requests
/// once more, to know each once.
struct Routes<'a> {
    cluster: &'a Cluster,
    found: BTreeMap<Key, (Route, BTreeSet<String>)>,
    attachments: Vec<Attachment>,
    ungranted: Vec<Ungranted>,
}

/// A Service, its port, what sends to it, and by what Gateway: by what that is named, and as which of several.
type Key = (ObjectId, usize, ObjectId, ObjectId, usize);

/// What sends: an object, by one of the Gateways that it names where it names any.
struct Sender {
    object: ObjectId,
    /// Which of the Gateways that it names.
    number: usize,
    entrance: Option<Entrance>,
}

impl<'a> Routes<'a> {
    fn new(cluster: &'a Cluster) -> Self {
        Self { cluster, found: BTreeMap::new(), attachments: Vec::new(), ungranted: Vec::new() }
    }

    /// Notes that requests are sent to the ports of a Service that are meant.
    fn send(
        &mut self,
        sender: &Sender,
        at: (&str, &str),
        requests: &[String],
        backend: Span,
        is_meant: impl Fn(&ServiceSpec, &ServicePort) -> bool,
    ) {
        self.send_some(sender, (at, None), requests, backend, is_meant);
    }

    /// Notes the same of a part of a Service's pods.
    fn send_some(
        &mut self,
        sender: &Sender,
        (at, subset): ((&str, &str), Option<Subset>),
        requests: &[String],
        backend: Span,
        is_meant: impl Fn(&ServiceSpec, &ServicePort) -> bool,
    ) {
        let Some((service, spec)) = self.cluster.service_named(at.0, at.1) else { return };
        let service = service.id;
        let by = sender.entrance.as_ref().map_or(sender.object, |entrance| entrance.by);
        for (port, _) in spec.ports.iter().enumerate().filter(|(_, written)| is_meant(spec, written)) {
            let empty = || Route {
                object: sender.object,
                entrance: sender.entrance.clone(),
                service,
                port,
                requests: Vec::new(),
                backends: Vec::new(),
                subsets: Some(Vec::new()),
            };
            let found = self.found.entry((service, port, sender.object, by, sender.number));
            let (route, known) = found.or_insert_with(|| (empty(), BTreeSet::new()));
            route.backends.push(backend);
            match (&subset, &mut route.subsets) {
                (Some(subset), Some(subsets)) => subsets.push(subset.clone()),
                (None, subsets) => *subsets = None,
                (Some(_), None) => {}
            }
            let new = requests.iter().filter(|request| known.insert((*request).clone()));
            route.requests.extend(new.cloned());
        }
    }
}

/// A host and a path as one; `*` where neither says anything.
fn request(host: &str, path: &str) -> String {
    match (host, path) {
        ("" | "*", "") => "*".to_owned(),
        ("*", path) => path.to_owned(),
        (host, path) => format!("{host}{path}"),
    }
}
