//! What a Route of OpenShift sends to which Service's port, with a reason per row (`openshift/api:
//! route/v1/types.go`).

#![allow(clippy::unwrap_used)] // What fails here fails the test.

use porthole::analyze;
use porthole::exposure::{Environment, Via};
use porthole::source::Source;

const BEHIND: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080}, {name: admin, port: 81, targetPort: ops}, {name: dns, port: 53, protocol: UDP}]
---\napiVersion: v1\nkind: Service\nmetadata: {name: api}
spec: {selector: {app: web}, ports: [{port: 90, targetPort: 8080}]}
---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}, {name: ops, containerPort: 9090}]}]}";

/// The ways by the Route, each as the pods' port and the step to the Service.
fn ways(head: &str, spec: &str, assumed: &[(&str, &str)]) -> Vec<String> {
    let mut environment = Environment::default();
    for (name, answer) in assumed {
        environment.assume(name, answer).unwrap();
    }
    let route =
        format!("apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {{name: shop{head}}}\nspec: {{{spec}}}");
    let analysis = analyze(&[Source::new("f", format!("{route}\n---\n{BEHIND}"))], &environment);
    let by_route = analysis.exposure.paths().filter(|path| path.via == Via::Route);
    let short = |path: &porthole::exposure::Path| {
        let hop = path.hops.iter().find(|hop| hop.object == path.service).unwrap();
        let text = hop.text.replace('`', "").replace("which sends ", "");
        format!("{} {}: {text}", path.port().unwrap(), path.verdict.id())
    };
    by_route.map(short).collect()
}

#[test]
fn a_route_sends_to_the_ports_that_it_names() {
    let to = "host: shop.example.com, to: {kind: Service, name: web}";
    let by = |port: &str| format!("{to}, port: {{targetPort: {port}}}");
    let http = "8080 depends: requests for shop.example.com to Service web, port 80";
    let admin = "9090 depends: requests for shop.example.com to Service web, port 81";
    let api = "8080 depends: requests for shop.example.com to Service api, port 90";
    let alternate = format!("{}, alternateBackends: [{{kind: Service, name: api, weight: 1}}]", by("http"));
    let without = format!("{}, alternateBackends: [{{kind: Service, name: api, weight: 0}}]", by("http"));
    let numbered = format!("{}, alternateBackends: [{{kind: Service, name: api}}]", by("8080"));
    let rows: &[(&str, &[&str], &str)] = &[
        (to, &[http, admin], "every port, unless it says which"),
        (&by("http"), &[http], "by the name of the Service's port"),
        (&by("8080"), &[http], "by the number of the pods' port"),
        (&by("9090"), &[admin], "which the Service may name"),
        (&by("80"), &[], "and not by the Service's own"),
        (&by("ops"), &[], "nor by the name of the pods'"),
        (&by("dns"), &[], "HTTP does not come by UDP"),
        (&alternate, &[http], "another Service has no port of that name"),
        (&numbered, &[http, api], "but leads to one of that number"),
        (&without, &[http], "a share of nothing is none"),
        ("to: {name: other}", &[], "a Service that is not here"),
        ("to: {kind: Other, name: web}", &[], "something that is no Service"),
        ("to: {name: web, weight: 0}", &[], "nothing is sent to it"),
        (
            "to: {name: web}, port: {targetPort: http}",
            &["8080 depends: requests for a host of its own choice to Service web, port 80"],
            "a host that nobody names",
        ),
        (
            "host: www.example.com, wildcardPolicy: Subdomain, path: /x, to: {name: web}, port: {targetPort: http}",
            &["8080 depends: requests for *.example.com/x to Service web, port 80"],
            "a whole subdomain",
        ),
    ];
    for (spec, expected, reason) in rows {
        assert_eq!(ways("", spec, &[]), *expected, "{reason}");
    }
    assert!(ways(", namespace: other", to, &[]).is_empty(), "a Service of another namespace");
}

#[test]
fn a_router_that_is_here_says_how_it_is_reached() {
    let router = |name: &str, spec: &str| {
        format!(
            "apiVersion: operator.openshift.io/v1\nkind: IngressController\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n---\n"
        )
    };
    let strategy = |strategy: &str| router("default", &format!("endpointPublishingStrategy: {{{strategy}}}"));
    let internal = "type: LoadBalancerService, loadBalancer: {scope: Internal}";
    let unknown = "internet depends public-ingress-controller";
    let other = router("other", &format!("endpointPublishingStrategy: {{{internal}}}"));
    let selects = format!("endpointPublishingStrategy: {{{internal}}}, routeSelector: {{matchLabels: {{a: b}}}}");
    let rows: &[(String, &[&str], &str)] = &[
        (strategy(internal), &["private-network open"], "an internal load balancer"),
        (strategy("type: LoadBalancerService, loadBalancer: {scope: External}"), &["internet open"], "another one"),
        (strategy("type: Private"), &["cluster open"], "none at all"),
        (strategy("type: HostNetwork"), &["internet depends public-nodes", "node-network open"], "by the nodes"),
        (strategy(""), &[unknown], "as the platform has it"),
        (other.clone(), &[unknown], "another router, beside the one that every cluster has"),
        (strategy(internal) + &other, &["private-network open", "private-network open"], "and both"),
        (router("default", &selects), &[unknown], "one that serves only some Routes"),
    ];
    for (routers, expected, reason) in rows {
        let route = "apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: shop}
spec: {to: {name: web}, port: {targetPort: http}}";
        let text = format!("{routers}{route}\n---\n{BEHIND}");
        let analysis = analyze(&[Source::new("f", text)], &Environment::default());
        let by_route = analysis.exposure.paths().filter(|path| path.via == Via::Route);
        let short = |path: &porthole::exposure::Path| {
            let rests_on = path.depends_on.iter().map(|assumption| assumption.id());
            [path.from.id(), path.verdict.id()].into_iter().chain(rests_on).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(by_route.map(short).collect::<Vec<_>>(), *expected, "{reason}");
    }
}

#[test]
fn a_route_is_as_open_as_its_router() {
    let to = "to: {name: web}, port: {targetPort: http}";
    let listed = ", annotations: {haproxy.router.openshift.io/ip_whitelist: 192.0.2.0/24 198.51.100.7}";
    let rows = [("", "yes", "open"), ("", "no", "blocked"), ("", "unknown", "depends"), (listed, "yes", "depends")];
    for (head, answer, verdict) in rows {
        let ways = ways(head, to, &[("public-ingress-controller", answer)]);
        assert!(ways.iter().all(|way| way.starts_with(&format!("8080 {verdict}"))), "{head} {answer}: {ways:?}");
        assert_eq!(ways.len(), 1);
    }
}
