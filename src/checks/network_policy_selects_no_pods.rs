//! A network policy whose selector finds no pods.

use super::{Check, Subject, nearest, policed};
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "network-policy-selects-no-pods",
    title: "Network policy that selects no pods",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A network policy protects the pods of its own namespace that its `podSelector` finds by their labels. Here
no pod has them.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec: {podSelector: {matchLabels: {app: db}}}
---
apiVersion: v1
kind: Pod
metadata: {name: database, namespace: shop, labels: {app: db}}
spec: {containers: [{name: db, image: postgres}]}
```

## Why it matters
What the policy was written for stays open, and nothing says so.

## What to do
Ask for the labels that the pods have, and put the policy into their namespace.

```yaml before
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: database
spec:
  podSelector:
    matchLabels:
      app: databse
---
apiVersion: v1
kind: Pod
metadata: {name: database, labels: {app: database}}
spec: {containers: [{name: db, image: postgres}]}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: database
spec:
  podSelector:
    matchLabels:
      app: database
---
apiVersion: v1
kind: Pod
metadata: {name: database, labels: {app: database}}
spec: {containers: [{name: db, image: postgres}]}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: everything}
spec: {podSelector: {}}
```

## Limits
The pods may be made by something that is not here. An empty selector is for all pods of the namespace,
whenever they come, and is not judged.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for policy in policed::policies(subject) {
        let selector = &policy.spec.pod_selector;
        if !selector.requirements().is_empty() && subject.cluster.selected_by(policy.id).next().is_none() {
            findings.push(nearest::finding(subject, &CHECK, policy.object, selector));
        }
    }
}
