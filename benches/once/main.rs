//! One analysis of a generated set, for what is counted rather than timed: `cargo bench --bench once -- WHAT COUNT`.

#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

#[path = "../analysis/generate.rs"]
#[allow(dead_code)] // The other benchmarks use the rest of it.
mod generate;

use std::hint::black_box;

use porthole::documents::Documents;
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::view::{Orientation, desk};
use porthole::{analyze, analyze_with};

/// So many edits show beside the analysis that they follow.
const EDITS: usize = 10;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // `cargo bench` runs every benchmark, and this one does nothing by itself.
    let (Some(what), Some(count)) = (words.first(), words.get(1)) else { return };
    let text = generate::objects(count.parse().unwrap());
    let environment = Environment::default();
    match *what {
        "write" => print!("{text}"),
        "analyse" => drop(black_box(analyze(&[Source::new("manifests.yaml", text)], &environment))),
        "edit" => edit(text, "port: 80\n", "port: 81\n", &environment),
        "add" => edit(text, "---\n", generate::ONE_MORE, &environment),
        "view" => {
            let analysis = analyze(&[Source::new("manifests.yaml", text)], &environment);
            (0..EDITS).for_each(|_| drop(black_box(desk::view(&analysis, Orientation::Across, 1280.0))));
        }
        // The bytes of the text, and those that the process held at the most.
        "peak" => {
            let bytes = text.len();
            let analysis = analyze(&[Source::new("manifests.yaml", text)], &environment);
            println!("{bytes} {}", peak());
            drop(analysis);
        }
        other => panic!("{other} is not known: write, analyse, edit, add, view and peak are"),
    }
}

/// One document changes, and changes back; or comes, and goes.
fn edit(text: String, before: &str, after: &str, environment: &Environment) {
    let other = text.replacen(before, after, 1);
    let mut sources = [Source::new("manifests.yaml", text), Source::new("manifests.yaml", other)];
    let mut documents = Documents::default();
    for _ in 0..=EDITS {
        black_box(analyze_with(&mut documents, sources.get(..1).unwrap(), environment));
        sources.swap(0, 1);
    }
}

/// As Linux tells it of a process: in kilobytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).map_or(0, |kilobytes| kilobytes * 1024)
}
