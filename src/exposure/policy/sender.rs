//! What network policies make of what comes by pods that are among the manifests: those of a controller or of
//! a Gateway. A connection has to be let out where it begins and let in where it ends.

use super::{Judge, Pod};
use crate::exposure::{Assumption, Path, Verdict};
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::policy::{Peer, on_host_network};
use crate::words::code;

impl Judge<'_> {
    /// Whether the sender's own policies let it out to the pods.
    pub(super) fn judge_way_out(&self, path: &mut Path, sender: ObjectId, pod: &Pod) {
        let Some(object) = self.cluster.object(sender) else { return };
        if path.verdict == Verdict::Blocked || !self.policies.judges(sender, Direction::Egress) {
            return;
        }
        let allowed = self.policies.egress(sender, Peer::Workload(pod.object));
        if !allowed.sure.intersection(&pod.ports).is_empty() {
            return;
        }
        let evidence = self.policies.evidence_out(sender, pod.object, &pod.ports);
        if allowed.possible.intersection(&pod.ports).is_empty() {
            let who = senders(object);
            pod.decide(path, Verdict::Blocked, &evidence, |policies| {
                format!("but no rule of {policies} lets {who} out to it")
            });
        } else {
            path.assumes(self.why_unsure(sender, &evidence));
            pod.decide(path, Verdict::Depends, &evidence, |policies| {
                format!("but whether {policies} let it out is not known here")
            });
        }
    }
}

impl Pod<'_> {
    /// Whether the pods' policies let the sender in.
    pub(super) fn judge_sender(&self, path: &mut Path, sender: ObjectId) {
        let Some(object) = self.judge.cluster.object(sender) else { return };
        let peer = Peer::Workload(object);
        match self.lets_in(peer) {
            Match::Yes => self.let_in(path, &[peer], &senders(object)),
            _ if on_host_network(object) => self.may_come_from_its_node(path, peer, object),
            Match::Unknown => self.may_let_in(path, peer),
            Match::No => self.keep_out(path, peer, &senders(object)),
        }
    }
}

impl Pod<'_> {
    /// Pods on their node's network have its address, and what comes from a pod's own node is always let in
    /// (`kubernetes/website: content/en/docs/concepts/services-networking/network-policies.md`).
    fn may_come_from_its_node(&self, path: &mut Path, from: Peer, sender: &Object) {
        path.assumes(Assumption::SameNode);
        let who = senders(sender);
        self.decide(path, Verdict::Depends, &self.evidence(from), |policies| {
            format!("but whether {who}, which have their node's address, get past {policies} is not known here")
        });
    }
}

fn senders(object: &Object) -> String {
    format!("the pods of {} {}", object.kind.value, code(object.name()))
}
