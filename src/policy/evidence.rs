//! Which policies and rules decide about a port.

use super::rule_ports::Destination;
use super::rules::Tier;
use super::{Action, Peer, Policies, PortSet, pod_spec};
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::source::Span;

/// A policy's part in what becomes of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The policy.
    pub policy: ObjectId,
    /// What it does.
    pub part: Part,
    /// Whether that is certain: `Yes` or `Unknown`.
    pub certainty: Match,
}

/// What a policy does about a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It selects the pods, where it says so, and then only what a rule lets through is open.
    Isolates(Span),
    /// A rule of it fits.
    Rule(Action, Span),
}

impl Policies {
    /// The parts that policies have in whether the other end may connect to some of a workload's
    /// ports, in the order in which they are asked: that they isolate the pods, and the rules that fit.
    pub fn evidence(&self, workload: ObjectId, object: &Object, from: Peer, ports: &PortSet) -> Vec<Evidence> {
        self.parts(workload, Direction::Ingress, from, object, ports)
    }

    /// The same of whether a workload may connect to ports of another one.
    pub fn evidence_out(&self, workload: ObjectId, to: &Object, ports: &PortSet) -> Vec<Evidence> {
        self.parts(workload, Direction::Egress, Peer::Workload(to), to, ports)
    }

    fn parts(
        &self,
        workload: ObjectId,
        direction: Direction,
        other: Peer,
        destination: &Object,
        ports: &PortSet,
    ) -> Vec<Evidence> {
        let destination = pod_spec(destination).map_or(Destination::Described, Destination::Pod);
        let mut evidence = Vec::new();
        for (policy, rules, selected) in self.asked(workload, direction) {
            if policy.tier == Tier::Namespace {
                let part = Part::Isolates(policy.span);
                evidence.push(Evidence { policy: policy.id, part, certainty: selected });
            }
            for rule in rules {
                let certainty = Match::all([selected, self.fits(rule, other)]);
                if certainty != Match::No && !rule.ports(destination).intersection(ports).is_empty() {
                    evidence.push(Evidence { policy: policy.id, part: Part::Rule(rule.action, rule.span), certainty });
                }
            }
        }
        evidence
    }
}
