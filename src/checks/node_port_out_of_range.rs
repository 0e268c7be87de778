//! A node port that the cluster does not give out.

use super::{Check, Subject, reached};
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "node-port-out-of-range",
    title: "Node port outside of the range",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Node ports come from a range that is set for the whole cluster, 30000 to 32767 if nobody changed it. This
one asks for a number outside.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 8080}]
```

## Why it matters
The API server refuses the Service. The range is there for a reason: below it lie the ports of the
node's own servers, such as SSH and the kubelet.

## What to do
Choose a number of the range, or none: the cluster then takes a free one.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports:
  - port: 80
    nodePort: 8080
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports:
  - port: 80
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 32767}]
```

## Limits
The API server's flag `--service-node-port-range` can set another range, which no manifest shows.
"#;

/// The range when nobody sets another (`kubernetes/kubernetes: pkg/kubeapiserver/options/options.go`).
const RANGE: std::ops::RangeInclusive<i32> = 30000..=32767;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for port in reached::door_ports(subject) {
        let written = port.port.node_port.as_ref().filter(|_| port.door.spec.opens_node_port(port.port));
        let Some(node_port) = written.filter(|written| written.value != 0 && !RANGE.contains(&written.value)) else {
            continue;
        };
        let message = format!(
            "{} asks for node port {}. Unless the cluster was set up otherwise, only 30000 to 32767 are given out.",
            port.title(),
            node_port.value
        );
        let mut finding = Finding::new(&CHECK, port.door.object.place(node_port.span), message);
        let consequence = "The cluster then gives it a free node port between 30000 and 32767, open on every node.";
        finding.mend(subject, || reached::give_up_node_port(subject, &port, consequence));
        findings.push(finding);
    }
}
