use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value as Json, json};

use super::*;

fn tree(text: &str) -> Node {
    let parsed = parse(text);
    parsed.root.unwrap_or_else(|| panic!("{text:?}: {:?}", parsed.problems))
}

fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) => json!(value),
        Value::String(value) => json!(&**value),
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|entry| (entry.key.to_string(), to_json(&entry.value))).collect())
        }
    }
}

fn edited(text: &str, edit: Option<TextEdit>) -> String {
    edit.map_or_else(|| "no edit".to_owned(), |edit| apply(text, &[edit]))
}

const LABEL: &[(&str, Insert)] = &[("app", Insert::Text("web"))];
const LABELS: &[(&str, Insert)] = &[("labels", Insert::Map(LABEL))];

#[test]
fn values_are_replaced_where_they_stand() {
    for (text, value, after, reason) in [
        ("k: v # why\n", "w", "k: w # why\n", "a comment stays"),
        ("k: 'v'\n", "w", "k: w\n", "quotes go when they are not needed"),
        ("k: v\n", "yes", "k: \"yes\"\n", "quotes come when they are needed"),
        ("k:\n", "w", "k: w\n", "nothing becomes something"),
        ("k: # why\nl: m\n", "w", "k: w # why\nl: m\n", "also before a comment"),
        ("k: ~\n", "w", "k: w\n", "null becomes something"),
        ("k: !!int 5\n", "w", "k: w\n", "the tag would not fit any more"),
        ("k: |\n  v\n\nl: m\n", "w", "k: w\n\nl: m\n", "a block scalar goes with its header"),
        ("k: >-  # |\n\n   v\n   v\nl: m\n", "w", "k: w\nl: m\n", "and with whatever stands beside that"),
        ("{\"k\": 1}", "w", "{\"k\": \"w\"}", "JSON stays JSON"),
        ("k: &a v\n", "w", "k: &a w\n", "an anchor that nobody uses may stay"),
        ("k: &a v\nl: *a\n", "w", "no edit", "the alias would change too"),
        ("k: {a: b}\n", "w", "no edit", "a map is no value to replace"),
    ] {
        let root = tree(text);
        let node = root.get("k").unwrap();
        assert_eq!(edited(text, replace_value(text, node, value)), after, "{reason}");
    }
}

#[test]
fn entries_are_added_in_the_manner_of_the_others() {
    for (text, after, reason) in [
        ("k:\n  a: b\nl: m\n", "k:\n  a: b\n  app: web\nl: m\n", "at the end of the map"),
        ("k:\n    a: b # why\n\n# next\nl: m\n", "k:\n    a: b # why\n    app: web\n\n# next\nl: m\n", "comments stay"),
        ("k:\r\n  a: b\r\nl: m\r\n", "k:\r\n  a: b\r\n  app: web\r\nl: m\r\n", "line breaks are kept"),
        ("k:\n  a: b", "k:\n  a: b\n  app: web", "the last line needs no end"),
        ("k:\n  a:\n  - b\n", "k:\n  a:\n  - b\n  app: web\n", "a list at its key's indentation is no hindrance"),
        (
            "k:\n  a: |+\n    b\n\nl: m\n",
            "k:\n  a: |+\n    b\n\n  app: web\nl: m\n",
            "blank lines may belong to a text",
        ),
        ("k:\n  a: |\n    b", "k:\n  a: |\n    b\n  app: web", "a text ends with a line break even at the end"),
        ("k:\n  a: &x b\n  c: *x\n", "k:\n  a: &x b\n  c: *x\n  app: web\n", "behind an alias"),
        ("k: {a: b}\n", "k: {a: b, app: web}\n", "in braces"),
        ("k: { a: b } # why\n", "k: { a: b, app: web } # why\n", "in braces with room"),
        ("k: {}\n", "k: {app: web}\n", "in empty braces"),
        ("k: {a: b,}\n", "k: {a: b, app: web}\n", "behind a comma that is there already"),
        ("k: {\n  a: b # why\n}\n", "no edit", "it would become part of the comment"),
        ("{\"k\": {\n    \"a\": \"b\"\n}}", "{\"k\": {\n    \"a\": \"b\",\n    \"app\": \"web\"\n}}", "JSON on lines"),
        ("k:\nl: m\n", "k:\n  app: web\nl: m\n", "where nothing stands yet"),
        ("- x\n- k: # why\n  l: m\n", "- x\n- k: # why\n    app: web\n  l: m\n", "in a list too"),
        ("k: ~\n", "k: {app: web}\n", "where null is written"),
        ("k: &x\n  a: b\nl: *x\n", "no edit", "the alias would change too"),
        ("k: &x {a: b}\nl:\n  <<: *x\n", "no edit", "the merging map would change too"),
        ("k:\n  app: b\n", "no edit", "the key is there already"),
        ("k: v\n", "no edit", "a text takes no entries"),
    ] {
        let root = tree(text);
        let root = match &root.value {
            Value::Sequence(items) => items[1].clone(),
            _ => root,
        };
        assert_eq!(edited(text, insert_entries(text, root.get("k").unwrap(), LABEL)), after, "{reason}");
    }
}

