//! A Service of type NodePort.

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::{End, Reach, Verdict, Via};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::service::ServiceType;
use crate::words::list;

pub(super) static CHECK: Check = Check {
    id: "node-port-service",
    title: "Service open on every node",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service of type NodePort opens each of its ports on every node of the cluster, under a number between
30000 and 32767. Which node it is makes no difference: all of them send on to the pods.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

## Why it matters
Whoever can reach a node can connect to the pods. Where nodes have public addresses, that is anyone on the
Internet, without TLS or a log in between.

## What to do
If only pods use it, make it a ClusterIP Service. For people outside, put an Ingress or a Gateway before
it, or a load balancer.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ClusterIP
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

```yaml clean
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
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

## Limits
Who can reach the nodes is not in the manifests. Some load balancers and Ingress controllers outside of
the cluster need the node ports.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.spec.service_type() == ServiceType::NodePort) {
        let paths = || subject.exposure.through(door.matched.service).filter(|path| path.via == Via::NodePort);
        let open = paths().filter(|path| path.verdict == Verdict::Open);
        let outermost = reached::outermost(paths());
        let reach = outermost.unwrap_or(Reach::NodeNetwork);
        let mut finding = Finding::new(&CHECK, door.type_place(), message(&door, reach, &reached::ends(subject, open)));
        if outermost == Some(Reach::Internet) {
            finding.severity = Severity::High;
        } else if paths().all(|path| path.end == End::Dead) {
            finding.severity = Severity::Low;
        }
        finding.reach = Some(reach);
        finding.mend(subject, || reached::close(subject, &door));
        findings.push(finding);
    }
}

fn message(door: &Door, reach: Reach, ends: &str) -> String {
    let written = door.spec.ports.iter().filter_map(|port| port.node_port.as_ref()).filter(|port| port.value != 0);
    let numbers: Vec<String> = written.map(|port| port.value.to_string()).collect();
    let opens = match numbers.as_slice() {
        numbers if numbers.is_empty() || numbers.len() < door.spec.ports.len() => "its ports".to_owned(),
        [one] => format!("port {one}"),
        _ => format!("ports {}", list(numbers)),
    };
    let opens = format!("{} opens {opens} on every node", explain::title(door.object));
    if ends.is_empty() {
        // What stands behind may be blocked by a policy, so nothing is said of who gets there.
        return format!("{opens}, for whoever can reach one.");
    }
    format!("{opens}: {} can connect to {ends}.", reach.who())
}
