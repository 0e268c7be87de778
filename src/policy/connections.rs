//! Who may connect to whom, and by which ports: every pair of workloads, the addresses outside, and
//! pods that policies describe.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::rule_ports::Destination;
use super::rules::{Rule, RulePeer};
use super::{AddressSet, Allowed, Described, Peer, Policies, PortSet, pod_spec};
use crate::cluster::Cluster;
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};

/// Ports that one end may use at the other.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Who connects.
    pub from: End,
    /// To whom.
    pub to: End,
    /// The ports.
    pub ports: PortSet,
    /// Whether it is certain, or depends on what only the cluster knows.
    pub certain: bool,
}

/// An end of a connection.
#[derive(Debug, Clone)]
pub enum End {
    /// A workload's pods.
    Workload(ObjectId),
    /// Addresses outside.
    Addresses(AddressSet),
    /// Pods that need not be among the manifests; by no label at all, every pod.
    Described(Rc<Described>),
}

/// Whether NetworkPolicies isolate a workload's pods.
#[derive(Debug, Clone, Copy)]
pub struct Isolation {
    /// The workload.
    pub workload: ObjectId,
    /// From what comes in.
    pub ingress: Match,
    /// From what goes out.
    pub egress: Match,
}

/// Whether each workload that runs pods is isolated, in the order of the text.
pub fn isolation(cluster: &Cluster, policies: &Policies) -> Vec<Isolation> {
    let row = |(workload, _)| Isolation {
        workload,
        ingress: policies.isolates(workload, Direction::Ingress),
        egress: policies.isolates(workload, Direction::Egress),
    };
    running(cluster).map(row).collect()
}

/// Every connection that is or may be allowed between workloads that run pods, with the addresses
/// outside, and with pods that are described. Between workloads both sides' policies count; a
/// described pod has none of its own.
pub fn connections(cluster: &Cluster, policies: &Policies) -> Vec<Connection> {
    let mut found = Vec::new();
    for (id, object) in running(cluster) {
        let sides = Sides { policies, id, object };
        sides.beyond(Direction::Ingress, &mut found);
        sides.to_workloads(cluster, &mut found);
        sides.beyond(Direction::Egress, &mut found);
    }
    found
}

fn running(cluster: &Cluster) -> impl Iterator<Item = (ObjectId, &Object)> {
    cluster.workloads().filter(|(_, object)| object.workload().is_some_and(|workload| workload.runs()))
}

/// A workload among the others.
struct Sides<'a> {
    policies: &'a Policies,
    id: ObjectId,
    object: &'a Object,
}

impl Sides<'_> {
    fn to_workloads(&self, cluster: &Cluster, found: &mut Vec<Connection>) {
        let leaves = self.policies.judges(self.id, Direction::Egress);
        for (id, object) in running(cluster).filter(|(id, _)| *id != self.id) {
            let enters = self.policies.judges(id, Direction::Ingress);
            let out = || self.policies.egress(self.id, Peer::Workload(object));
            let into = || self.policies.ingress(id, object, Peer::Workload(self.object));
            let allowed = match (leaves, enters) {
                (false, false) => Allowed::all(),
                (true, false) => out(),
                (false, true) => into(),
                (true, true) => out().and(&into()),
            };
            push(found, End::Workload(self.id), End::Workload(id), allowed);
        }
    }

    /// The connections with what is not among the manifests.
    fn beyond(&self, direction: Direction, found: &mut Vec<Connection>) {
        let mut keep = |other: End, allowed: Allowed| match direction {
            Direction::Ingress => push(found, other, End::Workload(self.id), allowed),
            Direction::Egress => push(found, End::Workload(self.id), other, allowed),
        };
        for (addresses, allowed) in self.outside(direction) {
            keep(End::Addresses(addresses), allowed);
        }
        let everything = Rc::new(Described::default());
        let everyone = self.allowed(direction, Peer::Described(&everything)).sure;
        let sure = |ports: PortSet| Allowed { possible: ports.clone(), sure: ports };
        keep(End::Described(everything), sure(everyone.clone()));
        for peer in self.policies.described(self.id, direction) {
            let ports = self.allowed(direction, Peer::Described(peer)).sure;
            if !everyone.holds(&ports) {
                keep(End::Described(Rc::new(peer.clone())), sure(ports));
            }
        }
    }

    fn allowed(&self, direction: Direction, peer: Peer) -> Allowed {
        match direction {
            Direction::Ingress => self.policies.ingress(self.id, self.object, peer),
            Direction::Egress => self.policies.egress(self.id, peer),
        }
    }

    /// The addresses outside, those together that all rules treat alike.
    fn outside(&self, direction: Direction) -> Vec<(AddressSet, Allowed)> {
        let alike = self.policies.address_classes(self.id, direction);
        let mut classes: Vec<(AddressSet, Allowed)> = Vec::new();
        for addresses in alike {
            let allowed = self.allowed(direction, Peer::Addresses(&addresses));
            match classes.iter_mut().find(|(_, known)| *known == allowed) {
                Some((known, _)) => *known = known.union(&addresses),
                None => classes.push((addresses, allowed)),
            }
        }
        classes
    }
}

