//! What is sent from outside to which port of which Service, whatever says so.

mod ingress;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Cluster;
use crate::manifest::service::{ServicePort, ServiceSpec};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Span;

/// Everything that one object sends to one port of a Service.
#[derive(Debug, Clone)]
pub struct Route {
    /// What says so: an Ingress.
    pub object: ObjectId,
    /// The Service.
    pub service: ObjectId,
    /// The index of the Service's port.
    pub port: usize,
    /// Hosts and paths of the requests, as in `shop.example.com/cart`, each once; a lone `*` is every request.
    pub requests: Vec<String>,
    /// Where the object says so.
    pub backends: Vec<Span>,
}

/// The routes to Services that are here, by Service, port and the object that says so.
pub(super) fn routes(cluster: &Cluster) -> Vec<Route> {
    let mut routes = Routes::new(cluster);
    for (id, object) in cluster.current() {
        if let Body::Ingress(spec) = &object.body {
            ingress::routes(id, object, spec, &mut routes);
        }
    }
    routes.found.into_values().collect()
}

/// The Services that can be sent to, and the routes while they are gathered.
struct Routes<'a> {
    services: BTreeMap<(&'a str, &'a str), (ObjectId, &'a ServiceSpec)>,
    found: BTreeMap<(ObjectId, usize, ObjectId), Route>,
}

impl<'a> Routes<'a> {
    fn new(cluster: &'a Cluster) -> Self {
        let service =
            |(id, object): (ObjectId, &'a Object)| Some(((object.namespace(), object.name()), (id, object.service()?)));
        Self { services: cluster.current().filter_map(service).collect(), found: BTreeMap::new() }
    }

    /// Notes that an object sends a request to the ports of a Service that are meant.
    fn send(
        &mut self,
        object: ObjectId,
        request: &str,
        (namespace, name): (&str, &str),
        backend: Span,
        is_meant: impl Fn(&ServicePort) -> bool,
    ) {
        let Some(&(service, spec)) = self.services.get(&(namespace, name)) else { return };
        for (port, _) in spec.ports.iter().enumerate().filter(|(_, written)| is_meant(written)) {
            let empty = || Route { object, service, port, requests: Vec::new(), backends: Vec::new() };
            let route = self.found.entry((service, port, object)).or_insert_with(empty);
            route.backends.push(backend);
            if !route.requests.iter().any(|known| known == request) {
                route.requests.push(request.to_owned());
            }
        }
    }
}

/// A host and a path as one.
fn request(host: Option<&Rc<str>>, path: Option<&Rc<str>>) -> String {
    let part = |part: Option<&Rc<str>>| part.map_or("", |part| &**part).to_owned();
    match part(host) + &part(path) {
        nothing if nothing.is_empty() => "*".to_owned(),
        request => request,
    }
}
