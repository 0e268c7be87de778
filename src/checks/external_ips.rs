//! A Service that takes addresses for itself.

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::{Reach, Via};
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::words::{code, few};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "external-ips",
    title: "Service that takes addresses for itself",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
With `externalIPs` a Service names addresses on which every node answers for it: whatever comes to a node for such an
address goes to the Service's pods. Nobody checks to whom the address belongs.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}], externalIPs: [192.0.2.10]}
```

## Why it matters
Whoever reaches a node by that address reaches the pods, without a load balancer or a firewall's rule that says so.
And whoever may write Services can claim an address that pods of the cluster use for something else, and read what is
sent there (CVE-2020-8554). Kubernetes 1.36 deprecated the field.

## What to do
Use a Service of type LoadBalancer, or an Ingress, which get their addresses from whoever owns them.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalIPs: [192.0.2.10]
  ports: [{port: 80}]
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
```

## Limits
Whether an address leads to the nodes is decided by the network around them. A cluster may refuse the field altogether.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject) {
        let addresses: Vec<_> = door.spec.external_addresses().collect();
        let Some((_, first)) = addresses.first() else { continue };
        let (title, named) = (explain::title(door.object), few(addresses.iter().map(|(ip, _)| code(&ip.to_string()))));
        let which = if addresses.len() == 1 { "the address" } else { "the addresses" };
        let message = format!(
            "{title} takes {which} {named} for itself: what comes to a node for it goes to its pods, whoever owns it."
        );
        let mut finding = Finding::new(&CHECK, door.object.place(*first), message);
        let paths = subject.exposure.through(door.matched.service).filter(|path| path.via == Via::ExternalIp);
        finding.reach = reached::outermost(paths).or(Some(Reach::Cluster));
        finding.mend(subject, || remove(subject, &door));
        findings.push(finding);
    }
}

fn remove(subject: &Subject, door: &Door) -> Option<Fix> {
    let tree = subject.tree(door.object)?;
    let edit = edit::remove_entry(subject.texts.document(door.object.document), tree.get("spec")?, "externalIPs");
    let consequence = "Nodes then no longer answer for it on these addresses.";
    let title = format!("Remove the addresses of {}", code(door.object.name()));
    reached::fix(door.object, title, consequence, edit.map(|edit| vec![edit]))
}
