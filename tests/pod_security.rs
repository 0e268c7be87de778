//! Kubernetes' own cases of the Pod Security Standards, read in place from
//! `../shared/conformance/pod-security`, or from the folder that `PORTHOLE_CONFORMANCE` names; and what the
//! cases do not show.

#![allow(clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

use std::path::{Path, PathBuf};

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::pod_security::{Level, Standing, evaluate};
use porthole::source::Source;

/// What the standards make of the first workload of a text.
fn standing(text: &str) -> Standing {
    let analysis = analyze(&[Source::new("pod.yaml", text)], &Environment::default());
    assert!(analysis.problems.iter().all(|problem| !problem.refused), "{text}\n{:?}", analysis.problems);
    let (_, object) = analysis.cluster.workloads().next().unwrap_or_else(|| panic!("no workload in:\n{text}"));
    let standing = evaluate(&object.workload().unwrap().template);
    for breach in &standing.breaches {
        assert!(!breach.spans.is_empty(), "{}", breach.text);
        for span in &breach.spans {
            assert!(
                object.span.start <= span.start && span.end <= object.span.end && span.start < span.end,
                "{breach:?}"
            );
        }
    }
    standing
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn kubernetes_own_cases_stand_where_they_should() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance");
    let root = std::env::var_os("PORTHOLE_CONFORMANCE").map_or(shared, PathBuf::from).join("pod-security");
    if !root.is_dir() {
        eprintln!("{} is absent, so no case of the Pod Security Standards was run.", root.display());
        return;
    }
    let mut cases = 0;
    for level in [Level::Baseline, Level::Restricted] {
        for (folder, passes) in [("pass", true), ("fail", false)] {
            for file in files(&root.join(level.id()).join(folder)) {
                let standing = standing(&std::fs::read_to_string(&file).unwrap());
                assert_eq!(standing.level >= level, passes, "{}: {:#?}", file.display(), standing.breaches);
                cases += 1;
            }
        }
    }
    eprintln!("pod-security: {cases} cases");
    assert!(cases > 0, "{} holds no case", root.display());
}

/// A Pod that keeps to *restricted*; the marks are where a case puts more.
const RESTRICTED: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: a, annotations: {ANNOTATIONS}}
spec:
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, POD}
  containers:
  - {name: main, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], ADD}, CONTEXT}, CONTAINER}
  SPEC
";

fn with(mark: &str, more: &str) -> Standing {
    let marks = ["ANNOTATIONS", "POD", "ADD", "CONTEXT", "CONTAINER", "SPEC"];
    standing(&marks.iter().fold(RESTRICTED.to_owned(), |text, known| {
        text.replace(known, if *known == mark { more } else { "" }).replace(", }", "}")
    }))
}

#[test]
fn every_control_is_named_with_what_breaks_it() {
    let ephemeral = "ephemeralContainers: [{name: debug, securityContext: {privileged: true}}]";
    let rows = [
        ("SPEC", "hostPID: true", "Host Namespaces", "The pod shares what its node has to itself: `hostPID`."),
        (
            "CONTEXT",
            "privileged: true",
            "Privileged Containers",
            "Container `main` runs privileged, and may do whatever its node may.",
        ),
        (
            "SPEC",
            ephemeral,
            "Privileged Containers",
            "Container `debug` runs privileged, and may do whatever its node may.",
        ),
        (
            "ADD",
            "add: [SYS_ADMIN, NET_RAW]",
            "Capabilities",
            "Container `main` gets powers of root beyond the usual ones: `SYS_ADMIN` and `NET_RAW`.",
        ),
        (
            "SPEC",
            "volumes: [{name: v, hostPath: {path: /etc}}]",
            "HostPath Volumes",
            "The pod can use files of its node: `/etc`.",
        ),
        (
            "CONTAINER",
            "ports: [{containerPort: 80, hostPort: 80}]",
            "Host Ports",
            "Container `main` claims a port of its node.",
        ),
        (
            "CONTAINER",
            "lifecycle: {preStop: {httpGet: {host: a.example, port: 80}}}",
            "Host Probes / Lifecycle Hooks",
            "Container `main` has its node connect to other hosts in a probe or hook: `a.example`.",
        ),
        (
            "CONTAINER",
            "startupProbe: {tcpSocket: {host: 127.0.0.1, port: 80}}",
            "Host Probes / Lifecycle Hooks",
            "Container `main` has its node connect to other hosts in a probe or hook: `127.0.0.1`.",
        ),
        (
            "ANNOTATIONS",
            "container.apparmor.security.beta.kubernetes.io/main: unconfined",
            "AppArmor",
            "The pod turns off what AppArmor holds back by default.",
        ),
        (
            "CONTEXT",
            "appArmorProfile: {type: Unconfined}",
            "AppArmor",
            "Container `main` turns off what AppArmor holds back by default.",
        ),
        (
            "POD",
            "seLinuxOptions: {type: spc_t}",
            "SELinux",
            "The pod asks SELinux to be taken for something else than a container.",
        ),
        (
            "CONTEXT",
            "seLinuxOptions: {user: root}",
            "SELinux",
            "Container `main` asks SELinux to be taken for something else than a container.",
        ),
        (
            "CONTEXT",
            "procMount: Unmasked",
            "/proc Mount Type",
            "Container `main` sees what runtimes hide of `/proc`, where the kernel tells about the node.",
        ),
        (
            "CONTEXT",
            "seccompProfile: {type: Unconfined}",
            "Seccomp",
            "Container `main` asks for no filter of its calls to the node's kernel.",
        ),
        (
            "CONTEXT",
            "seccompProfile: {}",
            "Seccomp",
            "Container `main` asks for no filter of its calls to the node's kernel.",
        ),
        (
            "POD",
            "sysctls: [{name: kernel.msgmax, value: '1'}]",
            "Sysctls",
            "The pod changes settings of the kernel: `kernel.msgmax`.",
        ),
        (
            "POD",
            "windowsOptions: {hostProcess: true}",
            "HostProcess",
            "The pod runs as a process of its Windows node, not in a container of it.",
        ),
    ];
    for (mark, more, control, text) in rows {
        let standing = with(mark, more);
        assert_eq!(standing.level, Level::Privileged, "{more}");
        let said: Vec<_> = standing.next().map(|breach| (breach.control, &*breach.text)).collect();
        assert_eq!(said, [(control, text)], "{more}");
    }
}

