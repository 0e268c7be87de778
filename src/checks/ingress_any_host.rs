//! An Ingress that answers for every host name.

use super::{Check, Subject, backends};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::ingress::IngressRule;

pub(super) static CHECK: Check = Check {
    id: "ingress-any-host",
    title: "Ingress rule for every host",
    severity: Severity::Low,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A rule of an Ingress without `host` is for requests to any name, and to the bare address of the
controller's load balancer too.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
  - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}
```

## Why it matters
Scanners that try addresses one after the other find the application at once. And where several Ingresses
share a controller, such a rule takes requests that were meant for a host that no other rule names.

## What to do
Write the host. For what is meant to catch the rest, use `defaultBackend`, which says so.

```yaml clean
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}
```

## Limits
A host is no protection: whoever knows the name can send it to any address. Some applications have to
answer to every name.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (object, spec) in backends::ingresses(subject) {
        let is_for_all = |rule: &&IngressRule| rule.host.as_ref().is_none_or(|host| host.value.is_empty());
        let mut rules = spec.rules.iter().filter(is_for_all);
        let Some(rule) = rules.find(|rule| !rule.http.paths.is_empty()) else { continue };
        let message = format!(
            "{} has a rule without a host: it takes requests for any name, and for its controller's bare address.",
            explain::title(object)
        );
        findings.push(Finding::new(&CHECK, object.place(rule.span), message));
    }
}
