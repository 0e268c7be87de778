//! netpol-analyzer: who may talk to whom, as lines. They are compared as sets with what
//! `policy::connections` says, and those of routes with the paths by way of their controllers.

mod about;
mod lines;
mod ours;

use std::collections::BTreeSet;
use std::fs;

use porthole::Analysis;
use porthole::exposure::Environment;
use porthole::labels::Match;
use porthole::policy::{self, Described, End};

use crate::cases;
use crate::tally::Tally;
use ours::described;

#[test]
fn connections_are_the_same() {
    let Some(folder) = cases::of_tool("netpol-analyzer") else { return };
    let mut environment = Environment::default();
    for assumption in ["namespace-labels-complete", "public-ingress-controller"] {
        environment.assume(assumption, "yes").unwrap();
    }
    let (mut tally, mut known) = (Tally::new("netpol-analyzer"), 0);
    for case in cases::folders(&folder) {
        let analysis = cases::analysed(&case.join("input"), &environment);
        let (mut forms, mut differences) = (Vec::new(), Vec::new());
        for form in ["connlist", "exposure"] {
            if let Ok(text) = fs::read_to_string(case.join(format!("expected.{form}.txt"))) {
                forms.push(form);
                differences.extend(compare(&text, &analysis, form == "exposure"));
            }
        }
        assert!(!forms.is_empty(), "{} has no answer", case.display());
        let (all, pods) = (differences.clone(), known_pods(&analysis));
        differences.retain(|line| !(line.starts_with("only ours: ") && pods.iter().any(|pods| line.contains(pods))));
        known += all.len() - differences.len();
        let is_about = |about: &str, line: &str| about::is_about(about, line, &all, &analysis);
        tally.compared(&forms.join(" and "), &cases::name(&case), differences, is_about);
    }
    eprintln!("netpol-analyzer leaves out {known} lines of ours, which describe pods of the manifests");
    tally.finish();
}

/// What one answer and ours differ in.
fn compare(text: &str, analysis: &Analysis, with_exposure: bool) -> Vec<String> {
    let (expected, found) = (lines::expected(text), ours::found(analysis, with_exposure));
    let theirs = expected.without(&found).into_iter().map(|line| format!("only theirs: {line}"));
    theirs.chain(found.without(&expected).into_iter().map(|line| format!("only ours: {line}"))).collect()
}

/// The descriptions that fit a workload of the manifests: the tool has that workload's own line and, by
/// most of its descriptions, no other.
fn known_pods(analysis: &Analysis) -> BTreeSet<String> {
    let cluster = &analysis.cluster;
    let fits = |pods: &Described| {
        cluster.workloads().any(|(_, object)| {
            let labels = &object.workload().unwrap().labels;
            pods.namespace_name().is_none_or(|name| **name == *object.namespace())
                && pods.pod.iter().all(|asked| asked.judge(labels).verdict == Match::Yes)
        })
    };
    let sides = policy::connections(cluster, &analysis.policies).into_iter().flat_map(|row| [row.from, row.to]);
    let described = sides.filter_map(|end| match end {
        End::Described(pods) => (!pods.is_everything() && fits(&pods)).then(|| described(&pods)),
        _ => None,
    });
    described.collect()
}
