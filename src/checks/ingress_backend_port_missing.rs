//! An Ingress that sends requests to a port that its Service does not have.

use super::backends::{self, Backend};
use super::{Check, Subject, reached};
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::manifest::Object;
use crate::manifest::service::{ServicePort, ServiceSpec};
use crate::words::{code, few};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "ingress-backend-port-missing",
    title: "Ingress that sends to a missing port",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
An Ingress names a Service and one of the Service's own ports, by number or by name. This Service has no
such port. The port of the pods, which the Service calls `targetPort`, is not the one that is meant.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {service: {name: cart, port: {name: web}}}
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: web}]}
```

## Why it matters
The controller has nowhere to send the requests to, and whoever asks gets an error.

## What to do
Write the number or the name under which the Service has the port.

```yaml before
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend:
    service:
      name: cart
      port:
        number: 8080
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend:
    service:
      name: cart
      port:
        number: 80
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {name: http}}}}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
```

## Limits
Some controllers forgive it: ingress-nginx takes the number of a `targetPort` too. Services of type
ExternalName need no ports and are not judged.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for backend in backends::backends(subject) {
        let Some((service, spec)) = backend.service.filter(|(_, spec)| !spec.ports.is_empty()) else { continue };
        let mut ports = spec.ports.iter();
        let is_named = |port: &ServicePort| {
            let name = port.name.as_ref().map(|name| &*name.value);
            backend.written.is_port(name, port.port.as_ref().map(|port| port.value))
        };
        if !ports.any(is_named) {
            findings.push(finding(subject, &backend, service, spec));
        }
    }
}

fn finding(subject: &Subject, backend: &Backend, service: &Object, spec: &ServiceSpec) -> Finding {
    let has = few(spec.ports.iter().map(words));
    let without = if backend.port.is_empty() { " without saying to which port" } else { "" };
    let message = format!("{}{without}, which has only {has}.", backend.sentence());
    let span = backend.written.port().map_or(backend.written.span, |port| port.span);
    let mut finding = Finding::new(&CHECK, backend.ingress.place(span), message);
    let ports = spec.ports.iter().map(|port| service.place(port.span));
    finding.highlights.extend(ports.map(|place| Highlight { place, text: "a port that it has".into() }));
    finding.highlights.extend(backend.highlights());
    if let [port] = spec.ports.as_slice() {
        finding.mend(subject, || write(subject, backend, port));
    }
    finding
}

/// "port 80", "port 80 (`http`)".
fn words(port: &ServicePort) -> String {
    let name = port.name.as_ref().map(|name| format!(" ({})", code(&name.value)));
    format!("port {}{}", port.number_text(), name.unwrap_or_default())
}

/// Names the only port that there is in the way in which one is named now.
fn write(subject: &Subject, backend: &Backend, port: &ServicePort) -> Option<Fix> {
    let text = subject.texts.document(backend.ingress.document);
    let number = port.number()?.to_string();
    let edit = match backend.node(subject, &["service", "port", "name"]) {
        Some(name) => edit::replace_value(text, &name, &port.name.as_ref()?.value)?,
        None => {
            let written = backend.node(subject, &["service", "port", "number"]);
            let written = written.or_else(|| backend.node(subject, &["servicePort"]))?;
            edit::TextEdit { span: written.span, text: number.clone() }
        }
    };
    let title = format!("Send to port {number} of Service {}", code(backend.name?));
    let consequence = "Requests then arrive there, from whoever can reach the controller.";
    reached::fix(backend.ingress, title, consequence, Some(vec![edit]))
}
