//! A node port that two Services ask for.

use std::collections::BTreeMap;

use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::Object;
use crate::manifest::service::ServiceType;
use crate::source::{Place, Spanned};

pub(super) static CHECK: Check = Check {
    id: "node-port-conflict",
    title: "Node port that is asked for twice",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A node port is open on every node of the cluster, so a number can belong to one Service only. Two Services ask for
this one.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {type: NodePort, selector: {app: shop}, ports: [{port: 80, nodePort: 30080}]}
```

## Why it matters
The API server takes the first of them and refuses the other, so which one works depends on the order in which they
are made.

## What to do
Give one of them another number, or none: the cluster then takes a free one.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {type: NodePort, selector: {app: shop}, ports: [{port: 80, nodePort: 30080}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {type: NodePort, selector: {app: shop}, ports: [{port: 80}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  type: NodePort
  selector: {app: dns}
  ports: [{name: udp, port: 53, protocol: UDP, nodePort: 30053}, {name: tcp, port: 53, nodePort: 30053}]
```

## Limits
Only these manifests are compared: a Service that is in the cluster already may hold a number too. Where the manifests
are for several clusters, there is no conflict.
"#;

/// Ports of one Service may share a number if their protocols differ; other Services may not, whatever the protocol, and
/// the port that tells which nodes have a ready pod is taken from the same numbers
/// (`kubernetes/kubernetes: pkg/registry/core/service/portallocator/allocator.go`).
fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let mut taken = Taken::new();
    for port in reached::door_ports(subject) {
        let written = port.port.node_port.as_ref().filter(|_| port.door.spec.opens_node_port(port.port));
        let Some(node_port) = written.filter(|written| written.value != 0) else { continue };
        let claim = Claim { object: port.door.object, node_port, protocol: Some(port.port.protocol()) };
        if let Some(mut finding) = claim.conflict(port.title(), &mut taken) {
            let consequence = "The cluster then gives it a free node port, open on every node.";
            finding.mend(subject, || reached::give_up_node_port(subject, &port, consequence));
            findings.push(finding);
        }
    }
    for door in reached::doors(subject) {
        let is_asked = door.spec.service_type() == ServiceType::LoadBalancer && door.spec.external_local().is_some();
        let written = door.spec.health_check_node_port.as_ref().filter(|written| is_asked && written.value != 0);
        let Some(node_port) = written else { continue };
        let claim = Claim { object: door.object, node_port, protocol: None };
        findings.extend(claim.conflict(explain::title(door.object), &mut taken));
    }
}

/// For each number where it was asked for first, by which Service, and for which protocols.
type Taken = BTreeMap<i32, (Place, String, Vec<String>)>;

/// What asks for a node port.
struct Claim<'a> {
    object: &'a Object,
    node_port: &'a Spanned<i32>,
    /// None for what is no port of the Service's own, and shares a number with none of these.
    protocol: Option<&'a str>,
}

impl Claim<'_> {
    /// What is wrong with it, where another one has the number.
    fn conflict(&self, title: String, taken: &mut Taken) -> Option<Finding> {
        let (object, number) = (self.object, self.node_port.value);
        let (place, protocol) = (object.place(self.node_port.span), self.protocol.map(str::to_owned));
        let owner = format!("{}/{}", object.namespace(), object.name());
        let Some((first, holder, protocols)) = taken.get_mut(&number) else {
            taken.insert(number, (place, owner, protocol.into_iter().collect()));
            return None;
        };
        if let Some(protocol) = protocol.filter(|protocol| *holder == owner && !protocols.contains(protocol)) {
            protocols.push(protocol);
            return None;
        }
        let asker = if *holder == owner { "another port of it" } else { "another Service" };
        let message =
            format!("{title} asks for node port {number}, and so does {asker}. Only one of them can have it.");
        let mut finding = Finding::new(&CHECK, place, message);
        finding.highlights.push(Highlight { place: *first, text: "the first that asks for it".into() });
        Some(finding)
    }
}
