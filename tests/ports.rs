//! Where a Service's port leads, with a reason per row (`kubernetes/endpointslice: utils_test.go
//! TestFindPort`; `kubernetes/kubernetes: pkg/apis/core/v1/defaults.go SetDefaults_Service`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::analyze;
use porthole::cluster::ports::{Resolution, Unresolved};
use porthole::exposure::Environment;
use porthole::source::Source;

/// Where one port of a Service leads in a pod, in short.
fn leads(port: &str, pod: &str) -> String {
    let text = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{selector: {{a: b}}, ports: [{{{port}}}]}}\n---\n\
         apiVersion: v1\nkind: Pod\nmetadata: {{name: p, labels: {{a: b}}}}\nspec: {{{pod}}}\n"
    );
    let analysis = analyze(&[Source::new("f", text)], &Environment::default());
    match &analysis.cluster.services().next().unwrap().ports[0].targets[0].resolution {
        Resolution::Resolved(port) => format!("{} in {}", port.number, port.container),
        Resolution::Undeclared(number) => format!("{number}, undeclared"),
        Resolution::Unresolved(Unresolved::NoSuchName(_)) => "no such name".to_owned(),
        Resolution::Unresolved(Unresolved::OtherProtocol { .. }) => "other protocol".to_owned(),
        Resolution::Unresolved(Unresolved::QuotedNumber(_)) => "quoted".to_owned(),
        Resolution::Unresolved(Unresolved::OutOfRange(_)) => "no port".to_owned(),
        Resolution::Unresolved(Unresolved::Missing) => "missing".to_owned(),
    }
}

#[test]
fn target_ports_are_followed_as_find_port_does() {
    let main = |ports: &str| format!("containers: [{{name: main, ports: [{ports}]}}]");
    let two = |a: &str, b: &str| format!("containers: [{{name: a, ports: [{a}]}}, {{name: b, ports: [{b}]}}]");
    let init = |policy: &str, ports: &str| {
        let sidecar = "{name: a, containerPort: 80}";
        format!("initContainers: [{{name: init, {policy}ports: [{sidecar}]}}], {}", main(ports))
    };
    let (a11, a22) = ("{name: p, containerPort: 11}", "{name: p, containerPort: 22}");
    let udp = "{name: p, containerPort: 53, protocol: UDP}";
    let rows = [
        ("93", "containers: []".to_owned(), "93, undeclared", "a number needs no declaration"),
        ("93", main("{containerPort: 80}"), "93, undeclared", "nor does another one forbid it"),
        ("93", main("{containerPort: 93}"), "93 in main", "a number that is declared"),
        ("53", main(udp), "53, undeclared", "declared for another protocol only"),
        ("p", "containers: []".to_owned(), "no such name", "nothing has a name"),
        ("p", main(&format!("{udp}, {a11}")), "11 in main", "the one with the same protocol"),
        ("p", two("{containerPort: 1}", a22), "22 in b", "in any container"),
        ("p", two(a11, a22), "11 in a", "the first container counts"),
        ("p", main(udp), "other protocol", "a UDP port for a TCP one"),
        ("p", main("{name: p, containerPort: 1, protocol: snmp}"), "other protocol", "a protocol that is none"),
        ("p", main("{name: p, containerPort: 11, hostPort: 81}"), "11 in main", "the host port is the node's"),
        ("a", init("restartPolicy: Always, ", ""), "80 in init", "an init container that keeps running"),
        ("a", init("", ""), "no such name", "an ordinary init container has ended"),
        ("a", init("restartPolicy: OnFailure, ", ""), "no such name", "only Always makes a sidecar"),
        ("a", init("restartPolicy: Always, ", "{name: a, containerPort: 81}"), "81 in main", "sidecars come last"),
        ("p", two("{name: p}", a22), "22 in b", "a port without a number leads nowhere"),
    ];
    for (target, pod, expected, reason) in rows {
        assert_eq!(leads(&format!("port: 80, targetPort: {target}"), &pod), expected, "{reason}: {target} in {pod}");
    }
}

#[test]
fn target_ports_are_defaulted_and_read_as_kubernetes_does() {
    let rows = [
        ("port: 80", "80 in main", "absent: the Service's port"),
        ("port: 80, targetPort: ", "80 in main", "null"),
        ("port: 80, targetPort: 0", "80 in main", "zero"),
        ("port: 80, targetPort: ''", "80 in main", "the empty string"),
        ("port: 81, targetPort: 0120", "80 in main", "octal"),
        ("port: 81, targetPort: 8e1", "80 in main", "a whole number, however written"),
        ("port: 81, targetPort: '80'", "quoted", "a string is a name, and no name is all digits"),
        ("port: 81, targetPort: web", "80 in main", "by name"),
        ("port: 81, targetPort: Web", "no such name", "capitals count"),
        ("port: 81, targetPort: 65536", "no port", "past the last port"),
        ("port: 81, targetPort: -1", "no port", "before the first"),
        ("port: 0", "no port", "a Service's port cannot be 0"),
        ("name: http", "missing", "neither is written"),
        ("port: 81, targetPort: web, protocol: ''", "80 in main", "an empty protocol is TCP"),
        ("port: 81, targetPort: web, protocol: tcp", "other protocol", "protocols have capitals"),
    ];
    for (port, expected, reason) in rows {
        let pod = "containers: [{name: main, ports: [{name: web, containerPort: 80}]}]";
        assert_eq!(leads(port, pod), expected, "{reason}: {port}");
    }
}
