//! What Istio's VirtualServices send by Istio's Gateways (`istio/api: networking/v1alpha3/gateway.proto,
//! virtual_service.proto`).

use std::collections::BTreeMap;

use super::attach::{Attachment, Refusal, Taken};
use super::hosts::{self, ANY};
use super::{Entrance, Routes, Sender, Subset, request};
use crate::cluster::Cluster;
use crate::manifest::istio::{
    Delegate, Destination, DestinationRuleSpec, IstioGatewaySpec, NamedSubset, Server, Speech, VirtualMatch,
    VirtualRoute, VirtualServiceSpec,
};
use crate::manifest::{Body, Object, ObjectId};

/// Hosts and paths beyond these are not told apart: nobody writes so many.
const MOST: usize = 200;

/// What VirtualServices name, by namespace and name.
struct Mesh<'a> {
    gateways: BTreeMap<(&'a str, &'a str), (ObjectId, &'a IstioGatewaySpec)>,
    services: BTreeMap<(&'a str, &'a str), (ObjectId, &'a Object, &'a VirtualServiceSpec)>,
    /// DestinationRules, each with the Service that it is about.
    rules: Vec<(ObjectId, (&'a str, &'a str), &'a DestinationRuleSpec)>,
}

/// A VirtualService.
struct Virtual<'a> {
    mesh: &'a Mesh<'a>,
    id: ObjectId,
    object: &'a Object,
    spec: &'a VirtualServiceSpec,
}

/// Notes what all VirtualServices send.
pub(super) fn routes(cluster: &Cluster, routes: &mut Routes) {
    let mut mesh = Mesh { gateways: BTreeMap::new(), services: BTreeMap::new(), rules: Vec::new() };
    for (id, object) in cluster.current() {
        let at = (object.namespace(), object.name());
        match &object.body {
            Body::IstioGateway(spec) => drop(mesh.gateways.insert(at, (id, spec))),
            Body::VirtualService(spec) => drop(mesh.services.insert(at, (id, object, spec))),
            Body::DestinationRule(spec) => mesh.rules.extend(spec.service(at.0).map(|about| (id, about, &**spec))),
            _ => {}
        }
    }
    for (id, object) in cluster.current() {
        let Body::VirtualService(spec) = &object.body else { continue };
        let service = Virtual { mesh: &mesh, id, object, spec };
        for number in 0..spec.gateways.len() {
            service.by(number, routes);
        }
    }
}

