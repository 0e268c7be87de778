//! From where a port can be reached, with a reason per row (`kubernetes/kubernetes:
//! pkg/registry/core/service/storage/alloc.go`, `pkg/api/v1/service/util.go`, `pkg/apis/core/v1/defaults.go`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::analyze;
use porthole::exposure::{Environment, Path, Via};
use porthole::source::Source;

/// The ways in, each in short: who, by what, to which port, and the verdict.
fn ways(environment: &Environment, documents: &[&str]) -> Vec<String> {
    let analysis = analyze(&[Source::new("f", documents.join("\n---\n"))], environment);
    let short = |path: &Path| {
        let via = match path.via {
            Via::LoadBalancer => "load balancer",
            Via::NodePort => "node port",
            Via::ExternalIp => "external address",
            Via::HostPort => "host port",
            Via::HostNetwork => "host network",
            Via::ClusterIp => "service",
            Via::Ingress => "ingress",
            Via::Route => "route",
            Via::Knative => "knative",
            Via::Gateway => "gateway",
            Via::PodIp => "pod",
        };
        let entry = path.entry_port.map_or_else(|| "?".to_owned(), |port| port.to_string());
        let end = path.port().map_or_else(|| "nowhere".to_owned(), |port| port.to_string());
        format!("{} by {via} {entry} to {end}: {}", path.from.id(), path.verdict.id())
    };
    analysis.exposure.paths().map(short).collect()
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: b}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}]}]}";

fn service(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{selector: {{a: b}}, {spec}}}")
}

#[test]
fn services_open_what_their_type_opens() {
    let port = "ports: [{port: 80, targetPort: 8080}]";
    let written = "ports: [{port: 80, targetPort: 8080, nodePort: 30080}]";
    let inside = "cluster by service 80 to 8080: open";
    let balancer = "internet by load balancer 80 to 8080: open";
    let given = ["internet by node port ? to 8080: depends", "node-network by node port ? to 8080: open"];
    let chosen = ["internet by node port 30080 to 8080: depends", "node-network by node port 30080 to 8080: open"];
    let untold = "type: LoadBalancer, allocateLoadBalancerNodePorts: false";
    let rows = [
        (port.to_owned(), vec![inside], "ClusterIP by default"),
        (format!("type: Nonsense, {port}"), vec![inside], "a type that is none opens nothing"),
        (format!("type: NodePort, {written}"), vec![chosen[0], chosen[1], inside], "a port on every node"),
        (format!("type: NodePort, {port}"), vec![given[0], given[1], inside], "a number that the cluster gives"),
        (format!("type: LoadBalancer, {port}"), vec![balancer, given[0], given[1], inside], "it opens node ports too"),
        (format!("{untold}, {port}"), vec![balancer, inside], "unless it is told not to"),
        (format!("{untold}, {written}"), vec![balancer, chosen[0], chosen[1], inside], "a written number all the same"),
        (
            format!("{untold}, loadBalancerSourceRanges: [10.0.0.0/8], {port}"),
            vec!["private-network by load balancer 80 to 8080: depends", inside],
            "ranges guard the load balancer, and nobody on the Internet has a private address",
        ),
        (
            format!("{untold}, loadBalancerSourceRanges: [10.0.0.0/8, 192.0.2.0/24], {port}"),
            vec!["internet by load balancer 80 to 8080: depends", inside],
            "some there have one of these",
        ),
        (format!("type: ExternalName, externalName: example.com, {port}"), vec![], "a name is no door"),
        (
            format!("externalIPs: [10.0.0.7, 203.0.113.7], {port}"),
            vec!["internet by external address 80 to 8080: depends", inside],
            "addresses that are routed to the nodes",
        ),
        (
            format!("externalIPs: [10.0.0.7, 100.64.0.1, 'fd00::7'], {port}"),
            vec!["private-network by external address 80 to 8080: depends", inside],
            "all of them private",
        ),
        (format!("clusterIP: None, externalIPs: [203.0.113.7], {port}"), vec![inside], "ignored where headless"),
        (format!("clusterIP: None, {port}"), vec![inside], "headless: the pods' own addresses"),
    ];
    for (spec, expected, reason) in rows {
        let mut ways = ways(&Environment::default(), &[&service(&spec), POD]);
        assert_eq!(ways.pop().unwrap(), "cluster by pod 8080 to 8080: open", "{reason}");
        assert_eq!(ways, expected, "{reason}");
    }
}

#[test]
fn policies_see_the_clients_address_where_the_node_keeps_it() {
    let policy = |range: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p}}
