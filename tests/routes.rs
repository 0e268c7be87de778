//! What an Ingress sends to which Service's port, with a reason per row (`kubernetes/api:
//! networking/v1/types.go, networking/v1beta1/types.go`), and what network policies make of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::exposure::{Environment, Path, Via};
use porthole::source::Source;
use porthole::{Analysis, analyze};

const BEHIND: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:
  selector: {app: web}\n  ports: [{name: http, port: 80, targetPort: 8080}, {name: dns, port: 53, protocol: UDP}]\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}]}]}\n";

fn analysis(ingress: &str, more: &str, assumed: &[(&str, &str)]) -> Analysis {
    let mut environment = Environment::default();
    for (name, answer) in assumed {
        environment.assume(name, answer).unwrap();
    }
    analyze(&[Source::new("f.yaml", format!("{ingress}\n---\n{BEHIND}{more}"))], &environment)
}

fn ingress(head: &str, spec: &str) -> String {
    format!("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: shop{head}}}\nspec: {{{spec}}}")
}

fn by_ingress(analysis: &Analysis) -> Vec<&Path> {
    analysis.exposure.paths().filter(|path| path.via == Via::Ingress).collect()
}

#[test]
fn a_backend_is_a_port_of_a_service() {
    let rules =
        |backend: &str| ingress("", &format!("rules: [{{http: {{paths: [{{path: /, backend: {backend}}}]}}}}]"));
    let service = |port: &str| rules(&format!("{{service: {{name: web, port: {port}}}}}"));
    let older = |group: &str, backend: &str| rules(backend).replace("networking.k8s.io/v1", group);
    let default = "defaultBackend: {service: {name: web, port: {number: 80}}}";
    let rows = [
        (service("{number: 80}"), 1, "the Service's port by number"),
        (service("{name: http}"), 1, "by name"),
        (service("{number: 8080}"), 0, "the target port is not the Service's"),
        (service("{name: web}"), 0, "a name that it has not"),
        (service("{}"), 0, "none at all"),
        (service("{number: 53}"), 0, "HTTP does not come by UDP"),
        (rules("{service: {name: other, port: {number: 80}}}"), 0, "a Service that is not here"),
        (rules("{resource: {kind: Bucket, name: web}}"), 0, "something that is no Service"),
        (ingress(", namespace: shop", default), 0, "a Service of another namespace"),
        (ingress("", default), 1, "what no rule fits"),
        (older("networking.k8s.io/v1beta1", "{serviceName: web, servicePort: 80}"), 1, "before v1"),
        (older("extensions/v1beta1", "{serviceName: web, servicePort: http}"), 1, "and before that, by name"),
        (older("example.com/v1", "{serviceName: web, servicePort: 80}"), 0, "another group's Ingress"),
    ];
    for (ingress, expected, reason) in rows {
        let analysis = analysis(&ingress, "", &[]);
        let paths = by_ingress(&analysis);
        assert_eq!(paths.len(), expected, "{reason}");
        for path in paths {
            assert_eq!(
                (path.from.id(), path.verdict.id(), path.port()),
                ("internet", "depends", Some(8080)),
                "{reason}"
            );
        }
    }
}

#[test]
fn what_is_sent_is_said_as_the_rules_say_it() {
    let to = "backend: {service: {name: web, port: {number: 80}}}";
    let default = "defaultBackend: {service: {name: web, port: {number: 80}}}";
    let rule = |host: &str, path: &str| format!("{{{host}http: {{paths: [{{{path}{to}}}]}}}}");
    let shop = rule("host: shop.example.com, ", "path: /cart, ");
    let rows = [
        (default.to_owned(), "every request", "no rules"),
        (format!("rules: [{}]", rule("", "")), "every request", "a rule that fits everything"),
        (format!("rules: [{shop}]"), "requests for `shop.example.com/cart`", "a host and a path"),
        (
            format!("{default}, rules: [{shop}]"),
            "requests for what no rule fits and `shop.example.com/cart`",
            "rules, and what is left",
        ),
        (
            format!("{default}, rules: [{{host: other.example.com}}]"),
            "requests for what no rule fits",
            "a rule that leads nowhere itself",
        ),
    ];
    for (spec, expected, reason) in rows {
        let analysis = analysis(&ingress("", &spec), "", &[]);
        let text = &by_ingress(&analysis)[0].hops[2].text;
        assert_eq!(**text, format!("which sends {expected} to Service `web`, port 80"), "{reason}");
    }
}

#[test]
fn an_ingress_is_as_open_as_its_controller() {
    let default = "defaultBackend: {service: {name: web, port: {number: 80}}}";
    let scheme = ", annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}";
    type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str, &'a [&'a str]);
    let rows: [Row; 4] = [
        ("", default, &[], "depends", &["public-ingress-controller"]),
        ("", default, &[("public-ingress-controller", "yes")], "open", &[]),
        ("", default, &[("public-ingress-controller", "no")], "blocked", &[]),
        (scheme, default, &[("public-ingress-controller", "yes")], "depends", &["ingress-settings"]),
    ];
    for (head, spec, assumed, verdict, rests_on) in rows {
        let analysis = analysis(&ingress(head, spec), "", assumed);
        let path = by_ingress(&analysis)[0];
        let found: Vec<&str> = path.depends_on.iter().map(|assumption| assumption.id()).collect();
        assert_eq!((path.verdict.id(), found.as_slice()), (verdict, rests_on), "{spec} {assumed:?}");
    }
}

#[test]
fn policies_judge_the_controllers_pods() {
    let rows = [
        ("ingress: [{}]", "open", "everyone is let in"),
        ("ingress: []", "blocked", "nobody is"),
        ("ingress: [{ports: [{port: 9090}]}]", "blocked", "but by another port"),
        ("ingress: [{from: [{namespaceSelector: {}}]}]", "open", "every pod of the cluster"),
        ("ingress: [{from: [{podSelector: {}}]}]", "depends", "pods of the same namespace, of which it may be one"),
        (
            "ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]}]",
            "depends",
            "pods of a namespace in which it may run",
        ),
    ];
    let shop = ingress("", "defaultBackend: {service: {name: web, port: {number: 80}}}");
    for (rules, verdict, reason) in rows {
        let policy = format!(
            "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p}}
spec: {{podSelector: {{}}, policyTypes: [Ingress], {rules}}}\n"
        );
        let known = [("public-ingress-controller", "yes"), ("policies-enforced", "yes")];
        let analysis = analysis(&shop, &policy, &known);
        assert_eq!(by_ingress(&analysis)[0].verdict.id(), verdict, "{reason}");
    }
}
