//! One door before several workloads.

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::labels::Match;
use crate::manifest::Object;
use crate::manifest::workload::WorkloadKind;
use crate::words::few;

pub(super) static CHECK: Check = Check {
    id: "service-selects-several-workloads",
    title: "Service with several workloads behind it",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The pods of more than one workload have all the labels that this Service asks for, so it spreads its connections over
the pods of all of them.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: stable, labels: {app: web, track: stable}}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Pod
metadata: {name: debug, labels: {app: web, track: debug}}
spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
That is how a new version gets a part of the requests beside the old one. Where it is not meant, clients are answered
by a debugging copy or by a job that cannot serve them, now and then and hard to explain.

## What to do
If only one of them is meant, add a label to the selector that the others do not have.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web, track: stable}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: stable, labels: {app: web, track: stable}}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Pod
metadata: {name: debug, labels: {app: web, track: debug}}
spec: {containers: [{name: web, image: nginx}]}
```

## Limits
Whether it is meant cannot be seen. Headless Services are left out, since they are most often for members of one
cluster that find each other.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| !door.spec.is_headless()) {
        let behind = behind(subject, &door);
        if behind.len() < 2 {
            continue;
        }
        let names = few(behind.iter().map(|object| explain::title(object)));
        let title = explain::title(door.object);
        let jobs: Vec<&&Object> = behind.iter().filter(|object| is_job(object)).collect();
        let more = match jobs.first() {
            Some(job) if jobs.len() < behind.len() => {
                format!(" {} does work that ends, and hardly answers.", explain::title(job))
            }
            _ => String::new(),
        };
        let message = format!("{title} spreads its connections over the pods of {names}.{more}");
        let span = door.spec.selector.as_ref().map(|selector| selector.pairs.span);
        let place = span.map_or_else(|| door.object.name_place(), |span| door.object.place(span));
        let mut finding = Finding::new(&CHECK, place, message);
        if !more.is_empty() {
            finding.severity = Severity::Medium;
        }
        let highlight = |object: &&Object| Highlight { place: object.name_place(), text: "behind it".into() };
        finding.highlights.extend(behind.iter().take(3).map(highlight));
        findings.push(finding);
    }
}

/// The workloads that surely have, or may have, pods behind a Service.
fn behind<'a>(subject: &Subject<'a>, door: &Door) -> Vec<&'a Object> {
    let sure = door.matched.selects.iter().filter(|selected| selected.certainty == Match::Yes);
    let objects = sure.filter_map(|selected| subject.cluster.object(selected.workload));
    objects.filter(|object| object.workload().is_some_and(|workload| workload.runs())).collect()
}

fn is_job(object: &Object) -> bool {
    object.workload().is_some_and(|workload| matches!(workload.kind, WorkloadKind::Job | WorkloadKind::CronJob))
}
