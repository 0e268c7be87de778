//! Roles that allow all verbs or all resources at once.

use std::rc::Rc;

use super::exposed::Holders;
use super::rbac_escalation_verbs::rare;
use super::{Check, Subject};
use crate::access::{Power, allows};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Body;
use crate::manifest::access::PolicyRule;
use crate::source::{Span, Spanned};
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "rbac-wildcard",
    title: "Role with a wildcard",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A rule of a role says `*` where it should name verbs or resources: it allows all that there are, and all that will
ever be added.

```yaml firing
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
```

```yaml firing
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [""], resources: ["*"], verbs: [get, list]}]
```

## Why it matters
All resources of the core group hold Secrets and `pods/exec` too, and all verbs hold some that few people know:
`escalate`, `bind` and `impersonate` lift the limits of the role itself.

## What to do
Name what is needed. `kubectl auth can-i --list` shows what an account may do, the API server's audit log what it
does.

```yaml clean
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator}
rules: [{apiGroups: ["*"], resources: [deployments, "*/scale"], verbs: [get, list, update]}]
```

## Limits
A role matters only as far as it is bound. A rule for one API group of the operator's own is a milder case, unless its
holder gets more by it than it says, as with every verb on `clusterroles`. Rules for URLs that are no resources are left
out.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let holders = Holders::new(subject);
    for (id, object) in subject.cluster.current() {
        let Body::Role(role) = &object.body else { continue };
        if role.aggregation_rule.is_some() {
            continue;
        }
        let is_of_namespace = !object.namespace().is_empty();
        for rule in &role.rules {
            let Some((span, severity, verbs, resources)) = wildcard(rule) else { continue };
            let mut message = format!("{} allows {verbs} on {resources}.", explain::title(object));
            let gives = |power: &&Power| power.requests(is_of_namespace).any(|request| allows(rule, &request));
            let power = rare().find(gives).filter(|_| severity != Severity::High);
            if let Some(power) = power {
                message += &format!(" With that its holder may {}. {}", power.words, power.leads);
            }
            let mut finding = Finding::new(&CHECK, object.place(span), message);
            finding.severity = power.map_or(severity, |_| severity.min(Severity::Medium));
            holders.add(id, |grant| power.is_none_or(|power| power.given_by(grant).is_some()), &mut finding);
            findings.push(finding);
        }
    }
}

/// What a rule allows with a wildcard, in words: which verbs on which resources; none where it has none, or names single
/// objects.
fn wildcard(rule: &PolicyRule) -> Option<(Span, Severity, String, &'static str)> {
    let is_empty = rule.verbs.is_empty() || rule.resources.is_empty() || rule.api_groups.is_empty();
    if is_empty || !rule.resource_names.is_empty() {
        return None;
    }
    let is_core = rule.api_groups.iter().any(|group| matches!(&*group.value, "" | "*"));
    let verbs = || few(rule.verbs.iter().map(|verb| code(&verb.value)));
    Some(match (all(&rule.verbs), all(&rule.resources)) {
        (None, None) => return None,
        (Some(_), Some(span)) if is_core => {
            (span, Severity::High, "everything".to_owned(), "all resources, Secrets among them")
        }
        (None, Some(span)) if is_core => {
            (span, Severity::Medium, verbs(), "all resources (`*`), Secrets and `pods/exec` among them")
        }
        (Some(span), _) => (span, Severity::Low, "every verb (`*`)".to_owned(), "its resources"),
        (None, Some(span)) => (span, Severity::Low, verbs(), "all resources (`*`) of an API group"),
    })
}

fn all(written: &[Spanned<Rc<str>>]) -> Option<Span> {
    written.iter().find(|text| &*text.value == "*").map(|text| text.span)
}
