//! The command as a person runs it: files, folders and standard input in; reports and exit codes out.

#![allow(clippy::expect_used, clippy::indexing_slicing)] // A test may panic, and its helpers with it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use porthole::exposure::Assumption;
use serde_json::Value;

const SEED: &str = "\
apiVersion: v1
kind: Pod
metadata: { name: redis-rails }
spec:
  containers: [{ name: key-value, image: redis, ports: [{ containerPort: 6379 }] }]
---
apiVersion: v1
kind: Service
metadata:
  name: web-frontend
spec:
  type: LoadBalancer
  selector:
    app: rails
  ports: [{ name: http, port: 80, targetPort: 3000 }]
";

fn porthole(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_porthole"));
    command.args(arguments);
    command
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = porthole(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // A command that does not read its input closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A folder of its own for a test, with files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }
    folder
}

fn pod(name: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name} }}\n")
}

#[test]
fn standard_input_is_analysed_and_the_verdict_comes_first() {
    let output = run(&["-"], SEED);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let first = out(&output).lines().next().map(str::to_owned);
    assert_eq!(first.as_deref(), Some("`web-frontend` is open to the Internet, but it selects no pods."));
    assert!(!out(&output).contains('\u{1b}'), "no colours where no terminal is");
}

#[test]
fn every_format_answers() {
    for (format, begins) in [
        ("text", "`web-frontend` is open"),
        ("markdown", "**`web-frontend` is open"),
        ("json", "{\n  \"version\": 1,"),
        ("sarif", "{\n  \"$schema\""),
    ] {
        let output = run(&["--format", format, "-"], SEED);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", said(&output));
        assert!(out(&output).starts_with(begins), "{format}: {}", out(&output));
    }
    assert_eq!(out(&run(&["--format=json", "-"], SEED)), out(&run(&["--format", "json", "-"], SEED)));
}

#[test]
fn fail_on_is_met_by_a_finding_as_bad_or_worse() {
    const WORST_FIRST: [&str; 5] = ["critical", "high", "medium", "low", "note"];
    let report = json(&run(&["--format", "json", "-"], SEED));
    let found = report["findings"].as_array().expect("a list").iter().flat_map(|finding| finding["severity"].as_str());
    let worst = found.flat_map(|severity| WORST_FIRST.iter().position(|known| *known == severity)).min();
    assert_eq!(worst, Some(1), "a Service that selects no pods is of high severity");
    for (at, fail_on) in WORST_FIRST.iter().enumerate() {
        let output = run(&["--fail-on", fail_on, "-"], SEED);
        assert_eq!(output.status.code(), Some(i32::from(at >= 1)), "{fail_on}: {}", out(&output));
        assert!(out(&output).starts_with("`web-frontend`"), "the report is written all the same");
    }
}

#[test]
fn what_is_not_understood_is_said() {
    for (arguments, message) in [
        (&[][..], "Give at least one file"),
        (&["--format"], "--format needs a value"),
        (&["--format", "xml", "-"], "no format \"xml\""),
        (&["--fail-on=bad", "-"], "no severity \"bad\""),
        (&["--colour", "-"], "no option --colour"),
    ] {
        let output = run(arguments, SEED);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(message), "{arguments:?}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_and_version_are_said_on_standard_output() {
    let help = run(&["--help"], "");
    assert!(help.status.success() && out(&help).contains("Usage: porthole"));
    for assumption in Assumption::ANSWERABLE.map(Assumption::id) {
        assert!(out(&help).contains(assumption), "the help does not say {assumption}");
    }
    let version = run(&["--version"], "");
    assert_eq!(out(&version), format!("porthole {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn folders_are_read_in_lexical_order_with_their_folders() {
    let folder = folder(
        "folders",
        &[
            ("b.yml", &pod("second")),
            ("a.yaml", &pod("first")),
            ("c/d.json", r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"third"}}"#),
            ("notes.txt", &pod("unread")),
            (".git/e.yaml", &pod("hidden")),
        ],
    );
    let output = run(&["--format", "json", folder.to_str().expect("UTF-8")], "");
    let report = json(&output);
    let names: Vec<&str> =
        report["objects"].as_array().expect("a list").iter().flat_map(|o| o["name"].as_str()).collect();
    assert_eq!(names, ["first", "second", "third"]);
    assert!(report["objects"][2]["file"].as_str().expect("a name").ends_with("c/d.json"));
    assert_eq!(said(&output), "");
}

#[cfg(unix)]
#[test]
fn links_in_circles_are_said_and_the_rest_is_read() {
    let folder = folder("circles", &[("a.yaml", &pod("first")), ("deep/b.yaml", &pod("second"))]);
    std::os::unix::fs::symlink("..", folder.join("deep/up")).expect("a link");
    let output = run(&["--format", "json", folder.to_str().expect("UTF-8")], "");
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("deep/up cannot be read: it is a link to a folder"), "{}", said(&output));
    assert_eq!(json(&output)["objects"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_missing_file_is_said_and_the_others_are_analysed() {
    let folder = folder("missing", &[("a.yaml", &pod("first")), ("empty/notes.txt", "")]);
    let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let output = run(&[&path("none.yaml"), &path("a.yaml")], "");
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("none.yaml cannot be read: there is no such file."), "{}", said(&output));
    let output = run(&[&path("none.yaml"), &path("empty")], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("No .json, .yaml or .yml file was read from"), "{}", said(&output));
    assert!(said(&output).ends_with("porthole: Nothing could be read.\n"), "{}", said(&output));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let pods: String = (0..2000).map(|n| pod(&format!("pod-{n}")) + "---\n").collect();
    let folder = folder("pipe", &[("many.yaml", &pods)]);
    let mut command = porthole(&["--format", "json", folder.to_str().expect("UTF-8")]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), said(&output)), (Some(0), String::new()));
}

#[test]
fn the_corpus_is_answered_for() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("{} is not there: its files are not tried.", corpus.display());
        return;
    }
    let mut files = Vec::new();
    collect(&corpus, &mut files);
    assert!(files.len() > 100, "{} files", files.len());
    for file in files {
        let output = run(&["--format", "json", file.to_str().expect("UTF-8")], "");
        assert_eq!(output.status.code(), Some(0), "{}: {}", file.display(), said(&output));
        assert_eq!(json(&output)["version"], 1, "{}", file.display());
    }
    for format in ["text", "markdown", "sarif"] {
        let output = run(&["--format", format, corpus.to_str().expect("UTF-8")], "");
        assert_eq!(output.status.code(), Some(0), "{format}: {}", said(&output));
        assert!(out(&output).len() > 1000, "{format}");
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            files.push(path);
        }
    }
}