spec: {{podSelector: {{}}, ingress: [{{from: [{{ipBlock: {{{range}}}}}]}}]}}"
        )
    };
    let (private, public) = ("cidr: 10.0.0.0/8", "cidr: 203.0.113.0/24");
    const BOTH: &str = "policy-addresses source-address-kept";
    let most = "cidr: 0.0.0.0/0, except: [10.0.0.0/8, 192.168.0.0/16]";
    let rows = [
        ("NodePort", "Local", private, "unknown", "blocked", "", "nobody on the Internet has such an address"),
        ("NodePort", "Local", public, "unknown", "depends", "policy-addresses", "some have"),
        ("NodePort", "Local", most, "unknown", "open", "", "everybody has"),
        ("NodePort", "Cluster", private, "unknown", "depends", BOTH, "a node's own"),
        ("NodePort", "Cluster", private, "yes", "blocked", "", "unless somebody knows better"),
        ("NodePort", "Cluster", private, "no", "depends", "policy-addresses", "or knows that it is not so"),
        ("NodePort", "Cluster", most, "no", "depends", "policy-addresses", "which may be one of the excepted"),
        ("NodePort", "Local", private, "no", "blocked", "", "the manifest says it"),
        ("LoadBalancer", "Local", private, "unknown", "depends", BOTH, "a balancer's"),
        ("LoadBalancer", "Local", private, "yes", "blocked", "", "unless it passes the client's on"),
    ];
    for (type_, traffic, range, kept, verdict, rests_on, reason) in rows {
        let service = service(&format!("type: {type_}, externalTrafficPolicy: {traffic}, ports: [{{port: 8080}}]"));
        let mut environment = Environment::default();
        for (name, answer) in [
            ("source-address-kept", kept),
            ("public-nodes", "yes"),
            ("public-load-balancers", "yes"),
            ("policies-enforced", "yes"),
        ] {
            environment.assume(name, answer).unwrap();
        }
        let text = [service.as_str(), &policy(range), POD].join("\n---\n");
        let analysis = analyze(&[Source::new("f", text)], &environment);
        let path = analysis.exposure.paths().next().unwrap();
        let found: Vec<&str> = path.depends_on.iter().map(|assumption| assumption.id()).collect();
        assert_eq!((path.verdict.id(), found.join(" ")), (verdict, rests_on.to_owned()), "{reason}");
    }
}

#[test]
fn pods_open_ports_of_their_node() {
    let host_port = vec!["internet by host port 8080 to 80: depends", "node-network by host port 8080 to 80: open"];
    let network = vec!["internet by host network 80 to 80: depends", "node-network by host network 80 to 80: open"];
    let rows = [
        ("", "", vec![], "only the pod's own address"),
        ("", ", hostPort: 8080", host_port.clone(), "a host port"),
        ("", ", hostPort: 0", vec![], "zero is none"),
        ("", ", hostPort: 8080, hostIP: 127.0.0.1", vec![], "the node's loopback"),
        ("", ", hostPort: 8080, hostIP: '::1'", vec![], "the same in IPv6"),
        ("", ", hostPort: 8080, hostIP: 10.0.0.7", host_port, "another address of the node"),
        ("hostNetwork: true, ", "", network, "on the node's network every port is the node's"),
    ];
    for (pod, port, expected, reason) in rows {
        let spec = format!("{{{pod}containers: [{{ports: [{{containerPort: 80{port}}}]}}]}}");
        let pod = format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {spec}");
        let mut ways = ways(&Environment::default(), &[&pod]);
        assert_eq!(ways.remove(0), "cluster by pod 80 to 80: open", "{reason}");
        assert_eq!(ways, expected, "{reason}");
    }
}

#[test]
fn an_answer_about_the_cluster_settles_what_depended_on_it() {
    let service = service("type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]");
    for (answer, expected) in [("yes", "open"), ("no", "blocked"), ("unknown", "depends")] {
        let mut environment = Environment::default();
        environment.assume("public-nodes", answer).unwrap();
        let ways = ways(&environment, &[&service, POD]);
        assert_eq!(ways[0], format!("internet by node port 30080 to 8080: {expected}"));
    }
}

#[test]
fn ways_that_arrive_nowhere_are_blocked() {
    let idle = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}
spec: {replicas: 0, template: {metadata: {labels: {a: b}}}}";
    let rows = [
        ("selector: {a: x}, ports: [{port: 80}]", POD, "nothing is selected"),
        ("selector: {a: b}, ports: [{port: 80, targetPort: http}]", POD, "no port has that name"),
        ("ports: [{port: 80}]", POD, "neither a selector nor endpoints"),
        ("selector: {a: b}, ports: [{port: 80}]", idle, "no pod runs"),
    ];
    for (spec, workload, reason) in rows {
        let service = format!("apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{{spec}}}");
        let ways = ways(&Environment::default(), &[&service, workload]);
        assert_eq!(ways[0], "cluster by service 80 to nowhere: blocked", "{reason}");
    }
}