#[test]
fn entries_are_added_behind_a_key() {
    for (text, after, reason) in [
        ("name: a # why\nb: c\n", "name: a # why\nlabels:\n  app: web\nb: c\n", "lines below"),
        ("- name: a\n  b: c\n", "- name: a\n  labels:\n    app: web\n  b: c\n", "as far in as the key itself"),
        ("{name: a, b: c}", "{name: a, \"labels\": {\"app\": \"web\"}, b: c}", "what begins with a brace may be JSON"),
        ("[{name: a, b: c}]", "[{name: a, labels: {app: web}, b: c}]", "in braces"),
        ("b: &x c\nname: *x\n", "no edit", "where an alias' text ends is not known"),
    ] {
        let root = tree(text);
        let root = match &root.value {
            Value::Sequence(items) => items[0].clone(),
            _ => root,
        };
        assert_eq!(edited(text, insert_after(text, &root, "name", LABELS)), after, "{reason}");
    }
}

#[test]
fn entries_are_renamed_and_removed() {
    for (text, renamed, removed, reason) in [
        ("k: v # why\nl: m\n", "z: v # why\nl: m\n", "l: m\n", "the first"),
        ("j: i\nk: v # why\nl: m\n", "j: i\nz: v # why\nl: m\n", "j: i\nl: m\n", "one between others"),
        ("j: i\nk:\n- v\n- w", "j: i\nz:\n- v\n- w", "j: i\n", "the last"),
        ("k: v\n", "z: v\n", "{}\n", "the only one"),
        ("[{k: v, l: m}]", "no edit", "no edit", "a list has no keys"),
        ("{j: i, k: v}", "{j: i, \"z\": v}", "{j: i}", "the last in braces"),
        ("{k: v, j: i}", "{\"z\": v, j: i}", "{j: i}", "the first in braces"),
        ("k: u\nk: v\n", "no edit", "no edit", "the earlier one would count again"),
        ("a: &x {k: w}\n<<: *x\nk: v\n", "no edit", "no edit", "the merged one would count again"),
        ("j: i\nk: &x v\nl: *x\n", "no edit", "no edit", "an alias uses it"),
        (
            "j: i\nk: &x v\nl:\n  m: *x\n",
            "j: i\nz: &x v\nl:\n  m: *x\n",
            "no edit",
            "an alias further in uses its value",
        ),
    ] {
        let root = tree(text);
        assert_eq!(edited(text, rename_key(text, &root, "k", "z")), renamed, "{reason}");
        assert_eq!(edited(text, remove_entry(text, &root, "k")), removed, "{reason}");
    }
}

