//! An annotation that is meant to make a load balancer internal, with a value that its provider does not take.

use super::{Check, Subject, reached};
use crate::explain;
use crate::exposure::{self, Reach};
use crate::finding::{Confidence, Edit, Finding, Fix, Promise, Severity};
use crate::manifest::service::ServiceType;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "internal-load-balancer-switch-ignored",
    title: "Switch for an internal load balancer, ignored",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Each provider has an annotation of its own that keeps a load balancer off the Internet, and takes only
certain spellings of its value. With any other spelling it does nothing: here it looks as if somebody
meant an internal load balancer, and the provider makes a public one.

```yaml firing
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "True"}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

## Why it matters
Nothing complains. Whoever reads the manifest takes the Service for a private one, while anyone on the
Internet can connect to it.

## What to do
Write the value as the provider wants it, and look at the load balancer's address afterwards.

```yaml before
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    networking.gke.io/load-balancer-type: INTERNAL # not for everyone
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
```

```yaml after
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    networking.gke.io/load-balancer-type: "Internal" # not for everyone
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
```

```yaml clean
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "false"}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata:
  name: api
  annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
```

## Limits
Only annotations of which it is known that no other spelling counts, those of Azure and Google, are looked
at, and only values that can be meant as a yes. Where the cluster is said to run with another provider
(`--assume provider=aws`), an annotation that only others know is found as well.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.spec.service_type() == ServiceType::LoadBalancer) {
        let Some(ignored) = exposure::ignored_switch(door.object, door.spec, subject.environment) else { continue };
        let why = match (ignored.wanted, subject.environment.provider()) {
            (None, Some(provider)) => {
                format!("which only {} knows, and the cluster runs on {}", ignored.provider.name(), provider.name())
            }
            (wanted, _) => format!("and the provider takes only {}", code(wanted.unwrap_or_default())),
        };
        let message = format!(
            "{} sets {} to {}, {why}: the load balancer is a public one.",
            explain::title(door.object),
            code(ignored.key),
            code(ignored.value),
        );
        let place = door.object.place(ignored.span);
        let mut finding = Finding::new(&CHECK, place, message);
        finding.reach = Some(Reach::Internet);
        finding.mend(subject, || {
            ignored.wanted.map(|wanted| Fix {
                title: format!("Write {}", code(wanted)),
                promise: Promise::NeedsReview,
                consequence: "The provider then makes the load balancer an internal one. Its address changes.".into(),
                edits: vec![Edit { place, text: format!("\"{wanted}\"") }],
            })
        });
        findings.push(finding);
    }
}
