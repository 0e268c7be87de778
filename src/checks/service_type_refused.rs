//! A Service of a type that is none, or without an address where its type needs one.

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::service::{ServiceSpec, ServiceType};
use crate::source::Span;
use crate::words::{code, list};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "service-type-refused",
    title: "Service that the API server refuses for its type",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service's `type` is `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`, to the letter. `clusterIP: None` makes a
ClusterIP Service headless; one that opens node ports or has a load balancer needs an address in the cluster.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: Loadbalancer, selector: {app: web}, ports: [{port: 80}]}
```

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
```

## Why it matters
The API server refuses the Service, and nothing of it is there.

## What to do
Write the type as Kubernetes does, and leave `clusterIP` out where the type is not ClusterIP.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: nodePort
  selector: {app: web}
  ports: [{port: 80}]
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80}]
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: ClusterIP, clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
```

## Limits
Until it is mended, Porthole follows an unknown type as ClusterIP, the default, and a Service without an address as its
type says: that is what it opens once it is taken.
"#;

/// `kubernetes/kubernetes: pkg/apis/core/validation/validation.go ValidateService`.
fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject) {
        let Some((span, what)) = refused(door.spec) else { continue };
        let message = format!("{} {what}. The API server refuses it.", explain::title(door.object));
        let mut finding = Finding::new(&CHECK, door.object.place(span), message);
        if let Some(meant) = meant(door.spec) {
            finding.mend(subject, || write(subject, &door, meant));
        }
        findings.push(finding);
    }
}

/// Where it says what is refused, and what that is.
fn refused(spec: &ServiceSpec) -> Option<(Span, String)> {
    let names = ServiceType::ALL.map(ServiceType::name);
    // An empty one is none that is written.
    let is_none = |type_: &str| !type_.is_empty() && !names.contains(&type_);
    if let Some(written) = spec.type_.as_ref().filter(|written| is_none(&written.value)) {
        let known = list(names.map(code));
        return Some((
            written.span,
            format!("has the type {}, which is none: there are {known}", code(&written.value)),
        ));
    }
    let headless = spec.cluster_ip.as_ref().filter(|address| &*address.value == "None")?;
    let type_ = spec.service_type();
    let needs_address = matches!(type_, ServiceType::NodePort | ServiceType::LoadBalancer);
    let what = format!("has no address in the cluster, which the type {} needs", code(type_.name()));
    needs_address.then_some((headless.span, what))
}

/// The type that differs from the written one in the case of its letters alone.
fn meant(spec: &ServiceSpec) -> Option<ServiceType> {
    let written = &*spec.type_.as_ref()?.value;
    let is_meant = |known: &ServiceType| known.name() != written && known.name().eq_ignore_ascii_case(written);
    ServiceType::ALL.into_iter().find(is_meant)
}

fn write(subject: &Subject, door: &Door, meant: ServiceType) -> Option<Fix> {
    let (text, tree) = subject.written(door.object)?;
    let name = meant.name();
    let edit = edit::replace_value(text, tree.get("spec")?.get("type")?, name);
    let opens = match meant {
        ServiceType::LoadBalancer => "It then gets a load balancer, and is as open as that.",
        ServiceType::NodePort => "It then opens a port on every node.",
        ServiceType::ClusterIp | ServiceType::ExternalName => "It then opens nothing outside of the cluster.",
    };
    reached::fix(door.object, format!("Write {}", code(name)), opens, edit.map(|edit| vec![edit]))
}
