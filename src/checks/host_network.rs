//! Pods that use the network of their node as their own.

use std::collections::BTreeSet;

use super::{Check, Subject, reached};
use crate::explain;
use crate::exposure::{Path, Reach, Via};
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::Object;
use crate::manifest::workload::Workload;
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "host-network",
    title: "Pod in the network of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
With `hostNetwork: true` a pod has no address of its own: it uses its node's. Every port that it listens
on, declared or not, is a port of the node.

```yaml firing
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      hostNetwork: true
      containers: [{name: agent, image: agent, ports: [{containerPort: 9100}]}]
```

## Why it matters
Whoever can reach the node can connect to the pod; most network plugins apply no network policy to it.
From inside, the pod sees the node's traffic and its loopback, where other servers trust whoever comes.

## What to do
Leave it out, unless the pod is part of the node's own machinery. A Service or a single host port is
enough for most of what it is used for.

```yaml before
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  hostNetwork: true
  containers:
  - name: web
    image: nginx
```

```yaml after
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  hostNetwork: false
  containers: [{name: web, image: nginx}]
```

## Limits
What the pod listens on is known only as far as its containers declare it. Network plugins, proxies and
monitors of the node need this setting, and so does every HostProcess pod of Windows.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (id, object, workload) in reached::running(subject) {
        let Some(on) = workload.template.spec.host_network.as_ref().filter(|on| on.value) else { continue };
        let paths = || subject.exposure.to(id).filter(|path| path.via == Via::HostNetwork);
        let ports: BTreeSet<u16> = paths().filter_map(Path::port).collect();
        // A policy that selects the pods leaves it open who gets to the ports.
        let reach = if ports.is_empty() { Some(Reach::NodeNetwork) } else { reached::outermost(paths()) };
        let listens = if ports.is_empty() { "whatever port it listens on".to_owned() } else { reached::ports(&ports) };
        let connects = reach.map(|reach| format!(": {} can connect to {listens}", reach.who())).unwrap_or_default();
        let message = format!(
            "{} uses the network of its node as its own{connects}. \
             It can itself connect to what listens on the node alone.",
            explain::title(object),
        );
        let mut finding = Finding::new(&CHECK, object.place(on.span), message);
        finding.reach = reach.or(Some(Reach::NodeNetwork));
        // The API server refuses a HostProcess pod without it.
        if !workload.template.spec.is_host_process() {
            finding.mend(subject, || remove(subject, object, workload));
        }
        findings.push(finding);
    }
}

fn remove(subject: &Subject, object: &Object, workload: &Workload) -> Option<Fix> {
    let tree = subject.tree(object)?;
    let spec = tree.at(workload.kind.template_path())?.get("spec")?;
    let edit = edit::remove_entry(subject.texts.document(object.document), spec, "hostNetwork");
    let title = format!("Remove `hostNetwork: true` from {}", explain::title(object));
    let consequence = "This closes its ports on the node, except host ports that are written. \
         What it does on the node's own network no longer works.";
    reached::fix(object, title, consequence, edit.map(|edit| vec![edit]))
}
