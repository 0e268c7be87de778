//! From where an Ingress is reached, with a reason per row: by its controller, where that is here, by its
//! provider's load balancer, where the class is one of those, and else nobody knows (`kubernetes/api:
//! networking/v1/types.go`, `kubernetes-sigs/aws-load-balancer-controller: docs/guide/ingress`,
//! `https://cloud.google.com/kubernetes-engine/docs/concepts/ingress`).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::exposure::{Environment, Path, Via};
use porthole::source::Source;
use porthole::{Analysis, analyze};

const BEHIND: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}]}]}\n---\n";

fn ingress(annotations: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: shop, annotations: {{{annotations}}}}}
spec: {{{spec}defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}}}\n---\n"
    )
}

fn class(name: &str, annotations: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: {name}, annotations: {{{annotations}}}}}
spec: {{{spec}}}\n---\n"
    )
}

/// A controller and its Service, in a namespace of their own.
fn controller(container: &str, pod: &str, service: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: proxy, namespace: front}}
spec: {{template: {{metadata: {{labels: {{app: proxy}}}}, spec: {{{pod}containers: [{{name: main, {container}}}]}}}}}}
---\napiVersion: v1\nkind: Service\nmetadata: {{name: proxy, namespace: front}}
spec: {{selector: {{app: proxy}}, {service}}}\n---\n"
    )
}

fn analysis(documents: &[&str], assumed: &[(&str, &str)]) -> Analysis {
    let mut environment = Environment::default();
    for (name, answer) in assumed {
        environment.assume(name, answer).unwrap();
    }
    analyze(&[Source::new("f.yaml", [&[BEHIND], documents].concat().concat())], &environment)
}

/// The ways by the Ingress, each in short: from where, the verdict, and what it rests on.
fn ways(analysis: &Analysis) -> Vec<String> {
    let short = |path: &Path| {
        let rests_on = path.depends_on.iter().map(|assumption| assumption.id());
        [path.from.id(), path.verdict.id()].into_iter().chain(rests_on).collect::<Vec<_>>().join(" ")
    };
    analysis.exposure.paths().filter(|path| path.via == Via::Ingress).map(short).collect()
}

const NGINX: &str =
    "image: 'registry.k8s.io/ingress-nginx/controller:v1.13.0@sha256:0123', ports: [{containerPort: 80}]";
const PORTS: &str = "ports: [{name: http, port: 80, targetPort: 80}]";
const UNKNOWN: &str = "internet depends public-ingress-controller";

