use super::*;
use crate::exposure::Environment;
use crate::source::Source;

fn pod(name: &str, port: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}, labels: {{ app: {name} }} }}\n\
         spec: {{ containers: [{{ name: c, ports: [{port}] }}] }}\n---\n"
    )
}

fn service(name: &str, app: &str, more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{ name: {name} }}\n\
         spec: {{ selector: {{ app: {app} }}, ports: [{{ port: 80, targetPort: 80 }}], {more} }}\n---\n"
    )
}

fn policy(ingress: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: p }}\n\
         spec:\n  podSelector: {{}}\n  ingress:\n  {ingress}\n---\n"
    )
}

fn said(text: &str) -> String {
    verdict(&crate::analyze(&[Source::new("f", text)], &Environment::default()))
}

const PORT: &str = "{ containerPort: 80 }";
const LOAD_BALANCER: &str = "type: LoadBalancer";
const BALANCER_ALONE: &str = "type: LoadBalancer, allocateLoadBalancerNodePorts: false";
const ADDRESS: &str = "type: ClusterIP, externalIPs: [10.0.0.7]";

#[test]
fn the_outermost_comes_first() {
    let (a, b, c) = (pod("a", PORT), pod("b", PORT), pod("c", PORT));
    let open = |app: &str| service(&format!("to-{app}"), app, LOAD_BALANCER);
    let idle = service("idle", "none", "");
    let rows = [
        (a.clone() + &open("a"), "Anyone on the Internet can reach `a`."),
        (a.clone() + &open("a") + &idle, "Anyone on the Internet can reach `a`, and `idle` selects no pods."),
        (
            [&a, &b, &open("a"), &open("b"), &c].map(String::as_str).concat(),
            "Anyone on the Internet can reach `a` and `b`.",
        ),
        (
            [&a, &b, &c, &open("a"), &open("b"), &open("c")].map(String::as_str).concat(),
            "Anyone on the Internet can reach these 3 workloads.",
        ),
        (a.clone() + &open("none"), "`to-none` is open to the Internet, but it selects no pods."),
        (open("none") + &open("nil"), "`to-none` and `to-nil` are open to the Internet, but they select no pods."),
        (
            a.clone() + &service("web", "a", "type: NodePort"),
            "Anyone on the Internet may reach `a`: it depends on whether nodes have public addresses.",
        ),
        (
            a.clone() + &service("web", "a", "type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]"),
            "Anyone on the Internet may reach `a`: it depends on the address ranges that the load balancer lets in.",
        ),
        (
            a.clone() + &service("web", "a", &format!("{BALANCER_ALONE}, loadBalancerSourceRanges: [10.0.0.0/8]")),
            "Anyone on the private network may reach `a`: it depends on the address ranges that the load balancer lets in.",
        ),
        (
            a.clone() + &service("web", "a", "type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/1, 128.0.0.0/1]"),
            "Anyone on the Internet can reach `a`.",
        ),
        (
            a.clone() + &service("web", "a", &format!("{BALANCER_ALONE}, loadBalancerIP: 192.168.1.7")),
            "Anyone on the Internet may reach `a`: it depends on the provider's settings for the load balancer.",
        ),
        (
            a.clone() + &service("web", "a", LOAD_BALANCER) + &policy("- from: [{ ipBlock: { cidr: \"::/0\" } }]"),
            "Anyone on the Internet may reach `a`: it depends on whether network policies have any effect and the \
             address ranges that the network policies let in.",
        ),
        (
            a.clone() + &open("none") + &service("near", "a", ADDRESS),
            "`to-none` is open to the Internet, but it selects no pods; anyone on the private network may reach `a`: it \
             depends on whether external addresses are routed to the nodes.",
        ),
        (
            a.clone() + &service("web", "a", ADDRESS),
            "Anyone on the private network may reach `a`: it depends on whether external addresses are routed to the nodes.",
        ),
        (a.clone(), "Only the cluster can reach `a`."),
        (a.clone() + &b + &c, "Only the cluster can reach these 3 workloads."),
        (a.clone() + &policy("- from: [{ podSelector: {} }]"), "Only pods of its namespace can reach `a`."),
        (
            a.clone() + &policy("- from: [{ podSelector: {} }, { namespaceSelector: { matchLabels: { team: x } } }]"),
            "Only pods that network policies let in can reach `a`.",
        ),
        (a.clone() + &policy("- ports: [{ port: 9 }]"), "Only the cluster can reach `a`, by the pods' own addresses."),
        (
            a.clone() + &open("a") + &policy("- from: [{ podSelector: { matchLabels: { app: b } } }]"),
            "Only pods that network policies let in can reach `a`.",
        ),
        (a.clone() + &open("a") + &policy(""), "Network policies let nobody reach `a`."),
        (
            a.clone() + &open("a") + &policy("- from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]"),
            "Anyone on the Internet may reach `a`: it depends on whether network policies have any effect, \
             whether the pods see the client's own address and the address ranges that the network policies let in.",
        ),
        (a + &idle, "Only the cluster can reach `a`, and `idle` selects no pods."),
    ];
    for (text, expected) in rows {
        assert_eq!(said(&text), expected);
    }
}

