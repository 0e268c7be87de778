//! An Ingress whose hosts have no certificate.

use std::collections::BTreeSet;

use super::{Check, Subject, backends};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::manifest::ingress::IngressSpec;
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "ingress-without-tls",
    title: "Ingress without a certificate",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Under `tls` an Ingress says for which hosts its controller has a certificate. Without one, requests come
in over plain HTTP.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {service: {name: cart, port: {number: 80}}}
```

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  tls: [{hosts: [shop.example.com], secretName: shop}]
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}
  - host: blog.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}]}
```

## Why it matters
Everyone on the way can read and change what people send, passwords among it.

## What to do
Make a certificate for the hosts, put it into a Secret and name both under `tls`. cert-manager does it on
its own.

```yaml clean
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  tls: [{hosts: ["*.example.com"], secretName: shop}]
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}
```

## Limits
A controller may have a certificate of its own for all hosts, and a proxy in front of it may encrypt.
Where an annotation names a provider's certificate, nothing is said.
"#;

/// Annotations that give a controller a certificate (`kubernetes-sigs/aws-load-balancer-controller:
/// docs/guide/ingress/annotations.md`, `kubernetes/ingress-gce: pkg/annotations/ingress.go`,
/// `GoogleCloudPlatform/gke-managed-certs: README.md`, `Azure/application-gateway-kubernetes-ingress: docs/annotations.md`).
const CERTIFICATES: &[&str] = &[
    "alb.ingress.kubernetes.io/certificate-arn",
    "networking.gke.io/managed-certificates",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let bare = |object: &Object| CERTIFICATES.iter().all(|key| object.metadata.annotations.get(key).is_none());
    for (object, spec) in backends::ingresses(subject).filter(|(object, _)| bare(object)) {
        let title = explain::title(object);
        if spec.tls.is_empty() {
            let message = format!(
                "{title} names no certificate: unless its controller has one of its own, requests come in over plain \
                 HTTP."
            );
            findings.push(Finding::new(&CHECK, object.name_place(), message));
            continue;
        }
        let without = without_certificate(spec);
        if let Some((first, _)) = without.first() {
            let hosts: BTreeSet<&str> = without.iter().map(|(_, host)| *host).collect();
            let hosts = few(hosts.into_iter().map(code));
            let message = format!("{title} names a certificate, but for other hosts than {hosts}.");
            findings.push(Finding::new(&CHECK, object.place(*first), message));
        }
    }
}

/// The hosts of rules for which there is none. One without hosts is for whatever the controller makes of
/// it (`kubernetes/api: networking/v1/types.go IngressTLS`).
fn without_certificate(spec: &IngressSpec) -> Vec<(crate::source::Span, &str)> {
    if spec.tls.iter().any(|tls| tls.hosts.is_empty()) {
        return Vec::new();
    }
    let named: BTreeSet<&str> = spec.tls.iter().flat_map(|tls| &tls.hosts).map(|host| &*host.value).collect();
    let covers = |host: &str| {
        let wildcard = host.split_once('.').map(|(_, parent)| format!("*.{parent}"));
        named.contains(host) || wildcard.is_some_and(|wildcard| named.contains(&*wildcard))
    };
    let hosts = spec.rules.iter().filter_map(|rule| rule.host.as_ref());
    hosts.filter(|host| !host.value.is_empty() && !covers(&host.value)).map(|host| (host.span, &*host.value)).collect()
}
