//! A network policy for pods to which policies do not apply.

use super::{Check, Subject, policed};
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::Object;
use crate::words::few;

pub(super) static CHECK: Check = Check {
    id: "network-policy-on-host-network-pod",
    title: "Network policy for pods on their node's network",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A pod with `hostNetwork: true` has no address of its own but uses its node's. What a network policy does to
it is undefined, and most network plugins do nothing.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: agent}
spec: {podSelector: {matchLabels: {app: agent}}}
---
apiVersion: v1
kind: Pod
metadata: {name: agent, labels: {app: agent}}
spec: {hostNetwork: true, containers: [{name: agent, image: agent}]}
```

## Why it matters
The policy reads as if the pods were protected, and whoever can reach their nodes can reach them.

## What to do
Take `hostNetwork` out if the pods can do without it. Else guard the node with a firewall, or with the
policies that the network plugin has for nodes.

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: agent}
spec: {podSelector: {matchLabels: {app: agent}}}
---
apiVersion: v1
kind: Pod
metadata: {name: agent, labels: {app: agent}}
spec: {containers: [{name: agent, image: agent}]}
```

## Limits
Some network plugins can be told to protect nodes as well.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for policy in policed::policies(subject) {
        let on_host_network =
            |object: &&Object| object.workload().is_some_and(|workload| workload.template.spec.uses_host_network());
        let pods = subject.cluster.selected_by(policy.id).filter_map(|id| subject.cluster.object(id));
        let pods: Vec<&Object> = pods.filter(on_host_network).collect();
        if pods.is_empty() {
            continue;
        }
        let message = format!(
            "{} is for {} too, in the network of the node by `hostNetwork`: most network plugins apply no policy there.",
            explain::title(policy.object),
            few(pods.iter().map(|object| explain::title(object))),
        );
        let place = policy.object.place(policy.spec.pod_selector.span);
        let mut finding = Finding::new(&CHECK, place, message);
        let on = pods.iter().filter_map(|object| {
            let setting = object.workload()?.template.spec.host_network.as_ref()?;
            Some(Highlight { place: object.place(setting.span), text: "on its node's network".into() })
        });
        finding.highlights = on.collect();
        findings.push(finding);
    }
}
