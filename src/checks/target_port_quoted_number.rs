//! A target port that is a number in quotes, and so a name.

use super::mending::{is_number, without_quotes};
use super::{Check, Subject, reached};
use crate::finding::{Confidence, Finding, Severity};
use crate::words::code;
use crate::yaml::IntOrString;

pub(super) static CHECK: Check = Check {
    id: "target-port-quoted-number",
    title: "Target port number in quotes",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
In quotes, `"8080"` is text, and text in `targetPort` is the name of a port. A port's name needs at least
one letter, so no port can have this one.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: "8080"}]
```

## Why it matters
The API server refuses the Service, so nothing that it was meant to open is there.

## What to do
Leave the quotes out: `targetPort: 8080` is a number.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: '8080' # nginx
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: 8080 # nginx
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: web, port: 80, targetPort: 8080}, {name: alt, port: 81, targetPort: "http-8080"}]
```

## Limits
Only `targetPort` of Services is looked at. A number in quotes elsewhere, such as in a container's port,
is of the wrong type and shown as a problem of its line.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for port in reached::door_ports(subject) {
        let Some(target) = &port.port.target_port else { continue };
        let IntOrString::String(text) = &target.value else { continue };
        if !is_number(text) {
            continue;
        }
        let (title, number) = (port.title(), code(text));
        let message = format!(
            "{title} has {number} as its target port, but as text: that is a name, and the API server refuses it."
        );
        let place = port.door.object.place(target.span);
        let mut finding = Finding::new(&CHECK, place, message);
        let consequence = format!("The port then leads to port {text} of the pods.");
        finding.mend(subject, || without_quotes(subject, place, text, &consequence));
        findings.push(finding);
    }
}
