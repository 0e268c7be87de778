//! What the page says of an Ingress beside its ways: who serves it, what its rules mean, and what that
//! controller does in its own way.

mod explained;

use explained::{explained, said};

const SHOP: &str = "object:Ingress.networking.k8s.io/default/shop";

fn ingress(annotations: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: shop, annotations: {{{annotations}}}}}
spec: {{{spec}defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}}}\n---\n"
    )
}

fn class(name: &str, default: bool) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: IngressClass
metadata: {{name: {name}, annotations: {{ingressclass.kubernetes.io/is-default-class: '{default}'}}}}
spec: {{controller: k8s.io/ingress-nginx}}\n---\n"
    )
}

const CONTROLLER: &str = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: proxy}
spec: {template: {spec: {containers: [{name: main, image: ingress-nginx/controller}]}}}\n---\n";

#[test]
fn who_serves_an_ingress_is_said_as_far_as_it_is_known() {
    let nginx = "ingressClassName: nginx, ";
    let both = ingress("kubernetes.io/ingress.class: other", nginx);
    let rows: &[(String, &[&str])] = &[
        (ingress("", nginx) + &class("nginx", false), &["IngressClass `nginx` says who serves it."]),
        (
            ingress("", nginx) + &class("nginx", false) + CONTROLLER,
            &["IngressClass `nginx` says who serves it.", "DaemonSet `proxy` serves it."],
        ),
        (
            ingress("kubernetes.io/ingress.class: nginx", ""),
            &["It is of class `nginx`. The IngressClass is not here, so that the name alone tells who serves it."],
        ),
        (
            ingress("", "") + &class("nginx", true),
            &["IngressClass `nginx` serves it: it names none, and this is the default."],
        ),
        (
            ingress("", "") + &class("a", true) + &class("b", true),
            &[
                "It names no class, and 2 IngressClasses say that they are the default. The newest counts, and which \
                 that is no manifest tells.",
                "IngressClass `a` says so.",
                "IngressClass `b` says so.",
            ],
        ),
        (
            ingress("", "") + &class("nginx", false),
            &[
                "It names no class, and none here is the default: some controllers take such an Ingress, and others do not.",
            ],
        ),
        (
            ingress("kubernetes.io/ingress.class: nginx", nginx) + &class("nginx", false),
            &["IngressClass `nginx` says who serves it."],
        ),
        (
            both + &class("nginx", false),
            &[
                "IngressClass `nginx` says who serves it.",
                "An annotation names another class, `other`: Kubernetes takes no new Ingress with both.",
            ],
        ),
    ];
    for (manifests, expected) in rows {
        assert_eq!(said(manifests, SHOP, "Which controller serves it"), *expected, "{manifests}");
    }
}

#[test]
fn the_controller_is_lit_with_the_ingress() {
    let web = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}
---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: main}]}\n---\n";
    let front = CONTROLLER.replace("template: {spec", "template: {metadata: {labels: {app: proxy}}, spec");
    let door = web.split("---").next().unwrap_or_default().replace("web", "proxy") + "---\n";
    let panel = explained(&[ingress("", "ingressClassName: nginx, ").as_str(), web, &front, &door].concat(), SHOP);
    for key in [
        "object:Service/default/proxy",
        "pair:object:Service/default/proxy|object:DaemonSet.apps/default/proxy",
        "object:DaemonSet.apps/default/proxy",
        SHOP,
        "object:Service/default/web",
        "pair:object:Service/default/web|object:Pod/default/web",
        "object:Pod/default/web",
    ] {
        assert!(panel.lit.iter().any(|lit| lit == key), "{key}: {:#?}", panel.lit);
    }
}

#[test]
fn rules_are_put_into_words() {
    let rule = |host: &str, path: &str| {
        let to = "backend: {service: {name: web, port: {name: http}}}";
        let rule = format!("rules: [{{host: '{host}', http: {{paths: [{{{path}{to}}}]}}}}], ");
        said(&ingress("", &rule), SHOP, "What its rules mean").remove(0)
    };
    let rows = [
        (
            "a.example.com",
            "path: /, pathType: Prefix, ",
            "Requests for `a.example.com` go to Service `web`, port `http`.",
        ),
        (
            "*.example.com",
            "path: /cart, pathType: Prefix, ",
            "Requests for any host with exactly one name before `.example.com` and the path `/cart` or one below it go to \
             Service `web`, port `http`.",
        ),
        (
            "",
            "path: /cart, pathType: Exact, ",
            "Requests for any host and exactly the path `/cart` go to Service `web`, port `http`.",
        ),
        (
            "",
            "path: /cart, pathType: ImplementationSpecific, ",
            "Requests for any host and what the controller takes the path `/cart` for go to Service `web`, port `http`.",
        ),
    ];
    for (host, path, expected) in rows {
        assert_eq!(rule(host, path), expected);
    }
    assert_eq!(said(&ingress("", ""), SHOP, "What its rules mean"), ["All requests go to Service `web`, port 80."]);
    assert_eq!(
        said(&ingress("", "rules: [{host: a.example.com}], "), SHOP, "What its rules mean"),
        [
            "Requests for `a.example.com` go to whatever the controller keeps for what has no path here.",
            "Requests that no rule fits go to Service `web`, port 80.",
        ]
    );
}

#[test]
fn what_a_controller_does_in_its_own_way_is_noted() {
    let heading = "What its controller does";
    let nginx = ingress("", "ingressClassName: nginx, ");
    assert_eq!(said(&(nginx.clone() + &class("nginx", false)), SHOP, heading).len(), 3);
    assert!(said(&nginx, SHOP, heading)[0].starts_with("The name of the class is that of ingress-nginx"));
    assert!(said(&ingress("", ""), SHOP, heading).is_empty(), "nobody knows whose it is");
}

#[test]
fn a_class_says_who_its_controller_is() {
    let key = "object:IngressClass.networking.k8s.io//nginx";
    let sentences = said(&(class("nginx", false) + CONTROLLER), key, "Which controller serves its Ingresses");
    assert_eq!(sentences, ["Its controller calls itself `k8s.io/ingress-nginx`.", "DaemonSet `proxy` runs it."]);
}
