//! What the checks of network policies share.

use std::collections::BTreeMap;

use super::Subject;
use crate::manifest::policy::{Direction, NetworkPolicySpec, Peer, PolicyPort};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Span;

/// A NetworkPolicy that counts.
#[derive(Clone, Copy)]
pub(super) struct Policy<'a> {
    pub(super) id: ObjectId,
    pub(super) object: &'a Object,
    pub(super) spec: &'a NetworkPolicySpec,
}

/// A rule of one, whichever direction it is for.
#[derive(Clone, Copy)]
pub(super) struct Rule<'a> {
    pub(super) direction: Direction,
    pub(super) span: Span,
    pub(super) peers: &'a [Peer],
    pub(super) ports: &'a [PolicyPort],
}

impl<'a> Policy<'a> {
    /// Its rules for the directions that it is about; the API server ignores others.
    pub(super) fn rules(&self) -> impl Iterator<Item = Rule<'a>> {
        let spec = self.spec;
        let ingress = spec.ingress.iter().map(|rule| Rule {
            direction: Direction::Ingress,
            span: rule.span,
            peers: &rule.from,
            ports: &rule.ports,
        });
        let egress = spec.egress.iter().map(|rule| Rule {
            direction: Direction::Egress,
            span: rule.span,
            peers: &rule.to,
            ports: &rule.ports,
        });
        ingress.chain(egress).filter(|rule| spec.isolates(rule.direction))
    }

    /// The other ends that its rules name.
    pub(super) fn peers(&self) -> impl Iterator<Item = (Direction, &'a Peer)> {
        self.rules().flat_map(|rule| rule.peers.iter().map(move |peer| (rule.direction, peer)))
    }
}

/// Every NetworkPolicy that counts, in the order of the text.
pub(super) fn policies<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Policy<'a>> {
    subject.cluster.current().filter_map(|(id, object)| match &object.body {
        Body::NetworkPolicy(spec) => Some(Policy { id, object, spec }),
        _ => None,
    })
}

/// The NetworkPolicies of a direction that select each workload, or may.
pub(super) fn by_pods<'a>(subject: &Subject<'a>, direction: Direction) -> BTreeMap<ObjectId, Vec<Policy<'a>>> {
    let mut all: BTreeMap<ObjectId, Vec<Policy>> = BTreeMap::new();
    for policy in policies(subject).filter(|policy| policy.spec.isolates(direction)) {
        for pods in subject.cluster.selected_by(policy.id) {
            all.entry(pods).or_default().push(policy);
        }
    }
    all
}

/// Whether there are policies of a network plugin's own kind, which are not read.
pub(super) fn are_others(subject: &Subject) -> bool {
    subject.cluster.current().any(|(_, object)| object.plugin_policy().is_some())
}
