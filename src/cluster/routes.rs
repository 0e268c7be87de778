//! What Ingresses send to which port of which Service.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Cluster;
use crate::manifest::service::ServiceSpec;
use crate::manifest::{Body, ObjectId};
use crate::source::Span;

/// Everything that an Ingress sends to one port of a Service.
#[derive(Debug, Clone)]
pub struct Route {
    /// The Ingress.
    pub ingress: ObjectId,
    /// The Service, which is always of the Ingress's own namespace.
    pub service: ObjectId,
    /// The index of the Service's port.
    pub port: usize,
    /// Hosts and paths of the requests, as in `shop.example.com/cart`, each once; a lone `*` is every request.
    pub requests: Vec<String>,
    /// Where the Ingress says so.
    pub backends: Vec<Span>,
}

/// The routes to Services that are here, by Service, port and Ingress. A backend's port is that of the
/// Service, by name or by number, and not its target port (`kubernetes/api: networking/v1/types.go
/// ServiceBackendPort`).
pub(super) fn routes(cluster: &Cluster) -> Vec<Route> {
    let services: BTreeMap<(&str, &str), (ObjectId, &ServiceSpec)> = cluster
        .current()
        .filter_map(|(id, object)| Some(((object.namespace(), object.name()), (id, object.service()?))))
        .collect();
    let mut routes: BTreeMap<(ObjectId, usize, ObjectId), Route> = BTreeMap::new();
    for (ingress, object) in cluster.current() {
        let Body::Ingress(spec) = &object.body else { continue };
        for (host, path, backend) in spec.backends() {
            let named = backend.service_name().and_then(|name| services.get(&(object.namespace(), &**name)));
            let Some(&(service, spec)) = named else { continue };
            for (port, written) in spec.ports.iter().enumerate() {
                let name = written.name.as_ref().map(|name| &*name.value);
                if backend.is_port(name, written.port.as_ref().map(|port| port.value)) {
                    let empty = || Route { ingress, service, port, requests: Vec::new(), backends: Vec::new() };
                    let route = routes.entry((service, port, ingress)).or_insert_with(empty);
                    route.backends.push(backend.span);
                    let request = request(host, path);
                    if !route.requests.contains(&request) {
                        route.requests.push(request);
                    }
                }
            }
        }
    }
    routes.into_values().collect()
}

fn request(host: Option<&Rc<str>>, path: Option<&Rc<str>>) -> String {
    let part = |part: Option<&Rc<str>>| part.map_or("", |part| &**part).to_owned();
    match part(host) + &part(path) {
        nothing if nothing.is_empty() => "*".to_owned(),
        request => request,
    }
}
