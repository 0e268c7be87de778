//! What holds for any set of manifests: places lie inside the text, the order of documents and
//! unrelated objects change nothing, and the same text gives the same result.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

mod told;

use std::collections::BTreeSet;

use porthole::exposure::Environment;
use porthole::source::{Place, Source};
use porthole::view::{Mark, Orientation, desk};
use porthole::{Analysis, analyze, render};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};
use told::told;

fn read(text: &str) -> Analysis {
    analyze(&[Source::new("any.yaml", text)], &Environment::default())
}

/// A few labels, so that many of them match.
fn labels() -> impl Strategy<Value = String> {
    let pair = (select(vec!["app", "tier", "ap"]), select(vec!["web", "wbe", "db", "yes"]));
    prop::collection::btree_map(pair.0, pair.1, 0..3).prop_map(|pairs| {
        let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{{{}}}", pairs.join(", "))
    })
}

fn service() -> impl Strategy<Value = String> {
    let types = select(vec!["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]);
    let targets = select(vec!["80", "http", "'80'", "0", "admin"]);
    (types, labels(), targets, select(vec!["TCP", "UDP"])).prop_map(|(type_, labels, target, protocol)| {
        let port = format!("{{port: 80, targetPort: {target}, protocol: {protocol}}}");
        format!("kind: Service\nspec: {{type: {type_}, selector: {labels}, ports: [{port}]}}\n")
    })
}

fn pod_spec() -> impl Strategy<Value = String> {
    let ports = select(vec![
        "",
        "{containerPort: 80}",
        "{name: http, containerPort: 80}",
        "{name: http, containerPort: 8080, hostPort: 80}",
    ]);
    (ports, any::<bool>()).prop_map(|(ports, host_network)| {
        format!("{{hostNetwork: {host_network}, containers: [{{name: main, image: nginx, ports: [{ports}]}}]}}")
    })
}

fn workload() -> impl Strategy<Value = String> {
    let kinds = select(vec!["Deployment", "StatefulSet", "DaemonSet", "Pod", "Pod"]);
    (kinds, labels(), pod_spec(), 0..3_u8).prop_map(|(kind, labels, spec, replicas)| match kind {
        "Pod" => format!("kind: Pod\nmetadata: {{labels: {labels}}}\nspec: {spec}\n"),
        _ => format!(
            "kind: {kind}\nspec: {{replicas: {replicas}, selector: {{matchLabels: {labels}}}, template: {{metadata: \
             {{labels: {labels}}}, spec: {spec}}}}}\n"
        ),
    })
}

fn policy() -> impl Strategy<Value = String> {
    labels().prop_map(|labels| format!("kind: NetworkPolicy\nspec: {{podSelector: {{matchLabels: {labels}}}}}\n"))
}

/// Documents, each with a name of its own.
fn documents() -> impl Strategy<Value = Vec<String>> {
    let document = prop_oneof![3 => service(), 3 => workload(), 1 => policy()];
    let namespaced = (document, select(vec!["a", "b"]));
    prop::collection::vec(namespaced, 1..8).prop_map(|documents| {
        let named = |(number, (document, namespace)): (usize, (String, &str))| {
            let version = match document.split(['\n', ' ']).nth(1).unwrap() {
                "Service" | "Pod" => "v1",
                "NetworkPolicy" => "networking.k8s.io/v1",
                _ => "apps/v1",
            };
            let own = format!("name: n{number}, namespace: {namespace}");
            let document = match document.contains("\nmetadata: {") {
                true => document.replacen("\nmetadata: {", &format!("\nmetadata: {{{own}, "), 1),
                false => format!("metadata: {{{own}}}\n{document}"),
            };
            format!("apiVersion: {version}\n{document}")
        };
        documents.into_iter().enumerate().map(named).collect()
    })
}

fn places(analysis: &Analysis) -> Vec<Place> {
    let mended = analysis.mended();
    let findings = mended.iter().flat_map(|finding| {
        let highlights = finding.highlights.iter().map(|highlight| highlight.place);
        let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.place));
        highlights.chain(edits).chain([finding.place]).collect::<Vec<_>>()
    });
    let hops = analysis.exposure.paths().flat_map(|path| &path.hops).flat_map(|hop| hop.places.clone());
    let chains = porthole::chain::chains(analysis);
    let links = chains.iter().flat_map(|chain| chain.links.iter().flat_map(|link| link.places.clone()));
    findings
        .chain(hops)
        .chain(links.collect::<Vec<_>>())
        .chain(analysis.problems.iter().map(|problem| problem.place))
        .collect()
}

fn places_lie_inside(text: &str) {
    let analysis = read(text);
    for place in places(&analysis) {
        let document = analysis.texts.document(place.document);
        let range = place.span.start as usize..place.span.end as usize;
        assert!(document.get(range).is_some(), "{place:?} lies outside of its document in {text:?}");
    }
    let units = text.encode_utf16().count();
    let view = desk::view(&analysis, Orientation::Across, 800.0);
    let anchors = view.anchors().map(|(_, range, _)| (range.start, range.end));
    let mark = |mark: &Mark| (mark.from, mark.to);
    let marks = view.findings.iter().map(|row| mark(&row.mark)).chain(view.problems.iter().map(|row| mark(&row.mark)));
    for (from, to) in anchors.chain(marks) {
        assert!(from <= to && to <= units, "{from}..{to} lies outside of {text:?}");
    }
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() })]

    #[test]
    fn places_lie_inside_of_any_text(text in "\\PC{0,200}") {
        places_lie_inside(&text);
    }

    #[test]
    fn places_lie_inside_of_manifests_that_are_cut_and_broken(
        documents in documents(), cut in any::<prop::sample::Index>(), junk in select(vec!["", "é: 𝄞\n", "\t", "{", "\r\n---\r\n", "- x\n"]),
    ) {
        let text = documents.join("---\n");
        let (before, after) = text.split_at(cut.index(text.len()));
        places_lie_inside(&format!("{before}{junk}{after}"));
    }

    #[test]
    fn the_order_of_documents_does_not_matter(documents in documents(), turn in any::<prop::sample::Index>()) {
        let mut turned = documents.clone();
        turned.rotate_left(turn.index(documents.len()));
        turned.reverse();
        prop_assert_eq!(told(&read(&documents.join("---\n"))), told(&read(&turned.join("---\n"))));
    }

    #[test]
    fn what_stands_in_another_namespace_does_not_matter(documents in documents()) {
        // Where there is no workload at all a check is less sure, so there is always one.
        let alone = "apiVersion: v1\nkind: Pod\nmetadata: {name: y, namespace: alone}\nspec: {containers: [{name: main}]}\n";
        let text = format!("{alone}---\n{}", documents.join("---\n"));
        let other = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: other, labels: {other: pod}}\n\
                     spec: {containers: [{name: main, ports: [{containerPort: 80}]}]}\n";
        let told_alone = told(&read(&text));
        let told_beside: BTreeSet<String> = told(&read(&format!("{text}{other}")));
        let added: Vec<&String> = told_beside.difference(&told_alone).collect();
        prop_assert!(told_alone.is_subset(&told_beside), "{:?}", told_alone.difference(&told_beside));
        prop_assert!(added.iter().all(|added| added.contains(r#""namespace":"other""#)), "{:?}", added);
    }

    #[test]
    fn the_same_text_gives_the_same_report(documents in documents()) {
        let text = documents.join("---\n");
        prop_assert_eq!(render::json(&read(&text), true), render::json(&read(&text), true));
    }
}
