//! An Ingress of which the manifests do not tell what controller serves it.

use std::cell::LazyCell;

use super::{Check, Subject, backends, reached};
use crate::cluster::{Controllers, IngressClass};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::manifest::{Object, ObjectId};
use crate::words::{code, count};
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "ingress-class-ambiguous",
    title: "Ingress of no clear class",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The class of an Ingress says which controller serves it. This one names two, or none while the manifests
have either no default class or several: then it is left to the cluster who takes it, if anyone does.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {service: {name: cart, port: {number: 80}}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: public
  annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
  annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
spec: {controller: k8s.io/ingress-nginx}
```

```yaml firing
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {kubernetes.io/ingress.class: internal}
spec:
  ingressClassName: public
  defaultBackend: {service: {name: cart, port: {number: 80}}}
```

## Why it matters
An Ingress that was meant for an internal controller may be served by one that is open to the Internet, by both,
or by none. Which it is may change when somebody installs another controller.

## What to do
Name the class in `ingressClassName`, and nowhere else. Keep one class at most as the default.

```yaml before
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service: {name: cart, port: {number: 80}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service: {name: cart, port: {number: 80}}
  ingressClassName: public
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  ingressClassName: public
  defaultBackend: {service: {name: cart, port: {number: 80}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: other}
spec:
  defaultBackend: {service: {name: cart, port: {number: 80}}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: public
  annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
spec: {controller: k8s.io/ingress-nginx}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend: {service: {name: cart, port: {number: 80}}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: v1
kind: Pod
metadata: {name: nginx}
spec:
  containers:
  - name: controller
    image: registry.k8s.io/ingress-nginx/controller:v1.13.0
    args: [/nginx-ingress-controller, --watch-ingress-without-class]
```

## Limits
Where the manifests hold no IngressClass at all, the cluster may well have a default, and nothing is said of an
Ingress that names none; nor where a controller is here that takes all that name none. Classes of the cluster that are not here are not seen.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let controllers = LazyCell::new(|| Controllers::new(subject.cluster));
    for (object, _) in backends::ingresses(subject) {
        let title = explain::title(object);
        let annotation = object.metadata.annotations.get("kubernetes.io/ingress.class");
        let (mut place, mut severity) = (object.name_place(), CHECK.severity);
        let (why, classes) = match subject.cluster.ingress_class(object) {
            IngressClass::Named { name, by_annotation: false, .. } => {
                let Some(other) = annotation.filter(|other| other.value != name.value) else { continue };
                (place, severity) = (object.place(other.span), Severity::High);
                let (name, other) = (code(&name.value), code(&other.value));
                let what = format!("names class {name}, and in an annotation {other}");
                (format!("{what}: Kubernetes takes no new Ingress with both"), Vec::new())
            }
            IngressClass::Named { .. } | IngressClass::Default(_) => continue,
            IngressClass::Ambiguous(classes) => {
                let several = count(classes.len(), "class");
                (
                    format!("names no class, and {several} say that they are the default: the newest of them counts"),
                    classes,
                )
            }
            IngressClass::Unnamed => match subject.cluster.ingress_classes() {
                [] => continue,
                _ if controllers.of(subject.cluster, &IngressClass::Unnamed).next().is_some() => continue,
                classes => {
                    let none = "names no class, and none here is the default: whether any controller takes it is open";
                    (none.to_owned(), classes.to_vec())
                }
            },
        };
        let mut finding = Finding::new(&CHECK, place, format!("{title} {why}."));
        finding.severity = severity;
        let known = classes.iter().filter_map(|id| subject.cluster.object(*id));
        finding
            .highlights
            .extend(known.map(|class| Highlight { place: class.name_place(), text: "One of the classes.".into() }));
        finding.mend(subject, || name_it(subject, object, &classes));
        findings.push(finding);
    }
}

/// Names the class, where there is only one to choose.
fn name_it(subject: &Subject, object: &Object, classes: &[ObjectId]) -> Option<Fix> {
    let [class] = classes else { return None };
    let name = subject.cluster.object(*class)?.name();
    let (text, tree) = subject.written(object)?;
    let edit = edit::insert_entries(text, tree.get("spec")?, &[("ingressClassName", Insert::Text(name))]);
    let consequence = "The controller of that class then serves it, and opens what it names.";
    reached::fix(object, format!("Name class {}", code(name)), consequence, edit.map(|edit| vec![edit]))
}
