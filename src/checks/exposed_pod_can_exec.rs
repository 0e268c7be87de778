//! Pods that can be reached and that may run commands in other pods.

use super::{Check, Subject, exposed};
use crate::access::Held;
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-can-exec",
    title: "Reachable pod that may run commands in others",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The pod's service account may do what `kubectl exec` does: run commands in other pods, by `pods/exec`,
`pods/attach`, `pods/ephemeralcontainers` or the kubelet behind `nodes/proxy`. Someone else can connect to the pod.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: console}
spec: {serviceAccountName: console, containers: [{name: console, image: console, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: exec}
rules: [{apiGroups: [""], resources: [pods/exec], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: console}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: exec}
subjects: [{kind: ServiceAccount, name: console, namespace: default}]
```

## Why it matters
From one pod an attacker goes on to the next: to the database with its data, to a pod that runs privileged, to one
whose account may do more.

## What to do
Take the rule out, or bind it in the one namespace that it is for. People who look into pods should do it under their
own name, not through a pod that others can reach.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: console}
spec: {serviceAccountName: console, containers: [{name: console, image: console, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: exec}
rules: [{apiGroups: [""], resources: [pods, pods/log, "pods/*"], verbs: [get, list, create]}]
```

## Limits
Only bindings that are here are known. Before Kubernetes 1.35 `get` on `pods/exec` was enough by way of WebSockets;
that is not counted.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    exposed::powers(subject, &CHECK, wanted, findings);
}

fn wanted(held: &Held) -> Option<Severity> {
    let worst = if held.namespace().is_none() { Severity::High } else { Severity::Medium };
    matches!(held.power.id, "enter-pods" | "use-kubelet").then_some(worst)
}
