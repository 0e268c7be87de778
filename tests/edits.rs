//! An edit gives what reading the whole text anew gives, whatever was read before.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::documents::Documents;
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::{Analysis, analyze, analyze_with, render};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};

/// Documents with and without problems, of which several may be alike.
const DOCUMENTS: [&str; 8] = [
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}\n",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}\n",
    "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec: {replicas: 2, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: 1}}\n",
    "kind: Pod\nkind: Pod\nmetadata: {name: é}\n",
    "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}, 7]\n",
    "a: [\n",
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}}\n",
];

/// Everything that is known: what a person is told, and where all of it was read.
fn all(analysis: &Analysis) -> String {
    let Analysis { texts: _, problems, cluster, access, policies, exposure, findings, environment: _ } = analysis;
    let told = render::json(analysis, true);
    format!("{told}\n{problems:?}\n{cluster:?}\n{access:?}\n{policies:?}\n{exposure:?}\n{findings:?}")
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, rng_seed: RngSeed::Fixed(1), cases: 64, ..Config::default() })]

    #[test]
    fn an_edit_gives_what_reading_anew_gives(
        documents in prop::collection::vec(select(DOCUMENTS.to_vec()), 1..10),
        edits in prop::collection::vec(
            (any::<Index>(), 0..30_usize, select(vec!["", "x", "\n---\n", "--- x\n", "é", "\n", "  a: b\n", DOCUMENTS[0]])),
            1..8,
        ),
    ) {
        let mut text = documents.join("---\n");
        let mut kept = Documents::default();
        let environment = Environment::default();
        for (at, removed, inserted) in edits {
            let letters: Vec<char> = text.chars().collect();
            let at = at.index(letters.len() + 1);
            let behind = (at + removed).min(letters.len());
            text = letters[..at].iter().copied().chain(inserted.chars()).chain(letters[behind..].iter().copied()).collect();
            let sources = [Source::new("any.yaml", text.as_str())];
            let edited = analyze_with(&mut kept, &sources, &environment);
            prop_assert_eq!(all(&edited), all(&analyze(&sources, &environment)), "{}", text);
        }
    }
}
