//! A listener of a Gateway that sends on what comes over plain HTTP.

use super::{Check, Subject};
use crate::explain;
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::gateway::{GatewaySpec, Listener};
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "gateway-listener-without-tls",
    title: "Gateway that serves plain HTTP",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
This listener of a Gateway takes requests over plain HTTP, and a route sends them on to a Service instead
of telling people to come over HTTPS.

```yaml firing
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front}
spec:
  gatewayClassName: example
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart}
spec:
  parentRefs: [{name: front}]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

## Why it matters
Everyone on the way can read and change what people send, passwords among it.

## What to do
Serve the route on a listener with `protocol: HTTPS` and a certificate, and let the plain one do nothing
but redirect: name the listener in the route's `sectionName`.

```yaml clean
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front}
spec:
  gatewayClassName: example
  listeners:
  - {name: http, port: 80, protocol: HTTP}
  - {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: front}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: redirect}
spec:
  parentRefs: [{name: front, sectionName: http}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart}
spec:
  parentRefs: [{name: front, sectionName: https}]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

## Limits
A proxy in front of the Gateway may encrypt. Where only the private network or the cluster can reach the
Gateway, the finding is milder.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (id, object) in subject.cluster.current() {
        let Body::Gateway(spec) = &object.body else { continue };
        let plain = spec.listeners.iter().enumerate().filter(|(_, listener)| listener.protocol() == "HTTP");
        findings.extend(plain.filter_map(|(at, listener)| finding(subject, (id, object, spec), at, listener)));
    }
}

fn finding(
    subject: &Subject,
    (id, object, spec): (ObjectId, &Object, &GatewaySpec),
    at: usize,
    listener: &Listener,
) -> Option<Finding> {
    let sent: Vec<String> = subject
        .cluster
        .attachments()
        .iter()
        .filter(|one| one.gateway == Some(id) && one.taken.iter().any(|taken| taken.listener == at))
        .filter_map(|one| subject.cluster.object(one.route))
        .filter(|route| sends_on(route))
        .map(explain::title)
        .collect();
    if sent.is_empty() {
        return None;
    }
    let name = listener.name.as_ref().filter(|_| spec.listeners.len() > 1);
    let name = name.map_or_else(String::new, |name| format!(" on listener {}", code(&name.value)));
    let message = format!(
        "{} serves {} over plain HTTP{name}, which everyone on the way can read.",
        explain::title(object),
        few(sent)
    );
    let span = listener.protocol.as_ref().map_or(listener.span, |protocol| protocol.span);
    let mut finding = Finding::new(&CHECK, object.place(span), message);
    let is_of_it =
        |path: &&Path| path.via == Via::Gateway && path.hops.get(1).is_some_and(|hop| hop.object == Some(id));
    let reach = subject.exposure.paths.iter().filter(is_of_it).filter(|path| path.verdict != Verdict::Blocked);
    finding.reach = reach.map(|path| path.from).min();
    if finding.reach.is_some_and(|reach| reach > Reach::Internet) {
        finding.severity = Severity::Low;
    }
    Some(finding)
}

/// Whether a route sends any requests on, instead of telling people to come another way.
fn sends_on(route: &Object) -> bool {
    match &route.body {
        Body::GatewayRoute(spec) => spec.rules.iter().any(|rule| rule.receivers().next().is_some()),
        _ => false,
    }
}
