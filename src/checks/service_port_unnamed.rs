//! A Service with several ports of which one has no name of its own.

use std::collections::BTreeSet;

use super::reached::{self, Door};
use super::{Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::service::ServicePort;
use crate::words::{code, count, list};
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "service-port-unnamed",
    title: "Service with several ports that are not told apart",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A Service with more than one port tells them apart by name: every one of them needs a name that no
other has. Only a single port can go without.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}, {port: 443}]
```

No two ports may have the same number and protocol either.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}, {name: http, port: 443}]
```

## Why it matters
The API server refuses the Service: routes and pods would not know which port is meant.

## What to do
Name every port for what it is: `http`, `metrics`, `grpc`.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: 8080
  - port: 443
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    name: tcp-80
    targetPort: 8080
  - port: 443
    name: tcp-443
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}, {name: https, port: 443}]
---
apiVersion: v1
kind: Service
metadata: {name: other}
spec:
  selector: {app: web}
  ports: [{port: 80}]
```

## Limits
The fix makes a name of the protocol and the number, since it cannot know what the port is for.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.spec.ports.len() > 1) {
        let unnamed: Vec<&ServicePort> = door.spec.ports.iter().filter(|port| name(port).is_none()).collect();
        let Some(first) = unnamed.first() else {
            findings.extend(alike(&door));
            continue;
        };
        let numbers = list(unnamed.iter().filter_map(|port| Some(port.number()?.to_string())));
        let (which, have) = if unnamed.len() == 1 { ("port", "has") } else { ("ports", "have") };
        let which = if numbers.is_empty() { "one".to_owned() } else { format!("{which} {numbers}") };
        let (title, all) = (explain::title(door.object), count(door.spec.ports.len(), "port"));
        let message = format!("{title} has {all}, and {which} {have} no name. The API server refuses it.");
        let span = first.port.as_ref().map_or(first.span, |port| port.span);
        let mut finding = Finding::new(&CHECK, door.object.place(span), message);
        finding.mend(subject, || name_them(subject, &door, &unnamed));
        findings.push(finding);
    }
}

/// A port that has another one's name, or its number and protocol
/// (`kubernetes/kubernetes: pkg/apis/core/validation/validation.go ValidateService`).
fn alike(door: &Door) -> Option<Finding> {
    let ports = &door.spec.ports;
    let earlier = |at: usize| ports.iter().take(at);
    let (port, what) = ports.iter().enumerate().find_map(|(at, port)| {
        if earlier(at).any(|other| name(other) == name(port)) {
            return Some((port, format!("the name {}", code(name(port)?))));
        }
        let number = port.number()?;
        let same = earlier(at).any(|other| other.number() == Some(number) && other.protocol() == port.protocol());
        same.then(|| (port, format!("the number {number} of {}", port.protocol())))
    })?;
    let message = format!("{} has two ports with {what}. The API server refuses it.", explain::title(door.object));
    Some(Finding::new(&CHECK, door.object.place(port.span), message))
}

fn name(port: &ServicePort) -> Option<&str> {
    port.name.as_ref().map(|name| &*name.value).filter(|name| !name.is_empty())
}

/// A name for each, of its protocol and its number; none where one would stand twice.
fn name_them(subject: &Subject, door: &Door, unnamed: &[&ServicePort]) -> Option<Fix> {
    let (text, tree) = subject.written(door.object)?;
    let mut names: BTreeSet<String> = door.spec.ports.iter().filter_map(name).map(str::to_owned).collect();
    let edit = |port: &&ServicePort| {
        let new = format!("{}-{}", port.protocol().to_ascii_lowercase(), port.number()?);
        let node = tree.map_at(port.span)?;
        let edit = match node.get("name") {
            Some(written) => edit::replace_value(text, written, &new),
            None => edit::insert_after(text, node, "port", &[("name", Insert::Text(&new))]),
        };
        edit.filter(|_| names.insert(new))
    };
    let edits = unnamed.iter().map(edit).collect();
    let title = format!("Name the ports of {}", code(door.object.name()));
    let consequence = "The ports then have names, which other objects can use in place of the numbers.";
    reached::fix(door.object, title, consequence, edits)
}
