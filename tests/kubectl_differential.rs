//! Generated manifests, read by Porthole and by the kubectl that is at hand.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::yaml::{Node, Value};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value as Json, json};

/// How many manifests are compared; kubectl reads about a thousand in a second.
const CASES: usize = 1_000;

/// Lines as they stand under `data:`, well and badly indented.
fn lines() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(vec![
        "b",
        "'c d'",
        "\"e\\tf\"",
        "1",
        "010",
        "0x1F",
        "1_000",
        "1.50",
        ".5",
        "1e3",
        "-0",
        "yes",
        "n",
        "~",
        "",
        "{g: h}",
        "[i, 1, {j: k}]",
        "|",
        ">-",
        "|+",
        "&x l",
        "*x",
        "!!str 1",
        "!!int \"2\"",
        "!m n",
        "# o",
        "p # q",
        "r#s",
        "t: u",
        "{v}",
        "{w: }",
        "{x:1}",
        "[",
        "}",
        "'y",
        "\"z",
        "2001-01-01",
        "12:30",
        "<<",
        "=",
        "@a",
        "`b",
        "%c",
        "- d",
        "\te",
        "f\tg",
        "h \t# i",
        "{\tj: k}",
        "0o17",
        "0b11",
        "08",
        "1__0",
        "+1",
        "1.e1",
        ".e1",
        "1e400",
        "\"\\/\"",
        "\"\\x41\"",
        "&y {l: m}",
        "&z [n]",
        "*y",
        "!!binary aGk=",
        "!!null x",
        "!!float 3",
        "!!bool no",
        "? o",
        ", p",
        "&q",
        "!!str",
        "-",
        "-x",
        "''",
        "\"\"",
        "'it''s'",
        "18446744073709551615",
        "1:",
        ":r",
        "a: ",
        "{s: t, s: u}",
        "[v,]",
        "[,]",
        "{,}",
        "{? w : x}",
    ]);
    let key = prop::sample::select(vec![
        "a: ",
        "b: ",
        "c: ",
        "'d': ",
        "\"e\": ",
        "1: ",
        "1.50: ",
        "yes: ",
        "<<: ",
        "- ",
        "- f: ",
        "- - ",
        "? ",
        ": ",
        "",
        "g:",
        "h :",
        "~: ",
        "{i: j}: ",
        "[k]: ",
        "&l m: ",
        "*x : ",
        "-",
        "a:\t",
        "-\t",
        "010: ",
        "!!str n: ",
        "o p: ",
        "- ? ",
        "# q ",
    ]);
    // A block scalar may begin in the first column for kubectl, where nobody writes one.
    let line = (0_usize..4, key, scalar).prop_map(|(indent, key, scalar)| {
        let indent = if key.is_empty() { 2 } else { [2, 2, 4, 0][indent] };
        format!(
            "{}{key}{scalar}
",
            " ".repeat(indent)
        )
    });
    let blank =
        prop::sample::select(vec!["\n", "  \n", "\t\n", "  \t\n", "# r\n", "\t# s\n", "    t\n", "      u\n", "...\n"]);
    let line = prop_oneof![8 => line, 1 => blank.prop_map(str::to_owned)];
    (prop::collection::vec(line, 1..5), any::<bool>()).prop_map(|(lines, newline)| {
        let text = lines.concat();
        if newline { text } else { text.trim_end_matches('\n').to_owned() }
    })
}

#[test]
fn generated_manifests_are_read_as_kubectl_reads_them() {
    if Command::new("kubectl").args(["version", "--client"]).output().is_err() {
        eprintln!("kubectl is absent, so no generated manifest was compared with what it reads.");
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("differential");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut texts = Vec::new();
    for case in 0..CASES {
        let lines = lines().new_tree(&mut runner).unwrap().current();
        let text = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: case-{case}}}\ndata:\n{lines}");
        fs::write(folder.join(format!("{case}.yaml")), &text).unwrap();
        texts.push(text);
    }
    let kubectl = kubectl(&folder);
    let mut wrong = Vec::new();
    for (case, text) in texts.iter().enumerate() {
        let analysis = analyze(&[Source::new("case.yaml", text.as_str())], &Environment::default());
        let refused: Vec<_> = analysis.problems.iter().filter(|problem| problem.refused).collect();
        let own = analysis.cluster.objects().next().map(|(_, object)| {
            object.tree(&analysis.texts).and_then(|tree| tree.get("data").map(to_json)).unwrap_or_default()
        });
        let own = own.filter(|_| refused.is_empty());
        let theirs = kubectl.get(&format!("case-{case}"));
        if own.as_ref() != theirs {
            let said = refused.first().map(|problem| &problem.message);
            let data = text.split_once("data:\n").unwrap().1;
            wrong.push(format!("{data:?}\n  own {own:?} {said:?}\n  kubectl {theirs:?}"));
        }
    }
    eprintln!("{CASES} generated manifests, {} accepted by kubectl, {} read otherwise.", kubectl.len(), wrong.len());
    assert!(kubectl.len() > CASES / 10 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The `data` of every object that kubectl reads in a folder, by name.
fn kubectl(folder: &std::path::Path) -> BTreeMap<String, Json> {
    let mut command = Command::new("kubectl");
    command.env("KUBECONFIG", "/dev/null").args(["label", "--local", "zz=zz", "-o", "json", "-f"]).arg(folder);
    let output = command.output().unwrap().stdout;
    let objects = serde_json::Deserializer::from_slice(&output).into_iter::<Json>();
    let named = |object: Json| Some((object["metadata"]["name"].as_str()?.to_owned(), object["data"].clone()));
    objects.filter_map(|object| named(object.unwrap())).collect()
}

fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) if *value > 1e18 => json!(1.844_674_407_370_955_2e19),
        Value::Float(value) => json!(value),
        Value::String(value) => json!(&**value),
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|entry| (entry.key.to_string(), to_json(&entry.value))).collect())
        }
    }
}
