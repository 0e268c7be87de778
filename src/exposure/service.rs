//! The ways in that a Service opens: its cluster address, its node ports, its load balancer.

mod hops;

use super::balancer::{self, Scope};
use super::front::{Front, Fronts};
use super::path::Sender;
use super::{
    Answer, Assumption, End, Environment, Hop, Path, Provider, Reach, Verdict, Via, gateway, ingress, mesh, router,
};
use crate::cluster::{Backing, Cluster, PortMatch, Route, ServiceMatch};
use crate::labels::Match;
use crate::manifest::service::{ServicePort, ServiceSpec, ServiceType};
use crate::manifest::{Body, Object};
use crate::policy::AddressSet;

/// Follows every port of a Service from every place that it opens to, until `paths` holds as many as are `most`. Without
/// `fronts` routes are left out.
pub(super) fn paths(
    cluster: &Cluster,
    environment: &Environment,
    service: &ServiceMatch,
    fronts: Option<&Fronts>,
    most: usize,
    paths: &mut Vec<Path>,
) {
    let asks = service.asks();
    for way in ways(cluster, environment, service, &asks, most) {
        let (balancer, others): (Vec<_>, Vec<_>) =
            way.entries().into_iter().partition(|(_, via)| *via == Via::LoadBalancer);
        for (from, via) in balancer {
            way.follow(from, via, paths);
        }
        if let Some(fronts) = fronts {
            way.follow_routes(fronts, paths);
        }
        for (from, via) in others {
            way.follow(from, via, paths);
        }
    }
}

/// The ways up to a Service, whatever stands behind it.
pub(super) fn doors(cluster: &Cluster, environment: &Environment, service: &ServiceMatch) -> Vec<Path> {
    let asks = service.asks();
    let ways = ways(cluster, environment, service, &asks, usize::MAX);
    ways.iter().flat_map(|way| way.entries().into_iter().map(|(from, via)| way.begin(from, via))).collect()
}

/// Every port of a Service.
fn ways<'a>(
    cluster: &'a Cluster,
    environment: &'a Environment,
    service: &'a ServiceMatch,
    asks: &'a str,
    most: usize,
) -> Vec<Way<'a>> {
    let Some((object, spec)) = cluster.object(service.service).and_then(|object| Some((object, object.service()?)))
    else {
        return Vec::new();
    };
    if matches!(service.backing, Backing::ExternalName) {
        return Vec::new();
    }
    let scope = balancer::scope(object, spec, environment);
    let front = &Front::Elsewhere;
    let way = |matched: &'a PortMatch| {
        let port = spec.ports.get(matched.port)?;
        Some(Way { cluster, environment, service, asks, object, spec, port, matched, scope, most, route: None, front })
    };
    service.ports.iter().filter_map(way).collect()
}

/// A Service's port, with all that is known around it.
#[derive(Clone, Copy)]
struct Way<'a> {
    cluster: &'a Cluster,
    environment: &'a Environment,
    service: &'a ServiceMatch,
    /// What the Service asks for, as a list in a sentence.
    asks: &'a str,
    object: &'a Object,
    spec: &'a ServiceSpec,
    port: &'a ServicePort,
    matched: &'a PortMatch,
    /// Of the load balancer, where it has one.
    scope: Scope,
    /// How many ways are followed, with those that were before.
    most: usize,
    /// What says so, on a way by an Ingress or a Gateway.
    route: Option<&'a Route>,
    /// What stands in front of that.
    front: &'a Front<'a>,
}

