//! Pods that can be reached and that may do everything on the API server.

use super::{Check, Subject, exposed};
use crate::access::Held;
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-cluster-admin",
    title: "Reachable pod that may do everything in the cluster",
    severity: Severity::Critical,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The pod's service account is bound, for the whole cluster, to `cluster-admin` or to a role that allows every verb
on every resource. Someone else can connect to the pod.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {serviceAccountName: web, containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: web, namespace: default}]
```

## Why it matters
A fault in what listens there gives the token, and the token gives the cluster: every Secret, every pod, every
node, and all that etcd holds.

## What to do
Find out what the pod asks of the API server, and bind a role that allows just that, in the namespace where it
is needed. If it asks nothing, give it no token.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {serviceAccountName: web, containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: web}]
```

## Limits
Only bindings that are here are known; the cluster may hold more. Whether what listens has a fault, no manifest
says.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    exposed::powers(subject, &CHECK, wanted, findings);
}

fn wanted(held: &Held) -> Option<Severity> {
    held.is_everything().then_some(Severity::Critical)
}
