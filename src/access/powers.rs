//! What on the API server lets someone take over more than it says
//! (`kubernetes/website: content/en/docs/concepts/security/rbac-good-practices.md`).

use std::rc::Rc;

use super::{Access, Grant, Request, Rule, allows};
use crate::words::code;

/// Something that a rule can allow and that leads further.
#[derive(Debug)]
pub struct Power {
    /// Its name in reports: stable, in kebab-case.
    pub id: &'static str,
    /// Any of them is enough.
    asks: &'static [Ask],
    /// What can be done, to stand behind "may".
    pub words: &'static str,
    /// Where that leads, as a sentence.
    pub leads: &'static str,
}

/// Verb, group and resource.
type Ask = (&'static str, &'static str, &'static str);

impl Power {
    const fn new(id: &'static str, asks: &'static [Ask], words: &'static str, leads: &'static str) -> Self {
        Self { id, asks, words, leads }
    }
}

/// Whether something is asked of the whole cluster, so that only a ClusterRoleBinding gives it. A role is bound in the
/// namespace of its binding, users and groups belong to no namespace (`kubernetes/kubernetes:
/// pkg/registry/rbac/escalation_check.go`, `kubernetes/apiserver: pkg/endpoints/filters/impersonation`).
fn is_of_cluster(&(verb, _, resource): &Ask) -> bool {
    match resource {
        "users" | "groups" => true,
        "clusterroles" => verb == "escalate",
        "nodes/proxy" | "persistentvolumes" | "certificatesigningrequests/approval" => true,
        _ => resource.ends_with("webhookconfigurations"),
    }
}

const RBAC: &str = "rbac.authorization.k8s.io";
const ADMISSION: &str = "admissionregistration.k8s.io";

/// All of them, the one that holds all others first.
pub static POWERS: &[Power] = &[
    Power::new(
        "everything",
        &[("*", "*", "*")],
        "do everything",
        "Whoever holds this is the cluster's administrator: every object that etcd holds can be read and changed.",
    ),
    Power::new(
        "read-secrets",
        &[("get", "", "secrets"), ("list", "", "secrets"), ("watch", "", "secrets")],
        "read Secrets",
        "Secrets hold passwords, keys and tokens; the API server reads them from etcd for whoever may ask.",
    ),
    Power::new(
        "enter-pods",
        &[
            ("create", "", "pods/exec"),
            ("create", "", "pods/attach"),
            ("update", "", "pods/ephemeralcontainers"),
            ("patch", "", "pods/ephemeralcontainers"),
        ],
        "run commands inside other pods",
        "Whatever those pods hold, and whatever their service accounts may do, is then within reach.",
    ),
    Power::new(
        "run-pods",
        &[
            ("create", "", "pods"),
            ("create", "", "replicationcontrollers"),
            ("create", "apps", "deployments"),
            ("create", "apps", "daemonsets"),
            ("create", "apps", "statefulsets"),
            ("create", "apps", "replicasets"),
            ("create", "batch", "jobs"),
            ("create", "batch", "cronjobs"),
        ],
        "start pods",
        "A new pod can run as any service account and mount any Secret of its namespace, and the node's own files where \
         nothing forbids that.",
    ),
    Power::new(
        "use-kubelet",
        &[("get", "", "nodes/proxy"), ("create", "", "nodes/proxy")],
        "speak to the kubelet of every node",
        "The kubelet runs commands in every pod of its node, and no admission control looks at that.",
    ),
    Power::new(
        "make-tokens",
        &[("create", "", "serviceaccounts/token")],
        "make tokens of service accounts",
        "With a token one is that service account, and may do whatever it may.",
    ),
    Power::new(
        "impersonate",
        &[("impersonate", "", "users"), ("impersonate", "", "groups"), ("impersonate", "", "serviceaccounts")],
        "act as someone else",
        "The API server then takes every request for that other one's.",
    ),
    Power::new(
        "escalate-roles",
        &[
            ("escalate", RBAC, "roles"),
            ("escalate", RBAC, "clusterroles"),
            ("bind", RBAC, "roles"),
            ("bind", RBAC, "clusterroles"),
        ],
        "hand out rights that it does not have",
        "These verbs lift the rule that nobody can give more than they have.",
    ),
    Power::new(
        "sign-certificates",
        &[
            ("update", "certificates.k8s.io", "certificatesigningrequests/approval"),
            ("patch", "certificates.k8s.io", "certificatesigningrequests/approval"),
        ],
        "approve certificates",
        "A certificate can be made out to any user, and the API server believes it.",
    ),
    Power::new(
        "change-admission",
        &[
            ("create", ADMISSION, "mutatingwebhookconfigurations"),
            ("update", ADMISSION, "mutatingwebhookconfigurations"),
            ("patch", ADMISSION, "mutatingwebhookconfigurations"),
            ("create", ADMISSION, "validatingwebhookconfigurations"),
            ("update", ADMISSION, "validatingwebhookconfigurations"),
            ("patch", ADMISSION, "validatingwebhookconfigurations"),
        ],
        "change what the API server sends through webhooks",
        "A webhook reads every object that is sent to it, Secrets too, and can change it on its way into etcd.",
    ),
    Power::new(
        "make-volumes",
        &[("create", "", "persistentvolumes")],
        "make volumes",
        "A volume can be any folder of a node.",
    ),
    Power::new(
        "label-namespaces",
        &[("update", "", "namespaces"), ("patch", "", "namespaces")],
        "change namespaces' labels",
        "Such labels decide what pods may do on their node, and whom network policies let in.",
    ),
];

/// A power that a service account has.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The power.
    pub power: &'static Power,
    /// The binding that gives it.
    pub grant: &'a Grant,
    /// The rule that says so.
    pub rule: &'a Rule,
}

