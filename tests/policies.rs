//! What network policies let through, row by row: the official cases
//! (`kubernetes/kubernetes: test/e2e/network/netpol/network_policy.go`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

mod matrix;

use matrix::{ALLOW, DENY, Row, T80, T81, U80, check};

const U81: (&str, u16) = ("UDP", 81);
const S80: (&str, u16) = ("SCTP", 80);
const S81: (&str, u16) = ("SCTP", 81);

const A: &str = "podSelector: {matchLabels: {pod: a}}";
const ONLY_B: &str = "*>x/a no, x/b>x/a yes";
const ONLY_Y: &str = "*>x/a no, y>x/a yes";

/// A policy on `x/a` that lets in these peers.
macro_rules! from {
    ($peers:literal) => {
        from!($peers, "")
    };
    ($peers:literal, $more:literal) => {
        concat!("{podSelector: {matchLabels: {pod: a}}, ingress: [{from: [", $peers, "]", $more, "}]}")
    };
}

/// A policy on `x/a` that lets out to these peers.
macro_rules! to {
    ($peers:literal) => {
        concat!("{podSelector: {matchLabels: {pod: a}}, policyTypes: [Egress], egress: [{to: [", $peers, "]}]}")
    };
}

const FROM_Y_81: &str =
    from!("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: 'y'}}}", ", ports: [{port: 81}]");
const FROM_Y_80: &str =
    from!("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: 'y'}}}", ", ports: [{port: 80}]");
const FROM_Y: &str = from!("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: 'y'}}}");

