//! What network policies make of a path: whom they let in, at the pod's own port, behind every
//! Service (`kubernetes/website: content/en/docs/concepts/services-networking/network-policies.md`).

mod alike;
mod outside;
mod sender;

use std::rc::Rc;

use alike::Alike;

use super::path::Sender;
use super::{Answer, Assumption, Environment, Hop, Path, Reach, Verdict, Via};
use crate::cluster::Cluster;
use crate::labels::{Match, Requirement};
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::policy::{Action, Allowed, Described, Evidence, Part, Peer, Policies, PortSet};
use crate::words::{code, few, list};

/// The policies and all that their effect rests on.
pub(super) struct Judge<'a> {
    cluster: &'a Cluster,
    policies: &'a Policies,
    environment: &'a Environment,
    alike: Alike,
}

/// How many of those that policies let in are sought; more are too many to read.
const MOST_NAMED: usize = 6;

/// So many lines of policies prove enough.
const MOST_PLACES: usize = 100;

/// From where in the cluster pods can be reached, and what keeps that from being sure.
struct Inside {
    reach: Reach,
    verdict: Verdict,
    /// Who is let in, where it is not everyone; the first of them where they are many.
    who: Vec<Described>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(cluster: &'a Cluster, policies: &'a Policies, environment: &'a Environment) -> Self {
        Self { cluster, policies, environment, alike: Alike::new(cluster, policies) }
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
        if path.verdict == Verdict::Blocked || !self.policies.judges(id, Direction::Ingress) {
            if let Some(entry) =
                path.hops.get_mut(1).filter(|_| path.via == Via::PodIp && path.verdict == Verdict::Open)
            {
                entry.text = [&entry.text, ": no network policy selects it"].concat().into();
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

/// Those who are let in, for a sentence; of many the first.
fn named(who: &[Described]) -> String {
    let others = (who.len() == MOST_NAMED).then(|| "others".to_owned());
    list(who.iter().take(MOST_NAMED - 1).map(words).chain(others))
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

    fn inside(&self) -> Rc<Inside> {
        self.judge.alike.inside(self.id, &self.ports, || self.find_inside())
    }

    fn find_inside(&self) -> Inside {
        let everyone = Described::default();
        let of_everyone = self.lets_in(Peer::Described(&everyone));
        if of_everyone == Match::Yes {
            return Inside { reach: Reach::Cluster, verdict: Verdict::Open, who: Vec::new() };
        }
        let own = Described::of_namespace(self.object.namespace(), Vec::new());
        let neighbours = self.lets_in(Peer::Described(&own)) == Match::Yes;
        let named = self.judge.policies.described_at(self.id, self.object, &self.ports).into_iter();
        let who = named.filter(|pods| self.lets_in(Peer::Described(pods)) == Match::Yes);
        let who: Vec<Described> = who.take(MOST_NAMED).cloned().collect();
        match (neighbours, who.is_empty(), of_everyone) {
            (true, ..) => Inside { reach: Reach::Namespace, verdict: Verdict::Open, who },
            (_, false, _) => Inside { reach: Reach::SelectedPods, verdict: Verdict::Open, who },
            (.., Match::Unknown) => Inside { reach: Reach::Cluster, verdict: Verdict::Depends, who },
            _ => Inside { reach: Reach::Cluster, verdict: Verdict::Blocked, who },
        }
    }

    /// Whom the policies let in of the pods of the cluster, which `who` are too. Where they let in some and
    /// not others, `narrowed` says what that means for the path.
    fn judge_pods(&self, path: &mut Path, who: &str, narrowed: fn(&Self, &mut Path, &Inside)) {
        let inside = self.inside();
        let everyone = Described::default();
        let anyone = Peer::Described(&everyone);
        match (inside.reach, inside.verdict) {
            (Reach::Cluster, Verdict::Open) => self.let_in(path, &[anyone], "everyone"),
            (Reach::Cluster, Verdict::Depends) => self.may_let_in(path, anyone),
            (Reach::Cluster, Verdict::Blocked) => self.keep_out(path, anyone, who),
            _ => narrowed(self, path, &inside),
        }
    }

    /// It can be taken from where those are that are let in.
    fn narrow(&self, path: &mut Path, inside: &Inside) {
        path.from = inside.reach;
        if let Some(first) = path.hops.first_mut() {
            *first = Hop::begin(inside.reach);
        }
        self.rests_on_enforcement(path);
        let peers: Vec<Peer> = inside.who.iter().map(Peer::Described).collect();
        self.let_in(path, &peers, &named(&inside.who));
    }

    /// What comes by an Ingress or a Gateway comes from who serves it, which is a pod to a policy, and mostly
    /// one that is not among the manifests.
    fn perhaps_the_sender(&self, path: &mut Path, inside: &Inside) {
        path.assumes(Assumption::IngressControllerPods);
        let who = match inside.who.as_slice() {
            [] => "pods of the same namespace".to_owned(),
            who => named(who),
        };
        let everyone = Described::default();
        let evidence = self.evidence(Peer::Described(&everyone));
        self.decide(path, Verdict::Depends, &evidence, |policies| format!("but {policies} let in only {who}"));
    }

    /// Says which rules let in whoever comes, before the step in which the pod is arrived at.
    fn let_in(&self, path: &mut Path, peers: &[Peer], who: &str) {
        let mut rules: Vec<Evidence> = Vec::new();
        for evidence in peers.iter().flat_map(|peer| self.evidence(*peer)) {
            let allows = matches!(evidence.part, Part::Rule(Action::Allow, _)) && evidence.certainty == Match::Yes;
            if allows && !rules.contains(&evidence) {
                rules.push(evidence);
            }
        }
        if !rules.is_empty() {
            let hop = self.hop(&rules, |policies| format!("rules of {policies} let in {who}"));
            path.hops.reserve_exact(1);
            path.hops.insert(path.hops.len().saturating_sub(1), hop);
        }
    }

    fn may_let_in(&self, path: &mut Path, from: Peer) {
        let evidence = self.evidence(from);
        path.assumes(self.judge.why_unsure(self.id, &evidence));
        let text = |policies: &str| format!("but whether {policies} let it in is not known here");
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

/// "pods with `app=web` of namespace `shop`".
fn words(pods: &Described) -> String {
    let asked = |requirements: &[Requirement]| list(requirements.iter().map(|one| code(&one.text())));
    let who = match pods.pod.as_slice() {
        [] => "all pods".to_owned(),
        labels => format!("pods with {}", asked(labels)),
    };
    match (pods.namespace_name(), pods.namespace.as_slice()) {
        (Some(name), [_]) => format!("{who} of namespace {}", code(name)),
        (_, []) => format!("{who} of any namespace"),
        (_, labels) => format!("{who} of namespaces with {}", asked(labels)),
    }
}
