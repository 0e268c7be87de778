//! A probe of a port that its container does not declare.

use super::mending::{is_number, without_quotes};
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

A number in quotes is a name, and no port can have it: the API server refuses the pod.

```yaml before
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    livenessProbe:
      httpGet: {path: /, port: "80"}
```

```yaml after
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    livenessProbe:
      httpGet: {path: /, port: 80}
```

A probe may ask another host. A name is one of this container's ports even then, and a number one of that host's.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    readinessProbe: {httpGet: {host: example.com, port: htpp}}
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{name: http, containerPort: 80}]
    readinessProbe: {httpGet: {host: example.com, port: 8080}}
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
    readinessProbe: {httpGet: {host: "", port: 8080}}
```

## Limits
What a process listens on cannot be seen in a manifest, so a number is only a note, and only where the container
declares ports at all. Probes that run a command or speak gRPC are not looked at.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_workload_by_itself(ByItself::Probe, findings, &|object, workload, findings| {
        look(subject, object, workload, findings);
    });
}

fn look(subject: &Subject, object: &Object, workload: &Workload, findings: &mut Vec<Finding>) {
    for container in workload.template.spec.all_containers() {
        let probes = [
            ("liveness", &container.liveness_probe),
            ("readiness", &container.readiness_probe),
            ("startup", &container.startup_probe),
        ];
        for (kind, probe) in probes {
            let Some(probe) = probe else { continue };
            for target in [&probe.http_get, &probe.tcp_socket] {
                let Some(port) = &target.port else { continue };
                let Some((severity, fault)) = fault(container, target, &port.value) else { continue };
                let (name, title) = (code(container.name()), explain::title(object));
                let message = format!("The {kind} probe of container {name} of {title} asks port {fault}");
                let mut finding = Finding::new(&CHECK, object.place(port.span), message);
                finding.severity = severity;
                if let IntOrString::String(text) = &port.value
                    && is_number(text)
                {
                    let consequence = format!("The probe then asks port {text}.");
                    finding.mend(subject, || without_quotes(subject, object.place(port.span), text, &consequence));
                }
                findings.push(finding);
            }
        }
    }
}

/// What is wrong with the port that a probe asks, as the end of a sentence, and how bad it is. A name is one of the
/// container's own ports, whatever the host (`kubernetes/kubernetes: pkg/probe/util.go ResolveContainerPort`).
fn fault(container: &Container, target: &HandlerHost, port: &IntOrString) -> Option<(Severity, String)> {
    let declares = |wanted: &dyn Fn(Option<&str>, Option<u16>) -> bool| {
        container.ports.iter().any(|port| wanted(port.name.as_ref().map(|name| &*name.value), port.number()))
    };
    let (named, severity, follows) = match port {
        IntOrString::String(name) if name.is_empty() || declares(&|other, _| other == Some(&**name)) => return None,
        IntOrString::String(name) if is_number(name) => {
            let fault = format!("{}, but as text: that is a name, and the API server refuses it.", code(name));
            return Some((CHECK.severity, fault));
        }
        IntOrString::String(name) => (code(name), CHECK.severity, "So the probe always fails"),
        IntOrString::Int(number) => {
            // Another host has ports of its own.
            let is_elsewhere = target.host.as_ref().is_some_and(|host| !host.value.is_empty());
            let number = u16::try_from(*number).ok().filter(|number| *number != 0 && !is_elsewhere)?;
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
    Some((severity, format!("{named}, which that container does not declare; it declares {instead}. {follows}.")))
}
