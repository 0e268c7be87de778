//! How the differences from netpol-analyzer are known.

use std::collections::BTreeSet;

use porthole::Analysis;
use porthole::manifest::Object;
use porthole::yaml::Value;

use super::lines::BY_CONTROLLER;
use super::ours::title;

/// Whether a difference is about what a divergence is about; `all` are the differences of the case.
pub(super) fn is_about(about: &str, line: &str, all: &[String], analysis: &Analysis) -> bool {
    let on_host_network = |object: &Object| object.workload().unwrap().template.spec.uses_host_network();
    let by_controller = |whose: &str| line.strip_prefix(whose)?.strip_prefix(BY_CONTROLLER)?.split_once(" : TCP ");
    let (theirs, ours) = (by_controller("only theirs: "), by_controller("only ours: "));
    match about {
        "host-network" => analysis
            .cluster
            .workloads()
            .any(|(_, object)| on_host_network(object) && line.contains(&title(analysis, object))),
        "rules-add-up" => all.iter().any(|other| adds_up(line, other) || adds_up(other, line)),
        "ingress-target-port" => {
            theirs.is_some() && analysis.findings.iter().any(|one| one.check == "ingress-backend-port-missing")
        }
        "ingress-undeclared-port" => ours.is_some_and(|(pods, port)| !declares(analysis, pods, port)),
        "service-empty-selector" => theirs.is_some_and(|(pods, _)| has_empty_selector(analysis, pods)),
        _ => panic!("{about} means nothing here"),
    }
}

/// Whether of the same described pods they let fewer ports through than we do.
fn adds_up(theirs: &str, ours: &str) -> bool {
    let parts = |line: &str, whose: &str| {
        let (ends, ports) = line.strip_prefix(whose)?.rsplit_once(" : ")?;
        Some((ends.to_owned(), ports.to_owned()))
    };
    let (Some((ends, fewer)), Some((same, more))) = (parts(theirs, "only theirs: "), parts(ours, "only ours: ")) else {
        return false;
    };
    let split = |ports: &str| ports.split([',', ' ']).map(str::to_owned).collect::<BTreeSet<_>>();
    ends == same
        && ends.contains("[pod with {")
        && (more == "All Connections" || split(&fewer).is_subset(&split(&more)))
}

/// Whether the containers of a workload declare a port of TCP.
fn declares(analysis: &Analysis, pods: &str, port: &str) -> bool {
    let workloads = analysis.cluster.workloads().filter(|(_, object)| title(analysis, object) == pods);
    let mut specs = workloads.filter_map(|(_, object)| Some(&object.workload()?.template.spec));
    specs.any(|spec| {
        let mut ports = spec.ports().filter(|(_, declared)| declared.protocol() == "TCP");
        ports.any(|(_, declared)| declared.number().is_some_and(|number| number.to_string() == port))
    })
}

/// Whether a Service of the workload's namespace has a selector that asks for nothing.
fn has_empty_selector(analysis: &Analysis, pods: &str) -> bool {
    let is_empty = |object: &Object| {
        let tree = object.tree(&analysis.texts).unwrap();
        let selector = tree.at(&["spec", "selector"]).map(|selector| &selector.value);
        matches!(selector, Some(Value::Mapping(pairs)) if pairs.is_empty())
    };
    let mut services = analysis.cluster.current().filter(|(_, object)| object.service().is_some());
    services.any(|(_, object)| is_empty(object) && pods.starts_with(&format!("{}/", object.namespace())))
}

#[test]
fn differences_are_known_by_their_rules() {
    let text = "
apiVersion: v1
kind: Service
metadata: {name: all, namespace: shop}
spec: {selector: {}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: main, image: example, ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}]}]}
";
    let analysis = porthole::analyze(&[porthole::source::Source::new("case.yaml", text)], &Default::default());
    let known = ["host-network", "ingress-target-port", "ingress-undeclared-port", "service-empty-selector"];
    for (difference, about) in [
        ("only theirs: connection: {ingress-controller} => shop/web[Pod] : TCP 80", Some("service-empty-selector")),
        ("only theirs: connection: {ingress-controller} => other/web[Pod] : TCP 80", None),
        ("only ours: connection: {ingress-controller} => shop/web[Pod] : TCP 80", None),
        ("only ours: connection: {ingress-controller} => shop/web[Pod] : TCP 53", Some("ingress-undeclared-port")),
        ("only ours: connection: shop/web[Pod] => shop/db[Pod] : TCP 53", None),
    ] {
        let found: Vec<&str> = known.into_iter().filter(|about| is_about(about, difference, &[], &analysis)).collect();
        assert_eq!(found, Vec::from_iter(about), "{difference}");
    }
    let (fewer, more) =
        ("ingress: a/[pod with {app In x}] => b : TCP 80", "ingress: a/[pod with {app In x}] => b : TCP 80,90");
    assert!(adds_up(&format!("only theirs: {fewer}"), &format!("only ours: {more}")));
    assert!(!adds_up(&format!("only theirs: {more}"), &format!("only ours: {fewer}")));
}
