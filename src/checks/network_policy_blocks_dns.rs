//! Pods that may connect to something, and not to the cluster's DNS.

use std::collections::BTreeMap;

use super::{Check, Subject, policed, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::policy::Direction;
use crate::manifest::{Object, ObjectId};
use crate::policy::{Described, Peer, PortSet};
use crate::words::few;
use crate::yaml::IntOrString;

pub(super) static CHECK: Check = Check {
    id: "network-policy-blocks-dns",
    title: "Network policy that cuts off the DNS",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Pods find Services and hosts by asking the cluster's name server, over UDP and mostly at port 53. Here
network policies let pods connect to something, but no rule lets them ask for names.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Egress]
  egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
What the pods may connect to, they cannot find by its name: the application fails in a way that does not
look like a policy.

## What to do
Add a rule for the name server: port 53 over UDP, and over TCP for long answers, to the pods with
`k8s-app: kube-dns` in namespace `kube-system`.

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Egress]
  egress:
  - to: [{podSelector: {matchLabels: {app: db}}}]
    ports: [{port: 5432}]
  - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
    ports: [{port: 53, protocol: UDP}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

## Limits
Pods that use addresses alone need no names. Pods that may connect to nothing at all are left out, since
that is mostly meant. Any rule that may fit a name server counts as one that does.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let limiting = policed::by_pods(subject, Direction::Egress);
    let mut cut: BTreeMap<ObjectId, (&Object, Vec<&Object>)> = BTreeMap::new();
    for (id, object, _) in reached::running(subject) {
        let policies = limiting.get(&id).map_or(&[][..], Vec::as_slice);
        let Some(first) = policies.first() else { continue };
        let lets_out = policies.iter().any(|policy| policy.rules().any(|rule| rule.direction == Direction::Egress));
        if lets_out && object.namespace() != "kube-system" && !may_ask(subject, id, policies) {
            cut.entry(first.id).or_insert((first.object, Vec::new())).1.push(object);
        }
    }
    for (policy, pods) in cut.into_values() {
        let message = format!(
            "{} lets {} connect only to what rules name, and no name server is among that.",
            explain::title(policy),
            few(pods.iter().map(|object| explain::title(object))),
        );
        let mut finding = Finding::new(&CHECK, policy.name_place(), message);
        let places = pods.iter().map(|object| object.name_place());
        finding.highlights = places.map(|place| Highlight { place, text: "its pods".into() }).collect();
        findings.push(finding);
    }
}

/// Whether some name server may be among what a workload's pods may connect to: the cluster's own
/// (`kubernetes/kubernetes: cluster/addons/dns/coredns`), OpenShift's, or one by its address. Those of the cluster name
/// their ports, so that any name of a UDP port may be theirs.
fn may_ask(subject: &Subject, id: ObjectId, policies: &[policed::Policy]) -> bool {
    let ports = policies.iter().flat_map(policed::Policy::rules).flat_map(|rule| rule.ports);
    let named = ports.filter_map(|port| match &port.port.as_ref()?.value {
        IntOrString::String(name) => Some(PortSet::named("UDP", name)),
        IntOrString::Int(_) => None,
    });
    let named = named.fold(PortSet::default(), |all, name| all.union(&name));
    let servers = [("kube-system", 53), ("openshift-dns", 5353)].map(|(namespace, port)| {
        (Described::of_namespace(namespace, Vec::new()), PortSet::port("UDP", port).union(&named))
    });
    let may = |peer: Peer, ports: &PortSet| !subject.policies.egress(id, peer).possible.intersection(ports).is_empty();
    let classes = subject.policies.address_classes(id, Direction::Egress);
    let asked = PortSet::port("UDP", 53);
    servers.iter().any(|(pods, ports)| may(Peer::Described(pods), ports))
        || classes.iter().any(|addresses| may(Peer::Addresses(addresses), &asked))
}
