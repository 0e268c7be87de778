//! Who may do what on the API server: roles, their bindings, and the accounts that pods have there.

use std::rc::Rc;

use crate::labels::LabelSelector;
use crate::source::Spanned;
use crate::yaml::{Node, Value, fields};

fields! {
    /// A Role or a ClusterRole (`kubernetes/api: rbac/v1/types.go`).
    pub struct Role {
        /// What it allows. There are no rules that forbid.
        pub rules: Vec<PolicyRule> => "rules",
        /// Of a ClusterRole: it holds the rules of others, and its own are written over.
        pub aggregation_rule: Option<AggregationRule> => "aggregationRule",
    }
}

fields! {
    /// Which ClusterRoles' rules another one holds.
    pub struct AggregationRule {
        /// Those that any of these selects.
        pub cluster_role_selectors: Vec<LabelSelector> => "clusterRoleSelectors",
    }
}

fields! {
    /// Every verb of it on every resource of it, or on every URL of it.
    pub struct PolicyRule {
        /// `get`, `create`, ...; `*` is all.
        pub verbs: Vec<Spanned<Rc<str>>> => "verbs",
        /// The empty one is the core group; `*` is all.
        pub api_groups: Vec<Spanned<Rc<str>>> => "apiGroups",
        /// `pods`, `pods/exec`, `*/scale`; `*` is all.
        pub resources: Vec<Spanned<Rc<str>>> => "resources",
        /// Only objects of these names; all when empty.
        pub resource_names: Vec<Spanned<Rc<str>>> => "resourceNames",
        /// URLs that are no resources, such as `/healthz`, `/logs/*`; `*` is all.
        pub non_resource_urls: Vec<Spanned<Rc<str>>> => "nonResourceURLs",
    }
}

fields! {
    /// A RoleBinding or a ClusterRoleBinding.
    pub struct Binding {
        /// Who gets the role.
        pub subjects: Vec<Subject> => "subjects",
        /// Which role.
        pub role_ref: RoleRef => "roleRef",
    }
}

fields! {
    /// Someone who gets a role.
    pub struct Subject {
        /// `ServiceAccount`, `User` or `Group`.
        pub kind: Option<Spanned<Rc<str>>> => "kind",
        /// The name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// Of a service account.
        pub namespace: Option<Spanned<Rc<str>>> => "namespace",
    }
}

fields! {
    /// The role that is bound.
    pub struct RoleRef {
        /// `Role` or `ClusterRole`.
        pub kind: Option<Spanned<Rc<str>>> => "kind",
        /// The name.
        pub name: Option<Spanned<Rc<str>>> => "name",
    }
}

fields! {
    /// A ServiceAccount.
    pub struct ServiceAccount {
        /// Whether pods get its token where they do not say themselves; they do when it is absent.
        pub automount: Option<Spanned<bool>> => "automountServiceAccountToken",
    }
}

/// The annotation of a Secret that says whose token it holds (`kubernetes/api: core/v1/types.go`).
pub(crate) const TOKEN_OF: &str = "kubernetes.io/service-account.name";

/// Whether a Secret holds the token of a service account.
pub(super) fn is_token(secret: &Node) -> bool {
    let written = secret.get("type").map(|written| &written.value);
    matches!(written, Some(Value::String(written)) if &**written == "kubernetes.io/service-account-token")
}

impl Subject {
    /// Its kind; empty if it has none.
    pub fn kind(&self) -> &str {
        self.kind.as_ref().map_or("", |kind| &*kind.value)
    }

    /// Its name; empty if it has none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| &*name.value)
    }
}

impl RoleRef {
    /// The name; empty if it has none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| &*name.value)
    }

    /// Whether it is one of the whole cluster.
    pub fn is_cluster_role(&self) -> bool {
        self.kind.as_ref().is_some_and(|kind| &*kind.value == "ClusterRole")
    }
}
