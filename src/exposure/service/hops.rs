//! The steps of a way through a Service, as parts of one sentence, with the lines that say so. The many that every
//! Service has are put together at once, which takes no more room and time than the words need.

use super::Way;
use crate::cluster::{Backing, Route, Selected, Target};
use crate::exposure::balancer::Scope;
use crate::exposure::{Hop, Via};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::{Place, Span};
use crate::words::{code, few, list};

impl Way<'_> {
    pub(super) fn load_balancer(&self) -> Hop {
        let type_ = self.spec.type_.as_ref().map(|written| written.span);
        let (what, span) = match self.scope {
            Scope::Internal(span) => ("internal load balancer", Some(span)),
            Scope::PublicAt(span) => ("load balancer", Some(span)),
            _ => ("load balancer", type_),
        };
        // Of several addresses the one that says from where it is reached.
        let mut addresses = self.object.addresses.iter().filter_map(|at| at.ip.as_ref().or(at.hostname.as_ref()));
        let seen = addresses.clone().find(|address| Some(address.span) == span).or_else(|| addresses.next());
        let at = seen.map_or_else(String::new, |address| format!(", at {}", code(&address.value)));
        let (name, number) = (code(self.object.name()), self.number());
        let text = format!("connects to the {what} of Service {name}{at}, port {number}");
        self.hop(text, &[span, self.port_span(), seen.map(|address| address.span).filter(|seen| span != Some(*seen))])
    }

    pub(super) fn node_port(&self, verb: &str) -> Hop {
        let written = self.port.node_port.as_ref().filter(|port| port.value != 0);
        let local = self.spec.external_local();
        let nodes = if local.is_some() { "nodes with a ready pod" } else { "every node" };
        let text = match written {
            Some(port) => format!("{verb} node port {} on {nodes}", port.value),
            None => format!("{verb} a node port on {nodes} (given by the cluster, 30000-32767)"),
        };
        let type_ = self.spec.type_.as_ref().map(|written| written.span);
        let spans = [written.map(|port| port.span), type_.filter(|_| written.is_none()), local];
        self.hop(text, &spans)
    }

    pub(super) fn external_addresses(&self) -> Hop {
        let (addresses, mut places): (Vec<String>, Vec<Place>) = self
            .spec
            .external_addresses()
            .map(|(address, span)| (code(&address.to_string()), self.object.place(span)))
            .unzip();
        let local = self.spec.external_local();
        places.extend(local.map(|span| self.object.place(span)));
        let nodes = if local.is_some() { "only nodes with a ready pod answer" } else { "any node answers" };
        let text = format!("connects to {}, port {}, which {nodes}", list(addresses), self.number());
        Hop::new(Some(self.service.service), text, places)
    }

    pub(super) fn cluster_ip(&self) -> Hop {
        let name = code(self.object.name());
        let text = if self.spec.is_headless() {
            format!("finds the pods' own addresses under the name of Service {name}")
        } else {
            ["connects to Service ", &name, ", port ", &self.number()].concat()
        };
        self.hop(text, &[self.port_span()])
    }

    /// The step from what serves a route to the Service.
    pub(super) fn sent_on(&self, route: &Route, object: &Object) -> Hop {
        let (what, name) = (sent(route, object), code(self.object.name()));
        Hop::new(
            Some(route.service),
            format!("which sends {what} to Service {name}, port {}", self.number()),
            route.backends.iter().map(|span| object.place(*span)).collect(),
        )
    }

    pub(super) fn pods_hop(&self, via: Via, id: ObjectId, workload: &Object) -> Hop {
        let verb = match self.route {
            Some(_) => "that is, to a pod with",
            None if self.spec.is_headless() => "which are pods with",
            None => "kube-proxy sends it to a pod with",
        };
        let (local, node) = match via {
            Via::LoadBalancer | Via::NodePort | Via::ExternalIp => (self.spec.external_local(), " on the same node"),
            Via::ClusterIp => (self.spec.internal_local(), " on the client's own node"),
            _ => (None, ""),
        };
        let node = if local.is_some() { node } else { "" };
        let unready = self.spec.takes_unready_pods();
        let ready = if unready.is_some() { ", ready or not" } else { "" };
        let selector = self.spec.selector().map(|selector| selector.pairs.span);
        let subset = self.route.and_then(|route| route.subset(workload));
        let wanted = subset.map_or(&[][..], |subset| &subset.wanted);
        let pairs = self.service.requirements.iter().chain(wanted).map(|requirement| code(&requirement.text()));
        let pairs = if wanted.is_empty() { self.asks } else { &list(pairs) };
        let mut places: Vec<Place> = selector.map(|span| self.object.place(span)).into_iter().collect();
        let rule = subset.and_then(|subset| self.cluster.object(subset.rule));
        places.extend(rule.into_iter().flat_map(|rule| wanted.iter().map(|one| rule.place(one.span))));
        places.extend(workload.workload().map(|pods| workload.place(pods.labels.written.span)));
        places.extend([local, unready].into_iter().flatten().map(|span| self.object.place(span)));
        Hop::new(Some(id), [verb, " ", pairs, node, ready].concat(), places)
    }

    /// Why no workload is arrived at; none where the addresses are written by hand.
    pub(super) fn dead_end(&self) -> Option<Hop> {
        if let Backing::Manual(endpoints) = &self.service.backing {
            return endpoints.is_empty().then(|| {
                let text = "but the Service has no selector and nobody wrote endpoints for it, so it ends here";
                self.hop(text.to_owned(), &[])
            });
        }
        let selector = self.spec.selector().map(|selector| selector.pairs.span);
        let pairs = self.asks;
        let is_subset = |selected: &Selected| {
            let workload = self.cluster.object(selected.workload);
            self.route.zip(workload).is_some_and(|(route, workload)| !route.gets(workload))
        };
        let text = if self.service.requirements.is_empty() {
            format!("but it asks for {pairs}, so it ends here")
        } else if self.service.selects.is_empty() {
            format!("but no pod has {pairs}, so it ends here")
        } else if self.service.selects.iter().all(is_subset) {
            "but none of its pods is of the subset that is meant, so it ends here".to_owned()
        } else if !self.service.has_running_pods(self.cluster) {
            "but the workloads that it selects run no pods, so it ends here".to_owned()
        } else {
            "but its target port leads to no port of the pods, so it ends here".to_owned()
        };
        Some(self.hop(text, &[selector]))
    }

    pub(super) fn number(&self) -> String {
        self.port.port.as_ref().map_or_else(String::new, |port| port.value.to_string())
    }

    fn port_span(&self) -> Option<Span> {
        self.port.port.as_ref().map(|port| port.span)
    }

    fn hop(&self, text: String, spans: &[Option<Span>]) -> Hop {
        let places: Vec<Place> = spans.iter().flatten().map(|span| self.object.place(*span)).collect();
        Hop::new(Some(self.service.service), text, places)
    }
}

