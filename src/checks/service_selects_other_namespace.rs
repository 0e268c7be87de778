//! A Service that asks for labels of pods in another namespace.

use super::reached::{self, Door};
use super::{Check, Subject, connect};
use crate::cluster::Reason;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "service-selects-other-namespace",
    title: "Service whose pods are in another namespace",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Pods with all the labels that this Service asks for exist, but in another namespace. A Service selects
pods of its own namespace only, so it selects none of them.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
Whoever connects gets no answer. An object without a namespace goes to whichever one kubectl is set to,
so two halves of an application come apart unseen.

## What to do
Put the Service into the namespace of its pods. Clients in other namespaces then call it by its longer
name, `web.shop`.

```yaml before
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

## Limits
An object that names no namespace is taken to be in `default`; `kubectl apply --namespace` can put it
elsewhere. Equal labels may also be chance, when two applications use the same ones.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.matched.selects.is_empty()) {
        let Some(miss) = door.matched.near_misses.first() else { continue };
        let Some(workload) = subject.cluster.object(miss.workload) else { continue };
        if let Reason::OtherNamespace(namespace) = &miss.reason {
            let message = message(&door, workload, namespace);
            let written = door.object.metadata.namespace.as_ref().map(|namespace| door.object.place(namespace.span));
            let place = written.unwrap_or_else(|| door.object.name_place());
            findings.extend(connect::finding(&CHECK, subject, door.matched, Some(place), message));
        }
    }
}

fn message(door: &Door, workload: &Object, namespace: &str) -> String {
    let (service, owner) = (explain::title(door.object), explain::title(workload));
    let (here, there) = (code(door.object.namespace()), code(namespace));
    let asks = door.matched.asks();
    format!(
        "{service} is in namespace {here} and asks for pods with {asks}. {owner} has them in namespace {there}, \
         where the Service does not look."
    )
}
