//! What network policies let through, exactly: which ports one end of a connection may use at the
//! other, and the policies and rules that say so.
//!
//! Per pod and direction, a NetworkPolicy that selects the pod isolates it, and what any rule of such
//! policies lets through is open (`kubernetes/api: networking/v1/types.go`); before and after them
//! stand the tiers of the whole cluster (`kubernetes-sigs/network-policy-api`).

mod addresses;
mod connections;
mod described;
mod evidence;
mod fate;
mod ports;
mod ranges;
mod rule_ports;
mod rules;

use std::collections::BTreeMap;

pub use addresses::AddressSet;
pub use connections::{Connection, End, Isolation, connections, isolation};
pub use described::Described;
pub use evidence::{Evidence, Part};
pub use ports::PortSet;
pub use rules::Action;

use crate::cluster::{Cluster, NAMESPACE_NAME, Namespaces};
use crate::labels::{Labels, Match, Operator, Requirement};
use crate::manifest::pod::PodSpec;
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use rule_ports::Destination;
use rules::{Policy, Rule, RulePeer, Tier};

/// The policies of an analysis and the workloads that each is about.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    policies: Vec<Policy>,
    /// For each workload the places of its policies, in the order in which they are asked, and whether
    /// they select its pods, or may. Of the same priority the order is undefined; here it is the names'.
    of: BTreeMap<ObjectId, Vec<(usize, Match)>>,
    /// The labels of the namespaces that are among the manifests.
    namespaces: Namespaces,
    /// Whether a namespace that is not among them has no labels but its name.
    namespaces_complete: bool,
}

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub enum Peer<'a> {
    /// The pods of a workload.
    Workload(&'a Object),
    /// Addresses outside, all of which the policies treat alike.
    Addresses(&'a AddressSet),
    /// Pods that need not be among the manifests.
    Described(&'a Described),
}

/// The ports that may be used: certainly, or if what only the cluster knows is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Certainly.
    pub sure: PortSet,
    /// Possibly; these hold the sure ones.
    pub possible: PortSet,
}

impl Allowed {
    fn all() -> Self {
        Self { sure: PortSet::all(), possible: PortSet::all() }
    }

    fn and(&self, other: &Self) -> Self {
        Self { sure: self.sure.intersection(&other.sure), possible: self.possible.intersection(&other.possible) }
    }
}

impl Policies {
    /// Gets the policies that count ready. `namespaces_complete` says that a namespace whose object is
    /// not here has no label but that of its name.
    pub(crate) fn new(cluster: &Cluster, namespaces_complete: bool) -> Self {
        let mut all = Self { namespaces: Namespaces::new(cluster), namespaces_complete, ..Self::default() };
        for (id, object) in cluster.current() {
            let Some(policy) = Policy::of(id, object) else { continue };
            let place = all.policies.len();
            let candidates: Vec<ObjectId> = match policy.tier {
                Tier::Namespace => cluster.selected_by(id).collect(),
                _ => cluster.workloads().map(|(id, _)| id).collect(),
            };
            for workload in candidates {
                let selected =
                    cluster.object(workload).map_or(Match::No, |object| all.selects(&policy.subject, object));
                if selected != Match::No {
                    all.of.entry(workload).or_default().push((place, selected));
                }
            }
            all.policies.push(policy);
        }
        let policies = &all.policies;
        for places in all.of.values_mut() {
            places.order_by_key(|(place, _)| policies.get(*place).map(|policy| (policy.tier, policy.name.clone())));
        }
        all
    }

    /// The ports of a workload that the other end may connect to, as far as the workload's own
    /// policies say.
    pub fn ingress(&self, workload: ObjectId, object: &Object, from: Peer) -> Allowed {
        self.ingress_within(workload, object, from, &PortSet::all())
    }

    /// The same of some ports alone.
    pub(crate) fn ingress_within(&self, workload: ObjectId, object: &Object, from: Peer, ports: &PortSet) -> Allowed {
        let destination = pod_spec(object).map_or(Destination::Described, Destination::Pod);
        self.allowed(workload, Direction::Ingress, from, destination, ports)
    }

    /// The ports of the other end that a workload may connect to, as far as the workload's own
    /// policies say.
    pub fn egress(&self, workload: ObjectId, to: Peer) -> Allowed {
        let destination = match to {
            Peer::Workload(object) => pod_spec(object).map_or(Destination::Described, Destination::Pod),
            Peer::Described(_) => Destination::Described,
            Peer::Addresses(_) => Destination::Address,
        };
        self.allowed(workload, Direction::Egress, to, destination, &PortSet::all())
    }

    /// The workloads whose pods a policy is about, in the order of the text, and whether that is certain.
    pub fn subjects(&self, policy: ObjectId) -> impl Iterator<Item = (ObjectId, Match)> {
        let place = self.policies.iter().position(|known| known.id == policy);
        self.of.iter().filter_map(move |(workload, places)| {
            let (_, selected) = places.iter().find(|(known, _)| Some(*known) == place)?;
            Some((*workload, *selected))
        })
    }

    /// Whether a NetworkPolicy isolates a workload's pods in a direction.
    pub fn isolates(&self, workload: ObjectId, direction: Direction) -> Match {
        let isolating = self.asked(workload, direction).filter(|(policy, ..)| policy.tier == Tier::Namespace);
        !Match::all(isolating.map(|(_, _, selected)| !selected))
    }

    /// Whether any policy has a say about a workload's pods in a direction.
    pub fn judges(&self, workload: ObjectId, direction: Direction) -> bool {
        self.asked(workload, direction).next().is_some()
    }

    /// Whether a policy of the whole cluster has a say about what comes in to a workload's pods.
    pub(crate) fn are_of_cluster(&self, workload: ObjectId) -> bool {
        self.asked(workload, Direction::Ingress).any(|(policy, ..)| policy.tier != Tier::Namespace)
    }

    /// The policies that select a workload's pods, or may, by which of two workloads is known that the same is asked
    /// about them.
    pub(crate) fn list(&self, workload: ObjectId) -> &[(usize, Match)] {
        self.of.get(&workload).map_or(&[], Vec::as_slice)
    }

    /// The policies that have a say in a direction, in the order in which they are asked.
    fn asked(&self, workload: ObjectId, direction: Direction) -> impl Iterator<Item = (&Policy, &[Rule], Match)> {
        let places = self.of.get(&workload).into_iter().flatten();
        places.filter_map(move |&(place, selected)| {
            let policy = self.policies.get(place)?;
            Some((policy, policy.rules(direction)?, selected))
        })
    }

    /// Whether a rule fits the other end.
    fn fits(&self, rule: &Rule, peer: Peer) -> Match {
        let Some(peers) = &rule.peers else { return Match::Yes };
        !Match::all(peers.iter().map(|wanted| !self.is_peer(wanted, peer)))
    }

    fn is_peer(&self, wanted: &RulePeer, peer: Peer) -> Match {
        match (wanted, peer) {
            (RulePeer::Nothing, _) | (RulePeer::Pods(_), Peer::Addresses(_)) => Match::No,
            (RulePeer::Pods(wanted), Peer::Workload(object)) if on_host_network(object) => {
                // Whether a plugin knows such pods by their labels is for it to say.
                if self.has_labels(wanted, object) == Match::No { Match::No } else { Match::Unknown }
            }
            (RulePeer::Pods(wanted), Peer::Workload(object)) => self.has_labels(wanted, object),
            (RulePeer::Pods(wanted), Peer::Described(known)) => Match::all([
                match known.namespace_name() {
                    Some(name) => self.namespace_meets(name, &wanted.namespace),
                    None => described::all_implied(&known.namespace, &wanted.namespace),
                },
                described::all_implied(&known.pod, &wanted.pod),
            ]),
            (RulePeer::Addresses { set, .. }, Peer::Addresses(addresses)) => {
                if set.holds(addresses) {
                    Match::Yes
                } else if set.intersection(addresses).is_empty() {
                    Match::No
                } else {
                    Match::Unknown
                }
            }
            (RulePeer::Addresses { set, of_pods: true }, _) if set.is_everywhere() => Match::Yes,
            // What address a pod or its node has, no manifest says.
            (RulePeer::Addresses { set, .. }, _) if set.is_empty() => Match::No,
            (RulePeer::Addresses { .. }, _) => Match::Unknown,
            (RulePeer::Elsewhere, Peer::Addresses(_)) => Match::Unknown,
            (RulePeer::Elsewhere, Peer::Workload(object)) if on_host_network(object) => Match::Unknown,
            (RulePeer::Elsewhere, _) => Match::No,
        }
    }

    /// Whether a policy about such pods applies to a workload's. To those on their node's network none does, with most
    /// plugins (`kubernetes/website: content/en/docs/concepts/services-networking/network-policies.md`).
    fn selects(&self, wanted: &Described, object: &Object) -> Match {
        if on_host_network(object) { Match::No } else { self.has_labels(wanted, object) }
    }

    /// Whether a workload's pods have what a description asks for.
    fn has_labels(&self, wanted: &Described, object: &Object) -> Match {
        let Some(workload) = object.workload() else { return Match::No };
        let pods = wanted.pod.iter().map(|requirement| meets(requirement, &workload.labels));
        Match::all(pods.chain([self.namespace_meets(object.namespace(), &wanted.namespace)]))
    }

    fn namespace_meets(&self, name: &str, wanted: &[Requirement]) -> Match {
        // Most rules name one namespace, or mean all.
        if let [only] = wanted
            && let Some(value) = only.wanted().filter(|_| &*only.key.value == NAMESPACE_NAME)
        {
            return Match::from(&*value.value == name);
        }
        if wanted.is_empty() {
            return Match::Yes;
        }
        self.namespaces.meets(name, wanted, self.namespaces_complete)
    }
}

/// Whether all pods of a workload meet a requirement. The pods of a StatefulSet carry a number each, so
/// that some may meet it and others its opposite.
fn meets(requirement: &Requirement, labels: &Labels) -> Match {
    let verdict = requirement.judge(labels).verdict;
    let operator = match requirement.operator {
        Operator::In => Operator::NotIn,
        Operator::NotIn => Operator::In,
        _ => return verdict,
    };
    let is_added = labels.added.iter().any(|(key, _)| *key == requirement.key.value);
    let opposite = || Requirement { operator, ..requirement.clone() }.judge(labels).verdict;
    if is_added && verdict == Match::Yes && opposite() == Match::Yes { Match::Unknown } else { verdict }
}

fn pod_spec(object: &Object) -> Option<&PodSpec> {
    object.workload().map(|workload| &workload.template.spec)
}

/// Whether pods have the address of their node.
pub(crate) fn on_host_network(object: &Object) -> bool {
    pod_spec(object).is_some_and(PodSpec::uses_host_network)
}
