//! A Service whose pods are all turned off.

use std::rc::Rc;

use super::{Check, Subject, reached};
use crate::cluster::ServiceMatch;
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::Object;
use crate::manifest::workload::Pods;
use crate::source::Spanned;
use crate::words::{code, list};

pub(super) static CHECK: Check = Check {
    id: "service-selects-no-running-pods",
    title: "Service whose workloads run no pods",
    severity: Severity::Low,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The selector of this Service matches, but every workload that it matches is set to run no pods: it has
no replicas, or it is suspended.

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
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: report}
spec:
  selector: {app: report}
  ports: [{port: 80}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  suspend: true
  template:
    metadata: {labels: {app: report}}
    spec: {restartPolicy: Never, containers: [{name: report, image: busybox}]}
```

## Why it matters
Nobody answers now. The door stays open all the while, so raising the number of replicas is enough to
put the pods behind it again.

## What to do
If the application is not needed, remove the Service too. If it is, give the workload a replica.

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
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

## Limits
An autoscaler or a person may change the number in the cluster; it is read here as it is written.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject) {
        let idle: Vec<(&Object, &Spanned<Rc<str>>)> = idle(subject, door.matched).collect();
        if idle.is_empty() || door.matched.has_running_pods(subject.cluster) {
            continue;
        }
        let names = list(idle.iter().map(|(object, off)| format!("{} ({})", explain::title(object), code(&off.value))));
        let (have, they) = if idle.len() == 1 { ("has", "it") } else { ("have", "they") };
        let service = explain::title(door.object);
        let message = format!("{service} selects {names}, and {they} {have} no running pods.");
        let selector = door.spec.selector().map(|selector| door.object.place(selector.pairs.span));
        let place = selector.unwrap_or_else(|| door.object.name_place());
        let mut finding = Finding::new(&CHECK, place, message);
        let highlight = |(object, off): &(&Object, &Spanned<Rc<str>>)| Highlight {
            place: object.place(off.span),
            text: "no pods".into(),
        };
        finding.highlights = idle.iter().map(highlight).collect();
        finding.reach = reached::widest_door(subject, door.matched.service);
        findings.push(finding);
    }
}

/// The selected workloads that run no pods, with what says so.
fn idle<'a>(
    subject: &Subject<'a>,
    matched: &'a ServiceMatch,
) -> impl Iterator<Item = (&'a Object, &'a Spanned<Rc<str>>)> {
    let cluster = subject.cluster;
    matched.selects.iter().filter_map(|selected| {
        let object = cluster.object(selected.workload)?;
        match &object.workload()?.pods {
            Pods::None(off) => Some((object, off)),
            _ => None,
        }
    })
}
