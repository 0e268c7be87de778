//! What network policies let through where fields are absent or empty, in the tiers of a cluster, and of what a manifest
//! cannot tell.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

mod matrix;

use matrix::{ALLOW, DENY, Row, T80, T81, U80, check, expected, matrix, with};
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::{Analysis, analyze};

/// A policy on `x/a` that lets in these peers.
fn from(peers: &str) -> String {
    format!("{{podSelector: {{matchLabels: {{pod: a}}}}, ingress: [{{from: [{peers}]}}]}}")
}

#[test]
fn absent_and_empty_differ_where_they_should() {
    let rows: &[Row] = &[
        ("no policyTypes, empty egress: egress is open", &["{podSelector: {}, egress: []}"], T80, "*>x no"),
        ("no policyTypes, egress rules: ingress is denied too", &["{podSelector: {}, egress: [{}]}"], T80, "*>x no"),
        (
            "rules of a direction that is not named are ignored",
            &["{podSelector: {}, policyTypes: [Egress], egress: [{}], ingress: [{from: [{podSelector: {}}]}]}"],
            T80,
            "",
        ),
        ("an empty list of peers is everyone", &[&from("")], T80, ""),
        ("so is null", &["{podSelector: {}, ingress: [{from: }]}"], T80, ""),
        ("no podSelector is every pod", &["{policyTypes: [Ingress]}"], T80, "*>x no"),
        ("an empty port is all of TCP", &["{podSelector: {}, ingress: [{ports: [{}]}]}"], T80, ""),
        ("and of nothing else", &["{podSelector: {}, ingress: [{ports: [{}]}]}"], U80, "*>x no"),
        ("an empty peer is refused, and nobody", &[&from("{}")], T80, "*>x/a no"),
        ("a range of ports", &["{podSelector: {}, ingress: [{ports: [{port: 70, endPort: 80}]}]}"], T80, ""),
        ("ends there", &["{podSelector: {}, ingress: [{ports: [{port: 70, endPort: 80}]}]}"], T81, "*>x no"),
        ("endPort needs a port", &["{podSelector: {}, ingress: [{ports: [{endPort: 90}]}]}"], T80, "*>x no"),
        (
            "and not a named one",
            &["{podSelector: {}, ingress: [{ports: [{port: serve-80-tcp, endPort: 90}]}]}"],
            T80,
            "*>x no",
        ),
        ("a name that no container gives", &["{podSelector: {}, ingress: [{ports: [{port: web}]}]}"], T80, "*>x no"),
        (
            "a name of another protocol",
            &["{podSelector: {}, ingress: [{ports: [{port: serve-80-udp}]}]}"],
            T80,
            "*>x no",
        ),
        ("a policy of another namespace", &["y {podSelector: {}}"], T80, "*>y no"),
        ("addresses are not pods, as far as is known", &[&from("{ipBlock: {cidr: 0.0.0.0/0}}")], T80, "*>x/a maybe"),
    ];
    check(rows);
}

#[test]
fn tiers_of_the_cluster() {
    let admin = |action: &str, priority: u32| {
        format!(
            "AdminNetworkPolicy {{priority: {priority}, subject: {{namespaces: {{matchLabels: {{kubernetes.io/metadata.name: x}}}}}}, \
             ingress: [{{action: {action}, from: [{{namespaces: {{}}}}]}}]}}"
        )
    };
    let cluster = |tier: &str, action: &str| {
        format!(
            "ClusterNetworkPolicy {{tier: {tier}, priority: 5, subject: {{namespaces: {{}}}}, \
             ingress: [{{action: {action}, from: [{{namespaces: {{}}}}], protocols: [{{tcp: {{destinationPort: {{number: 80}}}}}}]}}]}}"
        )
    };
    let baseline =
        "BaselineAdminNetworkPolicy {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}";
    let first_wins = "AdminNetworkPolicy {priority: 1, subject: {namespaces: {}}, ingress: [\
        {action: Allow, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {pod: b}}}}]}, \
        {action: Deny, from: [{namespaces: {}}]}]}";
    let ports = "AdminNetworkPolicy {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}], \
        ports: [{portRange: {protocol: TCP, start: 81, end: 90}}, {namedPort: serve-80-udp}]}]}";
    let networks = "ClusterNetworkPolicy {tier: Admin, priority: 1, subject: {namespaces: {}}, \
        egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]}";
    let rows: &[Row] = &[
        ("the administrator denies what a policy allows", &[&admin("Deny", 10), ALLOW], T80, "*>x no"),
        ("and allows what it denies", &[&admin("Allow", 10), DENY], T80, ""),
        ("the lower priority comes first", &[&admin("Deny", 10), &admin("Allow", 9)], T80, ""),
        ("Pass leaves it to the baseline", &[&admin("Pass", 1), baseline], T80, "*>* no"),
        ("Pass leaves it to the namespace", &[&admin("Pass", 1), &admin("Allow", 2), DENY], T80, "*>x no"),
        ("a policy comes before the baseline", &[baseline, ALLOW], T80, "*>* no, *>x yes"),
        ("also where it lets nobody in", &[&cluster("Baseline", "Accept"), DENY], T80, "*>x no"),
        ("the first rule of a policy decides", &[first_wins], T80, "*>* no, x/b>* yes, y/b>* yes, z/b>* yes"),
        ("ports by range", &[ports], T81, "*>* no"),
        ("ports by name", &[ports], U80, "*>* no"),
        ("no other port", &[ports], T80, ""),
        ("v1alpha2 by number", &[&cluster("Admin", "Deny")], T80, "*>* no"),
        ("no other port", &[&cluster("Admin", "Deny")], T81, ""),
        ("its networks hold pods as well", &[networks], T80, "*>* no"),
        ("no ingress rules, no say", &["AdminNetworkPolicy {priority: 1, subject: {namespaces: {}}}"], T80, ""),
    ];
    check(rows);
}

#[test]
fn a_namespace_that_is_not_here_may_have_any_label() {
    let policy = "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]}";
    let without =
        |analysis: &Analysis| analysis.texts.sources().next().unwrap().text.replace("kind: Namespace", "kind: Other");
    let text = without(&with(&[policy]));
    for (answer, word) in [("unknown", "maybe"), ("yes", "no")] {
        let mut environment = Environment::default();
        environment.assume("namespace-labels-complete", answer).unwrap();
        let analysis = analyze(&[Source::new("f.yaml", text.clone())], &environment);
        assert_eq!(matrix(&analysis, "TCP", 80), expected(&format!("*>x {word}")), "{answer}");
    }
    assert_eq!(matrix(&with(&[policy]), "TCP", 80), expected("*>x no"), "the namespaces are here, without the label");
}

#[test]
fn policies_neither_hold_nor_find_pods_on_the_hosts_network() {
    let text = with(&[
        &from("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: 'y'}}}"),
        "{podSelector: {}, policyTypes: [Egress]}",
    ])
    .texts
    .sources()
    .next()
    .unwrap()
    .text
    .clone();
    let text = text.replace("spec: {containers", "spec: {hostNetwork: true, containers");
    let analysis = analyze(&[Source::new("f.yaml", text)], &Environment::default());
    assert_eq!(matrix(&analysis, "TCP", 80), expected(""), "all are on the host's network");
}
