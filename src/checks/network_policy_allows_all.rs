//! A network policy with a rule that lets everyone in.

use super::policed::{self, Rule};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::Reach;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::policy::Direction;

pub(super) static CHECK: Check = Check {
    id: "network-policy-allows-all",
    title: "Network policy that lets everyone in",
    severity: Severity::Low,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A rule that names nobody under `from` is for everyone, and one that names no `ports` for all of them. An
empty rule is both, so for what comes in the policy is as good as none.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{}]
```

## Why it matters
Whoever sees that there is a policy takes the pods for protected. No other policy can close what this one
opens, because policies only add up.

## What to do
Name who may come in and to which ports, or leave the policy out.

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: 80}]}]
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress: []
```

## Limits
It may be meant, for pods that are there for everyone. Rules about what goes out are not judged.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for policy in policed::policies(subject) {
        let lets_all_in =
            |rule: &Rule| rule.direction == Direction::Ingress && rule.peers.is_empty() && rule.ports.is_empty();
        let Some(rule) = policy.rules().find(lets_all_in) else { continue };
        let message = format!(
            "{} has a rule that names neither who nor which port, and so lets everyone in to every port of its pods.",
            explain::title(policy.object)
        );
        let mut finding = Finding::new(&CHECK, policy.object.place(rule.span), message);
        finding.reach = Some(Reach::Cluster);
        findings.push(finding);
    }
}
