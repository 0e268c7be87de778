//! What the page says of a Gateway and of a route beside their ways: who takes whom, and where requests go.

mod explained;

use explained::said;

const GATEWAY: &str = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: front}
spec: {gatewayClassName: c, listeners: [{name: web, port: 443, protocol: https, hostname: '*.example.com'}]}\n---\n";

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}\n---\n";

fn route(namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: shop, namespace: {namespace}}}
spec: {{parentRefs: [{{name: front, namespace: default}}], {spec}}}\n---\n"
    )
}

fn to(backend: &str) -> String {
    format!("rules: [{{matches: [{{path: {{value: /a}}}}, {{path: {{value: /b}}}}], backendRefs: [{backend}]}}]")
}

#[test]
fn a_route_says_who_takes_it_and_where_its_requests_go() {
    let web = "{name: web, namespace: default, port: 80}";
    let rows = [
        (route("default", &to(web)), "Gateway `front` takes it.", "Service `web`, for 2 paths"),
        (
            route("default", &to("{name: web, port: 81}")),
            "Gateway `front` takes it.",
            "Service `web` or its port is not here: unless it is elsewhere, what goes there gets an error.",
        ),
        (
            route("default", &format!("hostnames: [example.org], {}", to(web))),
            "Gateway `front` does not take HTTPRoute `shop`: its listeners are for `*.example.com`, and the route is for \
             `example.org`.",
            "Service `web`",
        ),
        (
            route("shop", &to(web)),
            "Gateway `front` does not take HTTPRoute `shop`: its listener takes no routes of namespace `shop`, and the \
             Gateway is in `default`.",
            "Service `web` is of namespace `default`, where no ReferenceGrant lets the route refer to it.",
        ),
    ];
    for (route, gateway, backend) in rows {
        let namespace = if route.contains("namespace: shop") { "shop" } else { "default" };
        let key = format!("object:HTTPRoute.gateway.networking.k8s.io/{namespace}/shop");
        let manifests = format!("{GATEWAY}{SERVICE}{route}");
        assert_eq!(said(&manifests, &key, "Which Gateways serve it"), [gateway]);
        assert_eq!(said(&manifests, &key, "Where it sends requests"), [backend], "{gateway}");
    }
    let elsewhere = said(
        &format!("{SERVICE}{}", route("default", &to(web))),
        "object:HTTPRoute.gateway.networking.k8s.io/default/shop",
        "Which Gateways serve it",
    );
    assert_eq!(elsewhere, ["A Gateway that is not here: whether it takes the route is not known."]);
}

#[test]
fn a_gateway_says_for_what_it_listens_and_which_routes_it_takes() {
    let manifests = format!("{GATEWAY}{SERVICE}{}", route("default", &to("{name: web, port: 80}")));
    let key = "object:Gateway.gateway.networking.k8s.io/default/front";
    let listens = ["HTTPS on port 443, for `*.example.com`, by routes of its own namespace."];
    assert_eq!(said(&manifests, key, "What it listens for"), listens);
    assert_eq!(said(&manifests, key, "Which routes it takes"), ["It takes HTTPRoute `shop`."]);
}

#[test]
fn a_gateway_of_istio_says_the_same() {
    let manifests = "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: front}
spec: {selector: {istio: gateway}, servers: [{hosts: [a.org], port: {number: 80, protocol: HTTP}}]}\n---
apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: shop}
spec: {gateways: [front], hosts: [b.org], http: [{route: [{destination: {host: web}}]}]}\n";
    let refused = "Gateway `front` does not take VirtualService `shop`: its servers are for `a.org`, and the VirtualService \
                   is for `b.org`.";
    let gateway = "object:Gateway.networking.istio.io/default/front";
    assert_eq!(said(manifests, gateway, "What it listens for"), ["HTTP on port 80, for `a.org`."]);
    assert_eq!(said(manifests, gateway, "Which routes it takes"), [refused]);
    let service = "object:VirtualService.networking.istio.io/default/shop";
    assert_eq!(said(manifests, service, "Which Gateways serve it"), [refused]);
}