#[test]
fn an_ingress_is_as_open_as_the_controller_that_is_here() {
    let nginx = class("nginx", "", "controller: k8s.io/ingress-nginx");
    let default =
        class("nginx", "ingressclass.kubernetes.io/is-default-class: 'true'", "controller: k8s.io/ingress-nginx");
    let of_class = ingress("", "ingressClassName: nginx, ");
    let annotated = ingress("kubernetes.io/ingress.class: nginx", "");
    let unnamed = ingress("", "");
    let balanced = controller(NGINX, "", &format!("type: LoadBalancer, allocateLoadBalancerNodePorts: false, {PORTS}"));
    let by_nodes = controller(NGINX, "", &format!("type: NodePort, {PORTS}"));
    let inside = controller(NGINX, "", PORTS);
    let internal = balanced
        .replace("type: LoadBalancer", "loadBalancerClass: networking.gke.io/l4-regional-internal, type: LoadBalancer");
    let mine =
        controller(&format!("{NGINX}, args: [--controller-class=example.com/mine, --ingress-class=mine]"), "", PORTS);
    let on_nodes = controller(NGINX, "hostNetwork: true, ", PORTS);
    let chart = "app: proxy, app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: ";
    let labelled = inside.replace("registry.k8s.io/ingress-nginx/controller", "example.com/own");
    let labelled = labelled.replacen("{app: proxy}", &format!("{{{chart}controller}}"), 1);
    let traefik = controller("image: traefik:v3, ports: [{containerPort: 80}]", "", PORTS);
    let by_name = |name: &str| ingress("", &format!("ingressClassName: {name}, "));
    let named = |name: &str| class(name, "", "controller: nginx.org/ingress-controller");
    let nic =
        |name: &str| controller(&format!("image: nginx/nginx-ingress:5, args: [-ingress-class={name}]"), "", PORTS);
    let public = "internet open public-load-balancers";
    let nodes = ["internet depends public-nodes", "node-network open"];
    let rows: &[(&[&str], &[&str], &str)] = &[
        (&[&of_class, &nginx, &balanced], &[public], "by its load balancer"),
        (&[&of_class, &balanced], &[public], "by the class's name where there is no IngressClass"),
        (&[&annotated, &balanced], &[public], "by the annotation"),
        (&[&unnamed, &default, &balanced], &[public], "by the default class"),
        (&[&unnamed, &nginx, &balanced], &[UNKNOWN], "no class, and none is the default"),
        (&[&unnamed, &default, &default.replace("name: nginx", "name: other"), &balanced], &[UNKNOWN], "two defaults"),
        (
            &[&unnamed, &inside.replace("image:", "args: [--watch-ingress-without-class=true], image:")],
            &["cluster open"],
            "no class, which this controller takes too",
        ),
        (
            &[&unnamed, &inside.replace("image:", "args: [--watch-ingress-without-class=false], image:")],
            &[UNKNOWN],
            "and this one does not",
        ),
        (&[&of_class, &nginx, &by_nodes], &nodes, "by its node ports: each way surer than the one before"),
        (&[&of_class, &nginx, &inside], &["cluster open"], "inside the cluster only"),
        (&[&of_class, &nginx, &internal], &["private-network open"], "by an internal load balancer"),
        (&[&of_class, &nginx, &on_nodes], &nodes, "on the nodes' network"),
        (&[&of_class, &nginx], &[UNKNOWN], "its controller is not here"),
        (&[&of_class, &nginx, &mine], &[UNKNOWN], "this one serves another class"),
        (&[&of_class.replace("nginx", "mine"), &mine], &["cluster open"], "which is its own"),
        (
            &[&of_class, &nginx.replace("k8s.io/ingress-nginx", "example.com/mine"), &mine],
            &["cluster open"],
            "by the controller's name, as its arguments give it",
        ),
        (
            &[
                &of_class,
                &nginx,
                &mine.replace(
                    "args: [--controller-class=example.com/mine, ",
                    "command: [/nginx, --controller-class, example.com/mine, ",
                ),
            ],
            &[UNKNOWN],
            "the same, told by the command and in two words",
        ),
        (&[&by_name("public"), &named("public"), &nic("public")], &["cluster open"], "a controller of that class"),
        (
            &[&by_name("internal"), &named("internal"), &nic("public")],
            &[UNKNOWN],
            "one that serves another class of its kind",
        ),
        (
            &[
                &by_name("internal"),
                &named("internal").replace("nginx.org/ingress-controller", "k8s.io/ingress-nginx"),
                &balanced.replace("image:", "args: [--ingress-class=public], image:"),
            ],
            &[public],
            "and one that serves all of its kind",
        ),
        (&[&of_class, &nginx, &labelled], &["cluster open"], "an image of its own, with the chart's labels"),
        (
            &[&of_class, &nginx, &labelled.replace("component: controller", "component: webhook")],
            &[UNKNOWN],
            "another part of the chart",
        ),
        (&[&of_class, &nginx, &traefik], &[UNKNOWN], "another controller"),
        (&[&of_class.replace("nginx", "traefik"), &traefik], &["cluster open"], "for its own class"),
    ];
    for (documents, expected, reason) in rows {
        assert_eq!(ways(&analysis(documents, &[])), *expected, "{reason}");
    }
}

