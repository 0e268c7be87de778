//! The three kinds of policy as one kind of rule.

use std::rc::Rc;

use super::addresses::AddressSet;
use super::described::Described;
use super::ports::PortSet;
use super::rule_ports::{Destination, RulePort, RulePorts};
use crate::labels::{LabelSelector, Operator, Requirement};
use crate::manifest::policy::{
    ClusterPeer, ClusterPort, ClusterProtocol, Direction, IpBlock, NetworkPolicySpec, Peer, PolicyPort,
};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::{Span, Spanned};

/// A policy, ready to be asked.
#[derive(Debug, Clone)]
pub(super) struct Policy {
    pub(super) id: ObjectId,
    pub(super) tier: Tier,
    pub(super) name: Rc<str>,
    /// Where it says what it is about.
    pub(super) span: Span,
    /// The pods that it is about.
    pub(super) subject: Described,
    /// Its rules for what comes in; none where it says nothing about that direction.
    pub(super) ingress: Option<Vec<Rule>>,
    pub(super) egress: Option<Vec<Rule>>,
}

/// When a policy is asked: what the administrator rules first, then the namespace's policies, then the
/// baseline; within a tier the lowest priority first (`kubernetes-sigs/network-policy-api:
/// apis/v1alpha2/clusternetworkpolicy_types.go`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    Admin(i32),
    Namespace,
    Baseline(i32),
}

/// What a rule does with the connections that it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// They may be made.
    Allow,
    /// They may not.
    Deny,
    /// The next tier decides.
    Pass,
}

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) action: Action,
    pub(super) span: Span,
    /// The other ends that it fits; none where it fits any.
    pub(super) peers: Option<Vec<RulePeer>>,
    /// The ports that it fits; none where it fits all.
    ports: Option<RulePorts>,
}

#[derive(Debug, Clone)]
pub(super) enum RulePeer {
    /// Pods.
    Pods(Described),
    /// Addresses. Whether those of pods are among them is for the network plugin to say in a
    /// NetworkPolicy; a policy of the cluster holds them as well.
    Addresses { set: AddressSet, of_pods: bool },
    /// Nodes or names in DNS, whose addresses are not in any manifest.
    Elsewhere,
    /// What the API server refuses, or a policy must not take for anything.
    Nothing,
}

impl Policy {
    pub(super) fn of(id: ObjectId, object: &Object) -> Option<Self> {
        Some(match &object.body {
            Body::NetworkPolicy(spec) => Self::namespaced(id, object, spec),
            Body::ClusterPolicy(spec) => {
                let priority = spec.priority.as_ref().map_or(0, |priority| priority.value);
                let baseline = object.kind.value.starts_with("Baseline")
                    || spec.tier.as_ref().is_some_and(|tier| &*tier.value == "Baseline");
                let ingress = spec.ingress.iter().map(|rule| {
                    Rule::of_cluster(rule.span, rule.action.as_ref(), &rule.from, &rule.ports, &rule.protocols)
                });
                let egress = spec.egress.iter().map(|rule| {
                    Rule::of_cluster(rule.span, rule.action.as_ref(), &rule.to, &rule.ports, &rule.protocols)
                });
                Self {
                    id,
                    tier: if baseline { Tier::Baseline(priority) } else { Tier::Admin(priority) },
                    name: object.name().into(),
                    span: written(object, spec.subject.span),
                    subject: spec.subject.pods().unwrap_or_else(nothing),
                    ingress: Some(ingress.collect()).filter(|rules: &Vec<_>| !rules.is_empty()),
                    egress: Some(egress.collect()).filter(|rules: &Vec<_>| !rules.is_empty()),
                }
            }
            _ => return None,
        })
    }

    fn namespaced(id: ObjectId, object: &Object, spec: &NetworkPolicySpec) -> Self {
        let namespace = object.namespace();
        let rule = |span, peers: &[Peer], ports: &[PolicyPort]| Rule {
            action: Action::Allow,
            span,
            peers: some(peers, |peer| RulePeer::of(peer, namespace)),
            ports: some(ports, RulePort::of).map(RulePorts::of),
        };
        let ingress = || spec.ingress.iter().map(|one| rule(one.span, &one.from, &one.ports)).collect();
        let egress = || spec.egress.iter().map(|one| rule(one.span, &one.to, &one.ports)).collect();
        Self {
            id,
            tier: Tier::Namespace,
            name: object.name().into(),
            span: written(object, spec.pod_selector.span),
            subject: Described::of_namespace(namespace, requirements(&spec.pod_selector)),
            ingress: spec.isolates(Direction::Ingress).then(ingress),
            egress: spec.isolates(Direction::Egress).then(egress),
        }
    }

