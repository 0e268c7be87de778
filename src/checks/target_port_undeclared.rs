//! A target port by a number that no container of the selected pods declares.

use std::collections::BTreeSet;

use super::{Check, Subject, reached};
use crate::cluster::ports::Resolution;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::words::list;

pub(super) static CHECK: Check = Check {
    id: "target-port-undeclared",
    title: "Target port that no container declares",
    severity: Severity::Note,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
This Service sends a port to a number that no container of its pods lists under `ports`. The list only
informs: traffic arrives all the same, and is answered if a process listens there.

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
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 8080}]}]
```

## Why it matters
If the number is a slip, nobody answers. If it is not, there is an open port that a reader of the pod
does not see.

## What to do
Compare the number with what the process listens on. Then correct `targetPort`, or declare the port in
the container.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 8080}]}]
```

## Limits
What a process listens on cannot be seen in a manifest. Headless Services are left out: they send
nothing, clients connect to the pods themselves.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for port in reached::door_ports(subject).filter(|port| !port.door.spec.is_headless()) {
        let undeclared = port.targets.iter().filter_map(|target| match target.resolution {
            Resolution::Undeclared(number) => Some((subject.cluster.object(target.workload)?, number)),
            _ => None,
        });
        let undeclared: Vec<(&Object, u16)> = undeclared.collect();
        let Some((_, number)) = undeclared.first() else { continue };
        let of = list(undeclared.iter().map(|(workload, _)| explain::title(workload)));
        let declared = undeclared.iter().flat_map(|(workload, _)| declared(workload)).collect::<BTreeSet<_>>();
        let which = match declared.is_empty() {
            true => "whose containers declare no ports".to_owned(),
            false => format!("whose containers declare {}", list(declared)),
        };
        let message = format!(
            "{} leads to port {number} of {of}, {which}. It is answered only if a process listens there.",
            port.title()
        );
        findings.push(Finding::new(&CHECK, port.target_place(), message));
    }
}

/// The ports that a workload's containers declare, each as a person would say it.
fn declared(workload: &Object) -> impl Iterator<Item = String> {
    let ports = workload.workload().into_iter().flat_map(|workload| workload.template.spec.ports());
    ports.filter_map(|(_, port)| Some(format!("{} ({})", port.number()?, port.protocol())))
}
