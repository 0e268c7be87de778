//! What routes of the Gateway API send to which Service's port by which Gateway, with a reason per row
//! (`kubernetes-sigs/gateway-api: apis/v1/gateway_types.go, shared_types.go, httproute_types.go,
//! referencegrant_types.go`).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // What fails here fails the test.

mod reach;

use porthole::cluster::Refusal;
use porthole::exposure::{Environment, Path, Via};
use porthole::source::Source;
use porthole::{Analysis, analyze};

const BEHIND: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:
  selector: {app: web}\n  ports: [{name: http, port: 80, targetPort: 8080}, {name: dns, port: 53, protocol: UDP}]\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}, {containerPort: 53, protocol: UDP}]}]}\n";

fn analysis(documents: &[&str], assumed: &[(&str, &str)]) -> Analysis {
    let mut environment = Environment::default();
    for (name, answer) in assumed {
        environment.assume(name, answer).unwrap();
    }
    analyze(&[Source::new("f.yaml", format!("{}\n---\n{BEHIND}", documents.join("\n---\n")))], &environment)
}

fn gateway(head: &str, spec: &str) -> String {
    format!("apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: gate{head}}}\nspec: {{{spec}}}")
}

fn route(kind: &str, head: &str, spec: &str) -> String {
    format!("apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: shop{head}}}\nspec: {{{spec}}}")
}

fn namespace(name: &str, labels: &str) -> String {
    format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}, labels: {{{labels}}}}}")
}

/// A Gateway with one listener, and what else it says.
fn listener(written: &str) -> String {
    gateway("", &format!("listeners: [{{name: web, port: 80, {written}}}]"))
}

const TO_WEB: &str = "rules: [{backendRefs: [{name: web, port: 80}]}]";
const PARENT: &str = "parentRefs: [{name: gate}]";

fn by_gateway(analysis: &Analysis) -> Vec<&Path> {
    analysis.exposure.paths().filter(|path| path.via == Via::Gateway).collect()
}

fn requests(analysis: &Analysis) -> Vec<String> {
    analysis.cluster.routes().iter().flat_map(|route| route.requests.clone()).collect()
}

