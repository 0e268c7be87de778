//! What is sent from outside to which port of which Service, whatever says so.

mod attach;
mod gateway;
mod hosts;
mod ingress;
mod istio;
mod openshift;

use std::collections::BTreeMap;

pub use attach::{Attachment, Refusal, Taken};
pub use gateway::Ungranted;

use super::Cluster;
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
}

/// A Gateway that sends on what it gets as a route says.
#[derive(Debug, Clone)]
pub struct Entrance {
    /// Its name.
    pub name: String,
    /// The Gateway, where it is here.
    pub gateway: Option<ObjectId>,
    /// Where the route names it.
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
        routes: routes.found.into_values().collect(),
        attachments: routes.attachments,
        ungranted: routes.ungranted,
    }
}

/// The Services that can be sent to, and what is found while the routes are gathered.
struct Routes<'a> {
    services: BTreeMap<(&'a str, &'a str), (ObjectId, &'a ServiceSpec)>,
    found: BTreeMap<(ObjectId, usize, ObjectId, usize), Route>,
    attachments: Vec<Attachment>,
    ungranted: Vec<Ungranted>,
}

/// What sends: an object, by one of the Gateways that it names where it names any.
struct Sender {
    object: ObjectId,
    /// Which of the Gateways that it names.
    number: usize,
    entrance: Option<Entrance>,
}

impl<'a> Routes<'a> {
    fn new(cluster: &'a Cluster) -> Self {
        let service =
            |(id, object): (ObjectId, &'a Object)| Some(((object.namespace(), object.name()), (id, object.service()?)));
        Self {
            services: cluster.current().filter_map(service).collect(),
            found: BTreeMap::new(),
            attachments: Vec::new(),
            ungranted: Vec::new(),
        }
    }

    /// Notes that requests are sent to the ports of a Service that are meant.
    fn send(
        &mut self,
        sender: &Sender,
        (namespace, name): (&str, &str),
        requests: &[String],
        backend: Span,
        is_meant: impl Fn(&ServiceSpec, &ServicePort) -> bool,
    ) {
        let Some(&(service, spec)) = self.services.get(&(namespace, name)) else { return };
        for (port, _) in spec.ports.iter().enumerate().filter(|(_, written)| is_meant(spec, written)) {
            let empty = || Route {
                object: sender.object,
                entrance: sender.entrance.clone(),
                service,
                port,
                requests: Vec::new(),
                backends: Vec::new(),
            };
            let route = self.found.entry((service, port, sender.object, sender.number)).or_insert_with(empty);
            route.backends.push(backend);
            for request in requests {
                if !route.requests.contains(request) {
                    route.requests.push(request.clone());
                }
            }
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
