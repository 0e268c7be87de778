//! A Service that asks for labels that a workload has and its pods have not.

use super::{Check, Subject, connect, reached};
use crate::cluster::Reason;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "service-matches-workload-labels-only",
    title: "Service that matches only the labels of a workload itself",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The labels that this Service asks for are written on a workload, such as a Deployment, but not in its
pod template. A Service looks at pods, and pods get only the labels of the template, so it selects none.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  selector: {matchLabels: {run: web}}
  template:
    metadata: {labels: {run: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
Whoever connects gets no answer. The two places look alike in a file, so this is easy to overlook.

## What to do
Write the label in `spec.template.metadata.labels`. The selector of the workload can stay as it is:
pods may have more labels than it asks for.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  selector:
    matchLabels:
      run: web
  template:
    metadata:
      labels:
        run: web # the pods' own
    spec:
      containers: [{name: web, image: nginx}]
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  selector:
    matchLabels:
      run: web
  template:
    metadata:
      labels:
        run: web # the pods' own
        app: web
    spec:
      containers: [{name: web, image: nginx}]
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

## Limits
Something outside these manifests, such as an admission webhook, may add labels to the pods.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.matched.selects.is_empty()) {
        let Some(miss) = door.matched.near_misses.first() else { continue };
        let Some(workload) = subject.cluster.object(miss.workload) else { continue };
        if miss.reason == Reason::WorkloadLabelsOnly {
            let (service, owner) = (explain::title(door.object), explain::title(workload));
            let asks = door.matched.asks();
            let message = format!(
                "{service} asks for pods with {asks}. {owner} has that itself, \
                 but its pod template has not, so no pod is selected."
            );
            findings.extend(connect::finding(&CHECK, subject, door.matched, None, message));
        }
    }
}
