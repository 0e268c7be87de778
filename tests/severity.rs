//! How bad a finding is, and who can use it, follows from the manifests and from what is known about
//! the cluster.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::source::Source;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: a}}\n\
    spec: {containers: [{name: a, image: a, ports: [{name: web, containerPort: 80}]}]}\n";
const POLICY: &str =
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec: {podSelector: {}}\n";

fn service(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{selector: {{app: a}}, {spec}}}\n")
}

/// What one check says of these objects: `severity confidence reach`, for each finding.
fn said(check: &str, objects: &[&str], environment: &Environment) -> Vec<String> {
    let analysis = analyze(&[Source::new("f", objects.join("---\n"))], environment);
    let of_check = analysis.findings.iter().filter(|finding| finding.check == check);
    let words = of_check.map(|finding| {
        let reach = finding.reach.map_or("-", |reach| reach.id());
        format!("{} {} {reach}", finding.severity.id(), finding.confidence.id())
    });
    words.collect()
}

#[test]
fn severity_follows_reach() {
    let unknown = Environment::default();
    let assuming = |name: &str, answer: &str| {
        let mut environment = Environment::default();
        environment.assume(name, answer).unwrap();
        environment
    };
    let public_nodes = assuming("public-nodes", "yes");
    let private = assuming("public-load-balancers", "no");
    let public = assuming("public-load-balancers", "yes");
    let (azure, google) = (assuming("provider", "azure"), assuming("provider", "gcp"));
    let node_port = &service("type: NodePort, ports: [{port: 80}]");
    let load_balancer = &service("type: LoadBalancer, ports: [{port: 80}]");
    let switch = "name: a, annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: 'true'}";
    let internal = &load_balancer.replace("name: a", switch);
    let database = &service("type: LoadBalancer, ports: [{port: 5432, targetPort: 80}]");
    let database_on_nodes = &service("type: NodePort, ports: [{port: 5432, targetPort: 80}]");
    let named = &service("ports: [{port: 80, targetPort: wbe}]");
    let headless = &service("clusterIP: None, ports: [{port: 80, targetPort: wbe}]");
    let host_network = &POD.replace("spec: {", "spec: {hostNetwork: true, ");
    let host_port = &POD.replace("containerPort: 80", "containerPort: 80, hostPort: 80");
    let lonely = &service("ports: [{port: 80}]").replace("app: a", "app: b");

    let open = "load-balancer-open-to-internet";
    let rows: &[(&str, &[&str], &Environment, &[&str])] = &[
        (open, &[load_balancer, POD], &unknown, &["high medium internet"]),
        (open, &[load_balancer, POD], &public, &["high high internet"]),
        (open, &[load_balancer, POD], &private, &[]),
        (open, &[load_balancer], &unknown, &["medium medium internet"]),
        (open, &[load_balancer], &private, &[]),
        (open, &[load_balancer, POD, POLICY], &unknown, &[]),
        ("internal-load-balancer-switch-ignored", &[internal, POD], &unknown, &[]),
        ("internal-load-balancer-switch-ignored", &[internal, POD], &azure, &[]),
        ("internal-load-balancer-switch-ignored", &[internal, POD], &google, &["high high internet"]),
        ("load-balancer-node-ports-open", &[load_balancer, POD], &private, &["low high node-network"]),
        ("node-port-service", &[node_port, POD], &unknown, &["medium high node-network"]),
        ("node-port-service", &[node_port, POD], &public_nodes, &["high high internet"]),
        ("node-port-service", &[node_port], &unknown, &["low high node-network"]),
        ("node-port-service", &[node_port, POD, POLICY], &unknown, &["medium high node-network"]),
        ("service-selects-no-pods", &[node_port], &unknown, &["low low node-network"]),
        ("service-selects-no-pods", &[lonely, POD], &unknown, &["high medium cluster"]),
        ("host-port", &[host_port], &unknown, &["medium high node-network"]),
        ("host-port", &[host_port], &public_nodes, &["high high internet"]),
        ("host-network", &[host_network], &unknown, &["high high node-network"]),
        ("host-network", &[host_network], &public_nodes, &["high high internet"]),
        ("sensitive-port-exposed", &[database, POD], &unknown, &["critical medium internet"]),
        ("sensitive-port-exposed", &[database_on_nodes, POD], &unknown, &["high medium node-network"]),
        ("sensitive-port-exposed", &[database_on_nodes, POD], &public_nodes, &["critical medium internet"]),
        ("sensitive-port-exposed", &[database, POD], &private, &["high medium node-network"]),
        ("target-port-unresolved", &[named, POD], &unknown, &["high high -"]),
        ("target-port-unresolved", &[headless, POD], &unknown, &["low high -"]),
        ("target-port-undeclared", &[&named.replace("wbe", "81"), POD], &unknown, &["note high -"]),
        ("target-port-undeclared", &[&headless.replace("wbe", "81"), POD], &unknown, &[]),
    ];
    for (check, objects, environment, expected) in rows {
        assert_eq!(said(check, objects, environment), *expected, "{check}: {objects:#?} {environment:?}");
    }
}

#[test]
fn a_door_is_closed_with_all_that_only_an_open_one_may_have() {
    let load_balancer = "type: LoadBalancer, healthCheckNodePort: 30000, externalTrafficPolicy: Local, \
         ports: [{name: a, nodePort: 30001, port: 80}, {name: b, port: 81, nodePort: 30002}]";
    let with_external_ips = "type: LoadBalancer, externalIPs: [192.0.2.1], ports: [{port: 80}]";
    for (spec, closed) in [(load_balancer, true), (with_external_ips, false)] {
        let text = service(spec) + "---\n" + POD;
        let analysis = analyze(&[Source::new("f", text.clone())], &Environment::default());
        let finding = analysis.findings.iter().find(|finding| !finding.fixes.is_empty());
        let Some(fix) = finding.map(|finding| &finding.fixes[0]) else {
            assert!(!closed, "{spec} has no fix");
            continue;
        };
        assert!(closed, "{spec}: {}", fix.title);
        let mut fixed = text;
        for edit in fix.edits.iter().rev() {
            let location = analysis.texts.locate(edit.place);
            fixed.replace_range(location.start..location.end, &edit.text);
        }
        let expected = "type: ClusterIP, ports: [{name: a, port: 80}, {name: b, port: 81}]";
        assert_eq!(fixed, service(expected) + "---\n" + POD);
    }
}
