//! What network policies make of a path: whom they let in, at the pod's own port, behind every
//! Service (`kubernetes/website: content/en/docs/concepts/services-networking/network-policies.md`).

mod alike;
pub(super) mod inside;
mod outside;
mod sender;

use std::rc::Rc;

use alike::Alike;
use inside::{Inside, named};

use super::path::Sender;
use super::{Answer, Assumption, Environment, Hop, Path, Reach, Verdict, Via};
use crate::cluster::Cluster;
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::policy::{Action, Allowed, Described, Evidence, Part, Peer, Policies, PortSet, on_host_network};
use crate::words::{code, few};

/// The policies and all that their effect rests on.
pub(super) struct Judge<'a> {
    cluster: &'a Cluster,
    policies: &'a Policies,
    environment: &'a Environment,
    alike: Alike,
    /// The policies of the network plugin's own kinds, each with the namespace that it is about.
    plugin: Vec<(ObjectId, &'a str)>,
}

/// So many lines of policies prove enough.
const MOST_PLACES: usize = 100;

impl<'a> Judge<'a> {
    pub(super) fn new(cluster: &'a Cluster, policies: &'a Policies, environment: &'a Environment) -> Self {
        let plugin = cluster.current().filter_map(|(id, object)| Some((id, object.plugin_policy()?)));
        Self { cluster, policies, environment, alike: Alike::new(cluster, policies), plugin: plugin.collect() }
    }

    /// Lets the policies decide about a path.
    pub(super) fn judge(&self, path: &mut Path) {
        let Some((id, port)) = path.workload().zip(path.port()) else { return };
        let Some(object) = self.cluster.object(id) else { return };
        let ports = PortSet::port(path.protocol(), port);
        let is_enforced = self.environment.answer(Assumption::PoliciesEnforced) != Answer::No;
        let pod = Pod { judge: self, id, object, ports };
        if let (Sender::Pods(sender), true) = (path.sender, is_enforced) {
            self.judge_way_out(path, sender, &pod);
        }
        if is_enforced {
            self.judge_by_plugin(path, object);
        }
        if path.verdict == Verdict::Blocked || !self.policies.judges(id, Direction::Ingress) {
            if let Some(entry) =
                path.hops.get_mut(1).filter(|_| path.via == Via::PodIp && path.verdict == Verdict::Open)
            {
                let why = if on_host_network(object) {
                    ", its node's: no network policy applies to it there"
                } else {
                    ": no network policy selects it"
                };
                entry.text = [&entry.text, why].concat().into();
            }
        } else if is_enforced {
            match (path.sender, path.from) {
                (Sender::Controller, _) => pod.judge_pods(path, "the controller's pods", Pod::perhaps_the_sender),
                (Sender::Gateway, _) => pod.judge_pods(path, "the Gateway's pods", Pod::perhaps_the_sender),
                (Sender::Pods(sender), _) => pod.judge_sender(path, sender),
                (Sender::Same, Reach::Cluster) => pod.judge_pods(path, "anyone", Pod::narrow),
                (Sender::Same, _) => pod.judge_outside(path),
            }
        }
    }

    /// What the network plugin's own policies make of a path is not known: they are not followed.
    fn judge_by_plugin(&self, path: &mut Path, pods: &Object) {
        let is_about = |(_, namespace): &&(ObjectId, &str)| namespace.is_empty() || *namespace == pods.namespace();
        let found = self.plugin.iter().find(is_about).and_then(|(id, _)| Some((*id, self.cluster.object(*id)?)));
        if let Some(policy) = found.filter(|_| path.verdict != Verdict::Blocked) {
            path.waits_for(policy, Assumption::PluginPolicies, self.environment);
        }
    }

