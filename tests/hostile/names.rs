//! Names that are no names: what is shown of them stays text, and shows what they are.

use porthole::Analysis;
use porthole::render::{self, Ink};
use porthole::yaml;

/// A Service and a Pod of a name, every letter of which is written as an escape where it is not one of the simplest.
fn named(name: &str) -> Analysis {
    let escaped = |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\U{:08x}", u32::from(c)) };
    let name = format!("\"{}\"", name.chars().map(escaped).collect::<String>());
    super::read(&format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{type: NodePort, selector: {{app: {name}}}, ports: [{{port: 80}}]}}
---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, labels: {{app: {name}}}}}\nspec: {{containers: [{{name: {name}}}]}}\n"
    ))
}

fn first_name(analysis: &Analysis) -> String {
    analysis.cluster.objects().next().unwrap().1.name().to_owned()
}

#[test]
fn every_control_character_is_a_name_or_refused() {
    for c in (0..=0x9f_u32).chain([0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff]).filter_map(char::from_u32) {
        let escaped = named(&format!("a{c}b"));
        assert!(escaped.problems.is_empty(), "{c:?} as an escape: {:?}", escaped.problems);
        let report = render::text(&escaped, Ink::Plain);
        assert!(report.chars().all(|c| c == '\n' || !c.is_control()), "{c:?} gets into the report");
        let raw = super::read(&format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"a{c}b\"\n"));
        let is_read = raw.cluster.objects().len() == 1;
        assert!(is_read || !raw.problems.is_empty(), "{c:?} itself is left out without a word");
        serde_json::from_str::<serde_json::Value>(&render::json(&raw, true)).unwrap();
    }
}

#[test]
fn marks_that_cannot_be_seen_are_shown() {
    for (mark, shown) in
        [('\u{202e}', "⟨U+202E⟩"), ('\u{2066}', "⟨U+2066⟩"), ('\u{200b}', "⟨U+200B⟩"), ('\u{ad}', "⟨U+00AD⟩")]
    {
        let analysis = named(&format!("web{mark}app"));
        assert_eq!(first_name(&analysis), format!("web{mark}app"), "the name itself stays");
        for report in [render::text(&analysis, Ink::Plain), render::markdown(&analysis)] {
            assert!(report.contains(&format!("web{shown}app")) && !report.contains(mark), "{mark:?}: {report}");
        }
    }
}

#[test]
fn a_name_stays_text() {
    let long = "n".repeat(10_000);
    for name in [
        "__proto__",
        "constructor",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "</script>",
        "`|*_[x](y)",
        &long,
    ] {
        let analysis = named(name);
        assert_eq!(first_name(&analysis), name);
        assert_eq!(analysis.cluster.services().next().unwrap().selects.len(), 1, "{name}");
        let markdown = render::markdown(&analysis);
        for line in markdown.lines() {
            let words: String = line.split('`').step_by(2).collect();
            assert!(!words.contains("<img") && !words.contains("](y") && !words.contains("</script"), "{line}");
        }
        let json: serde_json::Value = serde_json::from_str(&render::json(&analysis, true)).unwrap();
        assert_eq!(json["services"][0]["name"], name);
    }
}

#[test]
fn bytes_that_are_no_text_are_read_as_far_as_they_are() {
    let pod = |name: &[u8]| [b"apiVersion: v1\nkind: Pod\nmetadata: {name: \"", name, b"\"}\n"].concat();
    for bytes in [&b"\xff\xfe"[..], b"a\xc0\x80b", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"a\xe2\x82"] {
        let text = yaml::decode(&pod(bytes));
        let analysis = super::read(&text);
        assert!(analysis.cluster.objects().len() + analysis.problems.len() > 0, "{bytes:?}");
    }
    // Half a pair is what Go makes of it in JSON, and nothing in YAML.
    let json = super::read(r#"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a\ud800b"}}"#);
    assert_eq!(first_name(&json), "a\u{fffd}b");
    let yaml = super::read("apiVersion: v1\nkind: Pod\nmetadata: {name: \"a\\ud800b\"}\n");
    assert!(yaml.problems.iter().any(|problem| problem.refused));
}
