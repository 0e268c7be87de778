//! Everything that the page shows can be chosen: the desk explains every key that a view carries,
//! and every key that an explanation names is in the view or can be explained in turn.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

mod asked;
mod found;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use asked::asked;
use found::manifests;
use porthole::view::desk::Desk;
use porthole::view::protocol::{Request, Response};
use porthole::view::{Block, Key, MatchTable, Panel, View};

fn keys(view: &View) -> BTreeSet<Key> {
    let map = view.map.vertices.iter().map(|vertex| &vertex.key).chain(view.map.edges.iter().map(|edge| &edge.key));
    let columns = view.matches.iter().flat_map(|table| table.workloads.iter().map(|column| &column.key));
    let rows = view.matches.iter().flat_map(|table| table.services.iter().map(|row| &row.key));
    let of_all = |table: &MatchTable| {
        table.services.iter().flat_map(|row| table.workloads.iter().map(|column| row.pair(column))).collect::<Vec<_>>()
    };
    let pairs = view.matches.iter().flat_map(of_all);
    let findings = view.findings.iter().map(|row| &row.key).chain(view.problems.iter().map(|row| &row.key));
    let anchors = view.anchors().map(|(.., key)| key);
    let concepts = view.concepts.iter().map(|row| &row.key);
    let pills = view.verdict.pills.iter().filter_map(|pill| pill.key.as_ref());
    map.chain(columns)
        .chain(rows)
        .chain(findings)
        .chain(anchors)
        .chain(pills)
        .chain(concepts)
        .cloned()
        .chain(pairs)
        .collect()
}

fn named(panel: &Panel) -> BTreeSet<Key> {
    let blocks = panel.sections.iter().flat_map(|section| &section.blocks);
    let links = blocks.filter_map(|block| match block {
        Block::Link(key, _) => Some(key),
        Block::Requirements(requirements) => Some(&requirements.key),
        _ => None,
    });
    panel.lit.iter().chain(links).cloned().collect()
}

fn explain(desk: &mut Desk, key: &Key) -> Option<Box<Panel>> {
    match desk.answer(Request::Explain { version: 7, key: key.clone() }) {
        Response::Panel { panel, .. } => panel,
        other => panic!("a question is answered by {other:?}"),
    }
}

fn view(desk: &mut Desk, text: &str) -> Box<View> {
    compared(desk, text, None)
}

fn compared(desk: &mut Desk, text: &str, against: Option<&str>) -> Box<View> {
    let Response::View { view, .. } = desk.answer(asked(text, against)) else { panic!("an analysis gives a view") };
    view
}

/// The keys that nothing explains, and how many were asked for.
fn unexplained(text: &str) -> (usize, Vec<String>) {
    let mut desk = Desk::default();
    let view = view(&mut desk, text);
    let carried = keys(&view);
    let mut wrong = Vec::new();
    let mut further = BTreeSet::new();
    for key in &carried {
        match explain(&mut desk, key) {
            Some(panel) if panel.key == *key => further.extend(named(&panel)),
            Some(panel) => wrong.push(format!("{key} is answered by {}", panel.key)),
            None => wrong.push(format!("{key} is in the view, but nothing explains it")),
        }
    }
    for key in further.difference(&carried) {
        if explain(&mut desk, key).is_none() {
            wrong.push(format!("{key} is named, but nothing explains it"));
        }
    }
    (carried.len(), wrong)
}

fn all_is_explained(files: &[PathBuf]) -> usize {
    let mut all = 0;
    let mut wrong = Vec::new();
    for path in files {
        let (asked, unexplained) = unexplained(&porthole::yaml::decode(&std::fs::read(path).unwrap()));
        all += asked;
        wrong.extend(unexplained.into_iter().map(|key| format!("{}: {key}", path.display())));
    }
    assert!(wrong.is_empty(), "{} keys:\n{}", wrong.len(), wrong.join("\n"));
    all
}

#[test]
fn every_key_of_the_examples_and_the_cases_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = manifests(&root.join("static/examples"));
    assert!(files.iter().any(|path| path.ends_with("rails-redis.yaml")), "the seed pair is missing");
    files.extend(manifests(&root.join("tests/cases")));
    assert!(all_is_explained(&files) > 300);
}

#[test]
fn every_key_of_real_manifests_is_explained() {
    let files = manifests("../shared/corpus".as_ref());
    if files.is_empty() {
        eprintln!("../shared/corpus is absent, so no real manifest was explained.");
        return;
    }
    let keys = all_is_explained(&files);
    eprintln!("{} real files: all of {keys} keys are explained.", files.len());
}

