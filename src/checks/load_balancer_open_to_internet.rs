//! A load balancer that anyone on the Internet can use.

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::{Assumption, Path, Provider, Reach, Verdict, Via, internal_switch};
use crate::finding::{Confidence, Finding, Fix, Promise, Severity};
use crate::words::code;
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "load-balancer-open-to-internet",
    title: "Load balancer open to the Internet",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service of type LoadBalancer asks the provider for a load balancer in front of its pods. Providers
give it a public address unless the Service says otherwise, and this one does not.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
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

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
```

## Why it matters
Anyone can connect to the pods, scanners among them, within minutes. Whatever flaw the application has can
be tried from anywhere, and from a pod the way leads on into the cluster.

## What to do
If the application is for everyone, keep it and know it. Else let the provider make the load balancer an
internal one, list who may come in `loadBalancerSourceRanges`, or make it a ClusterIP Service.

```yaml before
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  selector:
    app: web
  ports:
  - port: 80
    nodePort: 30080
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
  selector:
    app: web
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [192.0.2.0/24]
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {networking.gke.io/load-balancer-type: Internal}
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

## Limits
Some clusters have private load balancers only, or a firewall in front. Where only the
cluster knows what a setting does to the load balancer, nothing is said here. Endpoints written by hand are not followed.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject) {
        let paths = subject.exposure.through(door.matched.service);
        let paths = paths.filter(|path| path.via == Via::LoadBalancer && path.from == Reach::Internet);
        let paths: Vec<&Path> = paths.filter(|path| reached::lets_in(path)).collect();
        let open = || paths.iter().copied().filter(|path| path.verdict == Verdict::Open);
        if paths.is_empty() {
            continue;
        }
        let taken_as_given = paths.iter().any(|path| path.depends_on.contains(&Assumption::PublicLoadBalancers));
        let message = message(&door, taken_as_given, reached::ends(subject, open()));
        let mut finding = Finding::new(&CHECK, door.type_place(), message);
        if open().next().is_none() {
            finding.severity = Severity::Medium;
        }
        finding.confidence = if taken_as_given { Confidence::Medium } else { Confidence::High };
        finding.reach = Some(Reach::Internet);
        if let Some(provider) = subject.environment.provider() {
            finding.mend(subject, || internal(subject, &door, provider, Promise::NeedsReview));
        }
        finding.mend(subject, || reached::close(subject, &door));
        if subject.environment.provider().is_none() {
            let shown = |provider| internal(subject, &door, provider, Promise::DisplayOnly);
            finding.mend(subject, || [Provider::Aws, Provider::Azure, Provider::Gcp].into_iter().filter_map(shown));
        }
        findings.push(finding);
    }
}

fn message(door: &Door, taken_as_given: bool, ends: String) -> String {
    let title = explain::title(door.object);
    let given = if taken_as_given { ", which gets a public address unless the provider is told otherwise" } else { "" };
    let what = if ends.is_empty() {
        "It leads to no pod now; as soon as it does, anyone on the Internet can connect there".to_owned()
    } else {
        format!("Anyone on the Internet can then connect to {ends}")
    };
    format!("{title} asks for a load balancer{given}. {what}.")
}

/// Makes the provider's load balancer one of the private network. Which provider it is has to be known before the
/// annotation can be added: others pass it over.
fn internal(subject: &Subject, door: &Door, provider: Provider, promise: Promise) -> Option<Fix> {
    let (key, value) = internal_switch(door.object, door.spec, provider)?;
    let (text, tree) = subject.written(door.object)?;
    let metadata = tree.get("metadata")?;
    let entry = [(key, Insert::Text(value))];
    let edit = match metadata.get("annotations") {
        Some(annotations) => edit::insert_entries(text, annotations, &entry)?,
        None => edit::insert_entries(text, metadata, &[("annotations", Insert::Map(&entry))])?,
    };
    let name = code(door.object.name());
    let title = format!("Make the load balancer of {name} an internal one of {}", provider.name());
    let consequence = "Only the private network can use it then. A load balancer that is there already may have to be \
                       made anew, with another address. Its node ports stay open.";
    let fix = reached::fix(door.object, title, consequence, Some(vec![edit]))?;
    Some(Fix { promise, ..fix })
}
