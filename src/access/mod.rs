//! What pods may do on the API server: the service account that each runs as, whether it holds the
//! account's token, and the rules that its bindings give it.
//!
//! Rules only add up, and whatever no rule allows is refused
//! (`kubernetes/kubernetes: pkg/registry/rbac/validation/rule.go`).

mod built_in;
mod identity;
mod powers;
mod roles;
mod rules;

use std::collections::BTreeMap;
use std::rc::Rc;

pub use identity::{Identity, Token};
pub use powers::{Held, POWERS, Power};
pub use roles::{Rule, RuleSource};
pub use rules::{Request, allows, allows_url};

use crate::cluster::Cluster;
use crate::manifest::access::{Binding, Subject};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Place;

/// The bindings of an analysis, by whom they give something.
#[derive(Debug, Clone, Default)]
pub struct Access {
    grants: Vec<Grant>,
    /// For each user or group, by its name on the API server, the places of its grants.
    to: BTreeMap<Rc<str>, Vec<usize>>,
    accounts: BTreeMap<(Rc<str>, Rc<str>), ObjectId>,
}

/// What a binding gives to one of its subjects.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The RoleBinding or ClusterRoleBinding.
    pub binding: ObjectId,
    /// Where it names the subject.
    pub subject: Place,
    /// What the API server calls the subject.
    to: Rc<str>,
    /// Where it names the role.
    pub role_place: Place,
    /// The role's name.
    pub role: Rc<str>,
    /// Whether the role is here, or one that every cluster has; else what it allows is not known.
    pub is_known: bool,
    /// The only namespace where it holds; everywhere when absent.
    pub namespace: Option<Rc<str>>,
    /// What it allows.
    pub rules: Rc<[Rule]>,
    /// The powers among that, each with the place of a rule that gives it.
    powers: Rc<[(&'static Power, usize)]>,
}

impl Access {
    /// Gets the bindings ready.
    pub(crate) fn new(cluster: &Cluster) -> Self {
        let mut access = Self::default();
        for (id, object) in cluster.current() {
            if let Body::ServiceAccount(_) = object.body {
                access.accounts.insert((object.namespace().into(), object.name().into()), id);
            }
        }
        let roles = roles::Roles::new(cluster);
        for (id, object) in cluster.current() {
            let Body::Binding(binding) = &object.body else { continue };
            let Some((is_known, rules)) = roles.bound(object, binding) else { continue };
            let namespace = object.namespace();
            let powers = powers::given(&rules, !namespace.is_empty());
            for subject in &binding.subjects {
                let Some(name) = api_name(object, subject) else { continue };
                let name: Rc<str> = name.into();
                access.to.entry(name.clone()).or_default().push(access.grants.len());
                access.grants.push(Grant {
                    binding: id,
                    subject: object.place(subject.name.as_ref().map_or(subject.span, |name| name.span)),
                    to: name,
                    role_place: role_place(object, binding),
                    role: binding.role_ref.name().into(),
                    is_known,
                    namespace: (!namespace.is_empty()).then(|| namespace.into()),
                    rules: rules.clone(),
                    powers: powers.clone(),
                });
            }
        }
        access
    }

    /// What bindings give to a service account, by its own name and by the groups that it belongs to, in
    /// the order of the text.
    pub fn grants(&self, namespace: &str, account: &str) -> Vec<&Grant> {
        if self.grants.is_empty() {
            return Vec::new();
        }
        let names = [
            format!("system:serviceaccount:{namespace}:{account}"),
            format!("system:serviceaccounts:{namespace}"),
            "system:serviceaccounts".to_owned(),
            "system:authenticated".to_owned(),
        ];
        let mut places: Vec<usize> = names.iter().filter_map(|name| self.to.get(&**name)).flatten().copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.grants.get(place)).collect()
    }

    /// What all bindings give, in the order of the text.
    pub fn all(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter()
    }

    /// What a binding gives to each of its subjects.
    pub fn given_by(&self, binding: ObjectId) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| grant.binding == binding)
    }

    /// The first binding that lets a service account do something, and the rule that says so.
    pub fn can(&self, namespace: &str, account: &str, request: &Request) -> Option<(&Grant, &Rule)> {
        self.grants(namespace, account).into_iter().find_map(|grant| Some((grant, grant.allows(request)?)))
    }
}

impl Grant {
    /// The group that it gives the role to, if it does not name the account itself.
    pub fn group(&self) -> Option<&str> {
        (!self.to.starts_with("system:serviceaccount:")).then_some(&self.to)
    }

    /// The first rule that allows something, where the binding holds.
    pub fn allows(&self, request: &Request) -> Option<&Rule> {
        let holds = self.namespace.is_none() || self.namespace.as_deref() == request.namespace;
        self.rules.iter().find(|rule| holds && allows(&rule.rule, request))
    }
}

/// What the API server calls a subject: a service account is a user of a name of its own. None where the
/// subject is nobody: a service account without a namespace in a ClusterRoleBinding.
fn api_name(binding: &Object, subject: &Subject) -> Option<String> {
    match subject.kind() {
        "User" | "Group" => Some(subject.name().to_owned()),
        "ServiceAccount" => {
            let written = subject.namespace.as_ref().map_or("", |namespace| &*namespace.value);
            let namespace = if written.is_empty() { binding.namespace() } else { written };
            (!namespace.is_empty()).then(|| format!("system:serviceaccount:{namespace}:{}", subject.name()))
        }
        _ => None,
    }
}

fn role_place(object: &Object, binding: &Binding) -> Place {
    let written = binding.role_ref.name.as_ref();
    object.place(written.map_or(binding.role_ref.span, |name| name.span))
}
