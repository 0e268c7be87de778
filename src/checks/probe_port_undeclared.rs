//! A probe of a port that its container does not declare.

use super::{ByItself, Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::manifest::pod::{Container, HandlerHost};
use crate::manifest::workload::Workload;
use crate::words::{code, list};
use crate::yaml::IntOrString;

pub(super) static CHECK: Check = Check {
    id: "probe-port-undeclared",
    title: "Probe of a port that the container does not declare",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A probe is how a node asks a container whether it still works. It names the port to ask, by number, or by a name that
the container itself has to declare under `ports`. This container does not.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    livenessProbe: {httpGet: {path: /, port: htpp}}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    readinessProbe: {tcpSocket: {port: 8080}}
```

## Why it matters
With a name that is not declared the probe always fails: the container is started again and again, or gets no
traffic. With a number it works if a process listens there, and else fails in the same way.

## What to do
Declare the port under `ports` of that container, or correct the probe.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    livenessProbe: {httpGet: {path: /, port: http}}
    readinessProbe: {tcpSocket: {port: 80}}
```

## Limits
What a process listens on cannot be seen in a manifest, so a number is only a note, and only where the container
declares ports at all. Probes that run a command or speak gRPC are not looked at.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_workload_by_itself(ByItself::Probe, findings, &look);
}

fn look(object: &Object, workload: &Workload, findings: &mut Vec<Finding>) {
    for container in workload.template.spec.all_containers() {
        let probes = [
            ("liveness", &container.liveness_probe),
            ("readiness", &container.readiness_probe),
            ("startup", &container.startup_probe),
        ];
        for (kind, probe) in probes {
            let Some(probe) = probe else { continue };
            let targets = [&probe.http_get, &probe.tcp_socket];
            findings.extend(targets.into_iter().filter_map(|target| finding(object, container, kind, target)));
        }
    }
}

fn finding(object: &Object, container: &Container, kind: &str, target: &HandlerHost) -> Option<Finding> {
    // Another host has ports of its own.
    let port = target.port.as_ref().filter(|_| target.host.is_none())?;
    let declares = |wanted: &dyn Fn(Option<&str>, Option<u16>) -> bool| {
        container.ports.iter().any(|port| wanted(port.name.as_ref().map(|name| &*name.value), port.number()))
    };
    let (named, severity, follows) = match &port.value {
        IntOrString::String(name) if name.is_empty() || declares(&|other, _| other == Some(&**name)) => return None,
        IntOrString::String(name) => (code(name), CHECK.severity, "So the probe always fails"),
        IntOrString::Int(number) => {
            let number = u16::try_from(*number).ok().filter(|number| *number != 0)?;
            if container.ports.is_empty() || declares(&|_, other| other == Some(number)) {
                return None;
            }
            (number.to_string(), Severity::Note, "The probe works only if a process listens there")
        }
    };
    let declared = container.ports.iter().filter_map(|port| {
        let number = port.number()?;
        Some(port.name.as_ref().map_or_else(|| number.to_string(), |name| format!("{number} ({})", code(&name.value))))
    });
    let declared = list(declared);
    let instead = if declared.is_empty() { "none".to_owned() } else { declared };
    let message = format!(
        "The {kind} probe of container {} of {} asks port {named}, which that container does not declare; it declares {instead}. {follows}.",
        code(container.name()),
        explain::title(object)
    );
    let mut finding = Finding::new(&CHECK, object.place(port.span), message);
    finding.severity = severity;
    Some(finding)
}
