//! A route of the Gateway API that sends to a Service, or to a port of one, that is not there.

use std::collections::BTreeSet;

use super::backends::nearest;
use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::manifest::gateway::Reference;
use crate::manifest::service::{ServicePort, ServiceSpec};
use crate::manifest::{Body, Object};
use crate::source::Span;
use crate::words::{code, few};
use crate::yaml::{Value, edit};

pub(super) static CHECK: Check = Check {
    id: "gateway-backend-missing",
    title: "Route that sends to a missing Service or port",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A route of the Gateway API names in `backendRefs` the Services that requests go to, each with the number of one of its
ports. Here it names a Service that these manifests do not have, a port that the Service does not have, or none.

```yaml firing
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: front}]
  rules: [{backendRefs: [{name: crat, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80}]}
```

## Why it matters
Whoever asks gets an error. And whoever may make a Service of that name gets the requests, with everything that people
send along.

## What to do
Write the name of the Service that is meant, and the number that stands under `port` there, not its `targetPort`.

```yaml before
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: front}]
  rules:
  - backendRefs:
    - name: cart
      port: 8080
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
```

```yaml after
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: front}]
  rules:
  - backendRefs:
    - name: cart
      port: 80
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
```

```yaml clean
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: front}]
  rules: [{backendRefs: [{name: cart, port: 80}, {name: old, port: 80, weight: 0}]}]
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80}]}
```

## Limits
The Service may be in a file that is not here. One of another namespace that no ReferenceGrant lets the route name is a
finding of its own. What is no Service is not judged.
"#;

/// `kubernetes-sigs/gateway-api: apis/v1/object_reference_types.go`.
fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let ungranted: BTreeSet<_> = subject.cluster.ungranted().iter().map(|one| (one.route, one.backend)).collect();
    for (id, object) in subject.cluster.current() {
        let Body::GatewayRoute(spec) = &object.body else { continue };
        let receivers = spec.rules.iter().flat_map(|rule| rule.receivers());
        let services = receivers.filter(|backend| backend.is("", "Service") && !backend.name().is_empty());
        let granted = services.filter(|backend| !ungranted.contains(&(id, backend.span)));
        findings.extend(granted.filter_map(|backend| look(subject, object, backend)));
    }
}

fn look(subject: &Subject, route: &Object, backend: &Reference) -> Option<Finding> {
    let (namespace, name) = (backend.namespace(route.namespace()), backend.name());
    match subject.cluster.service_named(namespace, name) {
        None => Some(no_service(subject, route, backend, namespace)),
        Some((service, spec)) => no_port(subject, route, backend, service, spec),
    }
}

fn no_service(subject: &Subject, route: &Object, backend: &Reference, namespace: &str) -> Finding {
    let nearest = nearest(subject, namespace, backend.name());
    let hint = nearest.map_or_else(String::new, |nearest| format!(" Nearest is Service {}.", code(nearest)));
    let message = format!(
        "{} sends requests to Service {}, and these manifests have none of that name in namespace {}.{hint}",
        explain::title(route),
        code(backend.name()),
        code(namespace),
    );
    let mut finding = found(route, backend.name.as_ref().map_or(backend.span, |name| name.span), message);
    if subject.cluster.services().len() == 0 {
        // The Services are most likely in a file that is not here.
        (finding.severity, finding.confidence) = (Severity::Low, Confidence::Low);
    }
    if let Some(nearest) = nearest {
        let consequence = format!("Requests then go to {}, from whoever can reach the Gateway.", code(nearest));
        finding.mend(subject, || write(subject, route, backend, "name", nearest, consequence));
    }
    finding
}

fn no_port(
    subject: &Subject,
    route: &Object,
    backend: &Reference,
    service: &Object,
    spec: &ServiceSpec,
) -> Option<Finding> {
    let asked = backend.port.as_ref();
    let is_it =
        |port: &ServicePort| asked.is_some_and(|asked| port.port.as_ref().map(|port| port.value) == Some(asked.value));
    if spec.ports.is_empty() || spec.ports.iter().any(is_it) {
        return None;
    }
    let port = asked.map_or_else(String::new, |asked| format!("port {} of ", asked.value));
    let without = if asked.is_none() { " without saying to which port" } else { "" };
    let has = few(spec.ports.iter().map(|port| format!("port {}", port.number_text())));
    let name = code(backend.name());
    let message =
        format!("{} sends requests to {port}Service {name}{without}, which has only {has}.", explain::title(route));
    let mut finding = found(route, asked.map_or(backend.span, |port| port.span), message);
    let places = spec.ports.iter().map(|port| service.place(port.span));
    finding.highlights.extend(places.map(|place| Highlight { place, text: "a port that it has".into() }));
    if let ([only], Some(_)) = (spec.ports.as_slice(), asked) {
        let consequence = "Requests then arrive there, from whoever can reach the Gateway.".to_owned();
        finding.mend(subject, || write(subject, route, backend, "port", &only.number_text(), consequence));
    }
    Some(finding)
}

fn found(route: &Object, span: Span, message: String) -> Finding {
    Finding::new(&CHECK, route.place(span), message)
}

fn write(
    subject: &Subject,
    route: &Object,
    backend: &Reference,
    key: &str,
    value: &str,
    consequence: String,
) -> Option<Fix> {
    let (text, tree) = subject.written(route)?;
    let node = tree.map_at(backend.span)?.get(key)?;
    let edit = match node.value {
        // A number stays one.
        Value::Int(_) => Some(edit::TextEdit { span: node.span, text: value.to_owned() }),
        _ => edit::replace_value(text, node, value),
    };
    reached::fix(route, format!("Write {}", code(&format!("{key}: {value}"))), consequence, edit.map(|edit| vec![edit]))
}
