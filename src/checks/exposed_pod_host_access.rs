//! Pods that can be reached and that see files, processes or sockets of their node.

use super::exposed::{self, Exposed};
use super::{Check, Subject};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::volume::Volume;
use crate::source::Span;
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-host-access",
    title: "Reachable pod with access to its node",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A container mounts a folder or a socket of its node (`hostPath`), or the pod shares its node's processes
(`hostPID`) or memory (`hostIPC`). Someone else can connect to this pod.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: builder}
spec:
  containers:
  - name: build
    image: docker
    ports: [{containerPort: 80}]
    volumeMounts: [{name: socket, mountPath: /var/run/docker.sock}]
  volumes: [{name: socket, hostPath: {path: /var/run/docker.sock}}]
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: top}
spec: {hostPID: true, containers: [{name: top, image: busybox, ports: [{containerPort: 80}]}]}
```

## Why it matters
With the socket of the container runtime, or with folders such as `/`, `/etc` and `/var/lib/kubelet`, a fault in
what listens there gives the whole node: whoever uses it starts what they like as root. Other folders give what
lies in them.

## What to do
Keep data in a PersistentVolumeClaim or an `emptyDir`, and read what the cluster knows from the API server. What
has to see the node, such as a collector of logs, should mount the one folder that it needs, and nobody should be
able to connect to it.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx
    ports: [{containerPort: 80}]
    volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, emptyDir: {}}, {name: unused, hostPath: {path: /etc}}]
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers: [{name: copy, image: busybox, volumeMounts: [{name: host, mountPath: /host}]}]
  containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
  volumes: [{name: host, hostPath: {path: /}}]
```

## Limits
A volume that no container mounts is left out, and one that only an init container mounts, unless that is a sidecar:
it is gone before anyone can connect. So is a pod that declares no port and to which no Service sends.
What lies in a folder of the node, the manifests do not say. The node's network is another check's.
"#;

/// Sockets and folders that give the whole node to whoever can use them (`kubernetes/website:
/// content/en/docs/concepts/storage/volumes.md hostPath`): themselves, and of a folder all above it.
const WHOLE_NODE: [&str; 11] = [
    "/dev",
    "/etc/kubernetes",
    "/home",
    "/proc",
    "/root",
    "/run/containerd/containerd.sock",
    "/run/crio/crio.sock",
    "/var/lib/docker",
    "/var/lib/etcd",
    "/var/lib/kubelet",
    "/var/run/docker.sock",
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for exposed in exposed::exposed(subject) {
        let access = access(&exposed);
        let Some((worst, ..)) = access.iter().min_by_key(|(severity, ..)| *severity) else { continue };
        let foremost = access.iter().find(|(severity, ..)| severity == worst);
        let place = exposed.object.place(foremost.map_or(exposed.object.span, |(_, span, _)| *span));
        let words = few(access.iter().map(|(.., words)| words.clone()));
        let gives = match worst {
            Severity::High => "Whoever gets in there can take over the node.",
            _ => "Whoever gets in there has what lies in it.",
        };
        let what = format!("{} sees more than its own: {words}. {gives}", exposed.title());
        let mut finding = exposed.finding(&CHECK, *worst, place, &what);
        for (_, span, words) in &access {
            finding.highlight(Some(exposed.object.place(*span)), words.clone());
        }
        findings.push(finding);
    }
}

/// What of its node a pod sees, each with how bad that is where anyone on the Internet can connect.
fn access(exposed: &Exposed) -> Vec<(Severity, Span, String)> {
    let spec = &exposed.workload.template.spec;
    let namespaces =
        [(&spec.host_pid, Severity::High, "processes"), (&spec.host_ipc, Severity::Medium, "shared memory")];
    let shared = namespaces.into_iter().filter_map(|(field, severity, what)| {
        let field = field.as_ref().filter(|on| on.value)?;
        Some((severity, field.span, format!("the {what} of the node")))
    });
    let is_mounted = |volume: &&Volume| {
        let mounts = spec.lasting_containers().flat_map(|container| &container.volume_mounts);
        let mut names = mounts.filter_map(|mount| mount.name.as_ref());
        names.any(|name| &*name.value == volume.name())
    };
    let paths = spec.volumes.iter().filter(is_mounted).filter_map(|volume| {
        let path = volume.host_path.as_ref()?.path.as_ref()?;
        let severity = if gives_the_node(&path.value) { Severity::High } else { Severity::Medium };
        Some((severity, path.span, format!("{} of the node", code(&path.value))))
    });
    shared.chain(paths).collect()
}

fn gives_the_node(path: &str) -> bool {
    let path = one_name(path.trim_end_matches('/'));
    let mut whole = WHOLE_NODE.iter().map(|whole| one_name(whole));
    whole.any(|whole| whole.strip_prefix(&*path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// On most systems `/var/run` is another name of `/run`.
fn one_name(path: &str) -> String {
    match path.strip_prefix("/var/run") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("/run{rest}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_the_node_with_all_that_lies_in_them() {
        for path in [
            "/",
            "/etc",
            "/etc/",
            "/var",
            "/var/lib",
            "/run",
            "/var/run",
            "/run/docker.sock",
            "/var/lib/kubelet",
            "/proc",
        ] {
            assert!(gives_the_node(path), "{path}");
        }
        for path in ["/var/log", "/etc/ssl/certs", "/data", "/va", "/devices"] {
            assert!(!gives_the_node(path), "{path}");
        }
    }
}
