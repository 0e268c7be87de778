//! Whom network policies let in of the pods of the cluster.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Pod;
use crate::cluster::NAMESPACE_NAME;
use crate::exposure::{Reach, Verdict};
use crate::labels::{Match, Operator, Requirement};
use crate::policy::{Described, Peer};
use crate::words::{code, list};

/// How many of those that policies name are sought; more are too many to read.
const MOST_NAMED: usize = 6;

/// From where in the cluster pods can be reached, and what keeps that from being sure.
#[derive(Debug)]
pub(in crate::exposure) struct Inside {
    pub(super) reach: Reach,
    pub(super) verdict: Verdict,
    /// Who is let in, where it is not everyone; the first of them where they are many.
    pub(super) who: Vec<Described>,
    /// Who is kept out, where everyone else is let in.
    pub(super) kept: Vec<Described>,
    /// Whether some of those who are let in are pods of other namespaces.
    pub(in crate::exposure) is_beyond: bool,
}

impl Inside {
    /// Whether everyone whom others let in is let in here, as far as they are named alike.
    pub(in crate::exposure) fn covers(&self, others: &Self) -> bool {
        let names = |list: &[Described], wanted: &Described| list.iter().any(|known| known.key() == wanted.key());
        match (self.reach, others.reach) {
            (Reach::Cluster, Reach::Cluster) => self.kept.iter().all(|kept| names(&others.kept, kept)),
            (Reach::Cluster, _) => !self.kept.iter().any(|kept| names(&others.who, kept)),
            (Reach::Namespace, Reach::Namespace) => true,
            (Reach::Namespace, Reach::SelectedPods) => !others.is_beyond,
            (_, Reach::Cluster) => false,
            _ => !others.who.is_empty() && others.who.iter().all(|pods| names(&self.who, pods)),
        }
    }

    /// Who is let in here and by none of the others, for a sentence.
    pub(in crate::exposure) fn besides<'a>(&self, others: impl Iterator<Item = &'a Self>) -> Option<String> {
        let known: BTreeSet<_> = others.flat_map(|others| &others.who).map(Described::key).collect();
        let new: Vec<Described> = self.who.iter().filter(|pods| !known.contains(&pods.key())).cloned().collect();
        (!new.is_empty()).then(|| named(&new))
    }
}

impl Pod<'_> {
    pub(super) fn inside(&self) -> Rc<Inside> {
        self.judge.alike.inside(self.id, &self.ports, || self.find_inside())
    }

    fn find_inside(&self) -> Inside {
        let of = |pods: &Described| self.lets_in(Peer::Described(pods));
        let open = |reach, who, kept, is_beyond| Inside { reach, verdict: Verdict::Open, who, kept, is_beyond };
        let of_everyone = of(&Described::default());
        if of_everyone == Match::Yes {
            return open(Reach::Cluster, Vec::new(), Vec::new(), true);
        }
        let policies = self.judge.policies;
        let named = policies.described_at(self.id, self.object, &self.ports);
        // Where namespaces' own policies alone decide, nobody comes in whom none of them names.
        let others = policies.are_of_cluster(self.id).then(|| all_others(&named)).flatten();
        if others.is_some_and(|others| of(&others) == Match::Yes) {
            let kept = named.iter().filter(|pods| of(pods) != Match::Yes).take(MOST_NAMED);
            return open(Reach::Cluster, Vec::new(), kept.copied().cloned().collect(), true);
        }
        let namespace = self.object.namespace();
        let is_beyond = |pods: &&&Described| pods.namespace_name().is_none_or(|name| **name != *namespace);
        let is_let_in = |pods: &&&Described| of(pods) == Match::Yes;
        let who: Vec<Described> = named.iter().filter(is_let_in).take(MOST_NAMED).copied().cloned().collect();
        let beyond = named.iter().filter(is_beyond).any(|pods| is_let_in(&pods));
        if !beyond && of(&Described::of_namespace(namespace, Vec::new())) == Match::Yes {
            return open(Reach::Namespace, who, Vec::new(), false);
        }
        if !who.is_empty() {
            return open(Reach::SelectedPods, who, Vec::new(), beyond);
        }
        let verdict = if of_everyone == Match::Unknown { Verdict::Depends } else { Verdict::Blocked };
        Inside { reach: Reach::Cluster, verdict, who, kept: Vec::new(), is_beyond: true }
    }
}

/// Pods that none of these are: of each one requirement that they do not meet. None where a requirement asks for what
/// others exclude, so that there may be no such pods.
fn all_others(named: &[&Described]) -> Option<Described> {
    let mut others = Described::default();
    for pods in named {
        let of_namespace = pods.namespace.first();
        let list = if of_namespace.is_some() { &mut others.namespace } else { &mut others.pod };
        let requirement = of_namespace.or(pods.pod.first())?;
        let operator = match requirement.operator {
            Operator::In => Operator::NotIn,
            Operator::Exists if &*requirement.key.value != NAMESPACE_NAME => Operator::DoesNotExist,
            _ => return None,
        };
        list.push(Requirement { operator, ..requirement.clone() });
    }
    Some(others)
}

/// Those whom policies name, for a sentence; of many the first.
pub(super) fn named(who: &[Described]) -> String {
    let others = (who.len() == MOST_NAMED).then(|| "others".to_owned());
    list(who.iter().take(MOST_NAMED - 1).map(words).chain(others))
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
