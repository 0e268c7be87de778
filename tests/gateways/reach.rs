//! From where a Gateway of the Gateway API is reached, as far as it says so itself, what that rests on, and what
//! network policies make of it (`kubernetes-sigs/gateway-api: apis/v1/gateway_types.go`).

use super::*;

/// A Gateway with one listener, and what else it says.
fn listener(written: &str) -> String {
    gateway("", &format!("listeners: [{{name: web, port: 80, {written}}}]"))
}

const INTERNAL: &str = "networking.gke.io/load-balancer-type: Internal";
const TO_WEB: &str = "rules: [{backendRefs: [{name: web, port: 80}]}]";
const PARENT: &str = "parentRefs: [{name: gate}]";

fn by_gateway(analysis: &Analysis) -> Vec<&Path> {
    analysis.exposure.paths().filter(|path| path.via == Via::Gateway).collect()
}

#[test]
fn a_gateway_is_reached_from_where_it_says_or_is_assumed_to_be() {
    let listeners = "listeners: [{name: web, port: 80, protocol: HTTP}]";
    let of = |more: &str| gateway("", &format!("{more}{listeners}"));
    let typed =
        |type_: &str| gateway(&format!(", annotations: {{networking.istio.io/service-type: {type_}}}"), listeners);
    let annotated = |head: &str, annotation: &str| {
        gateway(head, &format!("infrastructure: {{annotations: {{{annotation}}}}}, {listeners}"))
    };
    let own = |class: &str, annotation: &str| {
        gateway(&format!(", annotations: {{{annotation}}}"), &format!("gatewayClassName: {class}, {listeners}"))
    };
    let got = |address: &str| gateway("", listeners) + &format!("\nstatus: {{addresses: [{{value: {address}}}]}}");
    let (public, inside) = (["internet: open"].as_slice(), ["private-network: open"].as_slice());
    let rows: Vec<(String, &[&str], &[&str], &str)> = vec![
        (of(""), &["internet: depends"], public, "nothing is said"),
        (
            of("gatewayClassName: gke-l7-rilb, "),
            &["private-network: open"],
            &["private-network: open"],
            "its class is internal",
        ),
        (of("gatewayClassName: gke-l7-gxlb, "), public, public, "its class is external"),
        (of("gatewayClassName: gke-l7-regional-external-managed, "), public, public, "and this one"),
        (of("gatewayClassName: rilb, "), &["internet: depends"], public, "nobody knows this class"),
        (of("gatewayClassName: istio-waypoint, "), &["cluster: open"], &["cluster: open"], "a part of the mesh"),
        (
            of("addresses: [{value: 10.0.0.1}], "),
            &["private-network: open"],
            &["private-network: open"],
            "a private address",
        ),
        (of("addresses: [{value: 10.0.0.1}, {value: 8.8.8.8}], "), &["internet: depends"], public, "and a public one"),
        (
            of("infrastructure: {parametersRef: {name: p}}, "),
            &["internet: depends"],
            &["internet: depends"],
            "settings",
        ),
        (annotated("", INTERNAL), inside, inside, "the load balancer's own switch"),
        (
            annotated("", "service.beta.kubernetes.io/azure-load-balancer-internal: 'false'"),
            &["internet: depends"],
            public,
            "which says no",
        ),
        (own("istio", INTERNAL), inside, inside, "Istio copies the Gateway's own annotations"),
        (own("other", INTERNAL), &["internet: depends"], public, "others do not"),
        (got("10.1.2.3"), inside, inside, "it got a private address"),
        (got("203.0.113.7"), public, public, "it got a public one"),
        (typed("ClusterIP"), &["cluster: open"], &["cluster: open"], "Istio makes a Service of this type"),
        (
            typed("NodePort"),
            &["internet: depends", "node-network: open"],
            &["internet: depends", "node-network: open"],
            "or of this one",
        ),
    ];
    let plain = route("HTTPRoute", "", &format!("{PARENT}, {TO_WEB}"));
    for (gateway, unasked, assumed, reason) in rows {
        for (answers, expected) in [(&[][..], unasked), (&[("public-gateways", "yes")], assumed)] {
            let analysis = analysis(&[&gateway, &plain], answers);
            let short = |path: &&Path| format!("{}: {}", path.from.id(), path.verdict.id());
            let found: Vec<String> = by_gateway(&analysis).iter().map(short).collect();
            assert_eq!(found, expected, "{reason}");
        }
    }
}

#[test]
fn what_is_not_known_is_said() {
    let listening = listener("protocol: HTTP");
    let by_label =
        listener("protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}}");
    let without = listener(
        "protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: DoesNotExist}]}}}",
    );
    let plain = route("HTTPRoute", "", &format!("{PARENT}, {TO_WEB}"));
    let elsewhere = plain.replace("name: gate", "name: other");
    let mesh = plain.replace("name: gate", "name: web, kind: Service, group: ''");
    let complete = ("namespace-labels-complete", "yes");
    let public = ("public-gateways", "yes");
    type Row<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a [&'a str], &'a str);
    let rows: [Row; 8] = [
        (&[&listening, &plain], &[], &["depends", "public-gateways"], "whether the Gateway is public"),
        (&[&listening, &plain], &[("public-gateways", "no")], &["blocked"], "it is not"),
        (&[&listening, &elsewhere], &[], &["depends", "public-gateways", "gateway-elsewhere"], "a Gateway elsewhere"),
        (&[&listening, &elsewhere], &[public], &["open", "gateway-elsewhere"], "which is public"),
        (&[&by_label, &plain], &[public], &["depends", "namespace-labels-complete"], "a namespace's labels"),
        (&[&by_label, &plain], &[public, complete], &["blocked"], "it has no labels"),
        (&[&without, &plain], &[public, complete], &["open"], "and shall have none"),
        (&[&listening, &mesh], &[], &[], "a route of the mesh lets nobody in"),
    ];
    for (documents, assumed, expected, reason) in rows {
        let analysis = analysis(documents, assumed);
        let said = |path: &Path| {
            let rests_on = path.depends_on.iter().map(|assumption| assumption.id());
            [path.verdict.id()].into_iter().chain(rests_on).collect::<Vec<_>>()
        };
        let found: Vec<&str> = by_gateway(&analysis).into_iter().flat_map(said).collect();
        assert_eq!(found, expected, "{reason}");
    }
}

#[test]
fn policies_judge_the_gateways_pods() {
    let ipblock = "ingress: [{from: [{ipBlock: {cidr: 35.191.0.0/16}}]}]";
    let pods = "ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-system}}}]}]";
    let rows = [
        ("", "ingress: [{}]", "open", "everyone is let in"),
        ("", "ingress: []", "blocked", "nobody is"),
        ("", pods, "depends", "pods of a namespace in which it may run"),
        ("gatewayClassName: gke-l7-gxlb, ", pods, "blocked", "it is no pod"),
        ("gatewayClassName: gke-l7-gxlb, ", ipblock, "depends", "it has an address of Google's"),
    ];
    for (class, rules, verdict, reason) in rows {
        let gate = gateway("", &format!("{class}listeners: [{{name: web, port: 80, protocol: HTTP}}]"));
        let plain = route("HTTPRoute", "", &format!("{PARENT}, {TO_WEB}"));
        let policy = format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p}}
spec: {{podSelector: {{}}, policyTypes: [Ingress], {rules}}}"
        );
        let known = [("public-gateways", "yes"), ("policies-enforced", "yes")];
        let analysis = analysis(&[&gate, &plain, &policy], &known);
        assert_eq!(by_gateway(&analysis)[0].verdict.id(), verdict, "{reason}");
    }
}
