//! A workload whose selector does not match its own pod template.

use super::{ByItself, Check, Subject, connect, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::labels::{Found, Labels, Match, Outcome, Requirement};
use crate::manifest::Object;
use crate::manifest::workload::{Workload, WorkloadSelector};
use crate::words::{code, list};

pub(super) static CHECK: Check = Check {
    id: "workload-selector-mismatch",
    title: "Workload whose selector misses its own pods",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A workload finds the pods that it made by its selector. This one asks for something that its own pod
template does not have.

```yaml firing
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: website}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  selector: {app: web}
  template:
    spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
The API server refuses such a workload, so no pods are made and nothing that was meant to protect or
serve them takes effect.

## What to do
Give the pod template every label that the selector asks for. It may have more.

```yaml before
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: store
spec:
  serviceName: store
  selector:
    matchLabels: {app: store, tier: data}
  template:
    metadata:
      labels:
        app: store
    spec:
      containers: [{name: store, image: postgres}]
```

```yaml after
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: store
spec:
  serviceName: store
  selector:
    matchLabels: {app: store, tier: data}
  template:
    metadata:
      labels:
        app: store
        tier: data
    spec:
      containers: [{name: store, image: postgres}]
```

```yaml clean
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:
    matchExpressions: [{key: app, operator: In, values: [web, website]}]
  template:
    metadata: {labels: {app: website, track: canary}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

## Limits
A missing selector is not judged. A ReplicationController then takes the labels of its template; `apps/v1`
refuses the object.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_workload_by_itself(ByItself::OwnSelector, findings, &|object, workload, findings| {
        findings.extend(look(subject, object, workload));
    });
}

fn look(subject: &Subject, object: &Object, workload: &Workload) -> Option<Finding> {
    let selector = workload.selector.as_ref()?;
    // Labels that controllers add do not count here.
    let labels = Labels { written: workload.labels.written.clone(), added: Vec::new() };
    let requirements = selector.requirements();
    let judged = requirements.iter().map(|requirement| (requirement, requirement.judge(&labels)));
    // A value that is no string is a problem of its own.
    let fails = |found: &Found| !matches!(found, Found::Mistyped(_));
    let failing = judged.filter(|(_, outcome)| outcome.verdict == Match::No && fails(&outcome.found));
    let failing: Vec<(&Requirement, Outcome)> = failing.collect();
    (!failing.is_empty()).then(|| finding(subject, object, selector, &failing))
}

fn finding(
    subject: &Subject,
    object: &Object,
    selector: &WorkloadSelector,
    failing: &[(&Requirement, Outcome)],
) -> Finding {
    let asks = list(failing.iter().map(|(requirement, _)| code(&requirement.text())));
    let found = failing.iter().filter_map(|(requirement, outcome)| match &outcome.found {
        Found::Value(value) => Some(code(&format!("{}={}", requirement.key.value, value.value))),
        _ => None,
    });
    let found: Vec<String> = found.collect();
    let title = explain::title(object);
    let but = if found.is_empty() { "does not have that".to_owned() } else { format!("has {}", list(found)) };
    let message =
        format!("{title} selects pods with {asks}, but its own pod template {but}. The API server refuses it.");
    let mut finding = Finding::new(&CHECK, object.place(selector.span()), message);
    let labels = object.workload().map(|workload| workload.labels.written.span).filter(|span| span.end > span.start);
    finding.highlights.extend(
        labels.map(|span| Highlight { place: object.place(span), text: "the labels of its pod template".into() }),
    );
    let fix = connect::relabel(subject, object, failing);
    finding.fixes.extend(fix.and_then(|(title, edits)| {
        let consequence = "The workload then finds its own pods, and so does every Service that asks for these labels.";
        reached::fix(object, title, consequence, Some(edits))
    }));
    finding
}
