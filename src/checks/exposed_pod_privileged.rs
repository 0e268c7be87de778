//! Pods that can be reached and whose containers may do whatever their node may.

use super::exposed::{self, Exposed};
use super::{Check, Subject, reached};
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::pod::Container;
use crate::words::{code, few};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-privileged",
    title: "Reachable pod that runs privileged",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A container with `privileged: true` is hardly contained: it has all powers of root, and sees all devices
of its node. Someone else can connect to this one.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}], securityContext: {privileged: true}}]}
```

## Why it matters
A fault in what listens there is then a fault of the whole node: whoever uses it can mount the node's
disk, read what every other pod of the node holds, and act as the node on the API server.

## What to do
Leave it out. Where a container needs one power of root, such as binding to a low port, give it that one in
`capabilities.add`. What really needs the whole node should not be reachable.

```yaml before
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports:
    - containerPort: 80
    securityContext:
      privileged: true
      runAsUser: 0
```

```yaml after
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports:
    - containerPort: 80
    securityContext:
      runAsUser: 0
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{containerPort: 80}]
    securityContext: {privileged: false, capabilities: {add: [NET_BIND_SERVICE]}}
```

An init container is gone before anyone can connect, unless `restartPolicy: Always` keeps it running.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers: [{name: sysctl, image: busybox, securityContext: {privileged: true}}]
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers: [{name: agent, image: busybox, restartPolicy: Always, securityContext: {privileged: true}}]
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

## Limits
A pod that only its cluster can reach is a milder case, and one that declares no port and to which no Service sends
is left out. Whether what listens has a fault, no manifest says.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for exposed in exposed::exposed(subject) {
        let all = exposed.workload.template.spec.lasting_containers();
        let privileged: Vec<(&Container, _)> =
            all.filter_map(|container| Some((container, container.privileged()?.span))).collect();
        let Some((_, span)) = privileged.first() else { continue };
        let names = privileged.iter().map(|(container, _)| code(container.name()));
        let what =
            format!("{} runs {} privileged: whoever gets in there has the whole node.", exposed.title(), few(names),);
        let mut finding = exposed.finding(&CHECK, Severity::High, exposed.object.place(*span), &what);
        for (_, span) in privileged.iter().skip(1) {
            finding.highlight(Some(exposed.object.place(*span)), "privileged too");
        }
        finding.mend(subject, || remove(subject, &exposed, &privileged));
        findings.push(finding);
    }
}

/// Where they are no more than someone can look through.
fn remove<T>(subject: &Subject, exposed: &Exposed, privileged: &[(&Container, T)]) -> Option<Fix> {
    const MOST: usize = 100;
    if privileged.len() > MOST {
        return None;
    }
    let (text, tree) = subject.written(exposed.object)?;
    let edits = privileged.iter().map(|(container, _)| {
        let context = tree.map_at(container.security_context.as_ref()?.span)?;
        edit::remove_entry(text, context, "privileged")
    });
    let title = format!("Remove `privileged: true` from {}", exposed.title());
    let consequence =
        "Its containers keep the powers that containers have by default. What needs more no longer works.";
    reached::fix(exposed.object, title, consequence, edits.collect())
}
