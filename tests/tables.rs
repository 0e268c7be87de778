//! The table of matches where there is more than a page can hold: bounded, what matters first, and said so.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)] // What fails here fails the test.

use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::view::{Inline, MatchTable, Orientation, Prose, desk};

/// Namespaces with this many Services and their pods; in the last one the last Service has a slip in its selector.
fn tables(namespaces: usize, each: usize) -> Vec<MatchTable> {
    let pair = |namespace: usize, name: usize| {
        let slip = if (namespace + 1, name + 1) == (namespaces, each) { "x" } else { "" };
        format!(
            "---\nkind: Service\napiVersion: v1\nmetadata: {{name: s{name}, namespace: n{namespace}}}
spec: {{selector: {{app: web-{name}{slip}}}, ports: [{{port: 80}}]}}
---\nkind: Pod\napiVersion: v1\nmetadata: {{name: p{name}, namespace: n{namespace}, labels: {{app: web-{name}}}}}
spec: {{containers: [{{name: a}}]}}\n"
        )
    };
    let all = (0..namespaces).flat_map(|namespace| (0..each).map(move |name| pair(namespace, name)));
    tables_of(&all.collect::<String>())
}

fn tables_of(text: &str) -> Vec<MatchTable> {
    let analysis = porthole::analyze(&[Source::new("f.yaml", text)], &Environment::default());
    desk::view(&analysis, Orientation::Across, 0.0).matches
}

fn text(note: Option<&Prose>) -> String {
    let piece = |piece: &Inline| match piece {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
    };
    note.into_iter().flatten().map(piece).collect()
}

#[test]
fn all_is_there_where_it_fits() {
    let tables = tables(2, 20);
    assert!(tables.iter().all(|table| (table.services.len(), table.workloads.len(), &table.note) == (20, 20, &None)));
}

#[test]
fn a_large_namespace_shows_what_leads_nowhere_and_what_it_nearly_selects() {
    let tables = tables(1, 70);
    let table = tables.first().unwrap();
    assert_eq!((table.services.len(), table.workloads.len()), (60, 60));
    assert!(table.services.iter().any(|row| row.name == "s69") && table.workloads.iter().any(|pod| pod.name == "p69"));
    let note = text(table.note.as_ref());
    assert_eq!(
        note,
        "Shown are up to 60 each of 70 Services and 70 workloads, Services that lead nowhere before others."
    );
}

#[test]
fn all_tables_together_stay_small() {
    let tables = tables(60, 30);
    let cells: usize = tables.iter().flat_map(|table| &table.services).map(|row| row.cells.len()).sum();
    assert!(cells <= 12_000, "{cells}");
    assert!(tables.iter().any(|table| table.namespace == "n59"), "the one with a slip comes before others");
    let note = text(tables.last().unwrap().note.as_ref());
    assert!(
        note.ends_with("Of 60 namespaces these 30 are shown, those with Services that lead nowhere before others."),
        "{note}"
    );
}

#[test]
fn what_turns_or_hides_letters_is_shown_as_what_it_is() {
    let name = "a\u{202e}b";
    let tables = tables_of(&format!(
        "kind: Service\napiVersion: v1\nmetadata: {{name: {name}, namespace: {name}}}
spec: {{selector: {{{name}: {name}}}, ports: [{{port: 80}}]}}\n---
kind: Pod\napiVersion: v1\nmetadata: {{name: {name}, namespace: {name}, labels: {{{name}: {name}}}}}\n"
    ));
    let table = tables.first().unwrap();
    let (row, column) = (table.services.first().unwrap(), table.workloads.first().unwrap());
    let shown = "a⟨U+202E⟩b";
    assert_eq!([&table.namespace, &row.name, &column.name], [shown; 3]);
    assert_eq!([&row.selector, &column.labels], [&[format!("{shown}={shown}")]; 2]);
}
