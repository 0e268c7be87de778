//! A target port that is a number in quotes, and so a name.

use super::{Check, Subject, reached};
use crate::finding::{Confidence, Edit, Finding, Fix, Promise, Severity};
use crate::source::Place;
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
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let (title, number) = (port.title(), code(text));
        let message = format!(
            "{title} has {number} as its target port, but as text: that is a name, and the API server refuses it."
        );
        let place = port.door.object.place(target.span);
        let mut finding = Finding::new(&CHECK, place, message);
        finding.mend(subject, || without_quotes(subject, place, text));
        findings.push(finding);
    }
}

/// The number without its quotes, where it is a port and nothing but quotes makes it text.
fn without_quotes(subject: &Subject, place: Place, text: &str) -> Option<Fix> {
    let number = text.parse::<u16>().ok().filter(|number| *number != 0 && number.to_string() == text)?;
    let before = subject.texts.document(place.document).get(..place.span.start as usize)?;
    let is_quoted = subject.texts.slice(place).starts_with(['"', '\'']) && before.trim_end().ends_with(':');
    is_quoted.then(|| Fix {
        title: format!("Write {number} without quotes"),
        promise: Promise::NeedsReview,
        consequence: format!("The port then leads to port {number} of the pods.").into(),
        edits: vec![Edit { place, text: text.to_owned() }],
    })
}
