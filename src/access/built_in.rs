//! Roles that every cluster has, as far as they let take over something
//! (`kubernetes/kubernetes: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`).

use std::rc::Rc;

use crate::manifest::access::PolicyRule;
use crate::source::{Span, Spanned};

const READ: &[&str] = &["get", "list", "watch"];
const WRITE: &[&str] = &["create", "delete", "deletecollection", "patch", "update"];
const WORKLOADS: &[&str] = &["daemonsets", "deployments", "replicasets", "statefulsets"];

/// Verbs on resources of a group.
type Row = (&'static [&'static str], &'static str, &'static [&'static str]);

const EVERYTHING: &[Row] = &[(&["*"], "*", &["*"])];
const VIEW: &[Row] = &[
    (READ, "", &["pods", "pods/log", "services", "endpoints", "configmaps", "serviceaccounts", "namespaces"]),
    (READ, "apps", WORKLOADS),
    (READ, "batch", &["cronjobs", "jobs"]),
];
const EDIT: &[Row] = &[
    (READ, "", &["secrets", "pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"]),
    (WRITE, "", &["pods", "pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "replicationcontrollers"]),
    (WRITE, "", &["secrets", "configmaps", "serviceaccounts", "services", "services/proxy", "persistentvolumeclaims"]),
    (&["impersonate"], "", &["serviceaccounts"]),
    (&["create"], "", &["serviceaccounts/token"]),
    (WRITE, "apps", WORKLOADS),
    (WRITE, "batch", &["cronjobs", "jobs"]),
    (WRITE, "networking.k8s.io", &["ingresses", "networkpolicies"]),
];
const ADMIN: &[Row] = &[
    (READ, "rbac.authorization.k8s.io", &["rolebindings", "roles"]),
    (WRITE, "rbac.authorization.k8s.io", &["rolebindings", "roles"]),
];

/// The rules of a role that every cluster has; none of any other.
pub(super) fn rules(name: &str) -> Option<Vec<PolicyRule>> {
    let tables: &[&[Row]] = match name {
        "cluster-admin" => &[EVERYTHING],
        "admin" => &[VIEW, EDIT, ADMIN],
        "edit" => &[VIEW, EDIT],
        "view" => &[VIEW],
        _ => return None,
    };
    Some(tables.iter().copied().flatten().map(rule).collect())
}

fn rule((verbs, group, resources): &Row) -> PolicyRule {
    PolicyRule {
        verbs: texts(verbs),
        api_groups: texts(&[group]),
        resources: texts(resources),
        ..PolicyRule::default()
    }
}

fn texts(texts: &[&str]) -> Vec<Spanned<Rc<str>>> {
    texts.iter().map(|&text| Spanned { value: text.into(), span: Span::default() }).collect()
}
