//! What is true of network policies whatever they say: they add up, so that one that allows everything
//! closes nothing and one that allows nothing opens nothing, and their order does not matter.

#![allow(clippy::unwrap_used)] // What fails here fails the test.

use std::collections::BTreeMap;

use porthole::exposure::Environment;
use porthole::policy::{End, PortSet, connections};
use porthole::source::Source;
use porthole::{Analysis, analyze};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Pods of two namespaces, of which one is not among the manifests.
const PODS: &str = "apiVersion: v1\nkind: Namespace\nmetadata: {name: near, labels: {team: a}}\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: near, labels: {app: a}}\nspec: {containers: [{ports: [{name: http, containerPort: 80}]}]}\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: b, namespace: near, labels: {app: b}}\nspec: {containers: [{ports: [{name: http, containerPort: 81}]}]}\n---
apiVersion: v1\nkind: Pod\nmetadata: {name: c, namespace: far, labels: {app: c}}\nspec: {containers: [{}]}\n";

fn peers() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "{podSelector: {}}",
        "{podSelector: {matchLabels: {app: b}}}",
        "{namespaceSelector: {}}",
        "{namespaceSelector: {matchLabels: {team: a}}}",
        "{namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}",
        "{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}",
        "{podSelector: {}}, {ipBlock: {cidr: 0.0.0.0/0}}",
    ])
}

fn ports() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "{}", "{port: 80}", "{port: http}", "{port: 80, endPort: 90}", "{protocol: UDP}"])
}

prop_compose! {
    /// The specs of up to three policies, each with its namespace.
    fn policies()(
        parts in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>(), peers(), ports()), 0..3)
    ) -> Vec<String> {
        let text = |(is_near, of_all, is_ingress, peers, ports): (bool, bool, bool, &str, &str)| {
            let (namespace, selector) = (if is_near { "near" } else { "far" }, if of_all { "{}" } else { "{matchLabels: {app: a}}" });
            let (type_, rules, list) = if is_ingress { ("Ingress", "ingress", "from") } else { ("Egress", "egress", "to") };
            policy(namespace, &format!(
                "podSelector: {selector}, policyTypes: [{type_}], {rules}: [{{{list}: [{peers}], ports: [{ports}]}}]"
            ))
        };
        parts.into_iter().map(text).collect()
    }
}

fn policy(namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: NAME, namespace: {namespace}}}\nspec: {{{spec}}}\n"
    )
}

/// What is open for certain and what may be, from end to end.
fn open(policies: &[String]) -> (BTreeMap<String, PortSet>, BTreeMap<String, PortSet>) {
    let named = policies.iter().enumerate().map(|(number, text)| text.replace("NAME", &format!("p-{number}")));
    let documents: Vec<String> = [PODS.to_owned()].into_iter().chain(named).collect();
    let analysis: Analysis = analyze(&[Source::new("f.yaml", documents.join("---\n"))], &Environment::default());
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    let (mut sure, mut possible) = (BTreeMap::new(), BTreeMap::new());
    for connection in connections(&analysis.cluster, &analysis.policies) {
        let (End::Workload(from), End::Workload(to)) = (connection.from, connection.to) else {
            continue;
        };
        let ends = format!("{from:?} {to:?}");
        let add = |all: &mut BTreeMap<String, PortSet>| {
            let known = all.entry(ends.clone()).or_default();
            *known = known.union(&connection.ports);
        };
        if connection.certain {
            add(&mut sure);
        }
        add(&mut possible);
    }
    (sure, possible)
}

/// Whether all that is open in one is open in the other.
fn within(less: &BTreeMap<String, PortSet>, more: &BTreeMap<String, PortSet>) -> bool {
    less.iter().all(|(ends, ports)| more.get(ends).is_some_and(|known| known.holds(ports)))
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_that_allows_everything_closes_nothing(policies in policies(), of_near in any::<bool>()) {
        let rules = "podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}]";
        let more = [policies.clone(), vec![policy(if of_near { "near" } else { "far" }, rules)]].concat();
        let (before, after) = (open(&policies), open(&more));
        prop_assert!(within(&before.0, &after.0) && within(&before.1, &after.1), "{before:?}\n{after:?}");
    }

    #[test]
    fn one_that_allows_nothing_opens_nothing(policies in policies(), of_near in any::<bool>()) {
        let rules = "podSelector: {}, policyTypes: [Ingress, Egress]";
        let more = [policies.clone(), vec![policy(if of_near { "near" } else { "far" }, rules)]].concat();
        let (before, after) = (open(&policies), open(&more));
        prop_assert!(within(&after.0, &before.0) && within(&after.1, &before.1), "{before:?}\n{after:?}");
    }

    #[test]
    fn their_order_does_not_matter(policies in policies()) {
        let backwards: Vec<String> = policies.iter().rev().cloned().collect();
        prop_assert_eq!(open(&policies), open(&backwards));
    }
}
