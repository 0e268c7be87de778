//! Pods that can be reached and that may read Secrets.

use super::{Check, Subject, exposed};
use crate::access::Held;
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-reads-secrets",
    title: "Reachable pod that may read Secrets",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The pod's service account may `get`, `list` or `watch` Secrets, all of a namespace or of the cluster. Someone else
can connect to the pod.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {serviceAccountName: web, containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [secrets], verbs: [list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web}]
```

## Why it matters
A fault in what listens there gives the pod's token, and with it passwords, keys and the tokens of other
accounts. `list` and `watch` give the contents too, not only the names.

## What to do
Name the Secrets that are needed in `resourceNames`, with `get` alone, or mount them into the pod. Bind the role in
one namespace.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {serviceAccountName: web, containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [session-key]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web}]
```

## Limits
Only bindings that are here are known. Secrets that a rule names one by one are left out. Controllers that serve
Ingresses need to read certificates, most of them in every namespace.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    exposed::powers(subject, &CHECK, wanted, findings);
}

fn wanted(held: &Held) -> Option<Severity> {
    let worst = if held.namespace().is_none() { Severity::High } else { Severity::Medium };
    (held.power.id == "read-secrets").then_some(worst)
}
