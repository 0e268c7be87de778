//! Pods that can be reached and whose containers have powers of root that lead to the node.

use super::{Check, Subject, exposed};
use crate::finding::{Confidence, Finding, Severity};
use crate::source::Span;
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-dangerous-capabilities",
    title: "Reachable pod with far-reaching powers of root",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Linux cuts the powers of root into capabilities. This container is given one that can lead out of it, and
someone else can connect to it.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{containerPort: 80}]
    securityContext: {capabilities: {add: [SYS_ADMIN]}}
```

## Why it matters
With `SYS_ADMIN`, `SYS_MODULE` or `ALL` a fault in what listens there is a way to the node and to every pod on
it. With `NET_ADMIN` its network can be turned around; with `SYS_PTRACE` or `BPF` other programs can be read.

## What to do
Drop `ALL` and add back the one that is needed; a server that binds to a low port needs `NET_BIND_SERVICE`.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{containerPort: 80}]
    securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers: [{name: sysctl, image: busybox, securityContext: {capabilities: {add: [SYS_ADMIN]}}}]
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
```

## Limits
Init containers are left out but for sidecars: they are gone before anyone can connect. Capabilities help only a
process that runs as root or that is given them by its file. Privileged containers have all of them and are another
check's.
"#;

/// Capabilities beyond the usual ones, with what they allow and how bad that is
/// (`kubescape/regolibrary: default-config-inputs.json`, man 7 capabilities).
const FAR_REACHING: &[(&str, Severity, &str)] = &[
    ("ALL", Severity::High, "everything that root may"),
    ("SYS_ADMIN", Severity::High, "mounting disks and much else"),
    ("SYS_MODULE", Severity::High, "loading code into the kernel"),
    ("SYS_RAWIO", Severity::High, "reading and writing the node's memory and devices"),
    ("DAC_READ_SEARCH", Severity::High, "reading every file that the node has open"),
    ("SYS_PTRACE", Severity::Medium, "reading and steering other programs"),
    ("BPF", Severity::Medium, "running programs in the kernel"),
    ("PERFMON", Severity::Medium, "watching the kernel"),
    ("NET_ADMIN", Severity::Medium, "changing how its network works"),
    ("SYS_BOOT", Severity::Medium, "restarting the node"),
    ("MAC_ADMIN", Severity::Medium, "changing what SELinux and its like forbid"),
    ("MAC_OVERRIDE", Severity::Medium, "passing over what SELinux and its like forbid"),
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for exposed in exposed::exposed(subject) {
        let containers = exposed.workload.template.spec.lasting_containers();
        let held = containers.filter(|container| container.privileged().is_none());
        let added =
            held.flat_map(|container| &container.security_context).flat_map(|context| &context.capabilities.add);
        let mut found: Vec<(Span, &(&str, Severity, &str))> = Vec::new();
        for capability in added {
            let known = FAR_REACHING.iter().find(|(name, ..)| capability.value.eq_ignore_ascii_case(name));
            let is_new = |known: &&(&str, _, _)| !found.iter().any(|(_, (name, ..))| *name == known.0);
            found.extend(known.filter(is_new).map(|known| (capability.span, known)));
        }
        let Some((span, (_, worst, _))) = found.iter().min_by_key(|(_, (_, severity, _))| *severity) else { continue };
        let words = few(found.iter().map(|(_, (name, _, words))| format!("{} ({words})", code(name))));
        let what = format!("{} is given powers of root beyond the usual ones: {words}.", exposed.title());
        let mut finding = exposed.finding(&CHECK, *worst, exposed.object.place(*span), &what);
        for (span, _) in &found {
            finding.highlight(Some(exposed.object.place(*span)), "another one");
        }
        findings.push(finding);
    }
}
