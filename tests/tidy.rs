//! The house rules of `ARCHITECTURE.md`, held by reading the sources.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)] // What cannot be read fails the test.

use std::fs;
use std::path::{Path, PathBuf};

/// The engine's rooms from the ground up: each may name those before it, and itself.
const ROOMS: &[&str] = &[
    "words",
    "order",
    "base64",
    "source",
    "link",
    "yaml",
    "labels",
    "manifest",
    "documents",
    "pod_security",
    "cluster",
    "earlier",
    "limits",
    "access",
    "policy",
    "exposure",
    "finding",
    "generate",
    "checks",
    "compare",
    "concepts",
    "explain",
    "chain",
    "lesson",
    "render",
    "layout",
    "view",
];
/// What stands around them and may name any of them.
const AROUND: [&str; 4] = ["lib", "main", "bin", "ui"];
/// What a room may name although it stands above: plain data, sentences that the upper room needs too, and what is taken
/// from the analysis before, which is made of what it is taken for.
const ALLOWED: [(&str, &str); 6] = [
    ("checks", "explain"),
    ("documents", "earlier"),
    ("cluster", "earlier"),
    ("cluster", "limits"),
    ("earlier", "exposure"),
    ("limits", "exposure"),
];

/// A file is to have a hundred to three hundred lines; a few more do no harm.
const MOST_LINES: usize = 320;

/// What is wrong with one source file, each with its line.
fn faults(room: &str, text: &str) -> Vec<String> {
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut faults = Vec::new();
    if !ROOMS.contains(&room) && !AROUND.contains(&room) {
        faults.push(format!("1: {room} is a room that has no place among the others"));
    }
    for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        let said = |what: &str| format!("{}: {what}: {}", number + 1, line.trim());
        let page = ["yew::", "web_sys", "gloo", "wasm_bindgen", "js_sys"].iter().any(|name| line.contains(name));
        if page && !["ui", "main"].contains(&room) {
            faults.push(said("only the page names the browser"));
        }
        if line.contains("granit_parser") && room != "yaml" {
            faults.push(said("only yaml/ names the parser"));
        }
        if line.contains("Serialize") && line.contains("derive") && !["view", "render", "ui"].contains(&room) {
            faults.push(said("engine types are not serialized"));
        }
        let Some(own) = ROOMS.iter().position(|known| *known == room) else { continue };
        for named in line.split("crate::").skip(1) {
            let named = named.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or_default();
            let upper = ROOMS.iter().position(|known| *known == named).is_some_and(|at| at > own);
            if upper && !ALLOWED.contains(&(room, named)) {
                faults.push(said(&format!("{room} reaches up to {named}")));
            }
        }
    }
    faults
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_room_keeps_to_the_house_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    for path in &files {
        let inside = path.strip_prefix(&root).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        let text = fs::read_to_string(path).unwrap();
        wrong.extend(faults(room, &text).into_iter().map(|fault| format!("src/{}:{fault}", inside.display())));
        if text.lines().count() > MOST_LINES {
            wrong.push(format!("src/{} is longer than {MOST_LINES} lines", inside.display()));
        }
    }
    assert!(files.len() > 60, "only {} files were read", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_table_of_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [code, map] = ["src/lib.rs", "ARCHITECTURE.md"].map(|name| fs::read_to_string(root.join(name)).unwrap());
    let rooms: Vec<&str> = code.lines().filter_map(room).collect();
    let named: Vec<&str> = map.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()).collect();
    let stands = |room: &&&str| named.iter().any(|named| names(named, room));
    assert!(rooms.len() > 20, "only {} rooms were read", rooms.len());
    assert_eq!(rooms.iter().filter(|room| !stands(room)).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(names("`words.rs`, `order.rs`", "order") && names("`ui/`", "ui") && !names("`words.rs`", "word"));
}

/// The room that a line of `lib.rs` opens.
fn room(line: &str) -> Option<&str> {
    line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')
}

/// Whether the first cell of a row names a room.
fn names(cell: &str, room: &str) -> bool {
    [format!("`{room}.rs`"), format!("`{room}/`")].iter().any(|name| cell.contains(name.as_str()))
}

#[test]
fn a_planted_fault_is_caught() {
    for (room, text) in [
        ("labels", "use crate::cluster::Cluster;\n"),
        ("cluster", "use web_sys::Window;\n"),
        ("manifest", "use granit_parser::Parser;\n"),
        ("finding", "#[derive(Debug, Serialize)]\n"),
        ("yaml", "fn f() { crate::view::desk::view() }\n"),
        ("attic", "fn f() {}\n"),
    ] {
        assert_eq!(faults(room, text).len(), 1, "{room}: {text}");
    }
    assert!(faults("view", "use crate::cluster::Cluster;\n").is_empty());
    assert!(faults("labels", "// crate::cluster is above\n").is_empty());
}

#[test]
fn every_case_says_in_its_first_line_what_it_shows() {
    let mut wrong = Vec::new();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    manifests(&cases, &mut files);
    for path in &files {
        if !begins_with_a_sentence(&fs::read_to_string(path).unwrap()) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(files.len() > 20, "only {} cases were read", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!begins_with_a_sentence("kind: Pod\n") && !begins_with_a_sentence("# checks: none\n"));
}

fn begins_with_a_sentence(text: &str) -> bool {
    let first = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
    first.starts_with(|letter: char| letter.is_ascii_uppercase()) && first.ends_with('.')
}

fn manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            manifests(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}
