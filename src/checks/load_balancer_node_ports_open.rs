//! A load balancer that opens a port on every node as well.

use super::{Check, Subject, reached};
use crate::explain;
use crate::exposure::{Verdict, Via};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::service::ServiceType;

pub(super) static CHECK: Check = Check {
    id: "load-balancer-node-ports-open",
    title: "Load balancer that opens node ports beside it",
    severity: Severity::Low,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service of type LoadBalancer also opens each of its ports on every node, under a number between 30000
and 32767, unless it says that it needs none.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [192.0.2.0/24]
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

## Why it matters
Who can reach a node gets in beside the load balancer, and past what it would check: `loadBalancerSourceRanges`,
a web application firewall, its log.

## What to do
Write `allocateLoadBalancerNodePorts: false` where the provider's load balancer sends straight to the
pods. Else keep the nodes' addresses behind a firewall.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  allocateLoadBalancerNodePorts: false
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

## Limits
Many providers need the node ports to get the traffic to the pods. The port that
`externalTrafficPolicy: Local` opens for health checks leads to no pod: it is named here, but never
alone a reason. Whether a firewall guards the nodes is not in the manifests.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.spec.service_type() == ServiceType::LoadBalancer) {
        let paths = || subject.exposure.through(door.matched.service).filter(|path| path.via == Via::NodePort);
        let open = || paths().filter(|path| path.verdict == Verdict::Open);
        let Some(reach) = reached::outermost(paths()) else { continue };
        let mut message = format!(
            "{} also opens a port on every node for its load balancer: {} can connect to {} beside it.",
            explain::title(door.object),
            reach.who(),
            reached::ends(subject, open()),
        );
        message.extend(explain::health_check(door.spec).map(|text| format!(" {text}")));
        let mut finding = Finding::new(&CHECK, door.type_place(), message);
        finding.reach = Some(reach);
        findings.push(finding);
    }
}
