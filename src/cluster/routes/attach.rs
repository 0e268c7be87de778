//! Whether the listeners of a Gateway take a route, and why they do not
//! (`kubernetes-sigs/gateway-api: apis/v1/gateway_types.go, shared_types.go ParentReference`).

use std::collections::BTreeMap;

use super::hosts;
use crate::cluster::{Cluster, Namespaces};
use crate::labels::Match;
use crate::manifest::gateway::{GROUP, GatewaySpec, Listener, Reference, RouteSpec};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Span;

/// A Gateway that a route names, and what becomes of that.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The route.
    pub route: ObjectId,
    /// Where it names the Gateway.
    pub parent: Span,
    /// The Gateway, where it is here.
    pub gateway: Option<ObjectId>,
    /// The listeners that take the route; none where the Gateway is not here.
    pub taken: Vec<Taken>,
    /// Why none of the listeners takes it: how far it came with the one that it fits best.
    pub refusal: Option<Refusal>,
}

/// A listener that takes a route.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its index among those of the Gateway.
    pub listener: usize,
    /// The hosts that it and the route have in common; `*` is every host.
    pub hosts: Vec<String>,
    /// Where it is not sure because of labels that a namespace may have: what is so if those that are here
    /// are all.
    pub if_labels_are_all: Option<bool>,
}

/// Why a listener does not take a route, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It is not the one whose name or port the route gives.
    OtherListener,
    /// It cannot be told from another listener of the same Gateway, so that neither works.
    Conflict,
    /// It takes no routes of that kind.
    Kind,
    /// It takes no routes of that namespace.
    Namespace,
    /// Its host and the route's have nothing in common.
    Host,
}

/// More Gateways than this a route may not name, more hosts neither, and a Gateway has no more listeners
/// (`ParentRefs`, `Hostnames`, `Listeners`).
const MOST_PARENTS: usize = 32;
const MOST_HOSTS: usize = 16;
const MOST_LISTENERS: usize = 64;

/// The Gateways by namespace and name, and what their listeners ask about.
pub(super) struct Gateways<'a> {
    found: BTreeMap<(&'a str, &'a str), (ObjectId, &'a GatewaySpec)>,
    namespaces: Namespaces,
}

impl<'a> Gateways<'a> {
    pub(super) fn new(cluster: &'a Cluster) -> Self {
        let gateway = |(id, object): (ObjectId, &'a Object)| match &object.body {
            Body::Gateway(spec) => Some(((object.namespace(), object.name()), (id, &**spec))),
            _ => None,
        };
        Self { found: cluster.current().filter_map(gateway).collect(), namespaces: Namespaces::new(cluster) }
    }

