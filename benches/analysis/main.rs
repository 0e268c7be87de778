//! How long an analysis takes, natively: `cargo bench --bench analysis`.

#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

mod generate;

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use porthole::documents::Documents;
use porthole::exposure::Environment;
use porthole::policy;
use porthole::source::Source;
use porthole::view::Orientation;
use porthole::view::desk;
use porthole::{analyze, analyze_with};

fn main() {
    if manifests(CORPUS.as_ref()).is_empty() {
        println!("{CORPUS} is absent, so no real manifest is measured.");
    }
    divan::main();
}

const CORPUS: &str = "../shared/corpus";

/// Of that the part of reading YAML alone, which is to a tree.
#[divan::bench(args = [10_000], sample_count = 9)]
fn reading(bencher: Bencher, count: usize) {
    let text = generate::objects(count);
    bencher.bench_local(|| {
        for chunk in porthole::yaml::split(&text) {
            black_box(porthole::yaml::parse(text.get(chunk.offset..chunk.offset + chunk.length).unwrap()));
        }
    });
}

#[divan::bench(sample_count = 50)]
fn five_hundred_lines(bencher: Bencher) {
    measure(bencher, &[Source::new("manifests.yaml", generate::lines(500))]);
}

#[divan::bench(args = [100, 1_000, 10_000, 100_000], sample_count = 9)]
fn objects(bencher: Bencher, count: usize) {
    measure(bencher, &[Source::new("manifests.yaml", generate::objects(count))]);
}

/// One document of a text, a Service, changes and all others stay: what a key pressed in the editor costs, the view apart.
#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn edit(bencher: Bencher, count: usize) {
    edited(bencher, count, "port: 80\n", "port: 81\n");
}

/// A workload changes, with which every Service of its namespace is compared anew.
#[divan::bench(args = [10_000], sample_count = 10)]
fn edit_of_a_workload(bencher: Bencher, count: usize) {
    edited(bencher, count, "tier: backend\n        version", "tier: front\n        version");
}

/// A pod comes and goes, and all behind it stand elsewhere.
#[divan::bench(args = [10_000], sample_count = 10)]
fn edit_of_their_number(bencher: Bencher, count: usize) {
    edited(bencher, count, "---\n", generate::ONE_MORE);
}

/// A Namespace comes and goes, with labels that a policy anywhere may ask for.
#[divan::bench(args = [10_000], sample_count = 10)]
fn edit_of_a_namespace(bencher: Bencher, count: usize) {
    edited(bencher, count, "---\n", generate::ONE_NAMESPACE_MORE);
}

/// A text and another, in turns.
fn edited(bencher: Bencher, count: usize, before: &str, after: &str) {
    let text = generate::objects(count);
    let other = text.replacen(before, after, 1);
    assert_ne!(text, other);
    let mut sources = [Source::new("manifests.yaml", text), Source::new("manifests.yaml", other)];
    let mut documents = Documents::default();
    analyze_with(&mut documents, &sources[..1], &Environment::default());
    bencher.bench_local(|| {
        sources.swap(0, 1);
        analyze_with(&mut documents, black_box(&sources[..1]), &Environment::default())
    });
}

/// Workloads with a fifth as many network policies: read and judged.
#[divan::bench(args = [1_000, 4_000], sample_count = 20)]
fn guarded_workloads(bencher: Bencher, count: usize) {
    measure(bencher, &[Source::new("manifests.yaml", generate::guarded(count))]);
}

/// Every pair of those workloads, which is made only when asked for.
#[divan::bench(args = [250, 500, 1_000], sample_count = 5)]
fn connections_of_guarded_workloads(bencher: Bencher, count: usize) {
    let sources = [Source::new("manifests.yaml", generate::guarded(count))];
    let analysis = analyze(&sources, &Environment::default());
    bencher.bench_local(|| policy::connections(black_box(&analysis.cluster), &analysis.policies));
}

/// What the page is sent, apart from the analysis.
#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn view_of_objects(bencher: Bencher, count: usize) {
    let sources = [Source::new("manifests.yaml", generate::objects(count))];
    let analysis = analyze(&sources, &Environment::default());
    bencher.bench_local(|| desk::view(black_box(&analysis), Orientation::Across, 800.0));
}

/// All files of the corpus, one after the other.
#[divan::bench(sample_count = 10)]
fn corpus(bencher: Bencher) {
    let read = |path: &PathBuf| porthole::yaml::decode(&std::fs::read(path).unwrap());
    let files = manifests(CORPUS.as_ref());
    let files: Vec<Source> = files.iter().map(|path| Source::new("manifests.yaml", read(path))).collect();
    bencher.bench_local(|| {
        for file in &files {
            black_box(analyze(std::slice::from_ref(file), &Environment::default()));
        }
    });
}

fn measure(bencher: Bencher, sources: &[Source]) {
    bencher.bench_local(|| analyze(black_box(sources), &Environment::default()));
}

/// The manifests in a folder and below; none where there is no folder.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => found.extend(manifests(&path)),
            Some("yaml" | "yml") => found.push(path),
            _ => {}
        }
    }
    found.sort();
    found
}
