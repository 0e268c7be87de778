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
pub use roles::{Known, Rule, RuleSource};
pub use rules::{Request, allows, allows_url};

use crate::cluster::Cluster;
use crate::manifest::access::{Binding, Subject, TOKEN_OF};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Place;

/// The bindings of an analysis, by whom they give something.
#[derive(Debug, Clone, Default)]
pub struct Access {
    grants: Vec<Grant>,
    /// For each user or group the places of its grants.
    to: BTreeMap<Name, Vec<usize>>,
    accounts: BTreeMap<(Rc<str>, Rc<str>), ObjectId>,
    /// The Secrets that hold a token, by namespace and name, each with the account whose token it is.
    tokens: BTreeMap<(Rc<str>, Rc<str>), Rc<str>>,
}

/// What the API server calls someone. A group of a user's name is another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    User(Rc<str>),
    Group(Rc<str>),
}

/// What a binding gives to one of its subjects.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The RoleBinding or ClusterRoleBinding.
    pub binding: ObjectId,
    /// Where it names the subject.
    pub subject: Place,
    /// What the API server calls the subject.
    to: Name,
    /// Where it names the role.
    pub role_place: Place,
    /// The role's name.
    pub role: Rc<str>,
    /// How much of what the role allows is known.
    pub known: Known,
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
            let name = || (object.namespace().into(), object.name().into());
            match object.body {
                Body::ServiceAccount(_) => drop(access.accounts.insert(name(), id)),
                Body::TokenSecret => {
                    let account = object.metadata.annotations.get(TOKEN_OF).map(|account| account.value.clone());
                    access.tokens.extend(account.map(|account| (name(), account)));
                }
                _ => {}
            }
        }
        let roles = roles::Roles::new(cluster);
        for (id, object) in cluster.current() {
            let Body::Binding(binding) = &object.body else { continue };
            let Some((known, rules)) = roles.bound(object, binding) else { continue };
            let namespace = object.namespace();
            let powers = powers::given(&rules, !namespace.is_empty());
            for subject in &binding.subjects {
                let Some(name) = api_name(object, subject) else { continue };
                access.to.entry(name.clone()).or_default().push(access.grants.len());
                access.grants.push(Grant {
                    binding: id,
                    subject: object.place(subject.name.as_ref().map_or(subject.span, |name| name.span)),
                    to: name,
                    role_place: role_place(object, binding),
                    role: binding.role_ref.name().into(),
                    known,
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
            Name::account(namespace, account),
            Name::Group(format!("system:serviceaccounts:{namespace}").into()),
            Name::Group("system:serviceaccounts".into()),
            Name::Group("system:authenticated".into()),
        ];
        let mut places: Vec<usize> = names.iter().filter_map(|name| self.to.get(name)).flatten().copied().collect();
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
        match &self.to {
            Name::Group(group) => Some(group),
            Name::User(_) => None,
        }
    }

    /// The first rule that allows something, where the binding holds.
    pub fn allows(&self, request: &Request) -> Option<&Rule> {
        let holds = self.namespace.is_none() || self.namespace.as_deref() == request.namespace;
        self.rules.iter().find(|rule| holds && allows(&rule.rule, request))
    }
}

impl Name {
    /// A service account is a user of a name of its own.
    fn account(namespace: &str, name: &str) -> Self {
        Self::User(format!("system:serviceaccount:{namespace}:{name}").into())
    }
}

/// What the API server calls a subject. None where the subject is nobody: a service account without a namespace in a
/// ClusterRoleBinding (`kubernetes/kubernetes: pkg/registry/rbac/validation/rule.go appliesToUser`).
fn api_name(binding: &Object, subject: &Subject) -> Option<Name> {
    match subject.kind() {
        "User" => Some(Name::User(subject.name().into())),
        "Group" => Some(Name::Group(subject.name().into())),
        "ServiceAccount" => {
            let written = subject.namespace.as_ref().map_or("", |namespace| &*namespace.value);
            let namespace = if written.is_empty() { binding.namespace() } else { written };
            (!namespace.is_empty()).then(|| Name::account(namespace, subject.name()))
        }
        _ => None,
    }
}

fn role_place(object: &Object, binding: &Binding) -> Place {
    let written = binding.role_ref.name.as_ref();
    object.place(written.map_or(binding.role_ref.span, |name| name.span))
}
