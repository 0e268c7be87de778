//! Roles and what they allow, aggregated ones with the rules of those that they select.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::built_in;
use crate::cluster::Cluster;
use crate::labels::{LabelSelector, Labels, Match};
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

/// All roles, by namespace and name; those of the whole cluster have the empty namespace.
pub(super) struct Roles<'a> {
    roles: BTreeMap<(&'a str, &'a str), (ObjectId, &'a Object, &'a Role)>,
}

impl<'a> Roles<'a> {
    pub(super) fn new(cluster: &'a Cluster) -> Self {
        let roles = cluster.current().filter_map(|(id, object)| match &object.body {
            Body::Role(role) => Some(((object.namespace(), object.name()), (id, object, &**role))),
            _ => None,
        });
        Self { roles: roles.collect() }
    }

    /// Whether the role that a binding names is known, and its rules. None where such a binding is not
    /// possible: a ClusterRoleBinding binds no Role.
    pub(super) fn bound(&self, object: &Object, binding: &Binding) -> Option<(bool, Rc<[Rule]>)> {
        let reference = &binding.role_ref;
        let namespace = if reference.is_cluster_role() { "" } else { object.namespace() };
        if !reference.is_cluster_role() && namespace.is_empty() {
            return None;
        }
        let mut rules = Vec::new();
        let is_known = self.add(namespace, reference.name(), &mut Vec::new(), &mut rules);
        Some((is_known, rules.into()))
    }

    /// Adds the rules of a role; whether it is known.
    fn add(&self, namespace: &str, name: &str, seen: &mut Vec<ObjectId>, rules: &mut Vec<Rule>) -> bool {
        let Some((id, _, role)) = self.roles.get(&(namespace, name)) else {
            return namespace.is_empty() && self.add_built_in(name, seen, rules);
        };
        if seen.contains(id) {
            return true;
        }
        seen.push(*id);
        match &role.aggregation_rule {
            Some(aggregation) if namespace.is_empty() => {
                for selector in &aggregation.cluster_role_selectors {
                    self.add_selected(|labels| selects(selector, labels), seen, rules);
                }
            }
            _ => {
                let of_role = |rule: &PolicyRule| Rule { source: RuleSource::Object(*id), rule: rule.clone() };
                rules.extend(role.rules.iter().map(of_role));
            }
        }
        true
    }

    /// `admin`, `edit` and `view` hold the rules of every ClusterRole with a label for them, too.
    fn add_built_in(&self, name: &str, seen: &mut Vec<ObjectId>, rules: &mut Vec<Rule>) -> bool {
        let Some(known) = built_in::rules(name) else { return false };
        rules.extend(known.into_iter().map(|rule| Rule { source: RuleSource::BuiltIn, rule }));
        let label = format!("rbac.authorization.k8s.io/aggregate-to-{name}");
        let is_meant = |role: &Object| role.metadata.labels.get(&label).is_some_and(|value| &*value.value == "true");
        self.add_selected(is_meant, seen, rules);
        true
    }

    fn add_selected(&self, is_selected: impl Fn(&Object) -> bool, seen: &mut Vec<ObjectId>, rules: &mut Vec<Rule>) {
        let of_cluster = self.roles.iter().filter(|((namespace, _), _)| namespace.is_empty());
        for ((namespace, name), (_, object, _)) in of_cluster {
            if is_selected(object) {
                self.add(namespace, name, seen, rules);
            }
        }
    }
}

fn selects(selector: &LabelSelector, role: &Object) -> bool {
    let labels = Labels { written: role.metadata.labels.clone(), added: Vec::new() };
    Match::all(selector.requirements().iter().map(|requirement| requirement.judge(&labels).verdict)) == Match::Yes
}
