//! What a VirtualService sends to which Service's port by which Gateway of Istio, with a reason per row
//! (`istio/api: networking/v1alpha3/gateway.proto, virtual_service.proto, destination_rule.proto`).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // What fails here fails the test.

mod reach;

use porthole::exposure::{Environment, Path, Via};
use porthole::source::Source;
use porthole::{Analysis, analyze};

const BEHIND: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:
  selector: {app: web}\n  ports: [{name: http, port: 80, targetPort: 8080}, {name: admin, port: 9000}]\n---
apiVersion: v1\nkind: Service\nmetadata: {name: one, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 8080}]}\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}, {containerPort: 9000}]}]}\n";

fn analysis(documents: &[&str], assumed: &[(&str, &str)]) -> Analysis {
    let mut environment = Environment::default();
    for (name, answer) in assumed {
        environment.assume(name, answer).unwrap();
    }
    analyze(&[Source::new("f.yaml", format!("{}\n---\n{BEHIND}", documents.join("\n---\n")))], &environment)
}

/// A Gateway of namespace `edge` with one server.
fn gateway(hosts: &str, port: &str, more: &str) -> String {
    format!(
        "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: gate, namespace: edge}}
spec: {{selector: {{istio: gateway}}, servers: [{{hosts: [{hosts}], port: {{{port}}}{more}}}]}}"
    )
}

fn virtual_service(spec: &str) -> String {
    format!(
        "apiVersion: networking.istio.io/v1beta1\nkind: VirtualService\nmetadata: {{name: v, namespace: shop}}\nspec: {{{spec}}}"
    )
}

const HTTP: &str = "number: 80, protocol: HTTP";
const BY_GATE: &str = "gateways: [edge/gate], hosts: ['*']";
const TO_WEB: &str = "http: [{route: [{destination: {host: web, port: {number: 80}}}]}]";

fn by_gateway(analysis: &Analysis) -> Vec<&Path> {
    analysis.exposure.paths().filter(|path| path.via == Via::Gateway).collect()
}

/// What is sent, each as the request, the Service and its port.
fn sent(analysis: &Analysis) -> Vec<String> {
    let mut sent = Vec::new();
    for route in analysis.cluster.routes() {
        let service = analysis.cluster.object(route.service).unwrap();
        let port = service.service().unwrap().ports[route.port].number().unwrap();
        sent.extend(route.requests.iter().map(|request| format!("{request} {}:{port}", service.name())));
    }
    sent
}

#[test]
fn a_virtual_service_is_served_by_the_gateways_that_it_names() {
    let any = gateway("'*'", HTTP, "");
    let named = |names: &str| virtual_service(&format!("gateways: [{names}], hosts: ['*'], {TO_WEB}"));
    let mesh = virtual_service(&format!("hosts: ['*'], {TO_WEB}"));
    let exported = |to: &str| virtual_service(&format!("{BY_GATE}, exportTo: [{to}], {TO_WEB}"));
    let at = |hosts: &str| virtual_service(&format!("gateways: [edge/gate], hosts: [{hosts}], {TO_WEB}"));
    let example = gateway("'*.example.com'", HTTP, "");
    let all = "* web:80";
    let rows = [
        (&any, named("edge/gate"), Some(all), "by namespace and name"),
        (&any, named("mesh, edge/gate"), Some(all), "and by the mesh"),
        (&any, named("mesh"), None, "by the mesh alone: nobody comes in"),
        (&any, mesh, None, "which is what none means"),
        (&any, named("gate"), Some(all), "a Gateway of its own namespace, which is not here"),
        (&any, exported("'*'"), Some(all), "all namespaces see it"),
        (&any, exported("edge"), Some(all), "the Gateway's does"),
        (&any, exported("."), None, "its own only"),
        (&example, at("a.example.com"), Some("a.example.com web:80"), "a host under the wildcard"),
        (&example, at("example.com"), None, "which stands for a label at least"),
        (&example, at("'*'"), Some("*.example.com web:80"), "every host, as far as the Gateway takes it"),
        (&gateway("shop/*", HTTP, ""), at("a.org"), Some("a.org web:80"), "VirtualServices of this namespace"),
        (&gateway("other/*", HTTP, ""), at("a.org"), None, "of another one"),
        (&gateway("./*", HTTP, ""), at("a.org"), None, "of the Gateway's own"),
        (&gateway("'*'", HTTP, ", bind: 127.0.0.1"), at("a.org"), None, "the pod alone can connect there"),
        (
            &gateway("'*'", HTTP, ", tls: {httpsRedirect: true}"),
            at("a.org"),
            None,
            "people are told to come over HTTPS",
        ),
    ];
    for (gateway, service, expected, reason) in rows {
        let analysis = analysis(&[gateway, &service], &[]);
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(sent(&analysis), expected, "{reason}");
        assert_eq!(by_gateway(&analysis).len(), expected.len(), "{reason}");
    }
}

