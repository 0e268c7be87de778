//! Roles that every cluster has, as far as they let take over something
//! (`kubernetes/kubernetes: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`).

use std::rc::Rc;

use crate::labels::{Added, Labels, Operator, Requirement};
use crate::manifest::access::PolicyRule;
use crate::source::{Span, Spanned};
use crate::yaml::StringMap;

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

/// A role that every cluster has.
pub(super) struct BuiltIn {
    pub(super) name: &'static str,
    /// Which of `admin`, `edit` and `view` holds its rules too.
    part_of: Option<&'static str>,
    /// What it allows; none where it holds the rules of all roles with a label that has its name.
    rows: Option<&'static [Row]>,
}

impl BuiltIn {
    const fn new(name: &'static str, part_of: Option<&'static str>, rows: Option<&'static [Row]>) -> Self {
        Self { name, part_of, rows }
    }
}

/// Those that let take over something, and their parts.
pub(super) static ROLES: [BuiltIn; 7] = [
    BuiltIn::new("cluster-admin", None, Some(EVERYTHING)),
    BuiltIn::new("admin", None, None),
    BuiltIn::new("edit", Some("admin"), None),
    BuiltIn::new("view", Some("edit"), None),
    BuiltIn::new("system:aggregate-to-admin", Some("admin"), Some(ADMIN)),
    BuiltIn::new("system:aggregate-to-edit", Some("edit"), Some(EDIT)),
    BuiltIn::new("system:aggregate-to-view", Some("view"), Some(VIEW)),
];

impl BuiltIn {
    /// The role of a name.
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        ROLES.iter().find(|role| role.name == name)
    }

    /// Its labels.
    pub(super) fn labels(&self) -> Labels {
        let own = ("kubernetes.io/bootstrapping".into(), Added::Value("rbac-defaults".into()));
        let part_of = self.part_of.map(|role| (label(role).into(), Added::Value("true".into())));
        Labels { written: StringMap::default(), added: [own].into_iter().chain(part_of).collect() }
    }

    /// The rules that are its own.
    pub(super) fn rules(&self) -> impl Iterator<Item = PolicyRule> {
        self.rows.unwrap_or_default().iter().map(rule)
    }

    /// Which roles' rules it holds too.
    pub(super) fn selector(&self) -> Option<Requirement> {
        let key = Spanned { value: label(self.name).into(), span: Span::default() };
        let asks = Requirement { key, operator: Operator::In, values: texts(&["true"]), span: Span::default() };
        self.rows.is_none().then_some(asks)
    }
}

fn label(role: &str) -> String {
    format!("rbac.authorization.k8s.io/aggregate-to-{role}")
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