#[test]
fn a_listener_takes_a_route_that_meets_all_that_it_asks() {
    use Refusal::{Conflict, Host, Kind, Namespace, OtherListener};
    let http = "protocol: HTTP";
    let all = "protocol: HTTP, allowedRoutes: {namespaces: {from: All}}";
    let by_label = "protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}";
    let by_name = by_label.replace("team: a", "kubernetes.io/metadata.name: far");
    let kinds = "protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}";
    let host = "protocol: HTTP, hostname: '*.example.com'";
    let two = gateway("", "listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: TCP}]");
    let one_of_two =
        gateway("", "listeners: [{name: web, port: 80, protocol: TCP}, {name: b, port: 90, protocol: HTTP}]");
    let near = |parent: &str| route("HTTPRoute", "", &format!("parentRefs: [{parent}], {TO_WEB}"));
    let plain = near("{name: gate}");
    let far =
        route("HTTPRoute", ", namespace: far", &format!("parentRefs: [{{name: gate, namespace: default}}], {TO_WEB}"));
    let hosts = |hosts: &str| route("HTTPRoute", "", &format!("{PARENT}, hostnames: [{hosts}], {TO_WEB}"));
    let of = |kind: &str| route(kind, "", &format!("{PARENT}, {TO_WEB}"));
    let tls = "protocol: TLS, tls: {mode: Passthrough}";
    let team = namespace("far", "team: a");
    let rows = [
        (listener(http), plain.clone(), None, "it is meant, and asks for nothing more"),
        (listener("protocol: http"), plain.clone(), None, "protocols in any case of letters"),
        (listener(http), near("{name: gate, sectionName: web}"), None, "by name"),
        (listener(http), near("{name: gate, sectionName: other}"), Some(OtherListener), "by another name"),
        (listener(http), near("{name: gate, port: 80}"), None, "by port"),
        (listener(http), near("{name: gate, sectionName: web, port: 81}"), Some(OtherListener), "both have to fit"),
        (gateway("", ""), plain.clone(), Some(OtherListener), "there are no listeners"),
        (two, plain.clone(), Some(Conflict), "HTTP beside TCP on one port is not told apart"),
        (one_of_two, plain.clone(), None, "one listener that takes it is enough"),
        (listener(http), far.clone(), Some(Namespace), "of the Gateway's own namespace only, by default"),
        (listener(all), far.clone(), None, "of all namespaces"),
        (listener(&by_name), far.clone(), None, "of a namespace by its name, which is always a label"),
        (format!("{}\n---\n{team}", listener(by_label)), far.clone(), None, "of a namespace by a label that is here"),
        (listener(kinds), plain.clone(), Some(Kind), "another kind only"),
        (listener(kinds), of("GRPCRoute"), None, "that kind"),
        (listener("protocol: TCP"), plain.clone(), Some(Kind), "TCP is not read as HTTP"),
        (listener("protocol: TCP"), of("TCPRoute"), None, "TCP"),
        (listener(tls), of("TLSRoute"), None, "TLS that goes through"),
        (listener(tls), of("TCPRoute"), Some(Kind), "TLS that goes through is told apart by names"),
        (listener("protocol: TLS, tls: {mode: Terminate}"), of("TCPRoute"), None, "TLS that ends at the Gateway"),
        (listener(host), hosts("a.example.com"), None, "a host under the wildcard"),
        (listener(host), hosts("a.b.example.com"), None, "of several labels"),
        (listener(host), hosts("example.com"), Some(Host), "the wildcard stands for one label at least"),
        (listener(host), hosts("other.org"), Some(Host), "another host"),
        (listener(host), hosts("other.org, a.example.com"), None, "one host in common is enough"),
        (listener(host), plain.clone(), None, "a route for every host"),
    ];
    for (gateway, route, refusal, reason) in rows {
        let analysis = analysis(&[&gateway, &route], &[]);
        let attachment = &analysis.cluster.attachments()[0];
        assert_eq!(attachment.refusal, refusal, "{reason}");
        assert_eq!(attachment.taken.is_empty(), refusal.is_some(), "{reason}");
        if !route.contains("far") {
            assert_eq!(by_gateway(&analysis).is_empty(), refusal.is_some(), "{reason}");
        }
    }
}

