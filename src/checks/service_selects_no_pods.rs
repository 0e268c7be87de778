//! A Service whose selector finds no pods.

use super::{Check, Subject, connect};
use crate::cluster::{Backing, Cluster, NearMiss, Reason, ServiceMatch};
use crate::explain;
use crate::exposure::Verdict;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::labels::Requirement;
use crate::manifest::Object;
use crate::words::{code, list, uncapitalised};

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
        let Some(object) = subject.cluster.object(matched.service) else { continue };
        let told_elsewhere = matched.near_misses.first().is_some_and(has_a_check_of_its_own);
        if !matches!(matched.backing, Backing::Selector) || !matched.selects.is_empty() || told_elsewhere {
            continue;
        }
        findings.push(finding(subject, matched, object));
    }
}

/// Labels on the wrong level and pods in another namespace say more than that nothing matches.
fn has_a_check_of_its_own(miss: &NearMiss) -> bool {
    matches!(miss.reason, Reason::WorkloadLabelsOnly | Reason::OtherNamespace(_))
}

fn finding(subject: &Subject, matched: &ServiceMatch, object: &Object) -> Finding {
    let selector = object.service().and_then(|service| service.selector());
    let place = selector.map_or_else(|| object.name_place(), |selector| object.place(selector.pairs.span));
    let mut finding = Finding::new(&CHECK, place, message(subject.cluster, matched, object));
    if let Some(miss) = matched.near_misses.first() {
        finding.fixes = connect(subject, matched, miss.workload);
        finding.highlights.extend(subject.cluster.object(miss.workload).map(nearest));
    }
    let doors = subject.exposure.through(matched.service).filter(|path| path.verdict != Verdict::Depends);
    finding.reach = doors.map(|path| path.from).min();
    finding
}

fn message(cluster: &Cluster, matched: &ServiceMatch, object: &Object) -> String {
    let name = code(object.name());
    let asks = list(matched.requirements.iter().map(|requirement: &Requirement| code(&requirement.text())));
    let asks = if asks.is_empty() { "a label that is not a string".to_owned() } else { asks };
    let start = format!("Service {name} asks for pods with {asks}, and no pod has that.");
    let nearest = matched.near_misses.first().and_then(|miss| Some((miss, cluster.object(miss.workload)?)));
    nearest.map_or(start.clone(), |(miss, workload)| {
        format!("{start} Nearest is {}: {}", explain::title(workload), uncapitalised(&explain::reason(miss, workload)))
    })
}

fn nearest(workload: &Object) -> Highlight {
    let labels = workload.workload().map(|pods| pods.labels.written.span).filter(|span| span.end > span.start);
    let place = labels.map_or_else(|| workload.name_place(), |span| workload.place(span));
    Highlight { place, text: "the nearest pods".to_owned() }
}
