//! Two items of a network policy's list where one looks to be meant.

use super::policed::{self, Policy};
use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::labels::LabelSelector;
use crate::manifest::policy::{Direction, Peer};
use crate::source::Span;
use crate::words::{code, list};
use crate::yaml::edit::TextEdit;

pub(super) static CHECK: Check = Check {
    id: "network-policy-peer-and-or",
    title: "Namespaces or pods, where both look to be meant",
    severity: Severity::Medium,
    confidence: Confidence::Low,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Under `from` and `to` every dash begins one more way through. A `namespaceSelector` and a `podSelector` with
a dash each are for all pods of those namespaces, and beside them for such pods of the policy's own. In one
item they are for such pods of those namespaces. The two differ by one dash.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {team: shop}}
    - podSelector: {matchLabels: {app: web}}
```

## Why it matters
Every pod of those namespaces gets through, whatever it is.

## What to do
Take the second dash away if both have to hold.

```yaml before
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - namespaceSelector:
        matchLabels: {team: shop}
    - podSelector:
        matchLabels: {app: web}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - namespaceSelector:
        matchLabels: {team: shop}
      podSelector:
        matchLabels: {app: web}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {team: shop}}
      podSelector: {matchLabels: {app: web}}
```

## Limits
Both ways may be meant. Where pods of the policy's own namespace have the labels, nothing is said.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for policy in policed::policies(subject) {
        for rule in policy.rules() {
            let pairs = rule.peers.iter().zip(rule.peers.iter().skip(1));
            findings.extend(pairs.filter_map(|(one, next)| finding(subject, &policy, rule.direction, one, next)));
        }
    }
}

fn finding(subject: &Subject, policy: &Policy, direction: Direction, one: &Peer, next: &Peer) -> Option<Finding> {
    let ((Some(namespaces), None, None, Some(pods)) | (None, Some(pods), Some(namespaces), None)) = (
        only(&one.namespace_selector, one),
        only(&one.pod_selector, one),
        only(&next.namespace_selector, next),
        only(&next.pod_selector, next),
    ) else {
        return None;
    };
    let requirements = pods.requirements();
    if requirements.is_empty() || subject.cluster.finds_pods(policy.object.namespace(), &requirements) {
        return None;
    }
    let does = match direction {
        Direction::Ingress => "lets in",
        Direction::Egress => "lets its pods connect to",
    };
    let asked = |selector: &LabelSelector| list(selector.requirements().iter().map(|one| code(&one.text())));
    let of = match asked(namespaces) {
        all if all.is_empty() => "all namespaces".to_owned(),
        asked => format!("namespaces with {asked}"),
    };
    let message = format!(
        "{} {does} every pod of {of}, and beside them pods with {} of its own namespace: these are two items of a \
         list, and not one.",
        explain::title(policy.object),
        asked(pods)
    );
    let mut finding = Finding::new(&CHECK, policy.object.place(next.span), message);
    let place = policy.object.place(one.span);
    finding.highlights.push(Highlight { place, text: "the item before it".into() });
    finding.mend(subject, || join(subject, policy, next.span));
    Some(finding)
}

/// The selector of a peer that has nothing else.
fn only<'a>(selector: &'a Option<LabelSelector>, peer: &Peer) -> Option<&'a LabelSelector> {
    let parts = [peer.namespace_selector.is_some(), peer.pod_selector.is_some(), peer.ip_block.is_some()];
    selector.as_ref().filter(|_| parts.into_iter().filter(|part| *part).count() == 1)
}

/// Takes the dash before an item away.
fn join(subject: &Subject, policy: &Policy, item: Span) -> Option<Fix> {
    let text = subject.texts.document(policy.object.document);
    let start = usize::try_from(item.start).ok()?;
    let dash = start.checked_sub(2)?;
    let line = text.get(..dash)?.rsplit('\n').next()?;
    if text.get(dash..start)? != "- " || !line.trim().is_empty() {
        return None;
    }
    let span = Span::at(dash, 1);
    let title = format!("Make the two items of {} one", explain::title(policy.object));
    let consequence = "This cuts off every pod that only one of the two selectors fits.";
    let edit = TextEdit { span, text: " ".to_owned() };
    reached::fix(policy.object, title, consequence, Some(vec![edit]))
}
