//! From where a Gateway is reached whose pods, or a Service of theirs, are among the manifests, and what that
//! rests on (`istio/istio: pilot/pkg/model/gateway.go resolvePorts`, `istio/api: security/v1beta1`).

use super::*;

/// A Service in front of a Gateway's pods, and those pods.
fn front(service: &str, selector: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: front, namespace: system}}\nspec: {{selector: {{{selector}}}, {service}}}"
    )
}

fn pods(more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: proxy, namespace: system, labels: {{istio: gateway, app: proxy}}}}
spec: {{{more}containers: [{{name: envoy, ports: [{{containerPort: 8080}}]}}]}}"
    )
}

fn policy(namespace: &str, rules: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p, namespace: {namespace}}}
spec: {{podSelector: {{}}, policyTypes: [Ingress], ingress: [{rules}]}}"
    )
}

#[test]
fn a_gateway_is_reached_from_where_its_pods_are() {
    let balanced = "type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80, targetPort: 8080}]";
    let on_nodes = "type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]";
    let its = "istio: gateway";
    let balancer = || front(balanced, its);
    let other_port = front(&balanced.replace("port: 80,", "port: 81,"), its);
    let inside = front("ports: [{port: 80, targetPort: 8080}]", its);
    let from_pods = |from: &str| policy("shop", &format!("{{from: [{from}]}}"));
    let out = |rules: &str| {
        let closed = policy("system", "{}").replace("name: p,", "name: out,");
        closed.replace("policyTypes: [Ingress], ingress: [{}]", &format!("policyTypes: [Egress], egress: {rules}"))
    };
    let by_label = from_pods("{namespaceSelector: {}, podSelector: {matchLabels: {app: proxy}}}");
    let (closed, near) = (policy("system", ""), policy("system", "{from: [{podSelector: {}}]}"));
    let rows: Vec<(&str, Vec<String>, &[&str], &str)> = vec![
        ("80", vec![], &["internet: depends"], "nothing of it is here"),
        ("80", vec![balancer(), pods("")], &["internet: open"], "behind a load balancer"),
        ("80", vec![balancer()], &["internet: open"], "whose pods are not here"),
        ("80", vec![front(balanced, "istio: gateway, app: proxy")], &["internet: open"], "and are asked for more"),
        ("80", vec![front(balanced, "app: proxy")], &["internet: depends"], "they may be other pods"),
        ("80", vec![front(balanced, "app: proxy"), pods("")], &["internet: open"], "they are the Gateway's"),
        ("8080", vec![balancer(), pods("")], &["internet: open"], "the pods' own port, which the Service leads to"),
        ("80", vec![other_port, pods("")], &[], "a port that nothing leads to"),
        ("80", vec![front(on_nodes, its), pods("")], &["internet: depends", "node-network: open"], "on the nodes"),
        ("80", vec![inside, pods("")], &["cluster: open"], "inside the cluster only"),
        ("8080", vec![pods("")], &["cluster: open"], "without a Service"),
        (
            "8080",
            vec![pods("hostNetwork: true, ")],
            &["internet: depends", "node-network: open"],
            "on the nodes' own network",
        ),
        ("80", vec![balancer(), pods(""), closed], &["internet: blocked"], "a policy keeps everyone from its pods"),
        ("80", vec![balancer(), pods(""), near], &["namespace: open"], "all but those of their namespace"),
        ("80", vec![balancer(), pods(""), from_pods("{namespaceSelector: {}}")], &["internet: open"], "all are let in"),
        ("80", vec![balancer(), pods(""), by_label], &["internet: open"], "its pods are, by their label"),
        ("80", vec![balancer(), pods(""), from_pods("{podSelector: {}}")], &["internet: blocked"], "others are"),
        ("80", vec![balancer(), pods(""), out("[]")], &["internet: blocked"], "its pods may not connect to anything"),
        ("80", vec![balancer(), pods(""), out("[{to: [{podSelector: {}}]}]")], &["internet: blocked"], "nor beyond"),
        ("80", vec![balancer(), pods(""), out("[{to: [{namespaceSelector: {}}]}]")], &["internet: open"], "they may"),
        ("80", vec![balancer(), pods(""), out("[{ports: [{port: 9000}]}]")], &["internet: blocked"], "by another port"),
        (
            "80",
            vec![balancer(), pods(""), out("[{to: [{namespaceSelector: {matchLabels: {a: b}}}]}]")],
            &["internet: depends"],
            "to namespaces with a label",
        ),
    ];
    for (port, documents, expected, reason) in rows {
        let service = virtual_service(&format!("{BY_GATE}, {TO_WEB}"));
        let gateway = gateway("'*'", &HTTP.replace("80", port), "");
        let documents: Vec<&str> = [&gateway, &service].into_iter().chain(&documents).map(String::as_str).collect();
        let analysis = analysis(&documents, &[("policies-enforced", "yes")]);
        let short = |path: &&Path| format!("{}: {}", path.from.id(), path.verdict.id());
        let found: Vec<String> = by_gateway(&analysis).iter().map(short).collect();
        assert_eq!(found, expected, "{reason}");
    }
}

