//! An Ingress that sends requests to a Service that is not there.

use super::backends::{self, Backend};
use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::Object;
use crate::words::{code, few};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "ingress-backend-missing",
    title: "Ingress that sends to a missing Service",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
An Ingress says which requests go to which Service, always one of its own namespace. Here it names a
Service that these manifests do not have, or it names none.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {service: {name: cart, port: {number: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: other}
spec: {selector: {app: cart}, ports: [{port: 80}]}
```

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {serviceName: cart, servicePort: 80}}]}}]
```

## Why it matters
Whoever asks gets an error. And whoever may make a Service of that name gets the requests, with
everything that people send along.

## What to do
Write the name of the Service that is meant, or make it. A Service of another namespace cannot be named.

```yaml before
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service: {name: crat, port: {number: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80}]}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service: {name: cart, port: {number: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80}]}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {resource: {apiGroup: example.com, kind: Bucket, name: images}}
```

## Limits
The Service may be in a file that is not here.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let backends = backends::backends(subject);
    findings.extend(backends.iter().filter(|backend| backend.service.is_none()).map(|one| finding(subject, one)));
}

fn finding(subject: &Subject, backend: &Backend) -> Finding {
    let (ingress, sentence) = (backend.ingress, backend.sentence());
    let others: Vec<&Object> = subject.cluster.current().map(|(_, object)| object).filter(has_door).collect();
    let Some(name) = backend.name else {
        let why = match backend.node(subject, &["serviceName"]) {
            Some(_) => ": the API version `networking.k8s.io/v1` does not know `serviceName`",
            None => "",
        };
        let place = ingress.place(backend.written.span);
        return Finding::new(&CHECK, place, format!("{sentence} that names no Service{why}."));
    };
    let namespace = code(ingress.namespace());
    let elsewhere = others.iter().filter(|other| other.name() == name).map(|other| code(other.namespace()));
    let elsewhere = few(elsewhere);
    let nearest = backends::nearest(subject, ingress.namespace(), name);
    let hint = match nearest {
        _ if !elsewhere.is_empty() => {
            format!(" There is one in namespace {elsewhere}; an Ingress sends to Services of its own namespace only.")
        }
        Some(nearest) => format!(" Nearest is Service {}.", code(nearest)),
        None => String::new(),
    };
    let span = backend.written.service_name().map_or(backend.written.span, |name| name.span);
    let message = format!("{sentence}, and these manifests have none of that name in namespace {namespace}.{hint}");
    let mut finding = Finding::new(&CHECK, ingress.place(span), message);
    if others.is_empty() {
        // The Services are most likely in a file that is not here.
        (finding.severity, finding.confidence) = (Severity::Low, Confidence::Low);
    }
    finding.highlights.extend(backend.highlights());
    if elsewhere.is_empty() {
        finding.mend(subject, || nearest.and_then(|nearest| rename(subject, backend, nearest)));
    }
    finding
}

fn has_door(object: &&Object) -> bool {
    object.service().is_some()
}

fn rename(subject: &Subject, backend: &Backend, name: &str) -> Option<Fix> {
    let written = backend.node(subject, &["service", "name"]).or_else(|| backend.node(subject, &["serviceName"]))?;
    let text = subject.texts.document(backend.ingress.document);
    let title = format!("Let {} send to Service {}", explain::title(backend.ingress), code(name));
    let consequence = format!("Requests then go to {}, and whoever can reach the controller can reach it.", code(name));
    reached::fix(backend.ingress, title, consequence, edit::replace_value(text, &written, name).map(|edit| vec![edit]))
}
