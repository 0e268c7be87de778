//! A Service without a selector, for which nobody wrote endpoints.

use super::{Check, Subject, reached};
use crate::cluster::Backing;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "service-without-selector",
    title: "Service without a selector",
    severity: Severity::Note,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service without a selector, or with an empty one, looks for no pods. Its traffic goes to the addresses
that an Endpoints object or an EndpointSlice gives it, and there is none here.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: database}
spec:
  ports: [{port: 5432}]
```

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {}
  ports: [{port: 80}]
```

## Why it matters
Until somebody writes addresses, nobody answers. And whoever may write EndpointSlices in this namespace
decides where the traffic goes, in or out of the cluster, without a change to the Service.

## What to do
Add a selector if pods are meant. Else write an EndpointSlice with the label
`kubernetes.io/service-name`, and keep the right to change it to few people.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: database}
spec:
  ports: [{port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: database-1, labels: {kubernetes.io/service-name: database}}
addressType: IPv4
ports: [{port: 5432}]
endpoints: [{addresses: [10.1.2.3]}]
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {type: ExternalName, externalName: db.example.com}
```

## Limits
A controller in the cluster, such as an operator, may write the addresses; that is not seen here.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject) {
        if matches!(&door.matched.backing, Backing::Manual(endpoints) if endpoints.is_empty()) {
            let service = explain::title(door.object);
            let message = format!(
                "{service} has no selector, and no Endpoints or EndpointSlice here says where its traffic goes."
            );
            let mut finding = Finding::new(&CHECK, door.object.name_place(), message);
            finding.reach = reached::widest_door(subject, door.matched.service);
            findings.push(finding);
        }
    }
}