    /// From where in the cluster some port of a workload can be reached, declared or not. On the
    /// host's network, whoever reaches the node reaches it too.
    pub(super) fn any_port(&self, id: ObjectId, object: &Object) -> Option<(Reach, Verdict)> {
        let workload = object.workload().filter(|workload| workload.runs())?;
        if workload.template.spec.uses_host_network() {
            return Some((Reach::NodeNetwork, Verdict::Open));
        }
        let ignored = self.environment.answer(Assumption::PoliciesEnforced) == Answer::No;
        if ignored || !self.policies.judges(id, Direction::Ingress) {
            return Some((Reach::Cluster, Verdict::Open));
        }
        let inside = Pod { judge: self, id, object, ports: PortSet::all() }.inside();
        (inside.verdict != Verdict::Blocked).then_some((inside.reach, inside.verdict))
    }
}

impl Judge<'_> {
    /// What keeps the policies of a workload from being sure.
    fn why_unsure(&self, workload: ObjectId, evidence: &[Evidence]) -> Assumption {
        let unsure = |one: &&Evidence| one.certainty != Match::Yes;
        if evidence.iter().filter(unsure).any(|one| matches!(one.part, Part::Isolates(_))) {
            Assumption::ControllerLabel
        } else if self.policies.names_addresses(workload) {
            Assumption::PolicyAddresses
        } else {
            Assumption::NamespaceLabelsComplete
        }
    }
}

/// Pods of which policies decide, and the ports in question.
struct Pod<'a> {
    judge: &'a Judge<'a>,
    id: ObjectId,
    object: &'a Object,
    ports: PortSet,
}