#[test]
fn what_is_assumed_decides_what_depends() {
    let manifest =
        SEED.replace("metadata: { name: redis-rails }", "metadata: { name: redis-rails, labels: { app: rails } }");
    let verdicts = |assumed: &[&str]| {
        let report = json(&run(&[&["--format", "json", "-"], assumed].concat(), &manifest));
        let reach = report["reach"].as_array().cloned().expect("a list");
        let by_node = |path: &&Value| path["hops"][1]["text"].as_str().is_some_and(|text| text.contains("node port"));
        let from_outside = reach.iter().filter(|path| path["from"] == "internet").find(by_node).cloned();
        from_outside.expect("a way by the node port")["verdict"].clone()
    };
    assert_eq!(verdicts(&[]), "depends");
    assert_eq!(verdicts(&["--assume", "public-nodes=yes"]), "open");
    assert_eq!(verdicts(&["--assume=public-nodes=no"]), "blocked");
    assert_eq!(verdicts(&["--assume", "provider=aws"]), "depends");
    for (wrong, why) in [
        ("public-nodes", "wants a name and an answer"),
        ("moon=yes", "Nothing can be assumed about"),
        ("provider=moon", "`provider` is aws, azure, gcp,"),
    ] {
        let output = run(&["--assume", wrong, "-"], SEED);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(why), "{}", said(&output));
    }
}

#[test]
fn connections_are_given_in_json_and_only_when_asked_for() {
    assert!(json(&run(&["--format", "json", "-"], SEED))["connections"].is_null());
    let report = json(&run(&["--format", "json", "--connections", "-"], SEED));
    assert_eq!(report["connections"].as_array().map(Vec::len), Some(4), "the pod with the Internet and the cluster");
    let output = run(&["--connections", "-"], SEED);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("needs --format json"), "{}", said(&output));
}

#[test]
fn two_sets_are_compared_and_what_opened_can_fail() {
    let mended =
        SEED.replace("metadata: { name: redis-rails }", "metadata: { name: redis-rails, labels: { app: rails } }");
    let folder = folder("compare", &[("before.yaml", SEED), ("after.yaml", &mended)]);
    let path = |name: &str| folder.join(name).display().to_string();
    let (before, after) = (path("before.yaml"), path("after.yaml"));

    let output = run(&["compare", "--fail-on-opened", &before, &after], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("The change opens "), "{}", out(&output));
    assert_eq!(run(&["compare", &before, &after], "").status.code(), Some(0));
    assert_eq!(run(&["compare", "--fail-on-opened", &after, &before], "").status.code(), Some(0), "it only closes");

    let report = json(&run(&["compare", "--format=json", &before, &after], ""));
    let keys = |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>());
    let names = ["came", "closed", "difference", "opened", "version", "went"];
    assert_eq!(keys(&report).expect("an object"), names);
    assert_eq!(keys(&report["opened"][0]).expect("a way"), ["after", "before", "text", "way"]);
    assert_eq!(report["opened"][0]["way"]["from"], "internet");
    assert_eq!(report["went"][0]["check"], "service-selects-no-pods");
    let markdown = out(&run(&["compare", "--format", "markdown", &before, &after], ""));
    assert!(markdown.contains("\n## What opens\n\n- Anyone on the Internet can now connect"), "{markdown}");

    for (wrong, why) in [
        (vec!["compare", before.as_str()], "wants two paths"),
        (vec!["compare", "--format", "sarif", &before, &after], "no SARIF"),
        (vec!["compare", &before, "no-such-file.yaml"], "Nothing could be read from no-such-file.yaml"),
        (vec!["--fail-on-opened", before.as_str()], "no option --fail-on-opened"),
    ] {
        let output = run(&wrong, "");
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(said(&output).contains(why), "{}", said(&output));
    }
}
