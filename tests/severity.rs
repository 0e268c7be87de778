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

/// A binding of a role to the service account that Pod `a` runs as.
fn bound(kind: &str, role: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: b}}\n\
         roleRef: {{kind: ClusterRole, name: {role}}}\n\
         subjects: [{{kind: ServiceAccount, name: default, namespace: default}}]\n"
    )
}

#[test]
fn what_an_attacker_could_do_next_is_as_bad_as_the_pod_can_be_reached() {
    let unknown = Environment::default();
    let mut public_nodes = Environment::default();
    public_nodes.assume("public-nodes", "yes").unwrap();
    let privileged = &POD.replace("image: a", "image: a, securityContext: {privileged: true}");
    let capable = &POD.replace("image: a", "image: a, securityContext: {capabilities: {add: [NET_ADMIN]}}");
    let searching = &POD.replace("image: a", "image: a, securityContext: {capabilities: {add: [net_admin, ALL]}}");
    let mounts = |path: &str| {
        let mounting = POD.replace("image: a", "image: a, volumeMounts: [{name: v, mountPath: /v}]");
        mounting.replace("spec: {", &format!("spec: {{volumes: [{{name: v, hostPath: {{path: {path}}}}}], "))
    };
    let (log, socket) = (&mounts("/var/log"), &mounts("/run/docker.sock"));
    let silent = &privileged.replace("ports:", "command: [a], x:");
    let local = &POD.replace("spec: {", "spec: {automountServiceAccountToken: true, ");
    let without = &POD.replace("spec: {", "spec: {automountServiceAccountToken: false, ");
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}\n";
    let (open, nodes) =
        (&service("type: LoadBalancer, ports: [{port: 80}]"), &service("type: NodePort, ports: [{port: 80}]"));
    let (admin, admin_here) = (&bound("ClusterRoleBinding", "cluster-admin"), &bound("RoleBinding", "cluster-admin"));
    let (edit, view) = (&bound("ClusterRoleBinding", "edit"), &bound("ClusterRoleBinding", "view"));

    let (run_privileged, host, able, token) = (
        "exposed-pod-privileged",
        "exposed-pod-host-access",
        "exposed-pod-dangerous-capabilities",
        "exposed-pod-token-mounted",
    );
    let (all, secrets, exec) = ("exposed-pod-cluster-admin", "exposed-pod-reads-secrets", "exposed-pod-can-exec");
    let rows: &[(&str, &[&str], &Environment, &[&str])] = &[
        (run_privileged, &[privileged, open], &unknown, &["high high internet"]),
        (run_privileged, &[privileged, nodes], &unknown, &["medium medium internet"]),
        (run_privileged, &[privileged, nodes], &public_nodes, &["high high internet"]),
        (run_privileged, &[privileged], &unknown, &["low high cluster"]),
        (run_privileged, &[privileged, POLICY], &unknown, &[]),
        (run_privileged, &[silent], &unknown, &[]),
        (run_privileged, &[POD, open], &unknown, &[]),
        (host, &[socket, open], &unknown, &["high high internet"]),
        (host, &[log, open], &unknown, &["medium high internet"]),
        (host, &[log], &unknown, &["low high cluster"]),
        (able, &[capable, open], &unknown, &["medium high internet"]),
        (able, &[searching, open], &unknown, &["high high internet"]),
        (token, &[POD, open], &unknown, &["low medium internet"]),
        (token, &[POD], &unknown, &[]),
        (token, &[without, open], &unknown, &[]),
        (token, &[POD, open, view], &unknown, &[]),
        (all, &[POD, open, admin], &unknown, &["critical medium internet"]),
        (all, &[POD, open, admin, account], &unknown, &["critical high internet"]),
        (all, &[local, open, admin], &unknown, &["critical high internet"]),
        (all, &[local, admin], &unknown, &["medium high cluster"]),
        (all, &[without, open, admin], &unknown, &[]),
        (all, &[local, open, admin_here], &unknown, &[]),
        (secrets, &[local, open, admin], &unknown, &[]),
        (secrets, &[local, open, admin_here], &unknown, &["medium high internet"]),
        (secrets, &[local, open, edit], &unknown, &["high high internet"]),
        (secrets, &[local, open, view], &unknown, &[]),
        (exec, &[local, open, edit], &unknown, &["high high internet"]),
        (exec, &[local, open, admin_here], &unknown, &["medium high internet"]),
    ];
    for (check, objects, environment, expected) in rows {
        assert_eq!(said(check, objects, environment), *expected, "{check}: {objects:#?} {environment:?}");
    }
}