#[test]
fn what_only_restricted_asks_for_leaves_a_pod_at_baseline() {
    let rows = [
        ("SPEC", "volumes: [{name: v, nfs: {server: a, path: /}}]", "Volume Types"),
        ("ADD", "add: [CHOWN]", "Capabilities"),
        ("POD", "runAsUser: 0", "Running as Non-root user"),
        ("CONTEXT", "runAsNonRoot: false", "Running as Non-root"),
        (
            "SPEC",
            "initContainers: [{name: i, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [all]}}}]",
            "Capabilities",
        ),
        (
            "SPEC",
            "ephemeralContainers: [{name: e, securityContext: {capabilities: {drop: [ALL]}}}]",
            "Privilege Escalation",
        ),
    ];
    for (mark, more, control) in rows {
        let standing = with(mark, more);
        let said: Vec<_> = standing.next().map(|breach| breach.control).collect();
        assert_eq!((standing.level, said), (Level::Baseline, vec![control]), "{more}");
    }
}

#[test]
fn what_the_standards_let_be_is_let_be() {
    for (mark, more) in [
        ("SPEC", ""),
        (
            "SPEC",
            "volumes: [{name: a}, {name: b, emptyDir: }, {name: c, image: {reference: a}}, {name: d, csi: {driver: a}}]",
        ),
        ("POD", "sysctls: [{name: net.ipv4.tcp_rmem, value: a}]"),
        ("POD", "runAsUser: 1000700000"),
        ("ADD", "add: [NET_BIND_SERVICE]"),
        ("ANNOTATIONS", "container.apparmor.security.beta.kubernetes.io/main: localhost/mine"),
        (
            "CONTEXT",
            "appArmorProfile: {type: Localhost}, procMount: Default, seLinuxOptions: {type: container_engine_t, level: s0}",
        ),
        ("CONTAINER", "livenessProbe: {httpGet: {port: 80, host: ''}}, ports: [{containerPort: 80, hostPort: 0}]"),
    ] {
        let standing = with(mark, more);
        assert_eq!(standing.level, Level::Restricted, "{more}: {:#?}", standing.breaches);
    }
}

#[test]
fn users_of_its_own_and_windows_excuse_a_pod() {
    let pod = |spec: &str| standing(&format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{{spec}}}\n"));
    let broken = |standing: &Standing| standing.breaches.iter().map(|breach| breach.control).collect::<Vec<_>>();
    let own_users =
        pod("hostUsers: false, containers: [{name: a, securityContext: {runAsUser: 0, procMount: Unmasked}}]");
    assert_eq!(own_users.level, Level::Baseline);
    assert_eq!(broken(&own_users), ["Privilege Escalation", "Seccomp", "Capabilities", "/proc Mount Type"]);
    let windows = pod("os: {name: windows}, containers: [{name: a}]");
    assert_eq!(broken(&windows), ["Running as Non-root"]);
    let linux = pod("os: {name: linux}, hostUsers: true, containers: [{name: a}, {name: b}]");
    assert_eq!(broken(&linux), ["Privilege Escalation", "Running as Non-root", "Seccomp", "Capabilities"]);
    assert_eq!(linux.breaches.iter().map(|breach| breach.spans.len()).collect::<Vec<_>>(), [2; 4]);
}

#[test]
fn templates_of_every_workload_are_looked_at() {
    let text = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec: {\n  \
        hostIPC: true, containers: [{name: a}]}}}}}\n";
    assert_eq!(standing(text).level, Level::Privileged);
}
