//! Pods that no network policy selects.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Subject, policed, reached};
use crate::explain;
use crate::exposure::Reach;
use crate::finding::{Confidence, Finding, Fix, Highlight, Promise, Severity};
use crate::generate::{self, InUse};
use crate::manifest::policy::Direction;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::source::Place;
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "pod-not-isolated",
    title: "Pods that no network policy isolates",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Without a network policy a pod takes connections from every other pod of the cluster, of all namespaces,
and may connect to anything itself. A policy that selects the pod ends that, for the direction that it is
about: what comes in, what goes out, or both.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres}]}
```

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: incoming}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres}]}
```

## Why it matters
Whoever takes over one pod can try all the others from there, and send out what they find.

## What to do
Begin with a policy for all pods of the namespace that lets nothing through, and add one for each
connection that is needed, to the cluster's DNS among them.

```yaml before
apiVersion: v1
kind: Pod
metadata: {name: database, namespace: shop, labels: {app: database}}
spec: {containers: [{name: db, image: postgres, ports: [{containerPort: 5432}]}]}
```

```yaml after
apiVersion: v1
kind: Pod
metadata: {name: database, namespace: shop, labels: {app: database}}
spec: {containers: [{name: db, image: postgres, ports: [{containerPort: 5432}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
  - Ingress
  - Egress
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-to-database
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: database
  policyTypes:
  - Ingress
  ingress:
  - from:
    - namespaceSelector: {}
    ports:
    - port: 5432
      protocol: TCP
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-out
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
  - Egress
  egress:
  - ports:
    - port: 53
      protocol: TCP
    - port: 53
      protocol: UDP
  - to:
    - podSelector:
        matchLabels:
          app: database
    ports:
    - port: 5432
      protocol: TCP
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: default-deny}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres}]}
```

## Limits
The policies may be in a file that is not here. Where there are some of a kind that only one network plugin
knows, nothing is said. The offered policies keep what the manifests show to be in use; connections that they do not
show, out of the cluster above all, have to be added. Pods on their node's network are left out, since policies do not apply to them.
"#;

/// For so many groups policies are offered.
const MOST: usize = 20;

/// What a finding speaks of together: pods of a namespace that are open in the same directions.
type Group<'a> = (&'a str, bool, bool);

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    if policed::are_others(subject) {
        return;
    }
    let mut groups: BTreeMap<Group, Vec<ObjectId>> = BTreeMap::new();
    for (id, object, workload) in reached::running(subject) {
        let is_open = |direction| !subject.policies.judges(id, direction);
        let (ingress, egress) = (is_open(Direction::Ingress), is_open(Direction::Egress));
        if (ingress || egress) && !workload.template.spec.uses_host_network() {
            groups.entry((object.namespace(), ingress, egress)).or_default().push(id);
        }
    }
    let guarded: BTreeSet<&str> = policed::policies(subject).map(|policy| policy.object.namespace()).collect();
    let whole_cluster = subject.cluster.current().any(|(_, object)| matches!(object.body, Body::ClusterPolicy(_)));
    let mut namespaces: BTreeMap<&str, &Object> = BTreeMap::new();
    for (_, object) in subject.cluster.current().filter(|(_, object)| matches!(object.body, Body::Namespace)) {
        if !whole_cluster && !guarded.contains(object.name()) {
            namespaces.insert(object.name(), object);
            groups.entry((object.name(), true, true)).or_default();
        }
    }
    // Every one of them repeats what is in use of all pods, which is too much of it for many namespaces.
    let are_few = groups.len() <= MOST;
    let in_use = LazyCell::new(|| InUse::new(subject.cluster, subject.exposure));
    for (group, pods) in groups {
        let bare = group.1 && group.2 && !guarded.contains(group.0);
        let mut found = finding(subject, group, &pods, bare, namespaces.get(group.0).copied());
        if let Some(finding) = found.as_mut().filter(|_| are_few) {
            let place = finding.place;
            finding.mend(subject, || isolate(subject, in_use.as_ref()?, group, place));
        }
        findings.extend(found);
    }
}

/// Policies that let through what is in use, and nothing else.
fn isolate(subject: &Subject, in_use: &InUse, (name, ingress, egress): Group, place: Place) -> Option<Fix> {
    let (directions, into): (&[Direction], _) = match (ingress, egress) {
        (true, true) => (&[Direction::Ingress, Direction::Egress], "into and out of"),
        (true, false) => (&[Direction::Ingress], "into"),
        _ => (&[Direction::Egress], "out of"),
    };
    let isolation = generate::isolate(subject.cluster, subject.policies, in_use, name, directions)?;
    let edit = generate::append(subject.texts, place.document, &isolation.documents)?;
    Some(Fix {
        title: format!("Let only what is in use {into} namespace {}", code(name)),
        promise: Promise::NeedsReview,
        consequence: isolation.consequence.into(),
        edits: vec![edit],
    })
}

fn finding(
    subject: &Subject,
    (name, ingress, egress): Group,
    pods: &[ObjectId],
    bare: bool,
    namespace: Option<&Object>,
) -> Option<Finding> {
    let mut objects: Vec<&Object> = pods.iter().filter_map(|id| subject.cluster.object(*id)).collect();
    // By their names, so that the order of the manifests does not decide where the finding stands.
    objects.order_by_key(|object| (object.name(), object.kind.value.clone()));
    let first = namespace.or_else(|| objects.first().copied())?;
    let open = match (ingress, egress) {
        (true, true) => "any pod in the cluster can connect to them, and they can connect to anything",
        (true, false) => "any pod in the cluster can connect to them",
        _ => "they can connect to anything, inside the cluster and outside",
    };
    let (name, of) = (code(name), few(objects.iter().map(|object| explain::title(object))));
    let message = if objects.is_empty() {
        format!("No network policy stands in namespace {name}. Once pods are made there, {open}.")
    } else if bare {
        format!("No network policy guards {of}, or any other pods in namespace {name}: {open}.")
    } else {
        let what = match (ingress, egress) {
            (true, true) => "guards",
            (true, false) => "limits what comes in to",
            _ => "limits what goes out from",
        };
        format!("No network policy {what} {of} in namespace {name}: {open}.")
    };
    let mut finding = Finding::new(&CHECK, first.name_place(), message);
    if !bare && ingress {
        finding.severity = Severity::Medium;
    }
    finding.reach = ingress.then_some(Reach::Cluster);
    let others = objects.iter().map(|object| object.name_place()).filter(|place| *place != finding.place);
    finding.highlights = others.map(|place| Highlight { place, text: "not isolated either".into() }).collect();
    Some(finding)
}