#[test]
fn roles_and_bindings_are_as_bad_as_what_they_allow() {
    let unknown = Environment::default();
    let role = |rule: &str| {
        format!(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: r}}\nrules: [{{{rule}}}]\n"
        )
    };
    let group = |name: &str, role: &str| {
        bound("ClusterRoleBinding", role)
            .replace("kind: ServiceAccount, name: default, namespace: default", &format!("kind: Group, name: '{name}'"))
    };
    let rows: &[(&str, String, &[&str])] = &[
        ("rbac-wildcard", role("apiGroups: ['*'], resources: ['*'], verbs: ['*']"), &["high high -"]),
        ("rbac-wildcard", role("apiGroups: [apps], resources: ['*'], verbs: ['*']"), &["low high -"]),
        ("rbac-wildcard", role("apiGroups: ['', apps], resources: ['*'], verbs: [get]"), &["medium high -"]),
        ("rbac-wildcard", role("apiGroups: [apps], resources: ['*'], verbs: [get]"), &["low high -"]),
        ("rbac-wildcard", role("apiGroups: ['*'], resources: [pods], verbs: [get]"), &[]),
        ("rbac-wildcard", role("nonResourceURLs: ['*'], verbs: ['*']"), &[]),
        (
            "rbac-escalation-verbs",
            role("apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]"),
            &["medium high -"],
        ),
        ("rbac-escalation-verbs", role("apiGroups: ['*'], resources: ['*'], verbs: ['*']"), &[]),
        (
            "rbac-escalation-verbs",
            role("apiGroups: [''], resources: [nodes/proxy], verbs: [get]").replace("ClusterRole", "Role"),
            &[],
        ),
        ("rbac-anonymous-binding", group("system:unauthenticated", "view"), &["high high -"]),
        ("rbac-anonymous-binding", group("system:unauthenticated", "cluster-admin"), &["critical high -"]),
        ("rbac-anonymous-binding", group("system:authenticated", "edit"), &["high high -"]),
        ("rbac-anonymous-binding", group("system:authenticated", "view"), &["medium high -"]),
        ("rbac-anonymous-binding", group("system:authenticated", "system:basic-user"), &[]),
        ("rbac-anonymous-binding", group("system:serviceaccounts:shop", "view"), &[]),
    ];
    for (check, object, expected) in rows {
        assert_eq!(said(check, &[object], &unknown), *expected, "{check}: {object}");
    }
    let open = &service("type: LoadBalancer, ports: [{port: 80}]");
    let (wild, bound) = (&role("apiGroups: ['*'], resources: ['*'], verbs: ['*']"), &bound("ClusterRoleBinding", "r"));
    assert_eq!(said("rbac-wildcard", &[wild, bound, POD], &unknown), ["high high cluster"]);
    assert_eq!(said("rbac-wildcard", &[wild, bound, POD, open], &unknown), ["high high internet"]);
}

#[test]
fn a_door_is_closed_with_all_that_only_an_open_one_may_have() {
    let load_balancer = "type: LoadBalancer, healthCheckNodePort: 30000, externalTrafficPolicy: Local, \
         ports: [{name: a, nodePort: 30001, port: 80}, {name: b, port: 81, nodePort: 30002}]";
    let with_external_ips = "type: LoadBalancer, externalIPs: [192.0.2.1], ports: [{port: 80}]";
    for (spec, closed) in [(load_balancer, true), (with_external_ips, false)] {
        let text = service(spec) + "---\n" + POD;
        let analysis = analyze(&[Source::new("f", text.clone())], &Environment::default());
        let finding = analysis.mended().into_iter().find(|finding| finding.check == "load-balancer-open-to-internet");
        let closing = |fix: &porthole::finding::Fix| fix.title.ends_with("a ClusterIP Service");
        let Some(fix) = finding.unwrap().fixes.into_iter().find(closing) else {
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

#[test]
fn what_is_found_of_gateways_is_milder_where_it_harms_less() {
    let of = |kind: &str, name: &str, namespace: &str, spec: &str| {
        format!(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}
spec: {{{spec}}}\n"
        )
    };
    let listeners = "listeners: [{name: web, port: 80, protocol: HTTP}]";
    let front = of("Gateway", "front", "default", listeners);
    let inside = of("Gateway", "front", "default", &format!("gatewayClassName: gke-l7-rilb, {listeners}"));
    let route = |parents: &str, namespace: &str| {
        let to = "rules: [{backendRefs: [{name: a, port: 80}, {name: a, namespace: far, port: 80}]}]";
        of("HTTPRoute", "r", namespace, &format!("parentRefs: [{parents}], {to}"))
    };
    let (near, default) = (route("{name: front}", "default"), "{name: front, namespace: default}");
    let far = service("ports: [{port: 80}]").replace("name: a}", "name: a, namespace: far}");
    let rows: [(&str, &[&str], &str); 6] = [
        ("gateway-listener-without-tls", &[&front, &near], "medium high -"),
        (
            "gateway-listener-without-tls",
            &[&inside, &near, &service("ports: [{port: 80}]"), POD],
            "low high private-network",
        ),
        ("gateway-route-not-attached", &[&front, &route(default, "other")], "high high -"),
        ("gateway-route-not-attached", &[&front, &route(&format!("{default}, {{name: b}}"), "other")], "medium high -"),
        ("gateway-backend-not-granted", &[&front, &near, &far], "medium medium -"),
        ("gateway-backend-not-granted", &[&front, &near], "low low -"),
    ];
    for (check, objects, expected) in rows {
        assert_eq!(said(check, objects, &Environment::default()), [expected], "{objects:?}");
    }
}