    pub(super) fn rules(&self, direction: Direction) -> Option<&[Rule]> {
        match direction {
            Direction::Ingress => self.ingress.as_deref(),
            Direction::Egress => self.egress.as_deref(),
        }
    }
}

impl Rule {
    fn of_cluster(
        span: Span,
        action: Option<&Spanned<Rc<str>>>,
        peers: &[ClusterPeer],
        ports: &[ClusterPort],
        protocols: &[ClusterProtocol],
    ) -> Self {
        let action = match action.map(|action| &*action.value) {
            Some("Allow" | "Accept") => Action::Allow,
            Some("Pass") => Action::Pass,
            _ => Action::Deny,
        };
        let numbers = ports.iter().map(RulePort::of_number).chain(protocols.iter().map(RulePort::of_protocol));
        Self {
            action,
            span,
            peers: Some(peers.iter().map(RulePeer::of_cluster).collect()),
            ports: Some(numbers.collect()).filter(|ports: &Vec<_>| !ports.is_empty()).map(RulePorts::of),
        }
    }

    /// The destination's ports that it fits.
    pub(super) fn ports(&self, destination: Destination) -> PortSet {
        let Some(ports) = &self.ports else { return PortSet::all() };
        ports.set(destination)
    }
}

impl RulePeer {
    /// A peer needs one field at least, and an `ipBlock` stands alone
    /// (`kubernetes/kubernetes: pkg/apis/networking/validation/validation.go`).
    fn of(peer: &Peer, namespace: &str) -> Self {
        let pods = peer.pod_selector.as_ref().map(requirements);
        match (&peer.namespace_selector, pods, &peer.ip_block) {
            (None, None, Some(block)) => Self::of_block(block),
            (None, Some(pods), None) => Self::Pods(Described::of_namespace(namespace, pods)),
            (Some(namespaces), pods, None) => {
                Self::Pods(Described { namespace: requirements(namespaces), pod: pods.unwrap_or_default() })
            }
            _ => Self::Nothing,
        }
    }

    fn of_block(block: &IpBlock) -> Self {
        let cidr = block.cidr.as_ref().and_then(|cidr| AddressSet::cidr(&cidr.value));
        let set = cidr.map(|cidr| {
            let except = block.except.iter().filter_map(|except| AddressSet::cidr(&except.value));
            except.fold(cidr, |left, except| left.difference(&except))
        });
        set.map_or(Self::Nothing, |set| Self::Addresses { set, of_pods: false })
    }

    fn of_cluster(peer: &ClusterPeer) -> Self {
        let networks = peer.networks.iter().filter_map(|network| AddressSet::cidr(&network.value));
        match peer.pods() {
            Some(pods) => Self::Pods(pods),
            None if !peer.networks.is_empty() => {
                let set = networks.fold(AddressSet::default(), |all, network| all.union(&network));
                Self::Addresses { set, of_pods: true }
            }
            None if peer.nodes.is_some() || !peer.domain_names.is_empty() => Self::Elsewhere,
            None => Self::Nothing,
        }
    }
}

impl ClusterPeer {
    fn pods(&self) -> Option<Described> {
        match (&self.namespaces, &self.pods) {
            (Some(namespaces), None) => Some(Described { namespace: requirements(namespaces), pod: Vec::new() }),
            (None, Some(pods)) => Some(Described {
                namespace: requirements(&pods.namespace_selector),
                pod: requirements(&pods.pod_selector),
            }),
            _ => None,
        }
    }
}

/// Where a field is written, else the object's name.
fn written(object: &Object, span: Span) -> Span {
    if span == Span::default() { object.name_place().span } else { span }
}

/// What a selector asks for. One with a value that is no text is refused, and selects nothing.
fn requirements(selector: &LabelSelector) -> Vec<Requirement> {
    if selector.match_labels.mistyped.is_empty() { selector.requirements() } else { nothing().pod }
}

/// Pods that there are not.
fn nothing() -> Described {
    let empty = Spanned { value: Rc::from(""), span: Span::default() };
    let never = Requirement { key: empty, operator: Operator::Invalid, values: Vec::new(), span: Span::default() };
    Described { namespace: Vec::new(), pod: vec![never] }
}

fn some<T, U>(items: &[T], read: impl Fn(&T) -> U) -> Option<Vec<U>> {
    (!items.is_empty()).then(|| items.iter().map(read).collect())
}
