//! A route that no listener of the Gateway that it names takes.

use super::{Check, Subject, reached};
use crate::cluster::{Attachment, Refusal, slip};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::gateway::{GatewaySpec, Reference};
use crate::manifest::{Body, Object};
use crate::words::code;
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "gateway-route-not-attached",
    title: "Route that its Gateway does not take",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A route names the Gateway that shall serve it, and the Gateway's listeners say which routes they take: of
which namespaces, of which kinds, for which hosts. Here none of them takes this one. A VirtualService and
the Gateway of Istio that it names need a host in common as well.

```yaml firing
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: edge}
spec:
  gatewayClassName: example
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: front, namespace: edge}]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

```yaml firing
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front}
spec:
  gatewayClassName: example
  listeners: [{name: http, port: 80, protocol: HTTP, hostname: "*.example.com"}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart}
spec:
  parentRefs: [{name: front}]
  hostnames: [example.com]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

```yaml firing
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front}
spec:
  selector: {istio: ingressgateway}
  servers: [{port: {number: 80, protocol: HTTP}, hosts: ["*.example.com"]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart}
spec:
  gateways: [front]
  hosts: [cart.example.org]
  http: [{route: [{destination: {host: cart}}]}]
```

## Why it matters
Nothing comes through: the Gateway answers as if the route was not there. Kubernetes accepts both objects
and says so in the route's status at most.

## What to do
Name a listener that is there, or let the listener take the route: under `allowedRoutes` it says from
which namespaces, and by default only from its own.

```yaml before
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front}
spec:
  gatewayClassName: example
  listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: front}]}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart}
spec:
  parentRefs:
  - name: front
    sectionName: http
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

```yaml after
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front}
spec:
  gatewayClassName: example
  listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: front}]}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart}
spec:
  parentRefs:
  - name: front
    sectionName: https
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

```yaml clean
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: edge}
spec:
  gatewayClassName: example
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: front, namespace: edge}]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
```

## Limits
Where another Gateway takes the route, or may, the finding is milder. Of a Gateway that is not among the
manifests nothing is said. Listeners that a ListenerSet adds to a Gateway are not read.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    findings.extend(subject.cluster.attachments().iter().filter_map(|attachment| finding(subject, attachment)));
}

fn finding(subject: &Subject, attachment: &Attachment) -> Option<Finding> {
    let refusal = explain::refusal(subject.cluster, attachment)?;
    let (route, gateway) = (subject.cluster.object(attachment.route)?, subject.cluster.object(attachment.gateway?)?);
    let message = format!("{refusal} Nothing gets to it that way.");
    let mut finding = Finding::new(&CHECK, route.place(attachment.parent), message);
    let is_served = |other: &Attachment| other.route == attachment.route && other.refusal.is_none();
    if subject.cluster.attachments().iter().any(is_served) {
        finding.severity = Severity::Medium;
    }
    if let (Body::GatewayRoute(asks), Body::Gateway(spec)) = (&route.body, &gateway.body) {
        let parent = asks.parents.iter().find(|parent| parent.span == attachment.parent);
        let other = parent.filter(|_| attachment.refusal == Some(Refusal::OtherListener));
        finding.mend(subject, || other.and_then(|parent| name_another(subject, route, parent, spec)));
    }
    Some(finding)
}

/// Names the listener that is nearest, or the only one.
fn name_another(subject: &Subject, route: &Object, parent: &Reference, spec: &GatewaySpec) -> Option<Fix> {
    let written = parent.section.as_ref()?;
    let names = || {
        let names = spec.listeners.iter().filter_map(|listener| listener.name.as_ref());
        names.filter(|name| name.value != written.value)
    };
    let nearest = names().filter_map(|name| Some((slip(&written.value, &name.value)?, name))).min_by_key(|near| near.0);
    let only = || names().next().filter(|_| spec.listeners.len() == 1);
    let name = nearest.map(|(_, name)| name).or_else(only)?;
    let tree = subject.tree(route)?;
    let node = tree.map_at(parent.span)?.get("sectionName")?;
    let text = subject.texts.document(route.document);
    let (title, name) = (format!("Name the listener {}", code(&name.value)), &name.value);
    let consequence = format!("{} is then served on that listener, if it takes it.", explain::title(route));
    reached::fix(route, title, consequence, edit::replace_value(text, node, name).map(|edit| vec![edit]))
}