/// The step to a workload's port.
pub(super) fn arrival(target: &Target, workload: &Object, number: u16) -> Hop {
    use crate::cluster::ports::Resolution;
    let kind = &workload.kind.value;
    let name = code(workload.name());
    let (text, place) = match &target.resolution {
        Resolution::Resolved(port) if !port.container.is_empty() => {
            let (container, number) = (code(&port.container), number.to_string());
            ([kind, " ", &name, ", container ", &container, ", port ", &number].concat(), workload.place(port.span))
        }
        Resolution::Resolved(port) => (format!("{kind} {name}, container port {number}"), workload.place(port.span)),
        _ => (format!("{kind} {name}, port {number}, which no container declares"), workload.name_place()),
    };
    Hop::new(Some(target.workload), text, vec![place])
}

/// What is sent on, as a part of a sentence.
fn sent(route: &Route, object: &Object) -> String {
    let (all, some) = match &*object.kind.value {
        "UDPRoute" => ("everything", "packets"),
        "TCPRoute" | "TLSRoute" => ("every connection", "connections"),
        _ => ("every request", "requests"),
    };
    if let Body::OpenShiftRoute(spec) = &object.body
        && spec.host_pattern().is_none()
    {
        return "requests for a host of its own choice".to_owned();
    }
    match route.requests.as_slice() {
        [every] if every == "*" => all.to_owned(),
        requests => {
            let one = |request: &String| match request.as_str() {
                "" => "what no rule fits".to_owned(),
                request => code(request),
            };
            format!("{some} for {}", few(requests.iter().map(one)))
        }
    }
}
