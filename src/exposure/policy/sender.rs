//! What network policies make of what comes by pods that are among the manifests: those of a controller or of
//! a Gateway. A connection has to be let out where it begins and let in where it ends.

use super::{Judge, Pod};
use crate::exposure::{Path, Verdict};
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::policy::Peer;
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
            Match::Unknown => self.may_let_in(path, peer),
            Match::No => self.keep_out(path, peer, &senders(object)),
        }
    }
}

fn senders(object: &Object) -> String {
    format!("the pods of {} {}", object.kind.value, code(object.name()))
}
