//! A route that names a Service of another namespace, where nobody allows that.

use super::{Check, Subject};
use crate::cluster::Ungranted;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "gateway-backend-not-granted",
    title: "Route to a Service that it may not name",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A route of the Gateway API may send requests to a Service of another namespace only if a ReferenceGrant in
that namespace says so. Here there is none that does.

```yaml firing
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: front}]
  rules: [{backendRefs: [{name: stock, namespace: store, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: stock, namespace: store}
spec: {selector: {app: stock}, ports: [{port: 80}]}
```

## Why it matters
What would go to that Service gets an error instead. The grant is what keeps a namespace from publishing
another one's Services.

## What to do
If the Service's owner agrees, add a ReferenceGrant to its namespace that names the route's namespace and
kind. Or put the route into the Service's own namespace.

```yaml clean
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: front}]
  rules: [{backendRefs: [{name: stock, namespace: store, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: shop, namespace: store}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
  to: [{group: "", kind: Service, name: stock}]
```

## Limits
The grant may be in a file that is not here. Where nothing else of the Service's namespace is here either,
the finding is milder.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    findings.extend(subject.cluster.ungranted().iter().filter_map(|ungranted| finding(subject, ungranted)));
}

fn finding(subject: &Subject, ungranted: &Ungranted) -> Option<Finding> {
    let route = subject.cluster.object(ungranted.route)?;
    let (name, namespace) = (code(&ungranted.name), code(&ungranted.namespace));
    let message = format!(
        "{} sends requests to Service {name} of namespace {namespace}, where no ReferenceGrant lets it: they get an error.",
        explain::title(route)
    );
    let mut finding = Finding::new(&CHECK, route.place(ungranted.backend), message);
    if !subject.cluster.current().any(|(_, object)| object.namespace() == ungranted.namespace) {
        // The grant is most likely where the rest of that namespace is.
        (finding.severity, finding.confidence) = (Severity::Low, Confidence::Low);
    }
    Some(finding)
}
