//! A target port by a name that no container of the selected pods has.

use std::rc::Rc;

use super::reached::{self, DoorPort};
use super::{Check, Subject};
use crate::cluster::ports::{Resolution, Unresolved};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::Object;
use crate::words::{code, list};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "target-port-unresolved",
    title: "Named target port that no container has",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
This Service sends a port to the pods' port of a certain name. No container of the pods has a port of
that name, so the port leads nowhere, even though the pods are selected.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: htpp}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: web, image: nginx, ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]}
```

## Why it matters
Whoever connects to this port gets no answer. Other ports of the same Service may work, which makes it
hard to see.

## What to do
Use a name that a container's port has, or the number.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: web # by name
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: web, image: nginx, ports: [{name: http, containerPort: 8080}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: http # by name
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: web, image: nginx, ports: [{name: http, containerPort: 8080}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: web, image: nginx}
  initContainers:
  - {name: proxy, image: envoy, restartPolicy: Always, ports: [{name: http, containerPort: 8080}]}
```

## Limits
A container that is injected into the pods in the cluster may bring the port. A headless Service only
loses a DNS record by it, since clients connect to the pods themselves.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for port in reached::door_ports(subject) {
        let missing = port.targets.iter().filter_map(|target| match &target.resolution {
            Resolution::Unresolved(Unresolved::NoSuchName(name)) => {
                Some((subject.cluster.object(target.workload)?, name))
            }
            _ => None,
        });
        let missing: Vec<(&Object, &Rc<str>)> = missing.collect();
        let Some((_, name)) = missing.first() else { continue };
        let of = list(missing.iter().map(|(workload, _)| explain::title(workload)));
        let message =
            format!("{} leads to no port of {of}: no container there has a port named {}.", port.title(), code(name));
        let mut finding = Finding::new(&CHECK, port.target_place(), message);
        if port.door.spec.is_headless() {
            finding.severity = Severity::Low;
        } else if missing.len() < port.targets.len() {
            finding.severity = Severity::Medium;
        }
        // Another name would send what arrives now elsewhere.
        if !port.arrives() {
            finding.mend(subject, || rename(subject, &port, &missing));
        }
        findings.push(finding);
    }
}

/// Where the containers declare only one port of the protocol, its name.
fn rename(subject: &Subject, port: &DoorPort, missing: &[(&Object, &Rc<str>)]) -> Option<Fix> {
    let pods = missing.iter().filter_map(|(object, _)| Some(&object.workload()?.template.spec));
    let ports = pods.flat_map(|pod| pod.ports()).filter(|(_, declared)| declared.protocol() == port.port.protocol());
    let mut names = ports.map(|(_, declared)| declared.name.as_ref().map(|name| &*name.value));
    let name = names.next()?.filter(|first| names.all(|name| name == Some(*first)))?;
    let text = subject.texts.document(port.door.object.document);
    let edit = edit::replace_value(text, port.node(subject)?.get("targetPort")?, name)?;
    let title = format!("Send it to the port named {}", code(name));
    let consequence = format!("{} then leads to the only port that the containers declare.", port.title());
    reached::fix(port.door.object, title, consequence, Some(vec![edit]))
}
