//! A StatefulSet whose Service does not give its pods names.

use super::{Check, Subject};
use crate::cluster::Cluster;
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::workload::WorkloadKind;
use crate::manifest::{Object, ObjectId};
use crate::source::Span;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "stateful-set-service-missing",
    title: "StatefulSet without a Service of its own",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Each pod of a StatefulSet gets a name in DNS, such as `db-0.db`, by the Service that `serviceName` names. It
has to be of the same namespace, select the pods, and be headless: `clusterIP: None`.

```yaml firing
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
```

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
```

## Why it matters
The pods find each other by these names; without them, members of a database cannot join. Kubernetes takes
the manifest all the same.

## What to do
Make a headless Service that selects the pods, and write its name as `serviceName`.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
```

## Limits
The Service may be in a file that is not here. An application that does not use these names needs none.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (id, object) in subject.cluster.workloads() {
        if object.workload().is_some_and(|workload| workload.kind == WorkloadKind::StatefulSet) {
            findings.extend(finding(subject.cluster, id, object));
        }
    }
}

fn finding(cluster: &Cluster, id: ObjectId, object: &Object) -> Option<Finding> {
    let title = explain::title(object);
    let Some((name, span)) = service_name(object) else {
        let message = format!("{title} names no Service as its `serviceName`, so its pods have no names in DNS.");
        let mut finding = Finding::new(&CHECK, object.name_place(), message);
        finding.severity = Severity::Low;
        return Some(finding);
    };
    let found = cluster.service_named(object.namespace(), name);
    let why = match found {
        None => "and these manifests have none of that name in its namespace",
        Some((_, spec)) if !spec.is_headless() => "which has one address for all of them: it is not headless",
        Some((service, _)) => {
            let mut selected = cluster.service(service.id).into_iter().flat_map(|matched| &matched.selects);
            if selected.any(|selected| selected.workload == id) {
                return None;
            }
            "which does not select them"
        }
    };
    let message = format!("The pods of {title} shall get names in DNS from Service {}, {why}.", code(name));
    let mut finding = Finding::new(&CHECK, object.place(span), message);
    if let Some((service, _)) = found {
        finding.highlights.push(Highlight { place: service.name_place(), text: "the Service".into() });
    }
    Some(finding)
}

/// What stands as its `serviceName`.
fn service_name(object: &Object) -> Option<(&str, Span)> {
    let written = object.workload()?.service_name.as_ref().filter(|name| !name.value.is_empty())?;
    Some((&written.value, written.span))
}
