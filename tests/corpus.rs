//! Manifests of real applications: as many objects as kubectl finds in them, and no more problems.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // What fails here fails the test.

#[allow(dead_code)] // Only of what is read.
mod laws;

use std::path::Path;

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::yaml;
use serde_json::Value as Json;

#[test]
fn real_manifests_hold_as_many_objects_as_kubectl_says() {
    let folder = Path::new("../shared/corpus");
    let Ok(golden) = std::fs::read_to_string(folder.join("kubectl-golden.json")) else {
        eprintln!("{} is absent, so no real manifest was read.", folder.display());
        return;
    };
    let golden: Json = serde_json::from_str(&golden).unwrap();
    let mut wrong = Vec::new();
    let (mut files, mut objects) = (0, 0);
    for case in golden["files"].as_array().unwrap() {
        let name = case["file"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(name)).unwrap();
        laws::reading(&bytes);
        let text = yaml::decode(&bytes);
        let analysis = analyze(&[Source::new(name, text)], &Environment::default());
        let found = analysis.cluster.objects().len();
        let refused: Vec<_> = analysis.problems.iter().filter(|problem| problem.refused).collect();
        let accepted = case["accepted"] == true;
        if accepted != refused.is_empty() || accepted && Some(found as u64) != case["objects"].as_u64() {
            wrong.push(format!("{name}: {found} objects, {refused:?}, but kubectl says {case}"));
        }
        files += 1;
        objects += found;
    }
    eprintln!("{files} real files with {objects} objects: {} read otherwise than by kubectl.", wrong.len());
    assert!(files > 200 && wrong.is_empty(), "{}", wrong.join("\n"));
}
