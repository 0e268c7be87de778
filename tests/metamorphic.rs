//! What must not matter, and what can only go one way: manifests are written otherwise, and the analysis tells the same;
//! a policy is added, and what it cannot do has not happened; a fix is applied, and its promise holds. The manifests are
//! the examples of all checks and the cases.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)] // What fails here fails the test.

mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use porthole::checks::ALL;
use porthole::exposure::{Environment, Reach, Verdict};
use porthole::finding::{Fix, Promise};
use porthole::manifest::ObjectId;
use porthole::source::Source;
use porthole::yaml::{self, Node, Value};
use porthole::{Analysis, analyze};
use told::told;

fn read(texts: &[&str]) -> Analysis {
    let source = |(at, text): (usize, &&str)| Source::new(format!("{at}.yaml"), *text);
    analyze(&texts.iter().enumerate().map(source).collect::<Vec<_>>(), &Environment::default())
}

/// All manifests, each with a name.
fn manifests() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for check in ALL {
        for (at, fence) in check.docs.split("```yaml ").skip(1).enumerate() {
            let text = fence.split_once('\n').unwrap().1.split("```").next().unwrap();
            all.push((format!("{} {at}", check.id), text.to_owned()));
        }
    }
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> =
        cases.read_dir().unwrap().flat_map(|room| room.unwrap().path().read_dir().unwrap()).collect();
    files.sort_by_key(|file| file.as_ref().unwrap().path());
    for path in
        files.into_iter().map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "yaml"))
    {
        all.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
    }
    assert!(all.len() > 250, "{} manifests are few", all.len());
    all
}

/// Those that are read without a word, and in which no object stands twice: of others not all is told.
fn plain() -> impl Iterator<Item = (String, String, Analysis)> {
    let read = |(name, text): (String, String)| {
        let analysis = read(&[&text]);
        let is_plain = analysis.problems.is_empty()
            && analysis.cluster.superseded().is_empty()
            && analysis.findings.iter().all(|finding| finding.check != "duplicate-key");
        is_plain.then_some((name, text, analysis))
    };
    manifests().into_iter().filter_map(read)
}

fn documents(text: &str) -> Vec<&str> {
    yaml::split(text).iter().map(|chunk| &text[chunk.offset..][..chunk.length]).collect()
}

/// A value as JSON, which has every string in quotes.
fn json(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => serde_json::Value::from(*value).to_string(),
        Value::String(text) => serde_json::Value::from(&**text).to_string(),
        Value::Sequence(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Mapping(entries) => {
            let entry =
                |entry: &yaml::Entry| format!("{}: {}", serde_json::Value::from(&*entry.key), json(&entry.value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

#[test]
fn the_order_of_documents_and_the_files_that_they_stand_in_do_not_matter() {
    for (name, text, analysis) in plain() {
        let mut turned = documents(&text);
        // Of two that ask for one node port the second is told.
        if analysis.findings.iter().any(|finding| finding.check == "node-port-conflict") {
            continue;
        }
        let (first, second) = turned.split_at(turned.len() / 2);
        assert_eq!(
            told(&analysis),
            told(&read(&[&first.join("\n---\n"), &second.join("\n---\n")])),
            "{name} in two files"
        );
        turned.reverse();
        assert_eq!(told(&analysis), told(&read(&[&turned.join("\n---\n")])), "{name} turned around");
        turned.rotate_left(1);
        assert_eq!(told(&analysis), told(&read(&[&turned.join("\n---\n")])), "{name} in another order");
    }
}

#[test]
fn json_with_all_strings_in_quotes_tells_the_same_as_yaml() {
    for (name, text, analysis) in plain() {
        let written: Vec<String> =
            documents(&text).into_iter().filter_map(|one| Some(json(&yaml::parse(one).root?))).collect();
        assert_eq!(told(&analysis), told(&read(&[&written.join("\n")])), "{name} as JSON: {written:?}");
        assert_eq!(
            told(&analysis),
            told(&read(&[&format!("---\n{}", written.join("\n---\n"))])),
            "{name} in YAML's braces"
        );
    }
}

#[test]
fn an_object_that_has_to_do_with_nothing_changes_nothing() {
    let unrelated = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: unrelated}\ndata: {app: web}\n";
    for (name, text, analysis) in plain() {
        assert_eq!(told(&analysis), told(&read(&[&text, unrelated])), "{name} with a ConfigMap behind it");
        assert_eq!(told(&analysis), told(&read(&[unrelated, &text])), "{name} with a ConfigMap before it");
    }
}

#[test]
fn other_names_of_namespaces_change_the_names_alone() {
    for (name, text, analysis) in plain() {
        let names: BTreeSet<&str> = analysis.cluster.objects().map(|(_, object)| object.namespace()).collect();
        // A name that is a word of the text too, or a stage of production, cannot be told from that.
        let others = ["", "default", "kube-system", "openshift-ingress", "openshift-ingress-operator"];
        let named = names.iter().filter(|one| !others.contains(one) && one.len() > 1);
        let [only] = named.copied().collect::<Vec<_>>()[..] else { continue };
        let uses = [": ", "/", "\"", "name: "].map(|before| text.matches(&format!("{before}{only}")).count());
        let (is_whole, new) = (format!("namespace: {only}"), format!("{only}z"));
        if uses[0] != text.matches(&*is_whole).count() || text.matches(only).count() != uses[0] {
            continue;
        }
        let renamed = text.replace(&is_whole, &format!("namespace: {new}"));
        let expected: BTreeSet<String> = told(&analysis).into_iter().map(|told| told.replace(only, &new)).collect();
        assert_eq!(expected, told(&read(&[&renamed])), "{name} with {new} for {only}");
    }
}

/// How open every workload is: surest and outermost first; what nothing reaches is missing.
fn openness(analysis: &Analysis) -> BTreeMap<ObjectId, (Verdict, Reach)> {
    analysis.exposure.widest().into_iter().map(|(id, (reach, verdict))| (id, (verdict, reach))).collect()
}

/// The manifests with a policy for all pods of each of their namespaces.
fn with_policies(text: &str, analysis: &Analysis, spec: &str) -> Analysis {
    let namespaces: BTreeSet<&str> = analysis.cluster.workloads().map(|(_, object)| object.namespace()).collect();
    let policy = |namespace: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: added, namespace: {namespace}}}\n\
             spec: {{podSelector: {{}}, {spec}}}\n"
        )
    };
    read(&[text, &namespaces.into_iter().map(policy).collect::<Vec<_>>().join("---\n")])
}