#[test]
fn one_controller_may_stand_before_another() {
    let nginx = controller(NGINX, "", PORTS);
    let front = ingress("alb.ingress.kubernetes.io/scheme: internet-facing", "ingressClassName: alb, ");
    let front = front.replace("name: shop,", "name: front, namespace: front,").replace("{name: web,", "{name: proxy,");
    let analysis = analysis(&[&ingress("", "ingressClassName: nginx, "), &nginx, &front], &[]);
    assert_eq!(ways(&analysis), ["internet open", "internet open"], "to the web, and to the controller itself");
    let to_web = analysis.exposure.paths().find(|path| path.via == Via::Ingress).unwrap();
    let hops: Vec<&str> = to_web.hops.iter().map(|hop| &*hop.text).collect();
    let expected = "connects to the load balancer that AWS makes for Ingress `front` of class `alb`";
    assert_eq!((hops[1], hops.len()), (expected, 9), "{hops:#?}");
}

#[test]
fn requests_come_by_the_ports_for_requests() {
    let ports = "ports: [{name: metrics, port: 10254, targetPort: 80}, {name: https, port: 443, targetPort: 80}]";
    let nginx = controller(NGINX, "", &format!("type: LoadBalancer, allocateLoadBalancerNodePorts: false, {ports}"));
    let analysis = analysis(&[&ingress("", "ingressClassName: nginx, "), &nginx], &[]);
    let by_ingress = analysis.exposure.paths().find(|path| path.via == Via::Ingress).unwrap();
    assert_eq!(by_ingress.entry_port, Some(443));
}

#[test]
fn a_providers_own_controller_makes_a_load_balancer_per_ingress() {
    let alb = class("alb", "", "controller: ingress.k8s.aws/alb");
    let with_params =
        class("alb", "", "controller: ingress.k8s.aws/alb, parameters: {kind: IngressClassParams, name: p}");
    let params = |spec: &str| {
        format!(
            "apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nmetadata: {{name: p}}\nspec: {{{spec}}}\n---\n"
        )
    };
    let (facing, inner) = (params("scheme: internet-facing"), params("scheme: internal"));
    let scheme =
        |value: &str| ingress(&format!("alb.ingress.kubernetes.io/scheme: {value}"), "ingressClassName: alb, ");
    let plain = ingress("", "ingressClassName: alb, ");
    let cidrs = scheme("internet-facing, alb.ingress.kubernetes.io/inbound-cidrs: '192.0.2.0/24, 198.51.100.0/24'");
    let anyone = scheme("internet-facing, alb.ingress.kubernetes.io/inbound-cidrs: 0.0.0.0/0");
    let annotated = |class: &str| ingress(&format!("kubernetes.io/ingress.class: {class}"), "");
    let azure = |more: &str| ingress(&format!("kubernetes.io/ingress.class: azure/application-gateway{more}"), "");
    let private = azure(", appgw.ingress.kubernetes.io/use-private-ip: 'true'");
    let alibaba =
        |value: &str| ingress(&format!("alb.ingress.kubernetes.io/address-type: {value}"), "ingressClassName: alb, ");
    let (public, internal, unsure) = ("internet open", "private-network open", "internet depends ingress-settings");
    let rows: &[(&[&str], &str, &str, &str)] = &[
        (&[&plain, &alb], "unknown", internal, "AWS's is internal by default"),
        (&[&plain], "unknown", internal, "by the class's name"),
        (&[&scheme("internet-facing"), &alb], "unknown", public, "unless it says so"),
        (&[&scheme("internal"), &alb], "unknown", internal, "or says it itself"),
        (&[&scheme("Internal"), &alb], "unknown", unsure, "a value that is none"),
        (&[&cidrs, &alb], "unknown", "internet depends source-ranges", "only listed addresses"),
        (&[&anyone, &alb], "unknown", public, "of which everyone is one"),
        (&[&scheme("internal"), &with_params, &facing], "unknown", public, "the class's settings come first"),
        (&[&scheme("internet-facing"), &with_params, &inner], "unknown", internal, "either way"),
        (&[&scheme("internet-facing"), &with_params], "unknown", unsure, "and may be elsewhere"),
        (&[&plain, &alb], "azure", UNKNOWN, "not on another provider"),
        (&[&annotated("gce")], "unknown", public, "Google's is public"),
        (&[&annotated("gce-internal")], "unknown", internal, "or internal by its class"),
        (&[&ingress("", "ingressClassName: gce, ")], "unknown", UNKNOWN, "which the field does not give it"),
        (&[&ingress("", "ingressClassName: gce-internal, ")], "unknown", UNKNOWN, "nor the other one"),
        (&[&ingress("", "")], "gcp", public, "Google takes what has no class"),
        (&[&ingress("", "")], "unknown", UNKNOWN, "where it is Google"),
        (&[&azure("")], "unknown", public, "Azure's is public"),
        (&[&private], "unknown", internal, "unless it has a private address"),
        (&[&alibaba("intranet")], "unknown", internal, "Alibaba's, by its own setting"),
        (&[&alibaba("internet")], "alibaba", public, "the other value"),
    ];
    for (documents, provider, expected, reason) in rows {
        assert_eq!(ways(&analysis(documents, &[("provider", provider)])), [*expected], "{reason}");
    }
}

