//! A network policy about what goes out that cuts off what comes in as well.

use super::policed::{self, Policy};
use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::manifest::policy::Direction;
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "network-policy-denies-ingress-by-default",
    title: "Egress policy that cuts off what comes in",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Without `policyTypes` a network policy is always about what comes in to its pods, and about what goes out
only where it has rules for that. This one has rules for what goes out and none for what comes in, so
nothing may come in.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  egress: [{ports: [{port: 443}]}]
```

## Why it matters
The pods can no longer be reached, by Services and Ingresses neither.

## What to do
If the policy is only about what goes out, say so with `policyTypes: [Egress]`. Else write both types, so
that everyone sees what is meant.

```yaml before
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector:
    matchLabels: {app: web}
  egress:
  - ports:
    - port: 443
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector:
    matchLabels: {app: web}
  policyTypes: [Egress]
  egress:
  - ports:
    - port: 443
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  egress: [{ports: [{port: 443}]}]
```

## Limits
It may be meant. Where another policy limits what comes in to all of the pods, nothing is said, since this
one then takes nothing away.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let limiting = policed::by_pods(subject, Direction::Ingress);
    for policy in policed::policies(subject) {
        let spec = policy.spec;
        if !spec.policy_types.is_empty() || spec.egress.is_empty() || !spec.ingress.is_empty() {
            continue;
        }
        let mut pods = subject.cluster.selected_by(policy.id).peekable();
        let is_limited_anyway = |id| limiting.get(&id).is_some_and(|policies| policies.len() > 1);
        if pods.peek().is_some() && pods.all(is_limited_anyway) {
            continue;
        }
        let message = format!(
            "{} has rules for what goes out and does not say `policyTypes`, so it is about what comes in too, \
             and lets nothing in.",
            explain::title(policy.object)
        );
        let mut finding = Finding::new(&CHECK, policy.object.name_place(), message);
        let rules = spec.egress.iter().map(|rule| policy.object.place(rule.span));
        finding.highlights = rules.map(|place| Highlight { place, text: "what may go out".into() }).collect();
        finding.mend(subject, || say_so(subject, &policy));
        findings.push(finding);
    }
}

fn say_so(subject: &Subject, policy: &Policy) -> Option<Fix> {
    let (text, tree) = subject.written(policy.object)?;
    let spec = tree.get("spec")?;
    let types = [("policyTypes", Insert::List(&["Egress"]))];
    let edit = match spec.get("podSelector") {
        Some(_) => edit::insert_after(text, spec, "podSelector", &types),
        None => edit::insert_entries(text, spec, &types),
    };
    let title = format!("Let {} be about what goes out alone", explain::title(policy.object));
    let consequence = "This lets everyone in that no other policy keeps out: whoever could connect before there was \
         a policy can connect again.";
    reached::fix(policy.object, title, consequence, edit.map(|edit| vec![edit]))
}