#[test]
fn official_cases() {
    let egress = |rule: &str| format!("{{podSelector: {{}}, policyTypes: [Egress], egress: [{rule}]}}");
    let ingress_ports = |ports: &str| format!("{{podSelector: {{}}, ingress: [{{ports: [{ports}]}}]}}");
    let a_ports = |ports: &str| format!("{{{A}, ingress: [{{ports: [{ports}]}}]}}");
    let not_x =
        "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [x]}]}";
    let from_pod_b = from!("{podSelector: {matchLabels: {pod: b}}}");
    let or = format!("{{{A}, ingress: [{{from: [{{{not_x}}}, {{podSelector: {{matchLabels: {{pod: b}}}}}}]}}]}}");
    let and = format!("{{{A}, ingress: [{{from: [{{{not_x}, podSelector: {{matchLabels: {{pod: b}}}}}}]}}]}}");
    let and_in = format!(
        "{{{A}, ingress: [{{from: [{{{not_x}, \
         podSelector: {{matchExpressions: [{{key: pod, operator: In, values: [b, c]}}]}}}}]}}]}}"
    );
    let y_and_a = |more: &str| {
        format!(
            "{{{A}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: 'y'}}}}, \
             podSelector: {{matchLabels: {{pod: a}}}}}}]{more}}}]}}"
        )
    };
    let y_on = |port: &str| FROM_Y_81.replace("{port: 81}", port);
    let both = format!(
        "{{{A}, policyTypes: [Ingress, Egress], ingress: [{{from: [{{podSelector: {{matchLabels: {{pod: b}}}}}}]}}], \
         egress: [{{ports: [{{port: 80}}]}}]}}"
    );
    let both_sides = [
        to!(
            "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: 'y'}}, podSelector: {matchLabels: {pod: a}}}"
        ),
        "y {podSelector: {matchLabels: {pod: a}}, ingress: [{from: [{namespaceSelector: {matchLabels: \
         {kubernetes.io/metadata.name: x}}, podSelector: {matchLabels: {pod: a}}}]}]}",
        "y {podSelector: {matchLabels: {pod: b}}, ingress: [{from: [{namespaceSelector: {matchLabels: \
         {kubernetes.io/metadata.name: x}}, podSelector: {matchLabels: {pod: a}}}]}]}",
    ];
    let rows: &[Row] = &[
        ("1 deny all ingress", &[DENY], T80, "*>x no"),
        ("2 deny all", &["{podSelector: {}, policyTypes: [Ingress, Egress]}"], T80, "*>x no, x>* no"),
        ("3 by pod label", &[from_pod_b], T80, ONLY_B),
        (
            "4 from everywhere, beside deny all",
            &[DENY, from!("{namespaceSelector: {}, podSelector: {}}")],
            T80,
            "*>x no, *>x/a yes",
        ),
        ("5 every namespace is also the own one", &[from!("{namespaceSelector: {}}")], T80, ""),
        ("6 by namespace label", &[FROM_Y], T80, ONLY_Y),
        (
            "7 by an expression about pods",
            &[from!("{podSelector: {matchExpressions: [{key: pod, operator: In, values: [b]}]}}")],
            T80,
            ONLY_B,
        ),
        (
            "8 by an expression about namespaces",
            &[from!(
                "{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: ['y']}]}}"
            )],
            T80,
            ONLY_Y,
        ),
        ("9 two entries: either", &[&or], T80, "x>x/a no, x/b>x/a yes"),
        ("10 one entry: both", &[&and], T80, "*>x/a no, y/b>x/a yes, z/b>x/a yes"),
        ("11 the same with values", &[&and_in], T80, "x>x/a no, y/a>x/a no, z/a>x/a no"),
        (
            "12 two pods",
            &[from!("{podSelector: {matchLabels: {pod: b}}}, {podSelector: {matchLabels: {pod: c}}}")],
            T80,
            "*>x/a no, x/b>x/a yes, x/c>x/a yes",
        ),
        ("13 namespace and pod", &[&y_and_a("")], T80, "*>x/a no, y/a>x/a yes"),
        ("13 for UDP", &[&y_and_a(", ports: [{protocol: UDP, port: 80}]")], U80, "*>x/a no, y/a>x/a yes"),
        ("13 for SCTP", &[&y_and_a(", ports: [{protocol: SCTP, port: 80}]")], S80, "*>x/a no, y/a>x/a yes"),
        ("14 a port", &[FROM_Y_81], T81, ONLY_Y),
        ("14 another one", &[FROM_Y_81], T80, "*>x/a no"),
        ("14 for UDP", &[&y_on("{protocol: UDP, port: 81}")], U81, ONLY_Y),
        ("14 for UDP, not TCP", &[&y_on("{protocol: UDP, port: 81}")], T81, "*>x/a no"),
        ("14 for SCTP", &[&y_on("{protocol: SCTP, port: 81}")], S81, ONLY_Y),
        ("15 two policies add up", &[FROM_Y_81, FROM_Y_80], T80, ONLY_Y),
        ("15 two policies add up", &[FROM_Y_81, FROM_Y_80], T81, ONLY_Y),
        ("16 an empty rule lets all in", &[ALLOW], T80, ""),
        ("17 a named port", &[&ingress_ports("{port: serve-81-tcp}")], T81, ""),
        ("17 not the other", &[&ingress_ports("{port: serve-81-tcp}")], T80, "*>x no"),
        ("18 a named port from y", &[&y_on("{port: serve-80-tcp}")], T80, ONLY_Y),
        ("18 not the other", &[&y_on("{port: serve-80-tcp}")], T81, "*>x/a no"),
        ("19 a named port of the destination", &[&egress("{ports: [{port: serve-80-tcp}]}")], T80, ""),
        ("19 not the other", &[&egress("{ports: [{port: serve-80-tcp}]}")], T81, "x>* no"),
        ("20 allowed, then updated to deny", &["{podSelector: {}, ingress: []}"], T80, "*>x no"),
        (
            "21 no namespace has that label",
            &[from!("{namespaceSelector: {matchLabels: {ns2: updated}}}")],
            T80,
            "*>x/a no",
        ),
        ("22 no pod has that label", &[from!("{podSelector: {matchLabels: {pod2: updated}}}")], T80, "*>x/a no"),
        (
            "23 all pods of the own namespace",
            &["{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}"],
            T80,
            "y>x no, z>x no",
        ),
        (
            "24 no pod is selected",
            &["{podSelector: {matchLabels: {target: isolated}}, policyTypes: [Ingress, Egress]}"],
            T80,
            "",
        ),
        ("25 egress of one pod", &[&format!("{{{A}, policyTypes: [Egress]}}")], T80, "x/a>* no"),
        ("26 egress of all pods", &["{podSelector: {}, policyTypes: [Egress]}"], T80, "x>* no"),
        ("27 both directions", &[&both], T80, ONLY_B),
        ("27 by another port", &[&both], T81, "*>x/a no, x/b>x/a yes, x/a>* no"),
        ("28 egress is asked first", &both_sides, T80, "*>y/a no, *>y/b no, x/a>* no, x/a>y/a yes"),
        ("29 egress by namespace and pod", &both_sides[..1], T80, "x/a>* no, x/a>y/a yes"),
        ("30 a protocol alone", &[&a_ports("{protocol: TCP}")], T81, ""),
        ("30 is not every protocol", &[&a_ports("{protocol: TCP}")], U80, "*>x/a no"),
        ("31 only 80", &[&ingress_ports("{port: 80}")], T81, "*>x no"),
        ("31 and then all", &[&ingress_ports("{port: 80}"), ALLOW], T81, ""),
        ("32 only to 80", &[&egress("{ports: [{port: 80}]}")], T81, "x>* no"),
        ("32 and then to all", &[&egress("{ports: [{port: 80}]}"), &egress("{}")], T81, ""),
        ("33 no policy is left", &[], T80, ""),
        // No manifest says what address a pod has: whatever an ipBlock lets through may be it.
        ("34 by address", &[to!("{ipBlock: {cidr: 10.0.0.7/32}}")], T80, "x/a>* maybe"),
        ("35 but for one", &[to!("{ipBlock: {cidr: 10.0.0.0/24, except: [10.0.0.7/32]}}")], T80, "x/a>* maybe"),
        (
            "36 by address, beside a label",
            &[to!("{ipBlock: {cidr: 10.0.0.7/32}}, {podSelector: {}}")],
            T80,
            "x/a>* maybe, x/a>x yes",
        ),
        (
            "37 out but not in",
            &[&format!("{{{A}, policyTypes: [Egress], egress: [{{}}]}}"), &format!("{{{A}, policyTypes: [Ingress]}}")],
            T80,
            "*>x/a no",
        ),
        ("38 SCTP beside deny all", &[DENY, &a_ports("{protocol: SCTP, port: 81}")], T81, "*>x no"),
        ("38 SCTP itself", &[DENY, &a_ports("{protocol: SCTP, port: 81}")], S81, "*>x no, *>x/a yes"),
        ("39 SCTP only", &[&a_ports("{protocol: SCTP, port: 80}")], T81, "*>x/a no"),
        ("40 UDP only", &[&a_ports("{protocol: UDP, port: 81}")], T81, "*>x/a no"),
        ("41 the label that every namespace has", &[FROM_Y], T80, ONLY_Y),
        (
            "42 to every namespace but one",
            &[to!(
                "{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: ['y']}]}}"
            )],
            T80,
            "x/a>y no",
        ),
        ("43 deny UDP", &[DENY], U80, "*>x no"),
        ("43 deny SCTP", &[DENY], S80, "*>x no"),
    ];
    let mut numbers: Vec<&str> = rows.iter().map(|(name, ..)| name.split(' ').next().unwrap()).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=43).map(|number| number.to_string()).collect::<Vec<_>>());
    check(rows);
}
