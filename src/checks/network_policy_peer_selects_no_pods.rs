//! A rule of a network policy for pods that there are not.

use std::collections::BTreeSet;

use super::nearest::Nearest;
use super::policed::{self, Policy};
use super::{Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::policy::{Direction, Peer};
use crate::policy::Described;
use crate::words::{code, list};

pub(super) static CHECK: Check = Check {
    id: "network-policy-peer-selects-no-pods",
    title: "Network policy rule for no pods",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A rule of a network policy says by labels which pods may connect, or to which. Here no pod of the namespace
that is meant has those labels.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: database, labels: {app: db}}
spec: {containers: [{name: db, image: postgres}]}
```

## Why it matters
The connection that the rule was written for is cut. And whoever may make pods in that namespace can give
one these labels and come in.

## What to do
Ask for the labels that the pods have. Pods of another namespace need a `namespaceSelector` in the same item
of the list.

```yaml before
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: wbe
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: web
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{namespaceSelector: {matchLabels: {team: shop}}, podSelector: {matchLabels: {app: web}}}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: database, labels: {app: db}}
spec: {containers: [{name: db, image: postgres}]}
```

## Limits
Only namespaces that are meant by name, and in which these manifests make pods, are looked at. The pods that
are meant may be made by something else.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for policy in policed::policies(subject) {
        let mut said = BTreeSet::new();
        for (direction, peer) in policy.peers() {
            findings.extend(finding(subject, &policy, direction, peer).filter(|one| said.insert(one.message.clone())));
        }
    }
}

fn finding(subject: &Subject, policy: &Policy, direction: Direction, peer: &Peer) -> Option<Finding> {
    let selector = peer.pod_selector.as_ref().filter(|selector| selector.match_labels.mistyped.is_empty())?;
    let requirements = selector.requirements();
    let namespace = match &peer.namespace_selector {
        None => policy.object.namespace().to_owned(),
        Some(namespaces) => {
            let named = Described { namespace: namespaces.requirements(), pod: Vec::new() };
            named.namespace_name()?.to_string()
        }
    };
    subject.cluster.workloads_of(&namespace).next()?;
    if requirements.is_empty() || subject.cluster.finds_pods(&namespace, &requirements) {
        return None;
    }
    let does = match direction {
        Direction::Ingress => "lets in",
        Direction::Egress => "lets its pods connect to",
    };
    let asks = list(requirements.iter().map(|requirement| code(&requirement.text())));
    let nearest = Nearest::find(subject, &namespace, &requirements);
    let hint = nearest.as_ref().map(|nearest| format!(" {}", nearest.sentence())).unwrap_or_default();
    let message = format!(
        "{} {does} pods with {asks} of namespace {}, and these manifests make none.{hint}",
        explain::title(policy.object),
        code(&namespace)
    );
    let mut finding = Finding::new(&CHECK, policy.object.place(selector.span), message);
    if let Some(nearest) = &nearest {
        finding.highlights.push(nearest.highlight());
        finding.mend(subject, || nearest.fix(subject, policy.object, selector));
    }
    Some(finding)
}
