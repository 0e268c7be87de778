//! A target port by a name that the containers have for another protocol.

use super::reached::{self, DoorPort};
use super::{Check, Subject};
use crate::cluster::ports::{Resolution, Unresolved};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::manifest::service::ServicePort;
use crate::words::code;
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "target-port-protocol-mismatch",
    title: "Named target port of another protocol",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A named target port is looked up together with its protocol. The pods have a port of this name, but for
another protocol than the Service's port, so it is not found. Both are `TCP` where nothing is written.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports: [{port: 53, targetPort: dns}]
---
apiVersion: v1
kind: Pod
metadata: {name: dns, labels: {app: dns}}
spec:
  containers:
  - {name: dns, image: coredns, ports: [{name: dns, containerPort: 53, protocol: UDP}]}
```

## Why it matters
The port leads nowhere, although names and numbers look right.

## What to do
Write the same protocol on both sides. A server for both protocols needs two ports, each with a name of
its own.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports:
  - port: 53
    targetPort: dns
---
apiVersion: v1
kind: Pod
metadata: {name: dns, labels: {app: dns}}
spec:
  containers:
  - {name: dns, image: coredns, ports: [{name: dns, containerPort: 53, protocol: UDP}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports:
  - port: 53
    protocol: UDP
    targetPort: dns
---
apiVersion: v1
kind: Pod
metadata: {name: dns, labels: {app: dns}}
spec:
  containers:
  - {name: dns, image: coredns, ports: [{name: dns, containerPort: 53, protocol: UDP}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports: [{port: 53, targetPort: dns, protocol: UDP}]
---
apiVersion: v1
kind: Pod
metadata: {name: dns, labels: {app: dns}}
spec:
  containers:
  - {name: dns, image: coredns, ports: [{name: dns, containerPort: 53, protocol: UDP}]}
```

## Limits
A target port by number is sent on whatever protocol a container declares for it, so only names are
judged here. Where other pods have a port of that name and protocol, the Service is left as it is: another
protocol would send it elsewhere there.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for port in reached::door_ports(subject) {
        let other = port.targets.iter().find_map(|target| match &target.resolution {
            Resolution::Unresolved(Unresolved::OtherProtocol { name, declared, span }) => {
                Some((subject.cluster.object(target.workload)?, name, declared, *span))
            }
            _ => None,
        });
        let Some((workload, name, declared, span)) = other else { continue };
        // Where other pods have it, the port works, and other settings of the Service's would send it elsewhere there.
        let arrives = port.arrives();
        let message = format!(
            "{} speaks {}, but {} has the port named {} for {}, so it leads {}.",
            port.title(),
            code(port.port.protocol()),
            explain::title(workload),
            code(name),
            code(declared),
            if arrives { "to none of its pods" } else { "nowhere" },
        );
        let mut finding = Finding::new(&CHECK, port.target_place(), message);
        if arrives {
            finding.severity = Severity::Medium;
        }
        finding.highlights.push(Highlight { place: workload.place(span), text: "the port of this name".into() });
        if !arrives {
            finding.mend(subject, || speak(subject, &port, declared));
        }
        findings.push(finding);
    }
}

/// The container's protocol for the Service's port, unless another port has this number and
/// protocol already.
fn speak(subject: &Subject, port: &DoorPort, protocol: &str) -> Option<Fix> {
    let number = port.port.number()?;
    let taken = |other: &ServicePort| other.number() == Some(number) && other.protocol() == protocol;
    if port.door.spec.ports.iter().any(taken) {
        return None;
    }
    let (text, node) = (subject.texts.document(port.door.object.document), port.node(subject)?);
    let edit = match node.get("protocol") {
        Some(written) => edit::replace_value(text, written, protocol),
        None => edit::insert_after(text, &node, "port", &[("protocol", Insert::Text(protocol))]),
    };
    let title = format!("Let port {number} speak {}", code(protocol));
    let consequence =
        format!("{} is then found by clients that speak {protocol}, and leads to the pods.", port.title());
    reached::fix(port.door.object, title, consequence, Some(vec![edit?]))
}