/// Lines as people write them, and as nobody should; put together at random most are YAML.
fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "a: b",
        "c:",
        "d: 'e f'",
        "g: {h: i}",
        "- j",
        "- k: l",
        "m: [n, {o: p}]",
        "# q",
        "",
        "r: &s t",
        "u: *s",
        "<<: *x",
        "v: &x {w: 1}",
        "y: |",
        "z: |+",
        "aa: >-",
        "? bb",
        ": cc",
        "a: dup",
        "dd: !!str 5",
        "ee: {",
        "}",
        "ff: ~ # gg",
        "\"hh\": \"ii\"",
        "jj: {kk, ll: , mm}",
        "- - nn: oo",
        "pp: &x",
        "qq: !!str",
        "app: v",
        "ä: ö",
        "rr: 'x",
        "  y'",
        "-   ss: tt",
        "uu: {vv: ww,}",
        "xx: { # yy",
        "&a zz: 1",
        "- &x",
        "- *x",
    ]);
    let indented = (0_usize..4, line).prop_map(|(indent, line)| format!("{}{line}", "  ".repeat(indent)));
    let end = prop::sample::select(vec!["\n", "\r\n"]);
    (prop::collection::vec(indented, 1..8), end, any::<bool>()).prop_map(|(lines, end, last)| {
        let text = lines.join(end);
        if last { text + end } else { text }
    })
}

/// Every node with the JSON pointer to it.
fn nodes<'a>(node: &'a Node, path: String, found: &mut Vec<(String, &'a Node)>) {
    match &node.value {
        Value::Sequence(items) => {
            items.iter().enumerate().for_each(|(at, item)| nodes(item, format!("{path}/{at}"), found));
        }
        Value::Mapping(entries) => {
            entries.iter().for_each(|entry| nodes(&entry.value, format!("{path}/{}", entry.key), found));
        }
        _ => {}
    }
    found.push((path, node));
}

/// What the edit made of the text, if there is one, against the tree with the one change.
fn check(text: &str, edit: Option<TextEdit>, path: &str, change: impl FnOnce(&mut Json)) {
    let Some(edit) = edit else { return };
    let mut wanted = to_json(&tree(text));
    change(wanted.pointer_mut(path).unwrap());
    let after = apply(text, &[edit]);
    let parsed = parse(&after);
    assert_eq!(parsed.root.as_ref().map(to_json), Some(wanted), "{path} of {text:?} became {after:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn an_edit_changes_what_it_says_and_nothing_else(text in lines()) {
        let Some(root) = parse(&text).root else { return Ok(()) };
        let mut found = Vec::new();
        nodes(&root, String::new(), &mut found);
        for (path, node) in found {
            check(&text, replace_value(&text, node, "n o"), &path, |json| *json = json!("n o"));
            check(&text, insert_entries(&text, node, LABELS), &path, |json| {
                if json.is_null() { *json = json!({}); }
                json["labels"] = json!({"app": "web"});
            });
            let Value::Mapping(entries) = &node.value else { continue };
            for entry in entries.iter() {
                let key = &*entry.key;
                check(&text, insert_after(&text, node, key, LABEL), &path, |json| json["app"] = json!("web"));
                check(&text, rename_key(&text, node, key, "yes"), &path, |json| {
                    let value = json.as_object_mut().unwrap().remove(key).unwrap();
                    json["yes"] = value;
                });
                check(&text, remove_entry(&text, node, key), &path, |json| {
                    json.as_object_mut().unwrap().remove(key);
                });
            }
        }
    }

    #[test]
    fn a_quoted_string_reads_back_as_itself(value in any::<String>(), other in "[-0-9a-zA-Z_.:~+]{0,6}") {
        for value in [value, other] {
            let scalar = quote(&value);
            for text in [format!("k: {scalar}"), format!("{scalar}: k"), format!("[{scalar}]"), format!("- {{{scalar}: {scalar}}}")] {
                let mut found = Vec::new();
                let root = tree(&text);
                nodes(&root, String::new(), &mut found);
                let keys = found.iter().filter_map(|(_, node)| match &node.value {
                    Value::Mapping(entries) => Some(entries.iter().map(|entry| entry.key.to_string())),
                    _ => None,
                });
                let strings = found.iter().filter_map(|(_, node)| match &node.value {
                    Value::String(text) => Some(text.to_string()),
                    _ => None,
                });
                let all: Vec<String> = keys.flatten().chain(strings).filter(|text| text != "k" || value == "k").collect();
                prop_assert!(!all.is_empty() && all.iter().all(|text| *text == value), "{:?}: {:?}", text, all);
            }
        }
    }
}
