//! Cases of other tools with their answers, read in place from `../shared/conformance`, or from the
//! folder that `PORTHOLE_CONFORMANCE` names.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::path::{Path, PathBuf};

use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::{Analysis, analyze};

/// The cases of a tool; none, and said so, where they are absent.
fn folder(tool: &str) -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance");
    let root = std::env::var_os("PORTHOLE_CONFORMANCE").map_or(shared, PathBuf::from);
    let folder = root.join(tool);
    if !folder.is_dir() {
        eprintln!("{} is absent, so no case of {tool} was run.", folder.display());
        return None;
    }
    Some(folder)
}

fn analysed(file: &Path) -> Analysis {
    let text = std::fs::read_to_string(file).unwrap();
    analyze(&[Source::new(file.display().to_string(), text)], &Environment::default())
}

fn count(analysis: &Analysis, checks: &[&str]) -> usize {
    analysis.findings.iter().filter(|finding| checks.contains(&finding.check)).count()
}

const SELECTS_NOTHING: &[&str] =
    &["service-selects-no-pods", "service-matches-workload-labels-only", "service-selects-other-namespace"];

#[test]
fn kube_linter_counts_the_same() {
    let Some(folder) = folder("kube-linter") else { return };
    let ours: [(&str, &[&str]); 4] = [
        ("dangling-service", SELECTS_NOTHING),
        ("mismatching-selector", &["workload-selector-mismatch"]),
        ("exposed-services", &["node-port-service", "load-balancer-open-to-internet"]),
        ("host-network", &["host-network"]),
    ];
    for (case, checks) in ours {
        let expected = std::fs::read_to_string(folder.join(case).join("expected.json")).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
        let found = count(&analysed(&folder.join(case).join("input.yaml")), checks);
        assert_eq!(Some(found as u64), expected["count"].as_u64(), "{case}");
    }
    eprintln!("kube-linter: {} cases", ours.len());
}

#[test]
fn kube_score_grades_the_same() {
    let Some(folder) = folder("kube-score") else { return };
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let mut cases = 0;
    for line in table.lines().skip(1) {
        let [file, check, grade] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let ours = match check {
            "Service Targets Pod" => SELECTS_NOTHING,
            "Service Type" => &["node-port-service"],
            _ => continue,
        };
        let found = count(&analysed(&folder.join("input").join(file)), ours) > 0;
        assert_eq!(found, grade != "AllOK", "{file}: {check}: {grade}");
        cases += 1;
    }
    assert!(cases >= 8, "only {cases} rows of kube-score speak of Services");
    eprintln!("kube-score: {cases} rows");
}
