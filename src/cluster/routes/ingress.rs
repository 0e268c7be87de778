//! What Ingresses send.

use std::rc::Rc;

use super::{Routes, Sender, request};
use crate::cluster::Cluster;
use crate::manifest::Body;

/// Notes what Ingresses send: HTTP to Services of their own namespaces, by the ports' names or numbers and
/// not by the target ports (`kubernetes/api: networking/v1/types.go ServiceBackendPort`).
pub(super) fn routes(cluster: &Cluster, routes: &mut Routes) {
    for (id, object) in cluster.current() {
        let Body::Ingress(spec) = &object.body else { continue };
        let sender = Sender { object: id, number: 0, entrance: None };
        for (host, path, backend) in spec.backends() {
            let Some(service) = backend.service_name() else { continue };
            let part = |part: Option<&Rc<str>>| part.map_or_else(String::new, |part| part.to_string());
            let is_rest = !spec.rules.is_empty() && spec.rest().is_some_and(|rest| rest.span == backend.span);
            let request = if is_rest { String::new() } else { request(&part(host), &part(path)) };
            routes.send(&sender, (object.namespace(), &service.value), &[request], backend.span, |_, port| {
                let name = port.name.as_ref().map(|name| &*name.value);
                port.protocol() == "TCP" && backend.is_port(name, port.port.as_ref().map(|port| port.value))
            });
        }
    }
}