impl Pod<'_> {
    fn allowed(&self, from: Peer) -> Allowed {
        self.judge.policies.ingress_within(self.id, self.object, from, &self.ports)
    }

    fn lets_in(&self, from: Peer) -> Match {
        let allowed = self.allowed(from);
        let some = |set: &PortSet| !set.intersection(&self.ports).is_empty();
        match (some(&allowed.sure), some(&allowed.possible)) {
            (true, _) => Match::Yes,
            (_, true) => Match::Unknown,
            _ => Match::No,
        }
    }

    fn evidence(&self, from: Peer) -> Vec<Evidence> {
        self.judge.policies.evidence(self.id, self.object, from, &self.ports)
    }

    /// Whom the policies let in of the pods of the cluster, which `who` are too. Where they let in some and
    /// not others, `narrowed` says what that means for the path.
    fn judge_pods(&self, path: &mut Path, who: &str, narrowed: fn(&Self, &mut Path, &Rc<Inside>)) {
        let inside = self.inside();
        let everyone = Described::default();
        let anyone = Peer::Described(&everyone);
        match (inside.reach, inside.verdict) {
            (Reach::Cluster, Verdict::Open) if inside.kept.is_empty() => self.let_in(path, &[anyone], "everyone"),
            (Reach::Cluster, Verdict::Depends) => self.may_let_in(path, anyone),
            (Reach::Cluster, Verdict::Blocked) => self.keep_out(path, anyone, who),
            _ => narrowed(self, path, &inside),
        }
    }

    /// It can be taken from where those are that are let in.
    fn narrow(&self, path: &mut Path, inside: &Rc<Inside>) {
        path.comes_from(inside.reach);
        path.inside = Some(Rc::clone(inside));
        self.rests_on_enforcement(path);
        let peers: Vec<Peer> = inside.who.iter().map(Peer::Described).collect();
        if inside.kept.is_empty() {
            return self.let_in(path, &peers, &named(&inside.who));
        }
        let kept = inside.kept.iter().flat_map(|pods| self.evidence(Peer::Described(pods)));
        let rules: Vec<Evidence> = kept.filter(|one| matches!(one.part, Part::Rule(Action::Deny, _))).collect();
        self.step(path, &rules, |policies| format!("rules of {policies} keep out {}", named(&inside.kept)));
    }

    /// What comes by an Ingress or a Gateway comes from who serves it, which is a pod to a policy, and mostly
    /// one that is not among the manifests.
    fn perhaps_the_sender(&self, path: &mut Path, inside: &Rc<Inside>) {
        path.assumes(Assumption::IngressControllerPods);
        let does = match (inside.who.as_slice(), inside.kept.as_slice()) {
            ([], []) => "let in only pods of the same namespace".to_owned(),
            (who, []) => format!("let in only {}", named(who)),
            (_, kept) => format!("keep out {}", named(kept)),
        };
        let everyone = Described::default();
        let evidence = self.evidence(Peer::Described(&everyone));
        self.decide(path, Verdict::Depends, &evidence, |policies| format!("but {policies} {does}"));
    }

    /// Says which rules let in whoever comes.
    fn let_in(&self, path: &mut Path, peers: &[Peer], who: &str) {
        let mut rules: Vec<Evidence> = Vec::new();
        for evidence in peers.iter().flat_map(|peer| self.evidence(*peer)) {
            let allows = matches!(evidence.part, Part::Rule(Action::Allow, _)) && evidence.certainty == Match::Yes;
            if allows && !rules.contains(&evidence) {
                rules.push(evidence);
            }
        }
        self.step(path, &rules, |policies| format!("rules of {policies} let in {who}"));
    }

    /// Says what rules do, before the step in which the pod is arrived at.
    fn step(&self, path: &mut Path, rules: &[Evidence], text: impl Fn(&str) -> String) {
        if !rules.is_empty() {
            path.passes(self.hop(rules, text));
        }
    }

    fn may_let_in(&self, path: &mut Path, from: Peer) {
        let evidence = self.evidence(from);
        path.assumes(self.judge.why_unsure(self.id, &evidence));
        let text = |policies: &str| format!("but whether it gets past {policies} is not known here");
        self.decide(path, Verdict::Depends, &evidence, text);
    }

    fn keep_out(&self, path: &mut Path, from: Peer, who: &str) {
        let evidence = self.evidence(from);
        let denies = |one: &&Evidence| matches!(one.part, Part::Rule(Action::Deny, _));
        let denied: Vec<Evidence> = evidence.iter().filter(denies).copied().collect();
        if denied.is_empty() {
            let text = |policies: &str| format!("but no rule of {policies} lets {who} in");
            self.decide(path, Verdict::Blocked, &evidence, text);
        } else {
            self.decide(path, Verdict::Blocked, &denied, |policies| format!("but rules of {policies} keep {who} out"));
        }
    }

    fn decide(&self, path: &mut Path, verdict: Verdict, evidence: &[Evidence], text: impl Fn(&str) -> String) {
        if verdict == Verdict::Blocked {
            // Whatever the way rested on before, it ends here.
            path.depends_on.clear();
        }
        path.verdict = path.verdict.max(verdict);
        self.rests_on_enforcement(path);
        path.hops.reserve_exact(1);
        path.hops.push(self.hop(evidence, text));
    }

    fn rests_on_enforcement(&self, path: &mut Path) {
        if self.judge.environment.answer(Assumption::PoliciesEnforced) == Answer::Unknown {
            path.assumes(Assumption::PoliciesEnforced);
        }
    }

    fn hop(&self, evidence: &[Evidence], text: impl Fn(&str) -> String) -> Hop {
        let place = |one: &Evidence| {
            let (Part::Isolates(span) | Part::Rule(_, span)) = one.part;
            Some(self.judge.cluster.object(one.policy)?.place(span))
        };
        let mut policies: Vec<ObjectId> = evidence.iter().map(|one| one.policy).collect();
        policies.dedup();
        let named = |policy: &ObjectId| {
            let object = self.judge.cluster.object(*policy)?;
            Some(format!("{} {}", object.kind.value, code(object.name())))
        };
        Hop::new(
            policies.first().copied(),
            text(&few(policies.iter().filter_map(named))),
            evidence.iter().take(MOST_PLACES).filter_map(place).collect(),
        )
    }
}
