//! What network policies make of what comes from outside the cluster: to them it is an address.

use super::{Judge, Pod};
use crate::exposure::{Answer, Assumption, Path, Reach, Verdict, Via};
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::policy::{AddressSet, Peer};
use crate::words::{code, list};

impl Judge<'_> {
    /// Whether the pod sees the client's own address. A node that sends what arrives at its own port or for an
    /// external address on to its own pods keeps it; what a load balancer in front does, only the cluster knows
    /// (`kubernetes/website: content/en/docs/tutorials/services/source-ip.md`).
    fn keeps_source(&self, path: &Path) -> Answer {
        let service = path.service.and_then(|id| self.cluster.object(id)?.service());
        let is_local = service.is_some_and(|spec| spec.external_local().is_some());
        match path.via {
            Via::NodePort | Via::ExternalIp if is_local => Answer::Yes,
            // A load balancer for requests connects to the pods itself.
            Via::Ingress | Via::Route | Via::Gateway => Answer::No,
            _ => self.environment.answer(Assumption::SourceAddressKept),
        }
    }
}

impl Pod<'_> {
    /// Who comes from outside is an address to a policy, though which one is undefined where a node or a
    /// load balancer stands between and does not keep the client's own.
    pub(super) fn judge_outside(&self, path: &mut Path) {
        let from = self.judge.alike.outside(self.id, &self.ports, || self.find_outside());
        let (open, may) = &*from;
        let kept = self.judge.keeps_source(path);
        let is_public = kept == Answer::Yes && path.from == Reach::Internet;
        let who = if is_public { AddressSet::public() } else { AddressSet::all() };
        let ranges = may.texts();
        let ranges = match ranges.as_slice() {
            few @ ([_] | [_, _] | [_, _, _]) => list(few.iter().map(|range| code(range))),
            many => format!("of {} ranges", many.len()),
        };
        let evidence = self.evidence(Peer::Addresses(may));
        if !may.covers(&who) {
            path.only_from(may);
        }
        // A cluster of IPv4 addresses lets nobody in where only those of IPv6 are listed.
        if open.covers(&who) && !open.is_of_ipv6_alone() {
            let every = if is_public { "every public address" } else { "every address" };
            self.let_in(path, &[Peer::Addresses(open)], every);
        } else if may.is_empty() {
            self.keep_out(path, Peer::Addresses(&AddressSet::all()), "anyone from outside");
        } else if may.intersection(&who).is_empty() {
            let text = |policies: &str| {
                format!(
                    "but rules of {policies} let in only the addresses {ranges}, and nobody on the Internet has one"
                )
            };
            self.decide(path, Verdict::Blocked, &evidence, text);
        } else if may.covers(&who) {
            self.may_let_in(path, Peer::Addresses(may));
        } else {
            path.assumes(Assumption::PolicyAddresses);
            if kept == Answer::Unknown {
                path.assumes(Assumption::SourceAddressKept);
            }
            let text = |policies: &str| format!("but rules of {policies} let in only the addresses {ranges}");
            self.decide(path, Verdict::Depends, &evidence, text);
        }
    }

    /// The addresses that are let in, and those that may be.
    fn find_outside(&self) -> (AddressSet, AddressSet) {
        let (mut open, mut may) = (AddressSet::default(), AddressSet::default());
        for class in self.judge.policies.address_classes(self.id, Direction::Ingress) {
            let lets_in = self.lets_in(Peer::Addresses(&class));
            if lets_in == Match::Yes {
                open = open.union(&class);
            }
            if lets_in != Match::No {
                may = may.union(&class);
            }
        }
        (open, may)
    }
}
