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
            Via::PodIp => "pod",
        };
        let entry = path.entry_port.map_or_else(|| "?".to_owned(), |port| port.to_string());
        let end = path.port().map_or_else(|| "nowhere".to_owned(), |port| port.to_string());
        format!("{} by {via} {entry} to {end}: {}", path.from.id(), path.verdict.id())
    };
    analysis.exposure.paths.iter().map(short).collect()
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
            vec!["internet by load balancer 80 to 8080: depends", inside],
            "ranges guard the load balancer",
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
fn source_ranges_may_be_an_annotation() {
    let annotated = |range: &str| {
        let key = "service.beta.kubernetes.io/load-balancer-source-ranges";
        let metadata = format!("{{name: s, annotations: {{{key}: '{range}'}}}}");
        service("type: LoadBalancer, ports: [{port: 8080}]").replace("{name: s}", &metadata)
    };
    let rows = [
        ("10.0.0.0/8", "depends", "only these may use it"),
        ("10.0.0.0/8, 0.0.0.0/0", "open", "everyone is among them"),
        ("", "open", "none is no limit"),
    ];
    for (range, expected, reason) in rows {
        let ways = ways(&Environment::default(), &[&annotated(range), POD]);
        assert_eq!(ways[0], format!("internet by load balancer 8080 to 8080: {expected}"), "{reason}");
    }
}

#[test]
fn a_load_balancer_is_internal_by_its_providers_own_switch() {
    let azure = "service.beta.kubernetes.io/azure-load-balancer-internal: ";
    let aws = |name: &str, value: &str| format!("service.beta.kubernetes.io/aws-load-balancer-{name}: {value}");
    let with = |annotations: &str, class: &str| {
        let spec = format!("type: LoadBalancer, {class}ports: [{{port: 8080}}]");
        service(&spec).replace("{name: s}", &format!("{{name: s, annotations: {{{annotations}}}}}"))
    };
    let both = |one: String, other: String| format!("{one}, {other}");
    let class = "loadBalancerClass: service.k8s.aws/nlb, ";
    let rows = [
        (with(&format!("{azure}'true'"), ""), "private-network", "open", "Azure's switch"),
        (with(&format!("{azure}'True'"), ""), "internet", "open", "which takes no other spelling"),
        (with("networking.gke.io/load-balancer-type: Internal", ""), "private-network", "open", "GKE's switch"),
        (with("networking.gke.io/load-balancer-type: INTERNAL", ""), "internet", "open", "spelt otherwise"),
        (
            with("load-balancer.hetzner.cloud/disable-public-network: 'true'", ""),
            "private-network",
            "open",
            "Hetzner's",
        ),
        (with("load-balancer.hetzner.cloud/disable-public-network: 'True'", ""), "internet", "depends", "perhaps"),
        (with(&aws("internal", "'true'"), ""), "private-network", "open", "AWS's, for either controller"),
        (with(&aws("internal", "0.0.0.0/0"), ""), "private-network", "open", "whatever it says"),
        (with(&aws("internal", "'false'"), ""), "internet", "depends", "the newer controller makes it internal anyway"),
        (with(&aws("internal", "'no'"), class), "internet", "depends", "the newer one wants `true`"),
        (with(&aws("scheme", "internal"), class), "private-network", "open", "the newer one's own switch"),
        (with(&aws("scheme", "internal"), ""), "internet", "depends", "which the older one does not know"),
        (with(&aws("scheme", "internet-facing"), class), "internet", "open", "public when told so"),
        (with("", class), "internet", "depends", "internal by default, unless a flag says otherwise"),
        (with(&aws("type", "nlb"), ""), "internet", "depends", "either controller may serve it"),
        (
            with(&both(aws("scheme", "internet-facing"), aws("internal", "'true'")), class),
            "internet",
            "open",
            "the scheme counts before the older switch",
        ),
        (
            with("", "loadBalancerClass: networking.gke.io/l4-regional-internal, "),
            "private-network",
            "open",
            "a class that is internal",
        ),
        (with("", "loadBalancerClass: example.com/mine, "), "internet", "depends", "a class that nobody knows"),
        (with("example.com/internal: 'true'", ""), "internet", "open", "an annotation that nobody reads"),
    ];
    for (service, from, verdict, reason) in rows {
        let ways = ways(&Environment::default(), &[&service, POD]);
        assert_eq!(ways[0], format!("{from} by load balancer 8080 to 8080: {verdict}"), "{reason}");
    }
}

#[test]
fn the_address_that_a_load_balancer_got_says_from_where_it_is_reached() {
    let azure = "service.beta.kubernetes.io/azure-load-balancer-internal: 'true'";
    let rows = [
        ("[{ip: 203.0.113.7}]", "", "internet", "open", "", "a public address"),
        ("[{ip: 10.0.0.7}]", "", "private-network", "open", "", "one of a private network"),
        ("[{ip: 'fe80::7'}]", "", "private-network", "open", "", "one of a link"),
        ("[{ip: 10.0.0.7}, {ip: 203.0.113.7}]", "", "internet", "open", "", "one of each"),
        ("[{ip: 203.0.113.7}]", azure, "internet", "open", "", "whatever was meant"),
        ("[{hostname: lb.example.com}]", "", "internet", "open", "public-load-balancers", "a name does not tell"),
        ("[{hostname: lb.example.com}]", azure, "private-network", "open", "", "so that the switch decides"),
        ("[{ip: nonsense}]", "", "internet", "open", "public-load-balancers", "nor does what is none"),
        ("[]", "", "internet", "open", "public-load-balancers", "nor does nothing"),
    ];
    for (ingress, annotation, from, verdict, rests_on, reason) in rows {
        let service = service("type: LoadBalancer, ports: [{port: 8080}]")
            .replace("{name: s}", &format!("{{name: s, annotations: {{{annotation}}}}}"));
        let live = format!("{service}\nstatus: {{loadBalancer: {{ingress: {ingress}}}}}\n---\n{POD}");
        let analysis = analyze(&[Source::new("f", live)], &Environment::default());
        let path = &analysis.exposure.paths[0];
        let found: Vec<&str> = path.depends_on.iter().map(|assumption| assumption.id()).collect();
        assert_eq!((path.from.id(), path.verdict.id(), found.join(" ")), (from, verdict, rests_on.into()), "{reason}");
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
        let path = &analysis.exposure.paths[0];
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
