//! Bindings that give a role to everyone.

use super::{Check, Subject};
use crate::access::Held;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Body;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "rbac-anonymous-binding",
    title: "Role that is bound to everyone",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A binding names a user or a group that everyone belongs to: `system:anonymous` and `system:unauthenticated` are
those who show no name at all, `system:authenticated` is everyone with any name, `system:serviceaccounts` every pod.

```yaml firing
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: easy}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:anonymous"}]
```

## Why it matters
Whoever can reach the API server has the role, without a password. With `system:authenticated` every pod of the
cluster has it, and with some providers everyone who has an account there.

A role that lets its holder read Secrets, run commands in pods or more is worse.

## What to do
Bind the role to those who need it, by name.

```yaml clean
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: careful}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: auditors}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "system:public-info-viewer"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:public-info-viewer"}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:unauthenticated"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "system:service-account-issuer-discovery"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:service-account-issuer-discovery"}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:serviceaccounts"}]
```

Users and groups have names apart: a group `system:anonymous` or a user `system:authenticated` is not everyone.

```yaml clean
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: nobody}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:anonymous"}
- {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:authenticated"}
```

## Limits
Every cluster binds `system:discovery`, `system:basic-user` and `system:public-info-viewer` so, and
`system:service-account-issuer-discovery` to all service accounts; that is meant. Whether the API server lets anyone
in without a name, and who can reach it, the manifests do not say.
"#;

const NAMELESS: &str = "whoever reaches the API server, without a name";
const NAMED: &str = "everyone who has any name on the API server, every pod among them";

/// The user or group that everyone is among, who that is, and how bad that is as a rule. A group of a user's name is
/// another one (`kubernetes/kubernetes: pkg/registry/rbac/validation/rule.go appliesToUser`).
const EVERYONE: [(&str, &str, &str, Severity); 4] = [
    ("User", "system:anonymous", NAMELESS, Severity::High),
    ("Group", "system:unauthenticated", NAMELESS, Severity::High),
    ("Group", "system:authenticated", NAMED, Severity::Medium),
    ("Group", "system:serviceaccounts", "every pod that holds a token, whatever its namespace", Severity::Medium),
];

/// Roles that every cluster binds to everyone
/// (`kubernetes/kubernetes: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`).
const MEANT: [&str; 3] = ["system:basic-user", "system:discovery", "system:public-info-viewer"];

/// One that every cluster binds to all service accounts: where the keys are that their tokens are signed with.
const ISSUER: &str = "system:service-account-issuer-discovery";

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (id, object) in subject.cluster.current() {
        let Body::Binding(binding) = &object.body else { continue };
        let role = binding.role_ref.name();
        for to in &binding.subjects {
            let known = EVERYONE.iter().find(|(kind, name, ..)| *kind == to.kind() && *name == to.name());
            let is_meant = MEANT.contains(&role) || role == ISSUER && to.name() == "system:serviceaccounts";
            let Some((_, name, who, severity)) = known.filter(|_| !is_meant) else { continue };
            let span = to.name.as_ref().map_or(to.span, |name| name.span);
            let message = format!("{} gives the role {} to {}: {who}.", explain::title(object), code(role), code(name));
            let mut finding = Finding::new(&CHECK, object.place(span), message);
            finding.severity = *severity;
            if let Some(held) = subject.access.given_by(id).find_map(Held::first) {
                finding.message += &format!(" With it they may {}. {}", held.words(), held.leads());
                finding.severity = if *severity == Severity::High { Severity::Critical } else { Severity::High };
            }
            findings.push(finding);
        }
    }
}
