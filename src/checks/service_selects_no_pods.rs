//! A Service whose selector finds no pods.

use super::{Check, Subject, connect};
use crate::cluster::{Backing, Cluster, NearMiss, Reason, ServiceMatch};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::words::uncapitalised;

pub(super) static CHECK: Check = Check {
    id: "service-selects-no-pods",
    title: "Service that selects no pods",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service finds its pods by their labels: every pair of its selector has to stand on the pod, letter
for letter, in the Service's own namespace. Here no pod has them all, so the Service has an address
and nothing behind it.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: wbe}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

## Why it matters
Whoever connects gets no answer. And the door stands open: the day a pod gets those labels, it is
behind it, on whatever port the Service names, without a change to the Service.

## What to do
Compare the selector with the labels of the pods that are meant, requirement by requirement, and
change the one that is wrong. Labels count where the pods get them: in the pod template of a workload,
not in the workload's own metadata.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: wbe} # a slip
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web} # a slip
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

## Limits
Only pods that these manifests make are known. The ones that are meant may be made by something else,
such as an operator or another file.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for matched in subject.cluster.services() {
        let told_elsewhere = matched.near_misses.first().is_some_and(has_a_check_of_its_own);
        if !matches!(matched.backing, Backing::Selector) || !matched.selects.is_empty() || told_elsewhere {
            continue;
        }
        let Some(message) = message(subject.cluster, matched) else { continue };
        let Some(mut finding) = connect::finding(&CHECK, subject, matched, None, message) else { continue };
        if subject.cluster.workloads().next().is_none() {
            // The pods are most likely in a file that is not here.
            (finding.severity, finding.confidence) = (Severity::Low, Confidence::Low);
        }
        findings.push(finding);
    }
}

/// Labels on the wrong level and pods in another namespace say more than that nothing matches.
fn has_a_check_of_its_own(miss: &NearMiss) -> bool {
    matches!(miss.reason, Reason::WorkloadLabelsOnly | Reason::OtherNamespace(_))
}

fn message(cluster: &Cluster, matched: &ServiceMatch) -> Option<String> {
    let object = cluster.object(matched.service)?;
    let asks = matched.asks();
    let but = if cluster.workloads().next().is_none() { "these manifests make no pods" } else { "no pod has that" };
    let start = format!("{} asks for pods with {asks}, and {but}.", explain::title(object));
    let nearest = matched.near_misses.first().and_then(|miss| Some((miss, cluster.object(miss.workload)?)));
    Some(nearest.map_or(start.clone(), |(miss, workload)| {
        format!("{start} Nearest is {}: {}", explain::title(workload), uncapitalised(&explain::reason(miss, workload)))
    }))
}
