//! kube-linter: a case is a check, and its answer the number of what it finds.

use porthole::Analysis;
use porthole::exposure::Environment;
use porthole::labels::Match;
use porthole::policy;

use crate::cases;
use crate::named::{self, SELECTS_NOTHING};
use crate::tally::Tally;

#[test]
fn counts_the_same() {
    let Some(folder) = cases::of_tool("kube-linter") else { return };
    let mut tally = Tally::new("kube-linter");
    for case in cases::folders(&folder) {
        let check = cases::name(&case);
        let expected = cases::expected(&case)["count"].as_u64().unwrap_or_else(|| panic!("{check} has no count"));
        let found = ours(&check, &cases::analysed(&case.join("input.yaml"), &Environment::default()));
        let difference = (found as u64 != expected).then(|| format!("theirs: {expected}, ours: {found}"));
        // What one of its checks is about as a whole may be no defect.
        tally.compared(&check, &check, difference.into_iter().collect(), |about, _| about == check);
    }
    tally.finish();
}

/// What we count of what a check of theirs is about.
fn ours(check: &str, analysis: &Analysis) -> usize {
    let count = |checks| named::count(analysis, checks);
    match check {
        "dangling-ingress" => count(&["ingress-backend-missing", "ingress-backend-port-missing"]),
        "dangling-networkpolicy" => count(&["network-policy-selects-no-pods"]),
        "dangling-service" => count(SELECTS_NOTHING),
        "exposed-services" => count(&["node-port-service", "load-balancer-open-to-internet"]),
        "host-network" => count(&["host-network"]),
        "mismatching-selector" => count(&["workload-selector-mismatch"]),
        "non-isolated-pod" => not_isolated(analysis),
        "privileged-ports" => 0,
        _ => panic!("{check} of kube-linter is not mapped to anything of ours"),
    }
}

/// Workloads that no policy selects, for either direction; our check has to name each.
fn not_isolated(analysis: &Analysis) -> usize {
    let named = named::titles(named::objects(analysis, &["pod-not-isolated"]));
    let rows = policy::isolation(&analysis.cluster, &analysis.policies).into_iter();
    let open = rows.filter(|row| row.ingress == Match::No && row.egress == Match::No);
    let open = named::titles(open.filter_map(|row| analysis.cluster.object(row.workload)));
    assert!(open.is_subset(&named), "not named: {:?}", open.difference(&named));
    open.len()
}
