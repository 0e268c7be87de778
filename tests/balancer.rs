//! From where a load balancer is reached, with a reason per row (`kubernetes/cloud-provider-aws:
//! pkg/providers/v1/aws.go` and its like of other providers, `kubernetes/cloud-provider: service/helpers/helper.go`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::source::Source;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: b}}
spec: {containers: [{name: main, ports: [{containerPort: 8080}]}]}";

/// A Service with a load balancer, its annotations, and what else is in its spec.
fn service(annotations: &str, more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: s, annotations: {{{annotations}}}}}
spec: {{type: LoadBalancer, {more}selector: {{a: b}}, ports: [{{port: 8080}}]}}\n"
    )
}

/// The way by the load balancer: from where, the verdict, and what it rests on.
fn way(service: &str, assumed: &[(&str, &str)]) -> String {
    let mut environment = Environment::default();
    for (name, answer) in assumed {
        environment.assume(name, answer).unwrap();
    }
    let analysis = analyze(&[Source::new("f", format!("{service}---\n{POD}"))], &environment);
    let path = analysis.exposure.paths().next().unwrap();
    let rests_on = path.depends_on.iter().map(|assumption| assumption.id());
    [path.from.id(), path.verdict.id()].into_iter().chain(rests_on).collect::<Vec<_>>().join(" ")
}

#[test]
fn source_ranges_may_be_an_annotation() {
    let rows = [
        ("192.0.2.0/24", "internet depends", "only these may use it"),
        ("10.0.0.0/8", "private-network depends source-ranges", "nobody on the Internet is among them"),
        ("10.0.0.0/8, 0.0.0.0/0", "internet open", "everyone is among them"),
        ("", "internet open", "none is no limit"),
    ];
    for (range, expected, reason) in rows {
        let annotation = format!("service.beta.kubernetes.io/load-balancer-source-ranges: '{range}'");
        let way = way(&service(&annotation, ""), &[]);
        assert!(way.starts_with(expected), "{reason}: {way}");
    }
}

#[test]
fn azure_has_source_ranges_of_its_own() {
    let ranged = service("service.beta.kubernetes.io/azure-allowed-ip-ranges: 192.0.2.0/24", "");
    assert_eq!(way(&ranged, &[("provider", "azure")]), "internet depends source-ranges");
    assert_eq!(way(&ranged, &[("provider", "gcp")]), "internet open", "which no other provider reads");
}

#[test]
fn a_load_balancer_is_internal_by_its_providers_own_switch() {
    let azure = "service.beta.kubernetes.io/azure-load-balancer-internal: ";
    let aws = |name: &str, value: &str| format!("service.beta.kubernetes.io/aws-load-balancer-{name}: {value}");
    let both = |one: String, other: String| format!("{one}, {other}");
    let class = "loadBalancerClass: service.k8s.aws/nlb, ";
    let rows = [
        (service(&format!("{azure}'true'"), ""), "private-network", "open", "Azure's switch"),
        (service(&format!("{azure}'True'"), ""), "internet", "open", "which takes no other spelling"),
        (service("networking.gke.io/load-balancer-type: Internal", ""), "private-network", "open", "GKE's switch"),
        (service("networking.gke.io/load-balancer-type: INTERNAL", ""), "internet", "open", "spelt otherwise"),
        (
            service("load-balancer.hetzner.cloud/disable-public-network: 'true'", ""),
            "private-network",
            "open",
            "Hetzner's",
        ),
        (service("load-balancer.hetzner.cloud/disable-public-network: 'True'", ""), "internet", "depends", "perhaps"),
        (service(&aws("internal", "'true'"), ""), "private-network", "open", "AWS's, for either controller"),
        (service(&aws("internal", "0.0.0.0/0"), ""), "private-network", "open", "whatever it says"),
        (
            service(&aws("internal", "'false'"), ""),
            "internet",
            "depends",
            "the newer controller makes it internal anyway",
        ),
        (service(&aws("internal", "'no'"), class), "internet", "depends", "the newer one wants `true`"),
        (service(&aws("scheme", "internal"), class), "private-network", "open", "the newer one's own switch"),
        (service(&aws("scheme", "internal"), ""), "internet", "depends", "which the older one does not know"),
        (service(&aws("scheme", "internet-facing"), class), "internet", "open", "public when told so"),
        (service("", class), "internet", "depends", "internal by default, unless a flag says otherwise"),
        (service(&aws("type", "nlb"), ""), "internet", "depends", "either controller may serve it"),
        (
            service(&both(aws("scheme", "internet-facing"), aws("internal", "'true'")), class),
            "internet",
            "open",
            "the scheme counts before the older switch",
        ),
        (
            service("", "loadBalancerClass: networking.gke.io/l4-regional-internal, "),
            "private-network",
            "open",
            "a class that is internal",
        ),
        (service("", "loadBalancerClass: example.com/mine, "), "internet", "depends", "a class that nobody knows"),
        (service("example.com/internal: 'true'", ""), "internet", "open", "an annotation that nobody reads"),
    ];
    for (service, from, verdict, reason) in rows {
        let way = way(&service, &[]);
        assert!(way.starts_with(&format!("{from} {verdict}")), "{reason}: {way}");
    }
}