#[test]
fn what_nothing_reaches_says_why() {
    let idle = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d }\nspec: { replicas: 0 }\n---\n";
    let rows = [
        (String::new(), "Paste manifests to see what they open."),
        ("# nothing\n".to_owned(), "Nothing here can be reached: there are no objects in this text."),
        (
            "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n".to_owned(),
            "Nothing here can be reached: there are no workloads and no Services.",
        ),
        (service("web", "a", ""), "Nothing here can be reached: `web` selects no pods."),
        (pod("a", ""), "Only the cluster can reach `a`, by the pods' own addresses."),
        (idle.to_owned(), "Nothing here can be reached: `d` runs no pods."),
    ];
    for (text, expected) in rows {
        assert_eq!(said(&text), expected);
    }
}

#[test]
fn what_is_not_followed_is_said_beside_what_is() {
    let route = |group: &str, kind: &str, name: &str| {
        format!("apiVersion: {group}/v1\nkind: {kind}\nmetadata: {{ name: {name} }}\n---\n")
    };
    let traefik = route("traefik.io", "IngressRoute", "r");
    let rows = [
        (
            pod("a", PORT) + &traefik,
            "As far as Porthole follows, only the cluster can reach `a`; IngressRoute `r` may open more.",
        ),
        (
            traefik.clone(),
            "As far as Porthole follows, nothing here can be reached: there are no workloads and no Services; \
             IngressRoute `r` may open more.",
        ),
        (
            pod("a", PORT) + &traefik + &route("projectcontour.io", "HTTPProxy", "p"),
            "As far as Porthole follows, only the cluster can reach `a`; IngressRoute `r` and HTTPProxy `p` may open more.",
        ),
        (
            pod("a", PORT) + &route("serving.knative.dev", "Route", "r"),
            "As far as Porthole follows, only the cluster can reach `a`; Route `r` may open more.",
        ),
        (pod("a", PORT) + &route("example.com", "IngressRoute", "r"), "Only the cluster can reach `a`."),
        (
            traefik.repeat(2) + &pod("a", PORT),
            "As far as Porthole follows, only the cluster can reach `a`; IngressRoute `r` may open more.",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(said(&text), expected);
    }
}

#[test]
fn what_services_lead_to_without_a_selector_is_not_followed() {
    let pod = pod("a", PORT);
    let without = |more: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{ name: s }}\nspec: {{ ports: [{{ port: 80 }}], {more} }}\n---\n"
        )
    };
    let endpoints = "apiVersion: v1\nkind: Endpoints\nmetadata: { name: s }\n\
                     subsets: [{ addresses: [{ ip: 10.0.0.7 }], ports: [{ port: 80 }] }]\n---\n";
    let ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i }\n\
                   spec: { defaultBackend: { service: { name: s, port: { number: 80 } } } }\n---\n";
    let named = "apiVersion: v1\nkind: Service\nmetadata: { name: s }\n\
                 spec: { type: ExternalName, externalName: a.other.svc.cluster.local }\n---\n";
    let inside = "Only the cluster can reach `a`.";
    let may = "As far as Porthole follows, only the cluster can reach `a`; Service `s` may open more.";
    for (more, expected) in [
        ([&without("type: LoadBalancer"), endpoints], may),
        ([&without("type: ClusterIP"), endpoints], inside),
        ([&without("type: LoadBalancer"), ""], "`s` is open to the Internet, but it leads to no running pod."),
        ([named, ingress], may),
        ([named, ""], inside),
    ] {
        assert_eq!(said(&(pod.clone() + &more.concat())), expected);
    }
}

#[test]
fn what_could_not_be_read_comes_before_everything() {
    let broken = "a: [\n---\n";
    assert_eq!(said(broken), "1 document could not be read.");
    let text = broken.repeat(2) + &pod("a", PORT);
    assert_eq!(said(&text), "2 documents could not be read; only the cluster can reach `a`.");
}

#[test]
fn names_are_few() {
    let services: String = ["a", "b", "c", "d"].map(|name| service(name, "none", LOAD_BALANCER)).concat();
    assert_eq!(said(&services), "`a`, `b` and 2 more are open to the Internet, but they select no pods.");
    let twins = pod("a", PORT) + &pod("a, namespace: far", PORT);
    assert_eq!(said(&twins), "Only the cluster can reach `a` and 1 more.");
}