#[test]
fn what_is_spoken_decides_which_routes_count() {
    let http = |routes: &str| virtual_service(&format!("{BY_GATE}, http: [{routes}]"));
    let tls = |matches: &str| {
        virtual_service(&format!("{BY_GATE}, tls: [{{{matches}route: [{{destination: {{host: one}}}}]}}]"))
    };
    let tcp = |matches: &str| {
        virtual_service(&format!("{BY_GATE}, tcp: [{{{matches}route: [{{destination: {{host: one}}}}]}}]"))
    };
    let plain = gateway("'*'", HTTP, "");
    let ended = gateway("'*'", "number: 443, protocol: HTTPS", ", tls: {mode: SIMPLE}");
    let through = gateway("'*'", "number: 443, protocol: TLS", ", tls: {mode: PASSTHROUGH}");
    let bytes = gateway("'*'", "number: 9000, protocol: TCP", "");
    let to = |port: &str| format!("route: [{{destination: {{host: web{port}}}}}]");
    let to_80 = to(", port: {number: 80}");
    let two = |a: &str, b: &str| {
        format!("route: [{{destination: {{host: one}}{a}}}, {{destination: {{host: web, port: {{number: 80}}}}{b}}}]")
    };
    let rows: Vec<(&String, String, &[&str], &str)> = vec![
        (&plain, http(&format!("{{{to_80}}}")), &["* web:80"], "HTTP"),
        (&ended, http(&format!("{{{to_80}}}")), &["* web:80"], "HTTPS that ends at the Gateway"),
        (&through, http(&format!("{{{to_80}}}")), &[], "what is let through is not read"),
        (&plain, http(&format!("{{{}}}", to(""))), &["* web:80"], "without a port, the one of the Gateway's number"),
        (&ended, http(&format!("{{{}}}", to(""))), &[], "the Service has no such port"),
        (&ended, http("{route: [{destination: {host: one}}]}"), &["* one:8080"], "the only one"),
        (
            &plain,
            http("{route: [{destination: {host: one.shop.svc.cluster.local}}]}"),
            &["* one:8080"],
            "by all of its name",
        ),
        (&plain, http("{route: [{destination: {host: one.shop}}]}"), &[], "half a name is none"),
        (&plain, http("{route: [{destination: {host: one.edge.svc.cluster.local}}]}"), &[], "in another namespace"),
        (
            &plain,
            http(&format!("{{match: [{{uri: {{prefix: /a}}}}, {{uri: {{exact: /b}}}}], {to_80}}}")),
            &["/a web:80", "/b web:80"],
            "some paths",
        ),
        (&plain, http(&format!("{{match: [{{port: 81}}], {to_80}}}")), &[], "of another port"),
        (&plain, http(&format!("{{match: [{{gateways: [mesh]}}], {to_80}}}")), &[], "of the mesh"),
        (&plain, http(&format!("{{match: [{{gateways: [edge/gate]}}], {to_80}}}")), &["* web:80"], "of the Gateway"),
        (&plain, http(&format!("{{{}}}", two(", weight: 1", ", weight: 0"))), &["* one:8080"], "nothing for 0"),
        (&plain, http(&format!("{{{}}}", two(", weight: 100", ""))), &["* one:8080"], "nor for no share"),
        (
            &plain,
            http(&format!("{{{}}}", two(", weight: 9", ", weight: 1"))),
            &["* web:80", "* one:8080"],
            "each has a share",
        ),
        (
            &plain,
            http(&format!("{{{to_80}, mirror: {{host: one}}}}")),
            &["* web:80", "* one:8080"],
            "a copy is a request too",
        ),
        (&plain, http("{redirect: {uri: /}}"), &[], "whoever is sent elsewhere does not get through"),
        (&through, tls("match: [{sniHosts: [a.org]}], "), &["a.org one:8080"], "TLS by the host that it asks for"),
        (&through, tls(""), &[], "and by no other"),
        (&plain, tls("match: [{sniHosts: [a.org]}], "), &[], "HTTP is no TLS"),
        (&bytes, tcp(""), &["* one:8080"], "TCP"),
        (&bytes, tcp("match: [{port: 9001}], "), &[], "of another port"),
    ];
    for (gateway, service, expected, reason) in rows {
        let analysis = analysis(&[gateway, &service], &[]);
        assert_eq!(sent(&analysis), expected, "{reason}");
    }
}

