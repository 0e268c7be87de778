//! Text that is made to break what reads it: each ends with a plain word and the right result, and what is made of it
//! is bounded by counts. No clock decides here.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

mod names;
mod pairs;

use std::fmt::Write;

use porthole::explain;
use porthole::exposure::Environment;
use porthole::render::{self, Ink};
use porthole::source::Source;
use porthole::view::{Orientation, desk};
use porthole::{Analysis, analyze};

/// A Service that leads to pods: what stands beside a hostile document has to be read all the same.
const BESIDE: &str =
    "---\napiVersion: v1\nkind: Service\nmetadata: {name: beside}\nspec: {selector: {app: beside}, ports: [{port: 80}]}
---\napiVersion: v1\nkind: Pod\nmetadata: {name: beside, labels: {app: beside}}\nspec: {containers: [{name: main}]}\n";

/// Reads a text, and draws and writes down all of it.
fn read(text: &str) -> Analysis {
    let analysis = analyze(&[Source::new("any.yaml", text)], &Environment::default());
    desk::view(&analysis, Orientation::Across, 800.0);
    for report in [render::text(&analysis, Ink::Plain), render::markdown(&analysis), render::json(&analysis, false)] {
        assert!(!report.is_empty());
    }
    analysis
}

/// Reads a text with `BESIDE` behind it, which is understood, and gives the problems of the text itself.
fn said(text: &str) -> Vec<String> {
    let analysis = read(&format!("{text}\n{BESIDE}"));
    let selected: usize = analysis.cluster.services().map(|service| service.selects.len()).sum();
    assert_eq!(selected, 1, "what stands beside it is not read");
    analysis.problems.into_iter().map(|problem| problem.message).collect()
}

fn repeated(count: usize, mut write: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::new();
    (0..count).for_each(|number| write(&mut text, number));
    text
}

#[test]
fn what_makes_more_of_itself_is_refused() {
    let nine = |name: char| [format!("*{name}").as_str()].repeat(9).join(", ");
    let letters: Vec<char> = ('a'..='t').collect();
    let aliases = letters.windows(2).map(|pair| format!("{}: &{} [{}]\n", pair[1], pair[1], nine(pair[0])));
    let merged = repeated(1_000, |text, number| write!(text, "k{number}: 1, ").unwrap());
    for bomb in [
        format!("a: &a [x, x, x]\n{}", aliases.collect::<String>()),
        format!("a: &a {{{merged}}}\n{}", repeated(2_000, |text, at| writeln!(text, "b{at}: {{<<: *a}}").unwrap())),
    ] {
        assert_eq!(said(&bomb), ["The aliases of this document make it too large to read."]);
    }
    assert_eq!(said("a: &a [*a]"), ["This alias stands inside the value that it names."]);
}

#[test]
fn a_hundred_thousand_levels_are_too_deep() {
    const LEVELS: usize = 100_000;
    let closed = |open: &str, close: &str| format!("a: {}{}", open.repeat(LEVELS), close.repeat(LEVELS));
    let stairs = repeated(5_000, |text, level| writeln!(text, "{}a:", " ".repeat(level)).unwrap());
    for text in [
        format!("a: {}", "[".repeat(LEVELS)),
        closed("[", "]"),
        closed("{a: ", "}"),
        format!("{}x", "- ".repeat(LEVELS)),
        stairs,
    ] {
        assert_eq!(said(&text), ["This document is nested too deeply."]);
    }
    // kubectl refuses it for yet another reason.
    let json = read(&format!("{}1{}", r#"{"a":"#.repeat(LEVELS), "}".repeat(LEVELS)));
    assert_eq!(json.problems[0].message, "This document is nested too deeply.");
    assert!(read(&"? ".repeat(LEVELS)).problems.len() == 1 && read(&"a: ".repeat(LEVELS)).problems.len() == 1);
}

#[test]
fn a_scalar_of_50_megabytes_is_one_value() {
    let large = "x".repeat(5_000_000);
    for scalar in [format!("\"{}\"", large.repeat(10)), large.clone(), format!("|\n    {large}")] {
        let map = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: large}}\ndata:\n  a: {scalar}");
        assert_eq!(said(&map), [""; 0]);
    }
    let name = read(&format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {large}\n"));
    assert_eq!(name.cluster.objects().next().unwrap().1.name().len(), large.len());
}

#[test]
fn a_million_documents_are_counted() {
    assert_eq!(said(&"---\n".repeat(1_000_000)), [""; 0]);
    assert_eq!(said(&"---\n# nothing\n\n".repeat(1_000_000)), [""; 0]);
    let analysis = analyze(&[Source::new("any.yaml", "---\na\n".repeat(1_000_000))], &Environment::default());
    assert_eq!(analysis.problems.len(), 200_001);
    let cut_off = "This is the last of 200,000 documents, and what follows in this file is not read.";
    assert_eq!(analysis.problems.iter().filter(|problem| problem.message == cut_off).count(), 1);
}

#[test]
fn as_many_kinds_as_objects_are_counted() {
    let head = "---\napiVersion: example.com/v1\nkind: K";
    let text = repeated(50_000, |text, number| writeln!(text, "{head}{number}\nmetadata: {{name: any}}").unwrap());
    let analysis = read(&text);
    assert_eq!(explain::summary(&analysis), "1 K0, 1 K1, 1 K2 and 49997 others not analysed");
}

#[test]
fn a_million_keys_and_values_are_read() {
    const MANY: usize = 1_000_000;
    let keys = repeated(MANY, |text, number| writeln!(text, "  k{number}: 1").unwrap());
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: many}\n";
    assert_eq!(said(&format!("{head}data:\n{keys}")), [""; 0]);
    assert_eq!(said(&format!("{head}more: [{}]", "1, ".repeat(MANY))), [""; 0]);
    assert_eq!(said(&format!("{head}more: {}", "- 1\n".repeat(MANY).replace("- 1\n", "\n- 1"))), [""; 0]);
    let same = read(&format!("{head}data:\n{}", "  k: 1\n".repeat(100_000)));
    assert_eq!(same.findings.iter().filter(|finding| finding.check == "duplicate-key").count(), 100);
    let labels = repeated(100_000, |text, number| writeln!(text, "    k{number}: v").unwrap());
    let pod = format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: many\n  labels:\n{labels}");
    assert_eq!(said(&pod), ["Of this map only the first 1,000 entries are read."]);
}

#[test]
fn lines_that_hold_nothing_are_nothing() {
    for empty in [" ", "\t", "\n", "\r", "#", "# x\n", "\u{feff}", "\u{a0}"] {
        let analysis = read(&empty.repeat(1_000_000));
        assert_eq!(analysis.cluster.objects().len(), 0);
        assert!(analysis.problems.len() <= 1, "{empty:?}");
    }
    for mark in ["\"", "'", "%", "!", "*", "|", ">", "@", "`", "\\", "- ", "? ", ": ", "{", "}", "]", ",", "<<"] {
        let analysis = read(&mark.repeat(100_000));
        assert!((1..=2).contains(&analysis.problems.len()), "{mark:?}: {:?}", analysis.problems);
    }
}