#[test]
fn a_policy_that_allows_closes_nothing_and_one_that_isolates_opens_nothing() {
    let (mut as_open, mut closed) = (0, 0);
    for (name, text, analysis) in plain() {
        let before = openness(&analysis);
        let allowing = with_policies(&text, &analysis, "policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}]");
        let isolating = with_policies(&text, &analysis, "policyTypes: [Ingress, Egress]");
        let (allowed, isolated) = (openness(&allowing), openness(&isolating));
        for (id, object) in analysis.cluster.workloads() {
            let title = || format!("{name}: {}", object.name());
            if let Some(open) = before.get(&id) {
                assert!(allowed.get(&id).is_some_and(|now| now <= open), "{} is less open: {open:?}", title());
                as_open += 1;
            }
            if let Some(now) = isolated.get(&id) {
                assert!(before.get(&id).is_some_and(|open| open <= now), "{} is opened to {now:?}", title());
            } else {
                closed += 1;
            }
        }
    }
    assert!(as_open > 100 && closed > 100, "{as_open} and {closed} are few");
}

/// The texts after a fix.
fn mended(analysis: &Analysis, fix: &Fix) -> String {
    let mut text = analysis.texts.sources().next().unwrap().text.to_string();
    let mut edits: Vec<_> = fix.edits.iter().map(|edit| (analysis.texts.locate(edit.place), &edit.text)).collect();
    edits.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    for (at, new) in edits {
        text.replace_range(at.start..at.end, new);
    }
    text
}

#[test]
fn a_fix_mends_its_finding_and_keeps_its_promise() {
    let mut mends = 0;
    for (name, _, analysis) in plain() {
        for finding in &analysis.mended() {
            for fix in finding.fixes.iter().filter(|fix| fix.promise != Promise::DisplayOnly) {
                let text = mended(&analysis, fix);
                let after = read(&[&text]);
                let said = format!("{name}: {}: {}\n{text}", finding.check, fix.title);
                assert!(after.problems.iter().all(|problem| !problem.refused), "{said}\n{:?}", after.problems);
                assert!(after.findings.iter().all(|one| one.message != finding.message), "{said}");
                if fix.promise == Promise::Safe {
                    assert_eq!(openness(&after).len(), openness(&analysis).len(), "{said}");
                }
                mends += 1;
            }
        }
    }
    assert!(mends > 200, "{mends} fixes are few");
}
