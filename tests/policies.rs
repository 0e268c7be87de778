//! What network policies let through, row by row: three pods in each of three namespaces, and the
//! official cases (`kubernetes/kubernetes: test/e2e/network/netpol/network_policy.go`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::collections::BTreeMap;

use porthole::exposure::Environment;
use porthole::labels::Match;
use porthole::policy::{self, End, PortSet};
use porthole::source::Source;
use porthole::{Analysis, analyze};

/// Pods `a`, `b` and `c` in `x`, `y` and `z`, each serving 80 and 81 by every protocol.
fn world() -> String {
    let mut text = String::new();
    for namespace in ["x", "y", "z"] {
        text += &format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: '{namespace}'}}\n---\n");
        for pod in ["a", "b", "c"] {
            let ports = ["TCP", "UDP", "SCTP"].map(|protocol| {
                [80, 81].map(|port| {
                    let name = format!("serve-{port}-{}", protocol.to_lowercase());
                    format!("{{name: {name}, containerPort: {port}, protocol: {protocol}}}")
                })
            });
            text += &format!(
                "apiVersion: v1\nkind: Pod\nmetadata: {{name: {pod}, namespace: '{namespace}', labels: {{pod: {pod}}}}}\n\
                 spec: {{containers: [{{name: c, ports: [{}]}}]}}\n---\n",
                ports.concat().join(", ")
            );
        }
    }
    text
}

/// Policies by their spec, of namespace `x` unless another kind is named first.
fn with(policies: &[&str]) -> Analysis {
    let mut text = world();
    for (number, spec) in policies.iter().enumerate() {
        let (kind, spec) = spec.split_at(spec.find('{').unwrap());
        let (version, kind, namespace) = match kind.trim() {
            "" => ("networking.k8s.io/v1", "NetworkPolicy", "x"),
            "y" => ("networking.k8s.io/v1", "NetworkPolicy", "y"),
            "ClusterNetworkPolicy" => ("policy.networking.k8s.io/v1alpha2", kind, ""),
            kind => ("policy.networking.k8s.io/v1alpha1", kind, ""),
        };
        text += &format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: p{number}, namespace: '{namespace}'}}\nspec: {spec}\n---\n"
        );
    }
    let analysis = analyze(&[Source::new("f.yaml", text)], &Environment::default());
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    analysis
}

/// Whether each pod may connect to each other one.
fn matrix(analysis: &Analysis, protocol: &str, port: u16) -> BTreeMap<(String, String), Match> {
    let name = |end: &End| match end {
        End::Workload(id) => analysis.cluster.object(*id).map(|pod| format!("{}/{}", pod.namespace(), pod.name())),
        _ => None,
    };
    let mut matrix = whole(|_, _| Match::No);
    for connection in policy::connections(&analysis.cluster, &analysis.policies) {
        let (Some(from), Some(to)) = (name(&connection.from), name(&connection.to)) else { continue };
        if connection.ports.holds(&PortSet::port(protocol, port)) {
            let said = if connection.certain { Match::Yes } else { Match::Unknown };
            matrix.insert((from, to), said);
        }
    }
    matrix
}

fn whole(value: impl Fn(&str, &str) -> Match) -> BTreeMap<(String, String), Match> {
    let pods: Vec<String> =
        ["x", "y", "z"].iter().flat_map(|n| ["a", "b", "c"].map(|pod| format!("{n}/{pod}"))).collect();
    let pairs = pods.iter().flat_map(|from| pods.iter().map(move |to| (from.clone(), to.clone())));
    pairs.filter(|(from, to)| from != to).map(|(from, to)| ((from.clone(), to.clone()), value(&from, &to))).collect()
}

/// Everyone reaches everyone, but for what is said: `*>x no, x/b>x/a yes`, the last one counting.
fn expected(said: &str) -> BTreeMap<(String, String), Match> {
    let fits = |pattern: &str, pod: &str| pattern == "*" || pattern == pod || pod.starts_with(&format!("{pattern}/"));
    whole(|from, to| {
        let mut verdict = Match::Yes;
        for one in said.split(", ").filter(|one| !one.is_empty()) {
            let (sides, word) = one.split_once(' ').unwrap();
            let (source, target) = sides.split_once('>').unwrap();
            if fits(source, from) && fits(target, to) {
                verdict = match word {
                    "yes" => Match::Yes,
                    "maybe" => Match::Unknown,
                    _ => Match::No,
                };
            }
        }
        verdict
    })
}

/// A name, the policies, the protocol and port that are tried, and who then does not reach whom.
type Row<'a> = (&'a str, &'a [&'a str], (&'a str, u16), &'a str);

fn check(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (reason, policies, (protocol, port), said) in rows {
        let found = matrix(&with(policies), protocol, *port);
        let differ = expected(said).into_iter().filter(|(pair, verdict)| found.get(pair) != Some(verdict));
        let differ: Vec<String> = differ.map(|((from, to), verdict)| format!("{from}>{to} {verdict:?}")).collect();
        if !differ.is_empty() {
            wrong.push(format!("{reason}, {protocol} {port}: expected {}", differ.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

const T80: (&str, u16) = ("TCP", 80);
const T81: (&str, u16) = ("TCP", 81);
const U80: (&str, u16) = ("UDP", 80);
const U81: (&str, u16) = ("UDP", 81);
const S80: (&str, u16) = ("SCTP", 80);
const S81: (&str, u16) = ("SCTP", 81);

const DENY: &str = "{podSelector: {}, policyTypes: [Ingress]}";
const ALLOW: &str = "{podSelector: {}, ingress: [{}]}";
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
        ("an empty list of peers is everyone", &[from!("")], T80, ""),
        ("so is null", &["{podSelector: {}, ingress: [{from: }]}"], T80, ""),
        ("no podSelector is every pod", &["{policyTypes: [Ingress]}"], T80, "*>x no"),
        ("an empty port is all of TCP", &["{podSelector: {}, ingress: [{ports: [{}]}]}"], T80, ""),
        ("and of nothing else", &["{podSelector: {}, ingress: [{ports: [{}]}]}"], U80, "*>x no"),
        ("an empty peer is refused, and nobody", &[from!("{}")], T80, "*>x/a no"),
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
        ("addresses are not pods, as far as is known", &[from!("{ipBlock: {cidr: 0.0.0.0/0}}")], T80, "*>x/a maybe"),
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
    let text = with(&[FROM_Y, "{podSelector: {}, policyTypes: [Egress]}"]).texts.sources().next().unwrap().text.clone();
    let text = text.replace("spec: {containers", "spec: {hostNetwork: true, containers");
    let analysis = analyze(&[Source::new("f.yaml", text)], &Environment::default());
    assert_eq!(matrix(&analysis, "TCP", 80), expected(""), "all are on the host's network");
}
