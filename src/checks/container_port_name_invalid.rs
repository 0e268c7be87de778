//! A name that no container's port can have.

use super::{ByItself, Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::manifest::workload::Workload;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "container-port-name-invalid",
    title: "Container port with a name that it cannot have",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The name of a container's port has at most 15 characters: small letters, digits and hyphens, with a letter among
them, no hyphen at either end and no two in a row.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx, ports: [{name: prometheus-metrics, containerPort: 9090}]}]}
```

## Why it matters
The API server refuses the pod. Of a Deployment it refuses the whole, so that nothing of it runs.

## What to do
Shorten the name, and change it wherever a Service or a probe uses it.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx, ports: [{name: metrics, containerPort: 9090}]}]}
```

## Limits
Only the form of the name is looked at. Names of a Service's own ports have another, longer form.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_workload_by_itself(ByItself::PortName, findings, &look);
}

fn look(object: &Object, workload: &Workload, findings: &mut Vec<Finding>) {
    for container in workload.template.spec.all_containers() {
        for name in container.ports.iter().filter_map(|port| port.name.as_ref()) {
            let Some(why) = fault(&name.value) else { continue };
            let message = format!(
                "{} names a port of its container {} {}, which {why}. The API server refuses that.",
                explain::title(object),
                code(container.name()),
                code(&name.value)
            );
            findings.push(Finding::new(&CHECK, object.place(name.span), message));
        }
    }
}

/// Why a text is no name of a port (`kubernetes/apimachinery: pkg/util/validation/validation.go IsValidPortName`);
/// an empty one is none at all.
fn fault(name: &str) -> Option<&'static str> {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    Some(match name {
        "" => return None,
        _ if name.len() > 15 => "is longer than 15 characters",
        _ if !name.bytes().all(known) => "has other characters than small letters, digits and hyphens",
        _ if !name.bytes().any(|byte| byte.is_ascii_lowercase()) => "has no letter in it",
        _ if name.starts_with('-') || name.ends_with('-') => "begins or ends with a hyphen",
        _ if name.contains("--") => "has two hyphens in a row",
        _ => return None,
    })
}