#[test]
fn the_address_that_a_cluster_gave_says_more_than_any_class() {
    let at = |ip: &str, more: &str| {
        let status = format!("status: {{loadBalancer: {{ingress: [{{ip: {ip}}}]}}}}\n---\n");
        ingress("", more).replace("---\n", &status)
    };
    let nginx = controller(NGINX, "", PORTS);
    let balanced = controller(NGINX, "", &format!("type: LoadBalancer, allocateLoadBalancerNodePorts: false, {PORTS}"));
    let public = "internet open public-load-balancers";
    let rows: &[(&[&str], &str, &str)] = &[
        (&[&at("203.0.113.7", "")], "internet open", "a public address"),
        (&[&at("10.0.0.7", "")], "private-network open", "a private one"),
        (&[&at("10.0.0.7", "ingressClassName: nginx, "), &balanced], public, "or what is here leads further out"),
        (&[&at("203.0.113.7", "ingressClassName: nginx, "), &balanced], public, "as far out, and with its own steps"),
        (&[&at("nonsense", "")], UNKNOWN, "what is none"),
        (&[&at("203.0.113.7", "ingressClassName: alb, ")], "internet open", "whatever the class says"),
        (&[&at("203.0.113.7", "ingressClassName: nginx, "), &nginx], "internet open", "or whatever is here"),
    ];
    for (documents, expected, reason) in rows {
        assert_eq!(ways(&analysis(documents, &[])), [*expected], "{reason}");
    }
}

#[test]
fn policies_see_a_providers_load_balancer_and_not_its_clients() {
    let policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}
spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}]}\n";
    let google = ingress("kubernetes.io/ingress.class: gce", "");
    let analysis = analysis(&[&google, policy], &[("source-address-kept", "yes"), ("policies-enforced", "yes")]);
    assert_eq!(ways(&analysis), ["internet depends policy-addresses"], "its own address may be an excepted one");
}

#[test]
fn policies_know_the_pods_of_a_controller_that_is_here() {
    let policy = |name: &str, namespace: &str, rules: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: {namespace}}}
spec: {{podSelector: {{}}, policyTypes: [Ingress], {rules}}}\n---\n"
        )
    };
    let from = |namespace: &str| {
        let labels = format!("{{matchLabels: {{kubernetes.io/metadata.name: {namespace}}}}}");
        policy("p", "default", &format!("ingress: [{{from: [{{namespaceSelector: {labels}}}]}}]"))
    };
    let shop = ingress("", "ingressClassName: nginx, ");
    let proxy = controller(NGINX, "", &format!("type: LoadBalancer, allocateLoadBalancerNodePorts: false, {PORTS}"));
    let rows: &[(&[&str], &str, &str)] = &[
        (&[&from("front")], "internet open public-load-balancers", "its namespace is let in"),
        (&[&from("back")], "internet blocked policies-enforced", "another is"),
        (
            &[&policy("p", "front", "ingress: []")],
            "internet blocked policies-enforced",
            "nobody gets to the controller",
        ),
        (&[], "internet open public-load-balancers", "nobody asks"),
    ];
    for (policies, expected, reason) in rows {
        let analysis = analysis(&[&[shop.as_str(), &proxy], *policies].concat(), &[]);
        assert_eq!(ways(&analysis), [*expected], "{reason}");
    }
}
