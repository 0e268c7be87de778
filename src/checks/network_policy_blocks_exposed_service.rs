//! A Service that is opened to the outside, and network policies that keep the outside out.

use std::collections::BTreeMap;

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::{Path, Reach};
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::ObjectId;
use crate::order::Order;
use crate::source::Place;
use crate::words::few;

pub(super) static CHECK: Check = Check {
    id: "network-policy-blocks-exposed-service",
    title: "Network policy that keeps a Service's callers out",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The Service or an Ingress opens a way from outside, and network policies of the pods let nobody from
outside in. One of the two is not meant.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{from: [{podSelector: {matchLabels: {app: shop}}}]}]
```

## Why it matters
Whoever connects from outside gets no answer. Or the policies are what protects the pods, and the open door
behind them waits for the day on which they change.

## What to do
If the outside is meant to come in, add a rule that lets it in to that port. Else close the door: make it a
ClusterIP Service.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: 80}]}]
```

## Limits
A pod's own node can always connect to it, so that what comes by a node port of that very node may get
through. Whether policies are enforced is for the cluster's network plugin.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject) {
        findings.extend(finding(subject, &door));
    }
}

fn finding(subject: &Subject, door: &Door) -> Option<Finding> {
    let from_outside = |path: &&Path| path.from <= Reach::NodeNetwork && path.workload().is_some();
    let paths: Vec<&Path> = subject.exposure.through(door.matched.service).filter(from_outside).collect();
    if paths.is_empty() || !paths.iter().all(|path| path.is_cut()) {
        return None;
    }
    // The last step of a path that is cut names the policies that do it.
    let mut policies: BTreeMap<ObjectId, Place> = BTreeMap::new();
    for hop in paths.iter().filter_map(|path| path.hops.last()) {
        policies.extend(hop.object.zip(hop.places.first().copied()));
    }
    let mut whence: Vec<Reach> = paths.iter().map(|path| path.from).collect();
    whence.order();
    let named = few(policies.keys().filter_map(|id| subject.cluster.object(*id)).map(explain::title));
    let message = format!(
        "A way leads from outside, for {}, to {}, and its pods let nobody from outside in, by {named}.",
        whence.first()?.who(),
        explain::title(door.object),
    );
    let mut finding = Finding::new(&CHECK, door.type_place(), message);
    let places = policies.into_values();
    finding.highlights = places.map(|place| Highlight { place, text: "lets nobody from outside in".into() }).collect();
    Some(finding)
}
