use super::*;

/// A tree in a short form of its own, strings in quotes.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::String(value) => format!("{value:?}"),
        Value::Sequence(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|entry| format!("{}={}", entry.key, show(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
    }
}

fn read(text: &str) -> (Option<String>, Vec<String>) {
    let parsed = parse(text);
    (parsed.root.as_ref().map(show), parsed.problems.into_iter().map(|problem| problem.message).collect())
}

fn accepted(cases: &[(&str, &str, &str)]) {
    for (text, tree, reason) in cases {
        assert_eq!(read(text), (Some((*tree).to_owned()), Vec::new()), "{reason}");
    }
}

fn refused(cases: &[(&str, &str, &str)]) {
    for (text, message, reason) in cases {
        assert_eq!(read(text), (None, vec![(*message).to_owned()]), "{reason}");
    }
}

#[test]
fn keys_resolve_as_values_do() {
    accepted(&[
        ("{y: 1, n: 2}", "{true=1 false=2}", "single letters are true and false"),
        ("{on: 1}", "{true=1}", "so are words"),
        ("{\"on\": 1}", "{on=1}", "but not in quotes"),
        ("{010: 1, 0x10: 2}", "{8=1 16=2}", "numbers in other bases are written in ours"),
        ("{1.10: a, 1e3: b}", "{1.1=\"a\" 1000=\"b\"}", "and floats without what they do not need"),
        ("{x:1}", "{x:1=null}", "without a space behind it a colon is part of the key"),
        ("{\"x\":1}", "{x=1}", "behind quotes it needs none"),
    ]);
    refused(&[
        ("~: a", "This key is empty.", "null is no key"),
        ("? [a]\n: b", "This key is a list or a map; Kubernetes has only texts as keys.", "nor is a list"),
    ]);
}

#[test]
fn merges_apply_where_they_stand() {
    accepted(&[
        ("<<: {a: 2, b: 3}\na: 1", "{b=3 a=1}", "what comes after replaces"),
        ("<<: [{a: 1}, {a: 2, c: 3}]", "{c=3 a=1}", "of several maps the first wins"),
        ("x: &x {a: 1}\nz: {<<: *x}", "{x={a=1} z={a=1}}", "an alias of a map may be merged"),
        ("\"<<\": {a: 1}", "{<<={a=1}}", "in quotes it is a key like others"),
        ("a: <<", "{a=\"<<\"}", "as a value it is text"),
    ]);
    refused(&[
        ("<<: 3", "The merge key `<<` needs a map, or a list of maps.", "a number cannot be merged"),
        ("<<: [1]", "The merge key `<<` needs a map, or a list of maps.", "nor can a list of numbers"),
        ("x: &x [{a: 1}]\n<<: *x", "The merge key `<<` needs a map, or a list of maps.", "nor an alias of a list"),
    ]);
}

#[test]
fn a_merge_replaces_what_stands_before_it_and_says_so() {
    let message = "The merge `<<` further down replaces `a`: for kubectl what comes last counts.";
    let (tree, said) = read("a: 1\n<<: {a: 2, b: 3}");
    assert_eq!((tree.as_deref(), said), (Some("{a=2 b=3}"), vec![message.to_owned()]));
}

#[test]
fn aliases_share_and_stay_inside_their_document() {
    accepted(&[
        ("a: &x 1\nb: *x", "{a=1 b=1}", "an alias stands for its anchor's value"),
        ("a: &x 1\nb: &x 2\nc: *x", "{a=1 b=2 c=2}", "the last anchor of a name counts"),
        ("a: &x\nb: *x", "{a=null b=null}", "even for nothing"),
    ]);
    refused(&[
        ("b: *x\na: &x 1", "This alias names an anchor that does not come before it.", "an anchor comes first"),
        ("a: &x {b: *x}", "This alias stands inside the value that it names.", "a value cannot hold itself"),
    ]);
    let root = parse("a: &x [1]\nb: *x").root.unwrap();
    let (Value::Sequence(a), Value::Sequence(b)) = (&root.get("a").unwrap().value, &root.get("b").unwrap().value)
    else {
        panic!("both are lists");
    };
    assert!(std::rc::Rc::ptr_eq(a, b), "an alias copies nothing");
}

#[test]
fn what_grows_through_aliases_is_bounded() {
    let doubled = (1..30).map(|at| format!("- &a{at} [*a{}, *a{}]\n", at - 1, at - 1)).collect::<String>();
    let high = (1..2_000).map(|at| format!("- &a{at} [*a{}]\n", at - 1)).collect::<String>();
    let keys = (0..1_000).map(|key| format!("k{key}: v, ")).collect::<String>();
    for (text, message) in [
        (format!("- &a0 x\n{doubled}"), "The aliases of this document make it too large to read."),
        (format!("- &a0 x\n{high}"), "The aliases of this document make it too large to read."),
        (
            format!("- &a {{{keys}}}\n{}", "- <<: *a\n".repeat(200)),
            "The aliases of this document make it too large to read.",
        ),
        ("[".repeat(5_000), "This document is nested too deeply."),
    ] {
        assert_eq!(read(&text), (None, vec![message.to_owned()]));
    }
}

#[test]
fn the_last_of_equal_keys_counts_and_all_are_reported() {
    for (text, tree, problem) in [
        ("a: 1\na: 2\n", "{a=2}", "The key `a` is written again 1 line further down; the last value counts."),
        ("{a: 1, a: 2}", "{a=2}", "The key `a` is written twice on this line; the last value counts."),
        ("{\"a\": 1, \"a\": 2}", "{a=2}", "The key `a` is written twice on this line; the last value counts."),
        ("1: a\n\"1\": b\n", "{1=\"b\"}", "The key `1` is written again 1 line further down; the last value counts."),
    ] {
        assert_eq!(read(text), (Some(tree.to_owned()), vec![problem.to_owned()]), "{text}");
    }
    assert_eq!(parse(&"a: b\n".repeat(1_000)).problems.len(), 100, "what is said is bounded");
}

#[test]
fn tabs_are_refused_where_they_indent() {
    let tab = "This line is indented with a tab; YAML allows only spaces there.";
    refused(&[
        ("a: 1\n\tb: 2\n", tab, "before a key"),
        ("a:\n  -\tx\n", tab, "behind a dash"),
        ("a:\n\t\nb: 1\n", tab, "alone on a line"),
        ("a: |\n\tb\n", tab, "in a block scalar"),
        ("a: |\n  \tb\n", tab, "where its first line says how far it is indented"),
        ("a: b\n\tc\n", tab, "before a text that goes on"),
    ]);
    accepted(&[
        ("a:\tb\n", "{a=\"b\"}", "behind a colon"),
        ("a: b\t# c\n", "{a=\"b\"}", "before a comment"),
        ("a: |\n  b\n  \tc\n", "{a=\"b\\n\\tc\\n\"}", "behind the spaces of a block scalar"),
        ("{\n\t\"a\": 1\n}", "{a=1}", "in JSON"),
    ]);
}

#[test]
fn spans_hold_the_text_of_their_values() {
    for (text, spans, reason) in [
        ("a: &x 'b'  # c\n", &["'b'"][..], "quotes belong to a text, anchors and comments do not"),
        ("a:\n  b: c\n\n\nd: e\n", &["b: c", "e"], "blank lines behind a map are left out"),
        ("a:\n- b\n- c\nd: e\n", &["- b\n- c", "e"], "a list begins with its dash"),
        ("a:\n  - b:\n\nd: *", &[], "what is broken has none"),
        ("a: [b,\n  c] # d\n", &["[b,\n  c]"], "brackets belong to a list"),
        ("a:\nb: # c\n", &["", ""], "nothing has an empty span"),
        ("a: &x {k: v}\nb: *x\n", &["{k: v}", "{k: v}"], "an alias has the span of its anchor's value"),
    ] {
        let root = parse(text).root;
        let entries = match root.as_ref().map(|root| &root.value) {
            Some(Value::Mapping(entries)) => entries.to_vec(),
            _ => Vec::new(),
        };
        let found: Vec<&str> =
            entries.iter().map(|entry| &text[entry.value.span.start as usize..entry.value.span.end as usize]).collect();
        assert_eq!(found, spans, "{reason}");
    }
    let root = parse("ä:\nb: # c\n").root.unwrap();
    assert_eq!(root.get("b").unwrap().span.start, 6, "nothing stands behind its colon");
}

#[test]
fn control_characters_and_odd_blanks() {
    refused(&[(
        "a: \"\u{1}\"\n",
        "A character stands here that YAML does not allow.",
        "control characters are no text",
    )]);
    accepted(&[
        ("a: b\u{a0}\n", "{a=\"b\\u{a0}\"}", "a no-break space is no blank"),
        ("a: b\u{fffd}\n", "{a=\"b\u{fffd}\"}", "what replaces broken bytes is text"),
        ("a: b\u{feff}\n", "{a=\"b\\u{feff}\"}", "and so is a byte order mark inside"),
    ]);
}