#[test]
fn only_the_switches_of_a_known_provider_count() {
    let azure = "service.beta.kubernetes.io/azure-load-balancer-internal: 'true'";
    let aws = "service.beta.kubernetes.io/aws-load-balancer-internal: 'true'";
    let facing = "service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing";
    let linode = "service.beta.kubernetes.io/linode-loadbalancer-frontend-vpc-name: shop";
    let gke = "loadBalancerClass: networking.gke.io/l4-regional-internal, ";
    let (internal, public) = ("private-network open", "internet open");
    let (default, settings) = ("internet depends load-balancer-default", "internet depends load-balancer-settings");
    let rows = [
        (service("", ""), "unknown", "unknown", "internet open public-load-balancers", "most providers make it public"),
        (service("", ""), "azure", "unknown", public, "of a known one it is known"),
        (service("", ""), "azure", "no", "internet blocked", "unless somebody knows better"),
        (service(azure, ""), "unknown", "unknown", internal, "any provider's switch may be the one"),
        (service(azure, ""), "azure", "unknown", internal, "its own switch"),
        (service(azure, ""), "gcp", "unknown", public, "another's"),
        (service(aws, ""), "azure", "unknown", public, "that of AWS, too"),
        (service(aws, ""), "aws", "unknown", internal, "which counts there"),
        (service(linode, ""), "linode", "unknown", internal, "one that has any value"),
        (service("", ""), "aws", "unknown", default, "AWS has two controllers"),
        (service("", ""), "aws", "yes", public, "of which somebody may know which one it is"),
        (service("", ""), "aws", "no", "internet blocked", "or the other"),
        (service(azure, ""), "aws", "unknown", default, "another's switch changes nothing"),
        (service("", ""), "on-premises", "unknown", default, "a pool of addresses"),
        (service("", gke), "gcp", "unknown", internal, "its own class"),
        (service("", gke), "azure", "unknown", settings, "another's, which nothing there may serve"),
        (
            service(facing, "loadBalancerClass: service.k8s.aws/nlb, "),
            "aws",
            "unknown",
            public,
            "told so, whichever it is",
        ),
    ];
    for (service, provider, answer, expected, reason) in rows {
        let answered = [("provider", provider), ("public-load-balancers", answer)];
        assert_eq!(way(&service, &answered), expected, "{reason}");
    }
}

#[test]
fn the_address_that_a_load_balancer_got_says_from_where_it_is_reached() {
    let azure = "service.beta.kubernetes.io/azure-load-balancer-internal: 'true'";
    let rows = [
        ("[{ip: 203.0.113.7}]", "", "internet open", "a public address"),
        ("[{ip: 10.0.0.7}]", "", "private-network open", "one of a private network"),
        ("[{ip: 'fe80::7'}]", "", "private-network open", "one of a link"),
        ("[{ip: 10.0.0.7}, {ip: 203.0.113.7}]", "", "internet open", "one of each"),
        ("[{ip: 203.0.113.7}]", azure, "internet open", "whatever was meant"),
        ("[{hostname: lb.example.com}]", "", "internet open public-load-balancers", "a name does not tell"),
        ("[{hostname: lb.example.com}]", azure, "private-network open", "so that the switch decides"),
        ("[{ip: nonsense}]", "", "internet open public-load-balancers", "nor does what is none"),
        ("[]", "", "internet open public-load-balancers", "nor does nothing"),
    ];
    for (ingress, annotation, expected, reason) in rows {
        let status = format!("status: {{loadBalancer: {{ingress: {ingress}}}}}\n");
        assert_eq!(way(&(service(annotation, "") + &status), &[]), expected, "{reason}");
    }
}

#[test]
fn the_offered_switch_makes_the_load_balancer_internal_with_its_provider() {
    let plain = format!("{}---\n{POD}", service("", ""));
    let offered = |provider: &str, text: &str| {
        let mut environment = Environment::default();
        environment.assume("provider", provider).unwrap();
        let analysis = analyze(&[Source::new("f", text)], &environment);
        let found = analysis.mended().into_iter().filter(|one| one.check == "load-balancer-open-to-internet");
        let is_internal = |fix: &porthole::finding::Fix| fix.title.contains("an internal one");
        let fixes = found.flat_map(|finding| finding.fixes).filter(is_internal).map(|fix| {
            let place = analysis.texts.locate(fix.edits[0].place);
            let mut text = text.to_owned();
            text.replace_range(place.start..place.end, &fix.edits[0].text);
            (fix.promise.id(), text)
        });
        fixes.collect::<Vec<_>>()
    };
    for provider in ["azure", "gcp", "alibaba", "digitalocean", "hetzner", "ibm", "oci", "openstack", "yandex"] {
        let fixes = offered(provider, &plain);
        let [("needs-review", text)] = fixes.as_slice() else { panic!("{provider}: {fixes:?}") };
        let way = way(text.split("---\n").next().unwrap(), &[("provider", provider)]);
        assert!(way.starts_with("private-network open"), "{provider}: {way}: {text}");
    }
    for provider in ["vultr", "exoscale", "tencent", "linode", "on-premises"] {
        assert!(offered(provider, &plain).is_empty(), "{provider} has no switch that says it alone");
    }
    let shown: Vec<_> = offered("unknown", &plain).into_iter().map(|(promise, _)| promise).collect();
    assert_eq!(shown, ["display-only"; 3], "which one it is has to be known first");
    let classed = format!("{}---\n{POD}", service("", "loadBalancerClass: networking.gke.io/l4-regional-external, "));
    assert!(offered("gcp", &classed).is_empty(), "a class may not read it");
}
