//! A port of the cluster's control plane that is open from outside.

use super::habits::{self, Habits};
use super::{Check, Subject};
use crate::exposure::Via;
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "control-plane-port-exposed",
    title: "Port of the control plane open from outside",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The control plane is what runs a cluster: the API server that takes every order, the etcd that stores it
all, the kubelet that starts pods on each node, the scheduler and the controller manager. A Service or a
host port here opens a port that by habit is one of theirs.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: etcd}
spec: {type: NodePort, selector: {app: etcd}, ports: [{port: 2379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: etcd, labels: {app: etcd}}
spec: {containers: [{name: etcd, image: etcd, ports: [{containerPort: 2379}]}]}
```

## Why it matters
Who gets in there has the cluster. etcd holds every Secret; the kubelet runs commands in any pod of its
node.

## What to do
Let only the cluster reach them. For people, open the API server alone, and only to known addresses.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: etcd}
spec: {selector: {app: etcd}, ports: [{port: 2379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: etcd, labels: {app: etcd}}
spec: {containers: [{name: etcd, image: etcd, ports: [{containerPort: 2379}]}]}
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system, labels: {component: etcd}}
spec: {hostNetwork: true, containers: [{name: etcd, image: etcd, ports: [{containerPort: 2379}]}]}
```

## Limits
A number is only a habit: an application may have an etcd of its own, or something else there. What listens
on the network of its node, as the control plane itself does, is left to `host-network`.
"#;

/// The ports of the control plane's own parts (`kubernetes/website:
/// content/en/docs/reference/networking/ports-and-protocols.md`); 10255 is the kubelet's without a password.
const HABITS: Habits = &[
    (&[2379, 2380], "etcd"),
    (&[6443], "the API server"),
    (&[10250, 10255], "the kubelet"),
    (&[10257], "the controller manager"),
    (&[10259], "the scheduler"),
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    habits::find(subject, &CHECK, HABITS, |via| via != Via::HostNetwork, findings);
}
