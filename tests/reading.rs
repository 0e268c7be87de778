//! Any text is read: without panic, in bounded time, with spans inside the text, and, where kubectl
//! is at hand, as kubectl reads it.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // What fails here fails the test.

use std::time::{Duration, Instant};

use porthole::exposure::Environment;
use porthole::source::{Source, Span};
use porthole::yaml::{self, Node, Value};
use porthole::{Analysis, analyze};
use proptest::prelude::*;
use proptest::test_runner::Config;
use proptest::test_runner::RngSeed;

fn read(text: &str) -> Analysis {
    analyze(&[Source::new("any.yaml", text)], &Environment::default())
}

/// Pieces that manifests are made of, and that break them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b: ",
        ": ",
        "- ",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "kind: Service\n",
        "apiVersion: v1\n",
        "spec:\n",
        "metadata:\n  labels:\n",
        "  x: y\n",
        "items:\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        "\"",
        "#",
        " #",
        "&a ",
        "*a",
        "<<: *a\n",
        "|\n",
        ">-\n",
        "\t",
        "\r\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "!!str ",
        "!x ",
        "? ",
        "\\",
        "\\/",
        "ü",
        "𝄞",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "\u{1}",
        "~",
        "null",
        "yes",
        "010",
        "1.50",
        ".inf",
        "{{ .x }}",
        "{}",
        "{\"a\":1}",
        "\0",
        "@",
        "`",
        "%",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn spans(node: &Node, found: &mut Vec<Span>) {
    found.push(node.span);
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| spans(item, found)),
        Value::Mapping(entries) => {
            for entry in entries.iter() {
                found.push(entry.key_span);
                spans(&entry.value, found);
            }
        }
        _ => {}
    }
}

fn check_spans(text: &str) {
    for chunk in yaml::split(text) {
        let document = &text[chunk.offset..chunk.offset + chunk.length];
        let parsed = yaml::parse(document);
        let mut found: Vec<Span> = parsed.problems.iter().chain(&chunk.problem).map(|problem| problem.span).collect();
        if let Some(root) = &parsed.root {
            spans(root, &mut found);
        }
        for span in found {
            assert!(document.get(span.start as usize..span.end as usize).is_some(), "{span:?} of {document:?}");
        }
    }
    let analysis = read(text);
    for problem in &analysis.problems {
        let location = analysis.texts.locate(problem.place);
        assert!(text.get(location.start..location.end).is_some(), "{problem:?} of {text:?}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 4_000, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() })]

    #[test]
    fn any_text_is_read_with_spans_inside_of_it(text in pieces(), other in any::<String>()) {
        check_spans(&text);
        check_spans(&other);
        yaml::decode(other.as_bytes());
    }
}

/// Texts that are small but ask for much.
#[test]
fn hostile_texts_are_read_in_bounded_time() {
    let merges = {
        let keys: String = (0..1_000).map(|key| format!("  k{key}: v\n")).collect();
        format!("a: &a\n{keys}b:\n{}", "- <<: *a\n".repeat(20_000))
    };
    let aliases = {
        let levels = (1..40).map(|level| format!("a{level}: &a{level} [{}]\n", format!("*a{},", level - 1).repeat(9)));
        format!("a0: &a0 [x]\n{}", levels.collect::<String>())
    };
    let nested_anchors =
        (0..150).fold("x".to_owned(), |inner, level| format!("{{k: &a{level} {inner}, l: *a{level}}}"));
    let stairs: String = (0..3_000).map(|level| format!("{}k:\n", " ".repeat(level))).collect();
    for (name, text) in [
        ("brackets", "[".repeat(100_000)),
        ("braces", "{a: ".repeat(100_000)),
        ("JSON", "{\"a\":".repeat(20_000)),
        ("JSON that is closed", format!("{}1{}", "{\"a\":".repeat(20_000), "}".repeat(20_000))),
        ("dashes", "- ".repeat(20_000)),
        ("stairs", stairs),
        ("aliases of aliases", aliases),
        ("anchors inside anchors", nested_anchors),
        ("merges of a large map", merges),
        ("the same key", "k: v\n".repeat(50_000)),
        ("many keys", (0..50_000).map(|key| format!("k{key}: v\n")).collect()),
        ("many documents", "a: b\n---\n".repeat(20_000)),
        ("many lists of nothing", format!("kind: List\nitems:\n{}", "- {}\n".repeat(100_000))),
        ("one long word", "a".repeat(2_000_000)),
        ("one open quote", format!("k: '{}", "a\n".repeat(500_000))),
        ("tabs", format!("k: [\n{}]", "\tx,\n".repeat(20_000))),
        ("question marks", "? ".repeat(20_000)),
        ("anchors", (0..20_000).map(|key| format!("- &a{key} x\n")).collect()),
    ] {
        let start = Instant::now();
        let analysis = read(&text);
        let took = start.elapsed();
        eprintln!("{name}: {took:.2?}, {} problems", analysis.problems.len());
        drop(analysis);
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    }
}