    /// What becomes of each Gateway that a route names. A route of the mesh names a Service instead, and
    /// lets nobody in.
    pub(super) fn attach<'b>(
        &self,
        id: ObjectId,
        route: &Object,
        spec: &'b RouteSpec,
    ) -> Vec<(Attachment, &'b Reference, &'a [Listener])> {
        let is_gateway = |parent: &&Reference| parent.is(GROUP, "Gateway");
        let attach = |parent: &'b Reference| {
            let name = (parent.namespace(route.namespace()), parent.name());
            let found = self.found.get(&name);
            let listeners = found.map_or(&[][..], |(_, gateway)| &gateway.listeners);
            let listeners = listeners.get(..MOST_LISTENERS).unwrap_or(listeners);
            let mut taken = Vec::new();
            let mut refusal = found.map(|_| Refusal::OtherListener);
            for (at, listener) in listeners.iter().enumerate() {
                match self.asks(listener, listeners, parent, route, spec) {
                    Ok((hosts, if_labels_are_all)) => taken.push(Taken { listener: at, hosts, if_labels_are_all }),
                    Err(reason) => refusal = refusal.max(Some(reason)),
                }
            }
            // What is sure makes it needless to say what may be.
            if taken.iter().any(|taken| taken.if_labels_are_all.is_none()) {
                taken.retain(|taken| taken.if_labels_are_all.is_none());
            }
            let refusal = refusal.filter(|_| taken.is_empty());
            let gateway = found.map(|(gateway, _)| *gateway);
            (Attachment { route: id, parent: parent.span, gateway, taken, refusal }, parent, listeners)
        };
        spec.parents.iter().filter(is_gateway).take(MOST_PARENTS).map(attach).collect()
    }

    /// The hosts for which a listener takes a route, and whether that is sure.
    fn asks(
        &self,
        listener: &Listener,
        all: &[Listener],
        parent: &Reference,
        route: &Object,
        spec: &RouteSpec,
    ) -> Result<(Vec<String>, Option<bool>), Refusal> {
        let is_named = parent.section.as_ref().is_none_or(|section| {
            section.value.is_empty() || listener.name.as_ref().is_some_and(|name| name.value == section.value)
        });
        let has_port =
            parent.port.as_ref().is_none_or(|port| listener.port.as_ref().is_some_and(|own| own.value == port.value));
        if !is_named || !has_port {
            return Err(Refusal::OtherListener);
        }
        if all.iter().any(|other| conflict(listener, other)) {
            return Err(Refusal::Conflict);
        }
        let kinds = &listener.allowed_routes.kinds;
        let is_allowed = kinds.is_empty() || kinds.iter().any(|kind| kind.is(GROUP, &route.kind.value));
        if !is_allowed || !goes_with(listener, &route.kind.value) {
            return Err(Refusal::Kind);
        }
        let if_labels_are_all = match self.takes_from(listener, parent, route) {
            (Match::No, _) => return Err(Refusal::Namespace),
            (Match::Unknown, if_labels_are_all) => Some(if_labels_are_all == Match::Yes),
            (Match::Yes, _) => None,
        };
        let own = listener.host().unwrap_or(hosts::ANY);
        let written = spec.hostnames.iter().map(|host| &*host.value).take(MOST_HOSTS);
        let hosts: Vec<String> = if spec.hostnames.is_empty() {
            vec![own.to_owned()]
        } else {
            written.filter_map(|host| hosts::common(own, host)).map(str::to_owned).collect()
        };
        if hosts.is_empty() { Err(Refusal::Host) } else { Ok((hosts, if_labels_are_all)) }
    }

    /// Whether it takes routes of a route's namespace, and whether it does if the labels that are here are
    /// all that namespaces have.
    fn takes_from(&self, listener: &Listener, parent: &Reference, route: &Object) -> (Match, Match) {
        let namespaces = &listener.allowed_routes.namespaces;
        let is_same = Match::from(parent.namespace(route.namespace()) == route.namespace());
        match namespaces.from.as_ref().map(|from| &*from.value) {
            Some("All") => (Match::Yes, Match::Yes),
            Some("Selector") => {
                let Some(selector) = &namespaces.selector else { return (Match::No, Match::No) };
                let wanted = selector.requirements();
                let meets = |complete| self.namespaces.meets(route.namespace(), &wanted, complete);
                (meets(false), meets(true))
            }
            None | Some("Same" | "") => (is_same, is_same),
            Some(_) => (Match::No, Match::No),
        }
    }
}

/// Whether routes of a kind go with a listener's protocol. Protocols of an implementation's own, which have
/// a domain in front, take what they take.
fn goes_with(listener: &Listener, kind: &str) -> bool {
    match &*listener.protocol() {
        "HTTP" | "HTTPS" => matches!(kind, "HTTPRoute" | "GRPCRoute"),
        "TLS" => kind == "TLSRoute" || kind == "TCPRoute" && !listener.passes_tls_through(),
        "TCP" => kind == "TCPRoute",
        "UDP" => kind == "UDPRoute",
        own => own.contains('/'),
    }
}

/// Whether nothing tells two listeners apart, so that neither may be picked.
fn conflict(one: &Listener, other: &Listener) -> bool {
    if one.span == other.span || one.number().is_none() || one.number() != other.number() {
        return false;
    }
    let (own, others) = (one.protocol(), other.protocol());
    let same_host = one.host() == other.host() && own == others;
    match (&*own, &*others) {
        ("UDP", _) | (_, "UDP") => own == others,
        ("TCP", _) | (_, "TCP") => true,
        _ => same_host,
    }
}