#[test]
fn authorization_policies_are_said_not_to_be_followed() {
    let guard = |namespace: &str, spec: &str| {
        format!(
            "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {{name: a, namespace: {namespace}}}
spec: {{{spec}}}"
        )
    };
    let web = "selector: {matchLabels: {app: web}}";
    let rows = [
        (String::new(), &["open"][..], "there is none"),
        (guard("shop", ""), &["depends", "authorization-policies"], "about all pods of the namespace"),
        (guard("shop", web), &["depends", "authorization-policies"], "about these"),
        (guard("shop", &web.replace("web", "other")), &["open"], "about others"),
        (guard("shop", "action: AUDIT"), &["open"], "one that takes notes"),
        (guard("edge", ""), &["open"], "of another namespace"),
        (guard("istio-system", ""), &["depends", "authorization-policies"], "about all pods of the mesh"),
        (guard("system", ""), &["depends", "authorization-policies"], "about the Gateway's pods"),
    ];
    let balanced = "type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80, targetPort: 8080}]";
    for (guard, expected, reason) in rows {
        let (any, service) = (gateway("'*'", HTTP, ""), virtual_service(&format!("{BY_GATE}, {TO_WEB}")));
        let (front, pods) = (front(balanced, "istio: gateway"), pods(""));
        let analysis = analysis(&[&any, &service, &front, &pods, &guard], &[("public-load-balancers", "yes")]);
        let path = by_gateway(&analysis)[0];
        let rests_on = path.depends_on.iter().map(|assumption| assumption.id());
        let found: Vec<&str> = [path.verdict.id()].into_iter().chain(rests_on).collect();
        assert_eq!(found, expected, "{reason}");
    }
}

#[test]
fn a_gateway_of_the_gateway_api_is_reached_by_its_own_service() {
    let gate = |more: &str| {
        format!(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: gate, namespace: edge}}
spec: {{gatewayClassName: istio, {more}listeners: [{{name: web, port: 80, protocol: HTTP, allowedRoutes: {{namespaces: {{from: All}}}}}}]}}"
        )
    };
    let route = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: shop}
spec: {parentRefs: [{name: gate, namespace: edge}], rules: [{backendRefs: [{name: web, port: 80}]}]}";
    let service = |namespace: &str, labels: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: made, namespace: {namespace}, labels: {{{labels}}}}}
spec: {{type: LoadBalancer, selector: {{a: b}}, ports: [{{port: 80}}]}}"
        )
    };
    let label = "gateway.networking.k8s.io/gateway-name: gate";
    let address = "addresses: [{type: Hostname, value: made.other.svc.cluster.local}], ";
    let rows = [
        (gate(""), service("edge", label), "open", "made for it, as its label says"),
        (gate(""), service("other", label), "depends", "made for another namespace's"),
        (gate(""), service("edge", ""), "depends", "without the label nobody knows"),
        (gate(address), service("other", ""), "open", "its address is the Service"),
        (gate(address), service("edge", ""), "depends", "its address is another Service"),
    ];
    for (gate, service, verdict, reason) in rows {
        let analysis = analysis(&[&gate, route, &service], &[]);
        let found: Vec<&str> = by_gateway(&analysis).iter().map(|path| path.verdict.id()).collect();
        assert_eq!(found, [verdict], "{reason}");
    }
}
