//! What routes of the Gateway API send (`kubernetes-sigs/gateway-api: apis/v1/httproute_types.go`).

use super::attach::{Attachment, Gateways};
use super::hosts::ANY;
use super::{Entrance, Routes, Sender};
use crate::cluster::Cluster;
use crate::manifest::gateway::{GROUP, Listener, Reference, ReferenceGrantSpec, RouteRule, RouteSpec};
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::source::Span;

/// A Service of another namespace that a route names, and that no ReferenceGrant there lets it refer to:
/// what would go to it gets an error.
#[derive(Debug, Clone)]
pub struct Ungranted {
    /// The route.
    pub route: ObjectId,
    /// Where it names the Service.
    pub backend: Span,
    /// The Service's namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// More rules than this a route may not have, and more matches in one of them neither.
const MOST_RULES: usize = 16;
const MOST_MATCHES: usize = 64;
/// Of more hosts with more paths than this not each is told apart.
const MOST_REQUESTS: usize = 1000;

/// Notes what all routes send, and what keeps them from it.
pub(super) fn routes(cluster: &Cluster, routes: &mut Routes) {
    let gateways = Gateways::new(cluster);
    let grants: Vec<(&Object, &ReferenceGrantSpec)> = cluster
        .current()
        .filter_map(|(_, object)| match &object.body {
            Body::ReferenceGrant(spec) => Some((object, &**spec)),
            _ => None,
        })
        .collect();
    for (id, object) in cluster.current() {
        let Body::GatewayRoute(spec) = &object.body else { continue };
        let senders: Vec<(Sender, Vec<String>)> = gateways
            .attach(id, object, spec)
            .into_iter()
            .enumerate()
            .filter_map(|(number, (attachment, parent, listeners))| {
                let entrance = entrance(&attachment, parent, listeners);
                let hosts = hosts(&attachment, spec);
                routes.attachments.push(attachment);
                Some((Sender { object: id, number, entrance: Some(entrance?) }, hosts))
            })
            .collect();
        for rule in spec.rules.iter().take(MOST_RULES) {
            for backend in rule.receivers().filter(|backend| backend.is("", "Service")) {
                let namespace = backend.namespace(object.namespace());
                if is_granted(&grants, object, namespace, backend) {
                    for (sender, hosts) in &senders {
                        let requests = requests(hosts, rule);
                        let port = backend.port.as_ref().map(|port| port.value);
                        routes.send(sender, (namespace, backend.name()), &requests, backend.span, |_, written| {
                            let own = written.port.as_ref().map(|port| port.value);
                            port.is_some() && port == own && written.protocol() == protocol(object)
                        });
                    }
                } else {
                    let (namespace, name) = (namespace.to_owned(), backend.name().to_owned());
                    routes.ungranted.push(Ungranted { route: id, backend: backend.span, namespace, name });
                }
            }
        }
    }
}

fn protocol(route: &Object) -> &'static str {
    if &*route.kind.value == "UDPRoute" { "UDP" } else { "TCP" }
}

/// The way in that a route has by a Gateway: one that takes it, or one that is not here.
fn entrance(attachment: &Attachment, parent: &Reference, listeners: &[Listener]) -> Option<Entrance> {
    if attachment.refusal.is_some() {
        return None;
    }
    let taken = attachment.taken.iter().filter_map(|taken| listeners.get(taken.listener));
    Some(Entrance {
        name: parent.name().to_owned(),
        gateway: attachment.gateway,
        by: attachment.route,
        named: attachment.parent,
        listeners: taken
            .map(|listener| (listener.number(), listener.port.as_ref().map_or(listener.span, |port| port.span)))
            .collect(),
        if_labels_are_all: attachment.taken.first().and_then(|taken| taken.if_labels_are_all),
    })
}

/// The hosts for which a Gateway sends on what it gets; those that the route asks for where the Gateway is
/// not here.
fn hosts(attachment: &Attachment, spec: &RouteSpec) -> Vec<String> {
    let taken = attachment.taken.iter().flat_map(|taken| taken.hosts.iter().cloned());
    let mut hosts: Vec<String> = match attachment.gateway {
        Some(_) => taken.collect(),
        None => spec.hostnames.iter().map(|host| host.value.to_string()).collect(),
    };
    if hosts.is_empty() {
        hosts.push(ANY.to_owned());
    }
    hosts.order();
    hosts.dedup();
    hosts
}

/// The requests of a rule: every path of it at every host.
fn requests(hosts: &[String], rule: &RouteRule) -> Vec<String> {
    let mut paths: Vec<String> =
        rule.matches.iter().take(MOST_MATCHES).map(|one| one.path().unwrap_or_default()).collect();
    if paths.is_empty() || paths.iter().any(String::is_empty) {
        paths = vec![String::new()];
    }
    let requests = hosts.iter().flat_map(|host| paths.iter().map(|path| super::request(host, path)));
    requests.take(MOST_REQUESTS).collect()
}

/// Whether a route may send to a Service: to one of its own namespace always, to another if a ReferenceGrant
/// there says so.
fn is_granted(grants: &[(&Object, &ReferenceGrantSpec)], route: &Object, namespace: &str, backend: &Reference) -> bool {
    let allows = |(object, grant): &(&Object, &ReferenceGrantSpec)| {
        let from = |from: &Reference| from.is(GROUP, &route.kind.value) && from.namespace("") == route.namespace();
        let to = |to: &Reference| to.is("", "Service") && (to.name().is_empty() || to.name() == backend.name());
        object.namespace() == namespace && grant.from.iter().any(from) && grant.to.iter().any(to)
    };
    namespace == route.namespace() || grants.iter().any(allows)
}
