//! kube-score: a table of files, checks and grades.

use porthole::Analysis;
use porthole::exposure::Environment;
use porthole::labels::Match;
use porthole::policy;

use crate::cases;
use crate::named::{self, SELECTS_NOTHING};
use crate::tally::Tally;

#[test]
fn grades_the_same() {
    let Some(folder) = cases::of_tool("kube-score") else { return };
    let table = folder.join("expected.tsv");
    let table = std::fs::read_to_string(&table).unwrap_or_else(|error| panic!("{}: {error}", table.display()));
    let mut tally = Tally::new("kube-score");
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let [file, check, grade] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let analysis = cases::analysed(&folder.join("input").join(file), &Environment::default());
        let found = ours(check, &analysis);
        let alike = match found {
            Some(found) => found == grade,
            None => grade == "AllOK",
        };
        let difference = (!alike).then(|| format!("theirs: {grade}, ours: {}", found.unwrap_or("AllOK")));
        tally.compared(check, &format!("{file}: {check}"), difference.into_iter().collect(), |about, _| about == check);
    }
    tally.finish();
}

/// The grade that our answer to a check of theirs amounts to; none where there is nothing to say.
fn ours(check: &str, analysis: &Analysis) -> Option<&'static str> {
    let found = |checks, grade| (named::count(analysis, checks) > 0).then_some(grade);
    match check {
        "Ingress targets Service" => found(&["ingress-backend-missing", "ingress-backend-port-missing"], "Critical"),
        "NetworkPolicy targets Pod" => found(&["network-policy-selects-no-pods"], "Critical"),
        "Pod NetworkPolicy" => isolation(analysis),
        "Service Targets Pod" => found(SELECTS_NOTHING, "Critical"),
        "Service Type" => found(&["node-port-service"], "Warning"),
        "StatefulSet has ServiceName" => found(&["stateful-set-service-missing"], "Critical"),
        _ => panic!("{check} of kube-score is not mapped to anything of ours"),
    }
}

/// As bad as the pods that are isolated least: in no direction, or in one of the two. Our check has to
/// speak up where there are any.
fn isolation(analysis: &Analysis) -> Option<&'static str> {
    let rows = policy::isolation(&analysis.cluster, &analysis.policies);
    let open = |row: &policy::Isolation| [row.ingress, row.egress].into_iter().filter(|one| *one == Match::No).count();
    let grade = match rows.iter().map(open).max() {
        Some(2) => Some("Critical"),
        Some(1) => Some("Warning"),
        _ => None,
    };
    assert_eq!(grade.is_some(), named::count(analysis, &["pod-not-isolated"]) > 0);
    grade
}
