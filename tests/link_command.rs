//! `porthole link` as a person runs it: manifests in, the fragment of a link out.

#![allow(clippy::unwrap_used)] // A test may panic, and its helpers with it.

use std::process::Command;

use porthole::link::Link;

const MATCHING: &str = "static/examples/matching.yaml";
const TYPO: &str = "static/examples/typo.yaml";

/// The exit status, what was printed, and what was complained of.
fn link(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_porthole")).arg("link").args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn opened(files: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let text = |path| std::fs::read_to_string(path).unwrap();
    let files = files.iter().map(|(name, path)| ((*name).to_owned(), text(path)));
    (Some(0), ["#", &Link::of(files.collect()).encode().unwrap(), "\n"].concat(), String::new())
}

#[test]
fn manifests_become_a_link() {
    assert_eq!(link(&[MATCHING]), opened(&[("manifests.yaml", MATCHING)]));
    assert_eq!(link(&[MATCHING, TYPO]), opened(&[(MATCHING, MATCHING), (TYPO, TYPO)]));
}

#[test]
fn what_is_no_link_says_why() {
    assert_eq!(link(&[]).0, Some(2));
    assert!(link(&["--view"]).2.contains("There is no option --view."));
    assert!(link(&["nowhere.yaml"]).2.contains("Nothing could be read."));
    assert!(link(&["--help"]).1.contains("porthole link PATH..."));
}
