//! The ways that need no Service: a pod's own address, host ports and the node's network.

use std::collections::BTreeSet;

use super::path::Sender;
use super::{Assumption, End, Environment, Hop, Path, Reach, Verdict, Via};
use crate::manifest::pod::{Container, ContainerPort};
use crate::manifest::{Object, ObjectId};
use crate::source::Place;
use crate::words::code;

/// Adds the ways to a workload's declared ports, and to those that a Service sends to.
///
/// Without a policy every pod can be reached from every other pod of the cluster, whatever its
/// namespace (`kubernetes/website: content/en/docs/concepts/cluster-administration/networking.md`).
pub(super) fn paths(environment: &Environment, id: ObjectId, object: &Object, paths: &mut Vec<Path>) {
    let Some(workload) = object.workload().filter(|workload| workload.runs()) else { return };
    let spec = &workload.template.spec;
    let host_network = spec.uses_host_network();
    let mut seen = BTreeSet::new();
    for (container, port) in spec.ports() {
        let Some(number) = port.number() else { continue };
        let way = Way { environment, id, object, container, port, number };
        if seen.insert((number, port.protocol())) {
            paths.push(way.path(Reach::Cluster, Via::PodIp));
            if host_network {
                paths.push(way.path(Reach::Internet, Via::HostNetwork));
                paths.push(way.path(Reach::NodeNetwork, Via::HostNetwork));
            }
        }
        if !host_network && way.is_open_on_the_node() {
            paths.push(way.path(Reach::Internet, Via::HostPort));
            paths.push(way.path(Reach::NodeNetwork, Via::HostPort));
        }
    }
}

/// A declared port of a workload.
struct Way<'a> {
    environment: &'a Environment,
    id: ObjectId,
    object: &'a Object,
    container: &'a Container,
    port: &'a ContainerPort,
    number: u16,
}

impl Way<'_> {
    /// Whether it claims a port of the node on an address that is not the node's own loopback.
    fn is_open_on_the_node(&self) -> bool {
        let address = self.port.host_ip.as_ref().map_or("", |address| &*address.value);
        self.host_port().is_some() && !address.starts_with("127.") && address != "::1"
    }

    fn host_port(&self) -> Option<u16> {
        self.port.host_port.as_ref().and_then(|port| u16::try_from(port.value).ok()).filter(|&port| port != 0)
    }

    fn path(&self, from: Reach, via: Via) -> Path {
        let mut path = Path {
            from,
            via,
            gate: None,
            service: None,
            service_port: None,
            entry_port: if via == Via::HostPort { self.host_port() } else { Some(self.number) },
            end: End::Port { workload: self.id, port: self.number },
            protocol: self.port.written_protocol(),
            sender: Sender::Same,
            inside: None,
            addresses: None,
            verdict: Verdict::Open,
            depends_on: Vec::new(),
            hops: vec![Hop::begin(from), self.entry(via), self.arrival()],
        };
        if from == Reach::Internet {
            path.rests_on(Assumption::PublicNodes, self.environment);
        }
        path
    }

    fn entry(&self, via: Via) -> Hop {
        let spec = self.object.workload().map(|workload| &workload.template.spec);
        let host_network = spec.and_then(|spec| spec.host_network.as_ref()).map(|host_network| host_network.span);
        let (text, span) = match via {
            Via::HostPort => {
                let number = self.host_port().unwrap_or_default();
                let text = format!("connects to port {number} of a node that runs the pod, which the container claims");
                (text, self.port.host_port.as_ref().map(|port| port.span))
            }
            Via::HostNetwork => {
                let text = format!("connects to port {} of the node, whose network the pod shares", self.number);
                (text, host_network)
            }
            _ => ("connects to the pod's own address".to_owned(), None),
        };
        Hop::new(Some(self.id), text, span.into_iter().map(|span| self.object.place(span)).collect())
    }

    fn arrival(&self) -> Hop {
        let kind = &self.object.kind.value;
        let name = code(self.object.name());
        let container = self.container.name.as_ref().map(|name| [", container ", &code(&name.value)].concat());
        let text = [kind, " ", &name, &container.unwrap_or_default(), ", port ", &self.number.to_string()].concat();
        let span = self.port.container_port.as_ref().map_or(self.port.span, |port| port.span);
        Hop::new(Some(self.id), text, vec![Place::new(self.object.document, span)])
    }
}
