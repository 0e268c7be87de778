//! Fixes are made when they are asked for, from text that is read again: whoever asks, and of how much, gets the same.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

mod asked;
mod found;

use std::path::Path;

use asked::asked;
use found::manifests;
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::view::protocol::{Request, Response};
use porthole::view::{Block, View, desk::Desk};
use porthole::{Analysis, analyze};

fn analysed(text: &str) -> Analysis {
    analyze(&[Source::new("any.yaml", text)], &Environment::default())
}

#[test]
fn a_finding_has_the_same_fixes_by_itself_and_among_all() {
    let (mut made, mut missed) = (0_usize, 0_usize);
    for file in manifests(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")) {
        let analysis = analysed(&std::fs::read_to_string(&file).unwrap());
        let mended = analysis.mended();
        assert_eq!(mended.len(), analysis.findings.len());
        for (finding, mended) in analysis.findings.iter().zip(&mended) {
            assert!(finding.fixes.is_empty(), "an analysis makes none");
            let alone = analysis.fixes(&[finding]).remove(0);
            assert!(finding.mendable || alone.is_empty(), "{}", finding.message);
            assert_eq!(format!("{alone:?}"), format!("{:?}", mended.fixes), "{}: {}", file.display(), finding.message);
            made = made.saturating_add(alone.len());
            missed = missed.saturating_add(usize::from(finding.mendable && alone.is_empty()));
        }
    }
    assert!(made > 100, "{made} fixes are few");
    assert!(missed * 10 < made, "{missed} findings that should be mended are not, beside {made} fixes");
}

/// The titles of a check's fixes.
fn offered(check: &str, text: &str) -> Vec<String> {
    let mended = analysed(text).mended();
    let found: Vec<_> = mended.iter().filter(|finding| finding.check == check).collect();
    assert!(!found.is_empty(), "{check} finds nothing in:\n{text}");
    found.iter().flat_map(|finding| &finding.fixes).map(|fix| fix.title.clone()).collect()
}

#[test]
fn no_fix_is_offered_that_would_break_something() {
    let apart = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: b}\n\
        spec: {selector: {app: web}, ports: [{port: 80}]}\n---\n\
        apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: a, labels: {app: web}}\n\
        spec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n";
    let taken = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: a}\nspec: {ports: [{port: 1}]}\n";
    let token = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n\
        spec:\n  containers:\n  - {name: c, image: i, ports: [{containerPort: 80, hostPort: 80}], volumeMounts: [{name: t}]}\n";
    let projected = "  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]\n";
    let host = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostNetwork: true\n  containers: [{name: c, image: i}]\n";
    let process = "  securityContext: {windowsOptions: {hostProcess: true}}\n";
    let label = |value| format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: web, labels: {{app: {value}}}}}\n");
    let move_it = "Put Service `web` into namespace `a`";
    let no_token = ["Give Pod `web` no token", "Give Pod `web` a ServiceAccount of its own, without a token"];
    let asks = |selector: &str| {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  {selector}\n  \
             template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: i}}]}}}}\n"
        )
    };
    let select = "Let Deployment `web` select all labels of its pods";
    let rows: [(&str, String, &[&str]); 13] = [
        ("service-selects-other-namespace", apart.to_owned(), &[move_it]),
        ("service-selects-other-namespace", format!("{apart}{taken}"), &[]),
        ("exposed-pod-token-mounted", token.to_owned(), &no_token),
        ("exposed-pod-token-mounted", format!("{token}{projected}"), &[]),
        ("host-network", host.to_owned(), &["Remove `hostNetwork: true` from Pod `web`"]),
        ("host-network", format!("{host}{process}"), &[]),
        ("label-value-not-a-string", label("5"), &["Put `5` between quotes"]),
        ("label-value-not-a-string", label("+5"), &[]),
        ("label-value-not-a-string", label("-5"), &[]),
        ("workload-selector-mismatch", asks("selector: {}"), &[select]),
        ("workload-selector-mismatch", asks("paused: true"), &[select]),
        ("workload-selector-mismatch", asks("selector: {app: web}"), &[]),
        (
            "workload-selector-mismatch",
            asks("selector: {matchLabels: {app: shop}}"),
            &["Write `app: shop` in the pod template of Deployment `web`"],
        ),
    ];
    for (check, text, expected) in rows {
        assert_eq!(offered(check, &text), expected, "{text}");
    }
}

/// A door, with the name of its port in the place of its number.
fn door(name: usize) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: door-{name}}}\n\
         spec:\n  type: NodePort\n  selector: {{app: web}}\n  ports: [{{port: 80}}]\n"
    )
}

#[test]
fn each_fix_edits_its_own_document_however_many_there_are() {
    const COUNT: usize = 2_100;
    let doors: Vec<String> = (0..COUNT).map(door).collect();
    let items: String =
        doors.iter().map(|door| format!("- {}", door.trim_end().replace('\n', "\n  ") + "\n")).collect();
    for text in [doors.join("---\n"), format!("apiVersion: v1\nkind: List\nitems:\n{items}")] {
        let analysis = analysed(&text);
        let mended = analysis.mended();
        let found: Vec<_> = mended.iter().filter(|finding| finding.check == "node-port-service").collect();
        assert_eq!(found.len(), COUNT);
        for finding in found {
            let (_, object) = analysis.object_at(finding.place).unwrap();
            let edit = &finding.fixes[0].edits[0];
            let (_, edited) = analysis.object_at(edit.place).unwrap();
            assert_eq!((edited.name(), &*edit.text), (object.name(), "ClusterIP"), "{}", finding.message);
        }
    }
}

fn view(desk: &mut Desk, text: &str) -> Box<View> {
    let Response::View { view, .. } = desk.answer(asked(text, None)) else { panic!("an analysis gives a view") };
    view
}

#[test]
fn the_view_says_which_findings_can_be_mended_be_they_few_or_many() {
    for count in [20, 600] {
        let mut desk = Desk::default();
        let text: Vec<String> = (0..count).map(door).collect();
        let view = view(&mut desk, &text.join("---\n"));
        let rows: Vec<_> = view.findings.iter().filter(|row| row.check == "node-port-service").collect();
        assert_eq!(rows.len(), count);
        assert!(rows.iter().all(|row| row.mendable), "{count}");
        assert!(view.findings.iter().any(|row| !row.mendable), "{count}");
        let explain = Request::Explain { version: 7, key: rows[0].key.clone() };
        let Response::Panel { panel: Some(panel), .. } = desk.answer(explain) else { panic!("a finding is explained") };
        let mut blocks = panel.sections.iter().flat_map(|section| &section.blocks);
        assert!(blocks.any(|block| matches!(block, Block::Fix(fix) if !fix.edits.is_empty())), "{count}");
    }
}