impl Way<'_> {
    /// From where, and by what, the Service itself lets come, outermost first.
    fn entries(&self) -> Vec<(Reach, Via)> {
        let mut entries = Vec::new();
        if self.spec.service_type() == ServiceType::LoadBalancer {
            let is_internal = matches!(self.scope, Scope::Internal(_));
            entries.push((if is_internal { Reach::PrivateNetwork } else { Reach::Internet }, Via::LoadBalancer));
        }
        if self.spec.opens_node_port(self.port) {
            entries.extend([(Reach::Internet, Via::NodePort), (Reach::NodeNetwork, Via::NodePort)]);
        }
        let mut external = self.spec.external_addresses().map(|(address, _)| address).peekable();
        if external.peek().is_some() {
            let public = AddressSet::public();
            let is_public = external.any(|address| public.has(address));
            entries.push((if is_public { Reach::Internet } else { Reach::PrivateNetwork }, Via::ExternalIp));
        }
        entries.push((Reach::Cluster, Via::ClusterIp));
        entries
    }

    /// Adds the ways by what sends to the port from outside: Ingresses and routes of Gateways.
    fn follow_routes(&self, fronts: &Fronts, paths: &mut Vec<Path>) {
        for route in self.cluster.routes_to(self.service.service, self.matched.port) {
            let way = Way { route: Some(route), ..*self };
            match (&route.entrance, self.cluster.object(route.object)) {
                (None, Some(route)) if matches!(route.body, Body::OpenShiftRoute(_)) => {
                    for front in fronts.of_route() {
                        Way { front: &front, ..way }.follow(front.from(), Via::Route, paths);
                    }
                }
                (None, Some(ingress)) => {
                    for front in fronts.of(ingress) {
                        Way { front: &front, ..way }.follow(front.from(), Via::Ingress, paths);
                    }
                }
                (Some(entrance), _) => match fronts.of_gateway(entrance) {
                    Some(fronts) => {
                        for front in &fronts {
                            Way { front: &Front::Pods(front), ..way }.follow(front.from, Via::Gateway, paths);
                        }
                    }
                    None => {
                        for from in gateway::reaches(self.cluster, self.environment, entrance) {
                            way.follow(*from, Via::Gateway, paths);
                        }
                    }
                },
                (None, None) => {}
            }
        }
    }

    /// Adds a path to every selected workload; where none is arrived at, one that ends, unless
    /// nobody can enter it.
    fn follow(&self, from: Reach, via: Via, paths: &mut Vec<Path>) {
        let before = paths.len();
        let left = self.most.saturating_sub(before);
        if left == 0 {
            return;
        }
        for (target, selected) in self.matched.targets.iter().zip(&self.service.selects).take(left) {
            let Some(workload) = self.cluster.object(target.workload) else { continue };
            if self.route.is_some_and(|route| !route.gets(workload)) {
                continue;
            }
            let (Some(number), true) = (target.resolution.number(), workload.workload().is_some_and(|w| w.runs()))
            else {
                continue;
            };
            let mut path = self.begin(from, via);
            path.end = End::Port { workload: target.workload, port: number };
            path.hops.push(self.pods_hop(via, target.workload, workload));
            path.hops.push(hops::arrival(target, workload, number));
            if selected.certainty == Match::Unknown {
                path.rests_on(Assumption::ControllerLabel, self.environment);
            }
            if let Some(route) = self.route {
                mesh::guard(self.cluster, self.environment, route, &mut path);
            }
            paths.push(path);
        }
        if paths.len() == before {
            let open_door = Some(self.begin(from, via)).filter(|path| path.verdict != Verdict::Blocked);
            paths.extend(open_door.zip(self.dead_end()).map(|(mut path, hop)| {
                path.verdict = Verdict::Blocked;
                path.hops.push(hop);
                path
            }));
        }
    }

    /// The path up to the Service, with what it rests on so far.
    fn begin(&self, from: Reach, via: Via) -> Path {
        let mut path = Path {
            from,
            via,
            gate: self.route.map(Route::gate),
            service: Some(self.service.service),
            service_port: Some(self.matched.port),
            entry_port: match via {
                Via::NodePort => self.port.node_port.as_ref().and_then(|port| u16::try_from(port.value).ok()),
                // A controller and a Gateway listen on ports of their own.
                Via::Ingress | Via::Route | Via::Gateway => None,
                _ => self.port.number(),
            },
            end: End::Dead,
            protocol: self.port.written_protocol(),
            sender: Sender::Same,
            inside: None,
            addresses: None,
            verdict: Verdict::Open,
            depends_on: Vec::new(),
            hops: vec![Hop::begin(from)],
        };
        match (via, from) {
            (Via::LoadBalancer, _) => {
                self.load_balancer_rests_on(&mut path);
                path.hops.push(self.load_balancer());
                if self.spec.opens_node_port(self.port) {
                    path.hops.push(self.node_port("which forwards to"));
                }
            }
            (Via::NodePort, _) => {
                if from == Reach::Internet {
                    path.rests_on(Assumption::PublicNodes, self.environment);
                }
                path.hops.push(self.node_port("connects to"));
            }
            (Via::ExternalIp, _) => {
                path.rests_on(Assumption::ExternalAddresses, self.environment);
                path.hops.push(self.external_addresses());
            }
            _ => match self.route.and_then(|route| Some((route, self.cluster.object(route.object)?))) {
                Some((route, object)) => {
                    match &route.entrance {
                        Some(entrance) => {
                            gateway::enter(self.cluster, self.environment, self.front, route, entrance, &mut path);
                        }
                        None if via == Via::Route => {
                            router::enter(self.environment, self.front, route, object, &mut path)
                        }
                        None => ingress::enter(self.cluster, self.environment, self.front, route, object, &mut path),
                    }
                    path.hops.push(self.sent_on(route, object));
                }
                None => path.hops.push(self.cluster_ip()),
            },
        }
        path
    }

    fn load_balancer_rests_on(&self, path: &mut Path) {
        let default = Assumption::PublicLoadBalancers;
        let is_said = self.environment.answer(default) != Answer::Unknown;
        if path.from == Reach::Internet && !matches!(self.scope, Scope::PublicAt(_)) {
            // What most providers do is taken as given, and of one that is known it is known.
            if is_said || self.environment.provider().is_none() {
                path.takes_as_given(default, self.environment);
            }
        }
        match self.scope {
            Scope::Unsure(Assumption::LoadBalancerDefault) if is_said => {}
            Scope::Unsure(why) => path.rests_on(why, self.environment),
            _ => {}
        }
        // The field counts before the annotation (`kubernetes/cloud-provider: service/helpers/helper.go`).
        let written: Vec<&str> = self.spec.load_balancer_source_ranges.iter().map(|range| &*range.value).collect();
        let annotation = self.object.metadata.annotations.get(SOURCE_RANGES);
        let listed = annotation.filter(|_| written.is_empty()).map_or("", |ranges| &*ranges.value);
        path.limited_to(&(written.join(",") + listed), self.environment);
        let of_azure = self.object.metadata.annotations.get(AZURE_RANGES);
        let of_azure = of_azure.filter(|_| self.environment.may_be(Provider::Azure));
        path.limited_to(of_azure.map_or("", |ranges| &*ranges.value), self.environment);
    }
}

/// Azure's own (`kubernetes-sigs/cloud-provider-azure: pkg/consts/consts.go`).
const AZURE_RANGES: &str = "service.beta.kubernetes.io/azure-allowed-ip-ranges";

/// The older way to write `loadBalancerSourceRanges`, with commas between.
const SOURCE_RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";
