//! A listener of a Gateway that sends on what comes over plain HTTP.

use std::collections::BTreeMap;

use super::{Check, Subject};
use crate::cluster::Attachment;
use crate::explain;
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::gateway::Listener;
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Span;
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

```yaml firing
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front}
spec:
  selector: {istio: ingressgateway}
  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart}
spec:
  gateways: [front]
  hosts: ["*"]
  http: [{route: [{destination: {host: cart}}]}]
```

## Why it matters
Everyone on the way can read and change what people send, passwords among it.

## What to do
Serve the route on a listener with `protocol: HTTPS` and a certificate, and let the plain one do nothing
but redirect: name the listener in the route's `sectionName`. A Gateway of Istio redirects by itself where
its server says `tls: {httpsRedirect: true}`.

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

Where a certificate is asked for over HTTP, that has to stay plain, and nothing is said of it.

```yaml clean
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front}
spec:
  selector: {istio: ingressgateway}
  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: solver}
spec:
  gateways: [front]
  hosts: ["*"]
  http:
  - match: [{uri: {prefix: /.well-known/acme-challenge/}}]
    route: [{destination: {host: solver}}]
```

## Limits
A proxy in front of the Gateway may encrypt. Where only the private network or the cluster can reach the
Gateway, the finding is milder.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let mut attached: BTreeMap<ObjectId, Vec<&Attachment>> = BTreeMap::new();
    for (gateway, attachment) in subject.cluster.attachments().iter().filter_map(|one| Some((one.gateway?, one))) {
        attached.entry(gateway).or_default().push(attachment);
    }
    let reached = reached(subject);
    for (id, object) in subject.cluster.current() {
        let attached = attached.get(&id).map_or(&[][..], Vec::as_slice);
        let gateway = Gateway { subject, object, attached, reach: reached.get(&id).copied() };
        match &object.body {
            Body::Gateway(spec) => {
                let name =
                    |listener: &Listener| listener.name.as_ref().map(|name| format!("listener {}", code(&name.value)));
                for (at, listener) in spec.listeners.iter().enumerate().filter(|(_, one)| one.protocol() == "HTTP") {
                    let span = listener.protocol.as_ref().map_or(listener.span, |protocol| protocol.span);
                    let name = name(listener).filter(|_| spec.listeners.len() > 1);
                    findings.extend(gateway.finding(at, name, span));
                }
            }
            Body::IstioGateway(spec) => {
                for (at, server) in spec.servers.iter().enumerate().filter(|(_, server)| server.is_plain()) {
                    let span = server.port.protocol.as_ref().map_or(server.span, |protocol| protocol.span);
                    let name = server.number().map(|port| format!("port {port}"));
                    findings.extend(gateway.finding(at, name.filter(|_| spec.servers.len() > 1), span));
                }
            }
            _ => {}
        }
    }
}

/// From how far out each object on the ways by Gateways is reached.
fn reached(subject: &Subject) -> BTreeMap<ObjectId, Reach> {
    let mut reached = BTreeMap::new();
    let open = |path: &&Path| path.via == Via::Gateway && path.verdict != Verdict::Blocked;
    for path in subject.exposure.paths().filter(open) {
        for id in path.hops.iter().filter_map(|hop| hop.object) {
            let reach = reached.entry(id).or_insert(path.from);
            *reach = path.from.min(*reach);
        }
    }
    reached
}

struct Gateway<'a> {
    subject: &'a Subject<'a>,
    object: &'a Object,
    /// The routes that name it.
    attached: &'a [&'a Attachment],
    /// From how far out it is reached, if it is.
    reach: Option<Reach>,
}

impl Gateway<'_> {
    /// What is found of a listener, if it sends anything on.
    fn finding(&self, at: usize, name: Option<String>, span: Span) -> Option<Finding> {
        let taken = self.attached.iter().filter(|one| one.taken.iter().any(|taken| taken.listener == at));
        let routes = taken.filter_map(|one| self.subject.cluster.object(one.route));
        let sent: Vec<String> = routes.filter(|route| sends_on(route)).map(explain::title).collect();
        if sent.is_empty() {
            return None;
        }
        let on = name.map_or_else(String::new, |name| format!(" on {name}"));
        let message = format!(
            "{} serves {} over plain HTTP{on}, which everyone on the way can read.",
            explain::title(self.object),
            few(sent)
        );
        let mut finding = Finding::new(&CHECK, self.object.place(span), message);
        finding.reach = self.reach;
        if finding.reach.is_some_and(|reach| reach > Reach::Internet) {
            finding.severity = Severity::Low;
        }
        Some(finding)
    }
}

/// Whether a route sends any requests on, instead of telling people to come another way. Those by which a
/// certificate is asked for have to come over plain HTTP (RFC 8555, section 8.3).
fn sends_on(route: &Object) -> bool {
    match &route.body {
        Body::GatewayRoute(spec) => spec.rules.iter().any(|rule| {
            let paths = rule.matches.iter().map(|one| one.path().unwrap_or_default());
            rule.receivers().next().is_some() && !only_challenges(paths)
        }),
        Body::VirtualService(spec) => spec.http.iter().any(|route| {
            let paths = route.matches.iter().map(|one| one.path().to_owned());
            (route.receivers().next().is_some() || route.delegate.is_some()) && !only_challenges(paths)
        }),
        _ => false,
    }
}

fn only_challenges(paths: impl Iterator<Item = String>) -> bool {
    let mut paths = paths.peekable();
    paths.peek().is_some() && paths.all(|path| path.starts_with("/.well-known/acme-challenge"))
}