fn push(found: &mut Vec<Connection>, from: End, to: End, allowed: Allowed) {
    let perhaps = allowed.possible.difference(&allowed.sure);
    for (ports, certain) in [(allowed.sure, true), (perhaps, false)] {
        if !ports.is_empty() {
            found.push(Connection { from: from.clone(), to: to.clone(), ports, certain });
        }
    }
}

impl Policies {
    fn peers(&self, workload: ObjectId, direction: Direction) -> impl Iterator<Item = &RulePeer> {
        let rules = self.asked(workload, direction).flat_map(|(_, rules, _)| rules);
        rules.flat_map(|rule| rule.peers.iter().flatten())
    }

    /// All addresses, cut so that every rule of a workload's policies holds all or none of a part.
    pub fn address_classes(&self, workload: ObjectId, direction: Direction) -> Vec<AddressSet> {
        let sets = self.peers(workload, direction).filter_map(|peer| match peer {
            RulePeer::Addresses { set, .. } => Some(set),
            _ => None,
        });
        AddressSet::classes(&sets.collect::<Vec<_>>())
    }

    /// The pods that the rules of a workload's policies describe, each description once, and never
    /// simply every pod.
    pub fn described(&self, workload: ObjectId, direction: Direction) -> Vec<&Described> {
        self.described_by(workload, direction, |_| true)
    }

    /// The same by the rules about what comes in at some ports of a workload.
    pub(crate) fn described_at(&self, workload: ObjectId, object: &Object, ports: &PortSet) -> Vec<&Described> {
        let destination = pod_spec(object).map_or(Destination::Described, Destination::Pod);
        let is_about = |rule: &Rule| !rule.ports(destination).intersection(ports).is_empty();
        self.described_by(workload, Direction::Ingress, is_about)
    }

    fn described_by(
        &self,
        workload: ObjectId,
        direction: Direction,
        is_asked: impl Fn(&Rule) -> bool,
    ) -> Vec<&Described> {
        let mut seen = BTreeSet::from([Described::default().key()]);
        let rules = self.asked(workload, direction).flat_map(|(_, rules, _)| rules).filter(|rule| is_asked(rule));
        let mut described = Vec::new();
        for peer in rules.flat_map(|rule| rule.peers.iter().flatten()) {
            let RulePeer::Pods(pods) = peer else { continue };
            if seen.insert(pods.key()) {
                described.push(pods);
            }
        }
        described
    }

    /// Whether a rule about what comes in to a workload names addresses.
    pub fn names_addresses(&self, workload: ObjectId) -> bool {
        self.peers(workload, Direction::Ingress).any(|peer| matches!(peer, RulePeer::Addresses { .. }))
    }
}