#[test]
fn a_rule_sends_its_requests_to_its_backends() {
    let rules = |kind: &str, rules: &str| route(kind, "", &format!("{PARENT}, rules: [{rules}]"));
    let http = |rule: &str| rules("HTTPRoute", rule);
    let to = "backendRefs: [{name: web, port: 80}]";
    let mirror = "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}]";
    let redirect = "filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]";
    let rows: Vec<(String, &[&str], &str)> = vec![
        (http(&format!("{{{to}}}")), &["*"], "all of them"),
        (http(&format!("{{matches: [{{path: {{value: /}}}}], {to}}}")), &["*"], "every path begins so"),
        (
            http(&format!("{{matches: [{{path: {{value: /a}}}}, {{path: {{type: Exact, value: /b}}}}], {to}}}")),
            &["/a", "/b"],
            "some paths",
        ),
        (http(&format!("{{matches: [{{path: {{value: /a}}}}, {{method: GET}}], {to}}}")), &["*"], "and one for all"),
        (http(&format!("{{matches: [{{path: {{value: /a}}}}], {to}}}, {{{to}}}")), &["/a", "*"], "two rules"),
        (http("{backendRefs: [{name: web}]}"), &[], "a Service without a port"),
        (http("{backendRefs: [{name: web, port: 8080}]}"), &[], "the target port is not the Service's"),
        (http("{backendRefs: [{name: web, port: 53}]}"), &[], "HTTP does not come by UDP"),
        (http("{backendRefs: [{name: web, port: 80, weight: 0}]}"), &[], "nothing goes to a share of 0"),
        (http("{backendRefs: [{name: web, port: 80, weight: 1}, {name: b, port: 1}]}"), &["*"], "a share"),
        (http("{backendRefs: [{name: web, port: 80, kind: Service, group: ''}]}"), &["*"], "a Service by its kind"),
        (http("{backendRefs: [{name: web, port: 80, kind: Bucket, group: x.io}]}"), &[], "something else"),
        (http(&format!("{{{mirror}, backendRefs: [{{name: b, port: 1}}]}}")), &["*"], "a copy is a request too"),
        (http(&format!("{{backendRefs: [{{name: b, port: 1, {mirror}}}]}}")), &["*"], "of one backend's requests"),
        (http(&format!("{{{redirect}, {to}}}")), &[], "whoever is sent elsewhere does not get through"),
        (
            rules("GRPCRoute", &format!("{{matches: [{{method: {{service: shop.Cart, method: Add}}}}], {to}}}")),
            &["/shop.Cart/Add"],
            "a gRPC method is a path",
        ),
    ];
    for (route, expected, reason) in rows {
        let listening = listener("protocol: HTTP");
        let analysis = analysis(&[&listening, &route], &[]);
        assert_eq!(requests(&analysis), expected, "{reason}");
        assert_eq!(by_gateway(&analysis).len(), usize::from(!expected.is_empty()), "{reason}");
    }
    let hosts = route("HTTPRoute", "", &format!("{PARENT}, hostnames: [b.org, a.example.com], {TO_WEB}"));
    let listening = listener("protocol: HTTP, hostname: '*.example.com'");
    assert_eq!(requests(&analysis(&[&listening, &hosts], &[])), ["a.example.com"], "other hosts are left out");
    let udp = route("UDPRoute", "", &format!("{PARENT}, rules: [{{backendRefs: [{{name: web, port: 53}}]}}]"));
    let analysis = analysis(&[&listener("protocol: UDP"), &udp], &[]);
    assert_eq!(by_gateway(&analysis)[0].port(), Some(53), "packets go to a port for packets");
}

#[test]
fn another_namespace_has_to_grant_that_its_services_are_named() {
    let far = route(
        "HTTPRoute",
        ", namespace: far",
        "parentRefs: [{name: gate, namespace: default}], rules: [{backendRefs: [{name: web, namespace: default, port: 80}]}]",
    );
    let listening = listener("protocol: HTTP, allowedRoutes: {namespaces: {from: All}}");
    let grant = |namespace: &str, spec: &str| {
        format!(
            "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant
metadata: {{name: g, namespace: {namespace}}}\nspec: {{{spec}}}"
        )
    };
    let from = |namespace: &str, kind: &str| {
        format!("from: [{{group: gateway.networking.k8s.io, kind: {kind}, namespace: {namespace}}}]")
    };
    let ours = from("far", "HTTPRoute");
    let all = "to: [{group: '', kind: Service}]";
    let rows = [
        (String::new(), false, "nobody grants it"),
        (grant("default", &format!("{ours}, {all}")), true, "all of the namespace's Services"),
        (grant("default", &format!("{ours}, to: [{{group: '', kind: Service, name: web}}]")), true, "this one"),
        (grant("default", &format!("{ours}, to: [{{group: '', kind: Service, name: b}}]")), false, "another one"),
        (grant("default", &format!("{ours}, to: [{{group: '', kind: Secret}}]")), false, "something else"),
        (grant("far", &format!("{ours}, {all}")), false, "in the route's namespace it grants nothing"),
        (grant("default", &format!("{}, {all}", from("other", "HTTPRoute"))), false, "to another namespace"),
        (grant("default", &format!("{}, {all}", from("far", "TCPRoute"))), false, "to another kind of route"),
    ];
    for (grant, granted, reason) in rows {
        let analysis = analysis(&[&listening, &far, &grant], &[]);
        assert_eq!(by_gateway(&analysis).len(), usize::from(granted), "{reason}");
        assert_eq!(analysis.cluster.ungranted().len(), usize::from(!granted), "{reason}");
    }
}
