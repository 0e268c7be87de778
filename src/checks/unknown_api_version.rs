//! A version in which Kubernetes never had, or has no longer, a kind of its own.

use super::removed_api_version::{is_removed, is_the_same_in_all, renew};
use super::{ByItself, Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::manifest::fields::TYPES;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "unknown-api-version",
    title: "API version that Kubernetes does not know",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
`apiVersion` says to which group of Kubernetes' kinds an object belongs, and in which version it is written. The two
together have to be among those in which Kubernetes has the kind, to the letter. These are not.

```yaml firing
apiVersion: V1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
```

```yaml firing
apiVersion: networking.k8s.io/v1beta1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}}
```

## Why it matters
kubectl and the cluster answer that there are no matches for the kind, and nothing of the object is there: a Service
that opens nothing, a policy that guards nothing.

## What to do
Write the group and the version in which Kubernetes has the kind.

```yaml before
apiVersion: v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
```

```yaml after
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}}
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: web}
spec: {template: {spec: {containers: [{image: nginx}]}}}
```

## Limits
Kubernetes' own common kinds are known, as of its release 1.37. A version for trying out, such as `v1alpha1`, may still
be there in an old cluster that was told to have it. Where only the version is another, Porthole goes on as if it were
known.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_by_itself(ByItself::KnownVersion, findings, &|object, findings| {
        findings.extend(look(subject, object));
    });
}

fn look(subject: &Subject, object: &Object) -> Option<Finding> {
    let (span, written, kind) = (object.version_span?, &*object.api_version, &*object.kind.value);
    let is_known = TYPES.named(&[written, "/", kind].concat()).is_some();
    if is_known || written.is_empty() || !is_own(object.group()) || is_removed(object) {
        return None;
    }
    let known: Vec<&str> = ids().filter(|(_, named)| *named == kind).map(|(version, _)| version).collect();
    let now = known.iter().copied().map(code).reduce(|all, version| format!("{all} or {version}"))?;
    let (title, written) = (explain::title(object), code(written));
    let message =
        format!("{title} is written in {written}, in which no cluster of today knows this kind: it is {now}.");
    let mut finding = Finding::new(&CHECK, object.place(span), message);
    if let [instead] = known[..]
        && is_the_same_in_all(object)
    {
        finding.mend(subject, || renew(subject, object, instead));
    }
    Some(finding)
}

/// Kubernetes' own common kinds, each behind a version in which it has them.
fn ids() -> impl Iterator<Item = (&'static str, &'static str)> {
    TYPES.names().filter_map(|name| name.rsplit_once('/'))
}

/// Whether a group is one of Kubernetes' own. Those of others are domains
/// (`kubernetes/apiextensions-apiserver: pkg/apis/apiextensions/validation/validation.go`).
fn is_own(group: &str) -> bool {
    !group.contains('.')
        || ids().any(|(version, _)| version.rsplit_once('/').is_some_and(|(own, _)| own.eq_ignore_ascii_case(group)))
}