#[test]
fn a_finding_stays_that_of_its_object_when_another_one_goes() {
    let service = |name: &str| {
        format!("apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n  selector: {{app: {name}}}\n---\n")
    };
    let mut desk = Desk::default();
    let both = view(&mut desk, &(service("first") + &service("second")));
    let [first, second] = ["first", "second"].map(|name| {
        let of = |row: &&porthole::view::FindingRow| format!("{:?}", row.message).contains(&format!("\"{name}\""));
        both.findings.iter().find(of).unwrap().key.clone()
    });
    view(&mut desk, &service("second"));
    assert!(explain(&mut desk, &first).is_none());
    assert!(format!("{:?}", explain(&mut desk, &second).unwrap().lead).contains("second"));
}

const APART: &str = "\
# 𝄞 é
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: [{name: web, image: web, ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata:
  name: front
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
";

/// The first fix in an explanation.
fn first_fix(panel: &Panel) -> porthole::view::FixCard {
    let blocks = panel.sections.iter().flat_map(|section| &section.blocks);
    let fix = |block: &Block| if let Block::Fix(fix) = block { Some(fix.clone()) } else { None };
    blocks.filter_map(fix).next().unwrap()
}

#[test]
fn a_fix_is_previewed_with_what_it_opens_and_the_map_that_it_makes() {
    let mut desk = Desk::default();
    let shown = view(&mut desk, APART);
    let key = shown.findings.iter().find(|row| row.check == "service-selects-no-pods").unwrap().key.clone();
    let edits = first_fix(&explain(&mut desk, &key).unwrap()).edits;
    let Response::Preview { preview: Some(preview), version: 7 } =
        desk.answer(Request::Preview { version: 7, edits: edits.clone() })
    else {
        panic!("the fix fits")
    };
    assert!(format!("{:?}", preview.changes.sentence).contains("opens 4 ways in"), "{:?}", preview.changes.sentence);
    assert_eq!(preview.changes.parts[0].heading, "What opens");
    let drawn: BTreeSet<&Key> = preview.map.edges.iter().map(|edge| &edge.key).collect();
    let opened = preview.changes.opened.iter().filter(|key| drawn.contains(key)).count();
    assert!(opened >= 4, "{opened} edges of {drawn:?}");
    let stale = desk.answer(Request::Preview { version: 6, edits });
    assert_eq!(stale, Response::Preview { version: 6, preview: None });
}

#[test]
fn a_fix_for_one_provider_says_when_it_can_be_applied() {
    let mut desk = Desk::default();
    let shown = view(&mut desk, APART);
    let key = shown.findings.iter().find(|row| row.check == "load-balancer-open-to-internet").unwrap().key.clone();
    let panel = explain(&mut desk, &key).unwrap();
    let fixes = panel.sections.iter().flat_map(|section| &section.blocks);
    let fixes: Vec<_> = fixes.filter_map(|block| if let Block::Fix(fix) = block { Some(fix) } else { None }).collect();
    let says = |fix: &porthole::view::FixCard| format!("{:?}", fix.consequence).contains("once Environment says");
    assert!(fixes.len() > 1 && fixes.iter().all(|fix| fix.edits.is_empty() == says(fix)), "{fixes:#?}");
}

#[test]
fn a_kept_text_is_compared_with_every_later_one() {
    let mut desk = Desk::default();
    assert_eq!(view(&mut desk, APART).changes, None);
    let same = compared(&mut desk, APART, Some(APART)).changes.unwrap();
    assert!(same.parts.is_empty());
    let shut = APART.replace("LoadBalancer", "ClusterIP");
    let changes = compared(&mut desk, &shut, Some(APART)).changes.unwrap();
    assert!(changes.parts.iter().any(|part| part.heading == "Findings that go away"), "{:?}", changes.parts);
    assert_eq!(view(&mut desk, &shut).changes, None);
}

#[test]
fn a_word_is_explained_by_the_persons_own_objects() {
    let mut desk = Desk::default();
    view(&mut desk, APART);
    let card = explain(&mut desk, &"concept:load-balancer".to_owned()).unwrap();
    assert!(card.lit.contains(&"object:Service/default/front".to_owned()), "{:?}", card.lit);
    let other = explain(&mut desk, &"concept:external-name".to_owned()).unwrap();
    assert!(format!("{:?}", other.sections).contains("no example of it"), "{:?}", other.sections);
}
