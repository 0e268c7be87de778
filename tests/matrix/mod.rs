//! Three pods in each of three namespaces, and which of them network policies let connect to which.

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
pub(super) fn with(policies: &[&str]) -> Analysis {
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
pub(super) fn matrix(analysis: &Analysis, protocol: &str, port: u16) -> BTreeMap<(String, String), Match> {
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
pub(super) fn expected(said: &str) -> BTreeMap<(String, String), Match> {
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
pub(super) type Row<'a> = (&'a str, &'a [&'a str], (&'a str, u16), &'a str);

pub(super) fn check(rows: &[Row]) {
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

pub(super) const T80: (&str, u16) = ("TCP", 80);
pub(super) const T81: (&str, u16) = ("TCP", 81);
pub(super) const U80: (&str, u16) = ("UDP", 80);

pub(super) const DENY: &str = "{podSelector: {}, policyTypes: [Ingress]}";
pub(super) const ALLOW: &str = "{podSelector: {}, ingress: [{}]}";
