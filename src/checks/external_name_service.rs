//! A Service of type ExternalName.

use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::service::ServiceType;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "external-name-service",
    title: "Service that is a name for something else",
    severity: Severity::Note,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service of type ExternalName has no pods and no address: in DNS it is another name for the one that it
gives. A selector and ports that are written with it do nothing.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {type: ExternalName, externalName: db.example.com}
```

## Why it matters
Pods that connect to it go wherever that name leads, which may be outside of the cluster and under someone
else's control. If the name is ever given up, whoever registers it gets the traffic and the passwords in it.

## What to do
Check that the name is yours and still in use. Let clients speak TLS and check the certificate.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: database}
spec:
  ports: [{port: 5432}]
```

## Limits
Where the name leads is decided by DNS when a pod connects. This opens nothing to the outside by itself.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.spec.service_type() == ServiceType::ExternalName) {
        let written = door.spec.external_name.as_ref().filter(|name| !name.value.is_empty());
        let Some(name) = written else { continue };
        let ignored = match door.spec.selector() {
            Some(_) => " Its selector does nothing.",
            None => "",
        };
        let title = explain::title(door.object);
        let message =
            format!("{title} is another name for {}: pods that use it connect there.{ignored}", code(&name.value));
        findings.push(Finding::new(&CHECK, door.object.place(name.span), message));
    }
}
