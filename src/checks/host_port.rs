//! A container that claims a port of its node.

use super::{Check, Subject, reached};
use crate::explain;
use crate::exposure::{Path, Reach, Via};
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::Object;
use crate::manifest::pod::ContainerPort;
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "host-port",
    title: "Container port open on the node",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
With `hostPort` a container claims a port of the node on which its pod runs. Who connects to the node on
that port is sent to the container, without a Service.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]
```

## Why it matters
Whoever can reach the node can connect to the pod, and no Service shows it. Two pods with the same host
port cannot share a node.

## What to do
Use a Service. Where something on the node itself has to connect, bind the port to the node's own loopback
with `hostIP: 127.0.0.1`.

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
      hostPort: 8080
      name: http
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
      name: http
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: nginx, ports: [{containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1}]}]
```

## Limits
Who can reach the node is not in the manifests. Pods that use the node's network as their own are another
check's.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (id, object, workload) in reached::running(subject) {
        for (_, port) in workload.template.spec.ports() {
            let Some(host_port) = &port.host_port else { continue };
            let place = object.place(host_port.span);
            let enters =
                |path: &&Path| path.via == Via::HostPort && path.hops.iter().any(|hop| hop.places.contains(&place));
            let mut paths = subject.exposure.to(id).filter(enters).peekable();
            if paths.peek().is_none() {
                continue;
            }
            let open = reached::outermost(paths);
            let (title, number) = (explain::title(object), host_port.value);
            let Some(target) = port.number() else { continue };
            let leads = match open {
                Some(from) => format!(": {} can connect to its port {target}", from.who()),
                None => format!(", which leads to its port {target}"),
            };
            let message = format!("{title} claims port {number} of every node that it runs on{leads}.");
            let mut finding = Finding::new(&CHECK, place, message);
            finding.severity = if open == Some(Reach::Internet) { Severity::High } else { CHECK.severity };
            finding.reach = open.or(Some(Reach::NodeNetwork));
            finding.mend(subject, || remove(subject, object, port));
            findings.push(finding);
        }
    }
}

fn remove(subject: &Subject, object: &Object, port: &ContainerPort) -> Option<Fix> {
    let (text, tree) = subject.written(object)?;
    let number = port.host_port.as_ref().map_or(0, |port| port.value);
    let title = format!("Remove host port {number} from {}", explain::title(object));
    let consequence = format!("This closes port {number} of the node. Pods of the cluster still reach the container.");
    let edit = edit::remove_entry(text, tree.map_at(port.span)?, "hostPort");
    reached::fix(object, title, consequence, edit.map(|edit| vec![edit]))
}
