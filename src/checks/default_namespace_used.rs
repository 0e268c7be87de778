//! Workloads in the namespace `default`, although others have one of their own.

use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::{DEFAULT_NAMESPACE, Object};
use crate::words::few;

pub(super) static CHECK: Check = Check {
    id: "default-namespace-used",
    title: "Workload in the namespace default",
    severity: Severity::Note,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A workload is put into the namespace `default`: it says so, or it names no namespace although others here do.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Pod
metadata: {name: helper}
spec: {containers: [{name: helper, image: busybox}]}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: default}
spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
Roles, network policies, quotas and Pod Security levels are set per namespace. In `default` everything ends up that
nobody thought about, side by side, and it cannot be deleted.

## What to do
Give each application a namespace of its own, and write it into `metadata.namespace`.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Pod
metadata: {name: helper}
spec: {containers: [{name: helper, image: busybox}]}
```

## Limits
Where no object names a namespace, `kubectl apply --namespace` most likely does, and nothing is said. It can do so
for the others too.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let workloads: Vec<&Object> = reached::running(subject).map(|(_, object, _)| object).collect();
    let has_own = |object: &&Object| !matches!(object.namespace(), "" | DEFAULT_NAMESPACE);
    let others = subject.cluster.current().any(|(_, object)| has_own(&object));
    let written = |object: &&&Object| object.metadata.namespace.is_some();
    let unplaced = workloads.iter().filter(|object| object.namespace() == DEFAULT_NAMESPACE);
    let (named, unnamed): (Vec<&&Object>, Vec<&&Object>) = unplaced.partition(written);
    for (found, confidence, is_said) in [(named, Confidence::High, true), (unnamed, CHECK.confidence, false)] {
        let Some(first) = found.first().filter(|_| is_said || others) else { continue };
        let goes = if found.len() == 1 { "goes" } else { "go" };
        let why = if is_said { "" } else { ", since no namespace is written" };
        let names = few(found.iter().map(|object| explain::title(object)));
        let message = format!("{names} {goes} into the namespace `default`{why}.");
        let span = first.metadata.namespace.as_ref().map(|namespace| namespace.span);
        let place = span.map_or_else(|| first.name_place(), |span| first.place(span));
        let mut finding = Finding::new(&CHECK, place, message);
        finding.confidence = confidence;
        findings.push(finding);
    }
}