impl<'a> Held<'a> {
    /// The foremost of the powers that a binding gives.
    pub fn first(grant: &'a Grant) -> Option<Self> {
        POWERS.iter().find_map(|power| Some(Self { power, grant, rule: power.given_by(grant)? }))
    }

    /// The only namespace where it holds; everywhere when absent.
    pub fn namespace(&self) -> Option<&str> {
        self.grant.namespace.as_deref()
    }

    /// What can be done and where, to stand behind "may": "read Secrets in namespace `shop`".
    pub fn words(&self) -> String {
        let words = self.power.words;
        match self.namespace() {
            Some(namespace) => format!("{words} in namespace {}", code(namespace)),
            None if self.power.is_of_cluster() => words.to_owned(),
            None => format!("{words} in every namespace"),
        }
    }

    /// Where it leads, as a sentence.
    pub fn leads(&self) -> &'static str {
        if self.power.id == "everything" && !self.is_everything() {
            "Every object of that namespace that etcd holds can be read and changed, its Secrets too."
        } else {
            self.power.leads
        }
    }

    /// Whether it is power over all there is.
    pub fn is_everything(&self) -> bool {
        self.power.id == "everything" && self.grant.namespace.is_none()
    }
}

impl Access {
    /// The powers that a service account has: those over the whole cluster first, each once, then those over
    /// namespaces, each once in each. Rules for objects of certain names are left out: that is how rights are
    /// kept small.
    pub fn powers(&self, namespace: &str, account: &str) -> Vec<Held<'_>> {
        let grants = self.grants(namespace, account);
        let mut held: Vec<Held> = Vec::new();
        for everywhere in [true, false] {
            for power in POWERS {
                for grant in grants.iter().filter(|grant| grant.namespace.is_none() == everywhere) {
                    let Some(rule) = power.given_by(grant) else { continue };
                    let known = |other: &&Held| {
                        std::ptr::eq(other.power, power)
                            && (other.namespace().is_none() || other.namespace() == grant.namespace.as_deref())
                    };
                    if !held.iter().any(|other| known(&other)) {
                        held.push(Held { power, grant, rule });
                    }
                }
            }
        }
        held
    }
}

impl Power {
    /// The first rule of a binding that gives it.
    pub fn given_by<'a>(&self, grant: &'a Grant) -> Option<&'a Rule> {
        let (_, rule) = grant.powers.iter().find(|(power, _)| std::ptr::eq(*power, self))?;
        grant.rules.get(*rule)
    }

    /// Whether only a ClusterRoleBinding gives it.
    pub fn is_of_cluster(&self) -> bool {
        self.asks.iter().all(is_of_cluster)
    }

    /// What can be asked with it, in the whole cluster or in a namespace: any of these is enough to have it.
    pub fn requests(&self, in_namespace: bool) -> impl Iterator<Item = Request<'_>> {
        let possible = self.asks.iter().filter(move |ask| !(in_namespace && is_of_cluster(ask)));
        possible.map(|&(verb, group, resource)| Request { verb, group, resource, name: "", namespace: None })
    }
}

/// The powers that rules give, each with the place of the first rule that does.
pub(super) fn given(rules: &[Rule], in_namespace: bool) -> Rc<[(&'static Power, usize)]> {
    let given = POWERS.iter().filter_map(|power| {
        let gives = |rule: &Rule| power.requests(in_namespace).any(|request| allows(&rule.rule, &request));
        Some((power, rules.iter().position(gives)?))
    });
    given.collect()
}