impl Virtual<'_> {
    /// Notes what it sends by one of the Gateways that it names. One that is not here may have any server.
    fn by(&self, number: usize, routes: &mut Routes) {
        let Some((written, before)) = self.spec.gateways.get(..=number).and_then(<[_]>::split_last) else { return };
        if &*written.value == "mesh" || before.iter().any(|name| name.value == written.value) {
            return;
        }
        let at = self.resolve(&written.value);
        let found = self.mesh.gateways.get(&at);
        let all = found.map_or(&[][..], |(_, gateway)| &gateway.servers);
        let is_seen = self.is_seen_from(at.0);
        let servers = all.iter().enumerate().filter(|_| is_seen);
        let servers: Vec<(usize, &Server, Vec<&str>)> =
            servers.filter_map(|(index, server)| Some((index, server, self.on(server, at.0)?))).collect();
        let gateway = found.map(|(gateway, _)| *gateway);
        let refusal = if is_seen { Refusal::Host } else { Refusal::Namespace };
        let refusal = gateway.and(Some(refusal)).filter(|_| servers.is_empty());
        let sends = |server: &Server| !server.redirects() && !self.spec.routes(server.speech()).is_empty();
        let sending = || servers.iter().filter(|(_, server, _)| sends(server));
        let listened = |server: &Server| server.port.number.as_ref().map_or(server.span, |port| port.span);
        let sender = Sender {
            object: self.id,
            number,
            entrance: Some(Entrance {
                name: at.1.to_owned(),
                gateway,
                by: self.id,
                named: written.span,
                listeners: sending().map(|(_, server, _)| (server.number(), listened(server))).collect(),
                if_labels_are_all: None,
            }),
        };
        for (_, server, hosts) in sending() {
            self.send(&sender, at, Some(server), server.speech(), hosts, routes);
        }
        if found.is_none() {
            let hosts: Vec<&str> = self.spec.hosts.iter().map(|host| &*host.value).take(MOST).collect();
            for speech in [Speech::Http, Speech::Tls, Speech::Tcp] {
                self.send(&sender, at, None, speech, &hosts, routes);
            }
        }
        let hosts = |hosts: Vec<&str>| hosts.into_iter().map(str::to_owned).collect();
        let taken = servers.into_iter().map(|(listener, _, common)| Taken {
            listener,
            hosts: hosts(common),
            if_labels_are_all: None,
        });
        let taken = taken.collect();
        routes.attachments.push(Attachment { route: self.id, parent: written.span, gateway, taken, refusal });
    }

    /// The namespace and the name of a Gateway that it names.
    fn resolve<'b>(&'b self, written: &'b str) -> (&'b str, &'b str) {
        match written.split_once('/') {
            Some((".", name)) => (self.object.namespace(), name),
            Some(named) => named,
            None => (self.object.namespace(), written),
        }
    }

    /// Whether it is exported to a Gateway's namespace.
    fn is_seen_from(&self, namespace: &str) -> bool {
        let own = self.object.namespace();
        let sees = |to: &str| to == "*" || to == namespace || to == "." && own == namespace;
        self.spec.export_to.is_empty() || self.spec.export_to.iter().any(|to| sees(&to.value))
    }

    /// The hosts that it has in common with a server of a Gateway, if any.
    fn on<'b>(&'b self, server: &'b Server, namespace: &str) -> Option<Vec<&'b str>> {
        let own = self.object.namespace();
        let mut found = Vec::new();
        for written in server.hosts.iter().take(MOST) {
            let (of, host) = written.value.split_once('/').unwrap_or(("*", &written.value));
            let is_meant = of == "*" || of == own || of == "." && own == namespace;
            let asked = self.spec.hosts.iter().take(MOST).filter(|_| is_meant);
            found.extend(asked.filter_map(|asked| hosts::common(host, &asked.value)));
        }
        (!found.is_empty() && !server.is_loopback()).then_some(found)
    }

    fn send(
        &self,
        sender: &Sender,
        gateway: (&str, &str),
        server: Option<&Server>,
        speech: Speech,
        hosts: &[&str],
        routes: &mut Routes,
    ) {
        let port = server.and_then(Server::number);
        for route in self.spec.routes(speech) {
            let applies = |one: &&VirtualMatch| {
                let is_port = |asked: i32| port.is_none_or(|port| i32::from(port) == asked);
                let by = one.gateways.iter().any(|name| self.resolve(&name.value) == gateway);
                (by || one.gateways.is_empty()) && one.port.as_ref().is_none_or(|asked| is_port(asked.value))
            };
            let matches: Vec<&VirtualMatch> = route.matches.iter().filter(applies).collect();
            if matches.is_empty() && !route.matches.is_empty() {
                continue;
            }
            self.to(sender, route, port, &requests(speech, hosts, &matches), routes);
            if let Some(delegate) = &route.delegate {
                self.leave_to(sender, delegate, port, (hosts, &matches), routes);
            }
        }
    }

    /// Notes what another VirtualService sends of the requests that are left to it: by its own paths, which lie
    /// within these, and by these where it names none. To a third one they cannot be left.
    fn leave_to(
        &self,
        sender: &Sender,
        delegate: &Delegate,
        port: Option<u16>,
        (hosts, matches): (&[&str], &[&VirtualMatch]),
        routes: &mut Routes,
    ) {
        let own = self.object.namespace();
        let written = delegate.namespace.as_ref().map(|namespace| &*namespace.value);
        let namespace = written.filter(|namespace| !namespace.is_empty()).unwrap_or(own);
        let name = delegate.name.as_ref().map_or("", |name| &*name.value);
        let Some(&(id, object, spec)) = self.mesh.services.get(&(namespace, name)) else { return };
        let other = Virtual { mesh: self.mesh, id, object, spec };
        let sender = Sender { object: id, number: sender.number, entrance: sender.entrance.clone() };
        for route in &spec.http {
            let narrower: Vec<&VirtualMatch> = route.matches.iter().filter(|one| !one.path().is_empty()).collect();
            let matches = if narrower.is_empty() { matches } else { &narrower };
            other.to(&sender, route, port, &requests(Speech::Http, hosts, matches), routes);
        }
    }

    /// Notes what goes to each destination of a route. Without a port it is the only one of the Service, or
    /// the one that has the Gateway's number.
    fn to(&self, sender: &Sender, route: &VirtualRoute, by: Option<u16>, requests: &[String], routes: &mut Routes) {
        for destination in route.receivers().filter(|_| !requests.is_empty()) {
            let Some(service) = destination.service(self.object.namespace()) else { continue };
            let Ok(subset) = self.subset(service, destination) else { continue };
            let asked = destination.port.number.as_ref().map(|port| port.value);
            routes.send_some(sender, (service, subset), requests, destination.span, |spec, written| {
                let number = written.port.as_ref().map(|port| port.value);
                let is_meant = match asked {
                    Some(asked) => number == Some(asked),
                    None => spec.ports.len() == 1 || number.is_some() && number == by.map(i32::from),
                };
                written.protocol() == "TCP" && is_meant
            });
        }
    }

    /// The version of a Service that is meant; none where all of it is, or where what names the version is not
    /// here. An error where it is here and does not know it: then nothing is sent.
    fn subset(&self, service: (&str, &str), destination: &Destination) -> Result<Option<Subset>, ()> {
        let Some(name) = destination.subset.as_ref().filter(|name| !name.value.is_empty()) else { return Ok(None) };
        let mut rules = self.mesh.rules.iter().filter(|(_, about, _)| *about == service).peekable();
        if rules.peek().is_none() {
            return Ok(None);
        }
        let found = rules.find_map(|(rule, _, spec)| {
            let is_it = |subset: &&NamedSubset| subset.name.as_ref().is_some_and(|own| own.value == name.value);
            let subset = spec.subsets.iter().find(is_it)?;
            Some(Subset { rule: *rule, wanted: subset.labels.requirements() })
        });
        found.map(Some).ok_or(())
    }
}

/// Every path at every host, of HTTP; the hosts that TLS asks for; and all of TCP.
fn requests(speech: Speech, hosts: &[&str], matches: &[&VirtualMatch]) -> Vec<String> {
    match speech {
        Speech::Tcp => vec![ANY.to_owned()],
        Speech::Tls => {
            let asked = matches.iter().flat_map(|one| &one.sni_hosts).take(MOST);
            let common = |asked: &str| hosts.iter().find_map(|host| hosts::common(host, asked).map(str::to_owned));
            asked.filter_map(|asked| common(&asked.value)).collect()
        }
        Speech::Http => {
            let mut paths: Vec<&str> = matches.iter().map(|one| one.path()).collect();
            if paths.is_empty() || paths.iter().any(|path| path.is_empty()) {
                paths = vec![""];
            }
            hosts.iter().flat_map(|host| paths.iter().map(|path| request(host, path))).take(MOST).collect()
        }
    }
}
