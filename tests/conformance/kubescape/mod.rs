//! kubescape: cases by rule, each with the objects of which the rule complains.

mod about;

use std::collections::BTreeSet;
use std::path::Path;

use porthole::Analysis;
use porthole::exposure::{Environment, Reach, Verdict, Via};
use porthole::manifest::Object;
use serde_json::Value;

use crate::named::{self, SELECTS_NOTHING};
use crate::tally::Tally;
use crate::{cases, divergences};

#[test]
fn complains_of_the_same_objects() {
    let Some(folder) = cases::of_tool("kubescape") else { return };
    let mut tally = Tally::new("kubescape");
    let outside = divergences::outside("kubescape");
    for rule in cases::folders(&folder) {
        for case in cases::folders(&rule) {
            compare(&case, &cases::name(&rule), &outside, &mut tally);
        }
    }
    tally.finish();
}

fn compare(case: &Path, rule: &str, outside: &[String], tally: &mut Tally) {
    let analysis = cases::analysed(&case.join("input"), &environment());
    let title = format!("{rule}/{}", cases::name(case));
    let theirs = complaints(&cases::expected(case));
    let is_outside =
        |object: &Object| outside.iter().any(|what| **what == *object.group() || **what == *object.kind.value);
    if analysis.cluster.objects().any(|(_, object)| is_outside(object)) {
        return tally.is_outside(rule, &title);
    }
    let ours = ours(rule, &analysis);
    let differences = theirs.difference(&ours).map(|object| format!("only theirs: {object}"));
    let differences = differences.chain(ours.difference(&theirs).map(|object| format!("only ours: {object}")));
    tally.compared(rule, &title, differences.collect(), |about, difference| {
        about::is_about(about, difference, &analysis, rule)
    });
}

/// As its rules take it: what is made for the Internet is open to it.
fn environment() -> Environment {
    let mut environment = Environment::default();
    for assumption in ["public-nodes", "public-load-balancers", "public-ingress-controller"] {
        environment.assume(assumption, "yes").unwrap();
    }
    environment
}

/// The objects of which it complains.
fn complaints(expected: &Value) -> BTreeSet<String> {
    let alerts = expected.as_array().unwrap_or_else(|| panic!("no list of alerts: {expected}"));
    let objects = alerts.iter().flat_map(|alert| {
        let alert = &alert["alertObject"];
        let apis = alert["k8sApiObjects"].as_array().into_iter().flatten().map(|object| (object, &object["metadata"]));
        let external = Some(&alert["externalObjects"]).filter(|object| object.is_object());
        apis.chain(external.map(|object| (object, object))).collect::<Vec<_>>()
    });
    let title = |(object, metadata): (&Value, &Value)| {
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("no kind or no name: {object}")).to_owned();
        format!("{} {}", text(&object["kind"]), text(&metadata["name"]))
    };
    objects.map(title).collect()
}

/// The objects of which we complain for what a rule of theirs is about.
fn ours(rule: &str, analysis: &Analysis) -> BTreeSet<String> {
    let subjects = |checks| named::titles(named::subjects(analysis, checks));
    let all = |checks, wanted: fn(&&Object) -> bool| {
        named::titles(named::objects(analysis, checks).into_iter().filter(wanted))
    };
    match rule {
        "container-hostPort" => subjects(&["host-port"]),
        "dangling-ingress-backend" => subjects(&["ingress-backend-missing"]),
        "dangling-networkpolicy" => subjects(&["network-policy-selects-no-pods"]),
        "exposed-sensitive-interfaces-v1" => all(&["admin-interface-exposed"], |object| object.workload().is_some()),
        "exposure-to-internet" => {
            exposed(analysis, |via| matches!(via, Via::LoadBalancer | Via::NodePort | Via::Ingress))
        }
        "exposure-to-internet-via-gateway-api" | "exposure-to-internet-via-istio-ingress" => {
            exposed(analysis, |via| via == Via::Gateway)
        }
        "host-network-access" => subjects(&["host-network"]),
        "ingress-and-egress-blocked" => all(&["pod-not-isolated"], |object| object.workload().is_some()),
        // It asks whether there is any certificate, and not for which hosts.
        "ingress-no-tls" => {
            let bare = |object: &&Object| {
                let tree = object.tree(&analysis.texts).unwrap();
                tree.at(&["spec", "tls"]).is_none()
            };
            named::titles(named::subjects(analysis, &["ingress-without-tls"]).into_iter().filter(bare))
        }
        "internal-networking" => all(&["pod-not-isolated"], |object| &*object.kind.value == "Namespace"),
        "service-with-no-workload" => subjects(SELECTS_NOTHING),
        // It looks for the result of a scan, without which there is nothing to complain of.
        "unauthenticated-service" => BTreeSet::new(),
        _ => panic!("{rule} of kubescape is not mapped to anything of ours"),
    }
}

/// The workloads that the Internet can reach, unless something that the manifests do not say is in the way.
fn exposed(analysis: &Analysis, by: fn(Via) -> bool) -> BTreeSet<String> {
    let paths = analysis.exposure.paths();
    let open = paths.filter(|path| path.from == Reach::Internet && path.verdict != Verdict::Blocked && by(path.via));
    named::titles(open.filter_map(|path| analysis.cluster.object(path.workload()?)))
}
