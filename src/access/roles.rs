//! Roles and what they allow, aggregated ones with the rules of those that they select.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::built_in::{BuiltIn, ROLES};
use crate::cluster::Cluster;
use crate::labels::{LabelSelector, Labels, Match, Requirement};
use crate::manifest::access::{Binding, PolicyRule, Role};
use crate::manifest::{Body, Object, ObjectId};

/// A rule and where it stands.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The role that it is written in.
    pub source: RuleSource,
    /// What it allows.
    pub rule: PolicyRule,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSource {
    /// A role of the manifests.
    Object(ObjectId),
    /// A role that every cluster has.
    BuiltIn,
}

/// How much of what a role allows is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All: it is here, or one that every cluster has.
    Whole,
    /// It is here, and it selects others, of which some may not be.
    InPart,
    /// Nothing: it is not here.
    Nothing,
}

/// All roles, by namespace and name; those of the whole cluster have the empty namespace.
pub(super) struct Roles<'a> {
    roles: BTreeMap<(&'a str, &'a str), (ObjectId, &'a Role)>,
    /// Those of the whole cluster with their labels: the ones that are here, and those that every cluster has.
    labels: Vec<(&'a str, Labels)>,
}

impl<'a> Roles<'a> {
    pub(super) fn new(cluster: &'a Cluster) -> Self {
        let mut known = Self { roles: BTreeMap::new(), labels: Vec::new() };
        for (id, object) in cluster.current() {
            let Body::Role(role) = &object.body else { continue };
            known.roles.insert((object.namespace(), object.name()), (id, role));
            if object.namespace().is_empty() {
                let labels = Labels { written: object.metadata.labels.clone(), added: Vec::new() };
                known.labels.push((object.name(), labels));
            }
        }
        let elsewhere = ROLES.iter().filter(|role| !known.roles.contains_key(&("", role.name)));
        known.labels.extend(elsewhere.map(|role| (role.name, role.labels())));
        known
    }

    /// The rules of the role that a binding names, and how much of it is known. None where such a binding is not
    /// possible: a ClusterRoleBinding binds no Role.
    pub(super) fn bound(&self, object: &Object, binding: &Binding) -> Option<(Known, Rc<[Rule]>)> {
        let reference = &binding.role_ref;
        let namespace = if reference.is_cluster_role() { "" } else { object.namespace() };
        if !reference.is_cluster_role() && namespace.is_empty() {
            return None;
        }
        let known = self.known(namespace, reference.name());
        Some((known, self.rules(namespace, reference.name()).into()))
    }

    fn known(&self, namespace: &str, name: &str) -> Known {
        match self.roles.get(&(namespace, name)) {
            Some((_, role)) if namespace.is_empty() && role.aggregation_rule.is_some() => Known::InPart,
            Some(_) => Known::Whole,
            None if namespace.is_empty() && BuiltIn::of(name).is_some() => Known::Whole,
            None => Known::Nothing,
        }
    }

    /// The rules of a role. One that holds those of others holds, with theirs, what these hold of others
    /// (`kubernetes/kubernetes: pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go`).
    fn rules(&self, namespace: &str, name: &str) -> Vec<Rule> {
        let (mut seen, mut ahead) = (BTreeSet::from([name]), VecDeque::from([name]));
        let mut rules = Vec::new();
        while let Some(name) = ahead.pop_front() {
            for asks in self.add(namespace, name, &mut rules) {
                let selected = self.labels.iter().filter(|(_, labels)| meets(labels, &asks));
                ahead.extend(selected.map(|(name, _)| *name).filter(|name| seen.insert(name)));
            }
        }
        rules
    }

    /// Adds the rules that are a role's own; what each of its selectors asks of those whose rules it holds too.
    fn add(&self, namespace: &str, name: &str, rules: &mut Vec<Rule>) -> Vec<Vec<Requirement>> {
        let Some((id, role)) = self.roles.get(&(namespace, name)) else {
            let Some(role) = BuiltIn::of(name).filter(|_| namespace.is_empty()) else { return Vec::new() };
            rules.extend(role.rules().map(|rule| Rule { source: RuleSource::BuiltIn, rule }));
            return role.selector().map(|asks| vec![asks]).into_iter().collect();
        };
        if let Some(aggregation) = role.aggregation_rule.as_ref().filter(|_| namespace.is_empty()) {
            return aggregation.cluster_role_selectors.iter().map(LabelSelector::requirements).collect();
        }
        rules.extend(role.rules.iter().map(|rule| Rule { source: RuleSource::Object(*id), rule: rule.clone() }));
        Vec::new()
    }
}

fn meets(labels: &Labels, asks: &[Requirement]) -> bool {
    Match::all(asks.iter().map(|requirement| requirement.judge(labels).verdict)) == Match::Yes
}