#[test]
fn a_subset_gets_what_is_sent_to_it() {
    let rule = |namespace: &str, host: &str| {
        format!(
            "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: r, namespace: {namespace}}}
spec: {{host: {host}, subsets: [{{name: old, labels: {{version: v1}}}}, {{name: new, labels: {{version: v2}}}}]}}"
        )
    };
    let version = "apiVersion: v1\nkind: Pod\nmetadata: {name: next, namespace: shop, labels: {app: web, version: v2}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}]}]}";
    let to = |subsets: &[&str]| {
        let one = |name: &&str| format!("{{weight: 1, destination: {{host: web, port: {{number: 80}}{name}}}}}");
        let all: Vec<String> = subsets.iter().map(one).collect();
        virtual_service(&format!("{BY_GATE}, http: [{{route: [{}]}}]", all.join(", ")))
    };
    let (old, new, none) = (", subset: old", ", subset: new", ", subset: none");
    let shop = rule("shop", "web");
    let rows: Vec<(String, String, &[&str], &str)> = vec![
        (shop.clone(), to(&[""]), &["web", "next"], "the whole Service"),
        (shop.clone(), to(&[new]), &["next"], "the pods of a subset"),
        (shop.clone(), to(&[new, ""]), &["web", "next"], "and all the others beside"),
        (shop.clone(), to(&[old]), &[], "a subset without pods"),
        (shop.clone(), to(&[old, new]), &["next"], "two subsets"),
        (shop, to(&[none]), &[], "a subset that nobody names gets nothing"),
        (rule("edge", "web.shop.svc.cluster.local"), to(&[new]), &["next"], "the Service by all of its name"),
        (rule("edge", "web"), to(&[new]), &["web", "next"], "another Service, so that nobody knows"),
    ];
    for (rule, service, expected, reason) in rows {
        let any = gateway("'*'", HTTP, "");
        let analysis = analysis(&[&any, &service, &rule, version], &[]);
        let arrives = |path: &&Path| Some(analysis.cluster.object(path.workload()?)?.name().to_owned());
        let mut found: Vec<String> = by_gateway(&analysis).iter().filter_map(arrives).collect();
        found.sort_by_key(|name| name == "next");
        assert_eq!(found, expected, "{reason}");
    }
}

#[test]
fn requests_can_be_left_to_another_virtual_service() {
    let root = |to: &str| {
        virtual_service(&format!("{BY_GATE}, http: [{{match: [{{uri: {{prefix: /shop}}}}], delegate: {{{to}}}}}]"))
    };
    let other = |namespace: &str, rule: &str| {
        format!(
            "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: other, namespace: {namespace}}}
spec: {{http: [{{{rule}route: [{{destination: {{host: one.shop.svc.cluster.local}}}}]}}]}}"
        )
    };
    let narrower = "match: [{uri: {prefix: /shop/a}}], ";
    let rows: Vec<(String, String, &[&str], &str)> = vec![
        (root("name: other"), other("shop", ""), &["/shop one:8080"], "all of them"),
        (root("name: other"), other("shop", narrower), &["/shop/a one:8080"], "as far as the other one goes"),
        (root("name: other"), other("far", ""), &[], "one of another namespace"),
        (root("name: other, namespace: far"), other("far", ""), &["/shop one:8080"], "which is named"),
        (virtual_service("http: [{delegate: {name: other}}]"), other("shop", ""), &[], "nobody comes to the first"),
    ];
    for (root, other, expected, reason) in rows {
        let analysis = analysis(&[&gateway("'*'", HTTP, ""), &root, &other], &[]);
        assert_eq!(sent(&analysis), expected, "{reason}");
        for path in by_gateway(&analysis) {
            let steps: Vec<&str> = path.hops.iter().map(|hop| &*hop.text).collect();
            let (served, left) = ("which serves VirtualService `v`", "which leaves requests to VirtualService `other`");
            assert!(steps.windows(2).any(|pair| pair == [served, left]), "{steps:?}");
        }
    }
}
