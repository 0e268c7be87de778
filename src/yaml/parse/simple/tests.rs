use super::super::{Builder, Strings, simple};

/// Asserts that a document is read here, or is not; and if it is, to what the parser reads.
#[track_caller]
fn read(text: &str, is_simple: bool, reason: &str) {
    let mut strings = Strings::default();
    let mut builder = Builder::new(text, &mut strings);
    let root = simple::build(&mut builder);
    assert_eq!(root.is_some(), is_simple, "{reason}: {text:?}");
    let Some(root) = root else { return };
    let found = format!("{root:?} {:?}", builder.problems);
    let mut builder = Builder::new(text, &mut strings);
    let root = builder.build().unwrap().unwrap();
    assert_eq!(found, format!("{root:?} {:?}", builder.problems), "{reason}: {text:?}");
}

#[test]
fn what_is_simple_is_read_as_the_parser_reads_it() {
    for (text, reason) in [
        ("a: b\nc:\n  d: 1\n  e: true\nf: g", "maps in maps"),
        ("a:\n- b\n- c: d\n  e: f\ng:\n  - - h\n    - i\n  -   j: k\n      l: m\n", "lists, indented or not"),
        ("-\n  a: b\n-\n  - c\n- d\n", "dashes on lines of their own"),
        ("# x\n\na: b # y\n  # z\nc: # y\n   \n  d: e#f\n", "comments and blank lines"),
        ("a:\nb:\n  c:\nd:\n- e:\n- f:\n", "keys without a value"),
        ("a: {}\nb: [] # x\nc:\n- {}\n- []\n", "empty braces and brackets"),
        ("\"a b\": \"c: d # e\"\n'f': ''\n\"\": 1\n", "quotes"),
        ("1: 010\non: off\nc: ~\nd: -1\ne: .5\nf: --g\nh: -i\n", "what is no text"),
        ("a: http://b:80/c?d=e&f\ng: (h)\ni: $(j) k\n", "signs that mean nothing where they stand"),
        ("a: 1\nb: 2\na: 3\n", "keys that are written twice"),
        ("a: b\r\nc:\r\n  - d\r\n", "line breaks of Windows"),
        ("  a: b\n  c: d\n", "a document that is indented as a whole"),
    ] {
        read(text, true, reason);
    }
}

#[test]
fn what_is_not_is_left_to_the_parser() {
    for (text, reason) in [
        ("", "nothing"),
        ("# x\n", "nothing but a comment"),
        ("a", "a scalar alone"),
        ("a: b\n  c\n", "a scalar of several lines"),
        ("a:\n  b\n", "a scalar on the line below its key"),
        ("a: |\n  b\n", "a block scalar"),
        ("a: \"b\nc\"\n", "quotes that end further down"),
        ("a: \"\\n\"\n", "a letter that stands for another"),
        ("a: 'b''c'\n", "a quote in quotes"),
        ("a: [b]\n", "brackets"),
        ("a: &b c\n", "an anchor"),
        ("a: !!str b\n", "a tag"),
        ("a: *b\n", "an alias"),
        ("<<: b\n", "a merge"),
        ("? a\n: b\n", "a key with a question mark"),
        ("a b: c\n", "a key of two words"),
        ("-a: b\n", "a key that begins with a dash"),
        ("a: é\n", "a letter that is not ASCII"),
        ("a:\tb\n", "a tab"),
        ("a: b\rc: d\n", "a line break of long ago"),
        ("a: b: c\n", "two colons"),
        ("a: b:\n", "a colon at the end"),
        ("a: - b\n", "a dash behind a key"),
        ("a: \"b\" c\n", "more behind quotes"),
        ("a: \"b\"#c\n", "or a comment with no space before it"),
        ("a: {}#c\n", "behind braces just so"),
        ("~: a\n", "a key that is null"),
        ("null: a\n", "or is read as null"),
        ("-\n- a\n", "an entry that is absent"),
        ("- a\nb: c\n", "a key among dashes"),
        ("a: b\n- c\n", "a dash among keys"),
        ("a:\n    b: c\n  d: e\n", "an indentation between two"),
        ("  a: b\nc: d\n", "more behind a whole document"),
        ("a: b\n...\nc: d\n", "the end of a document"),
        ("---\na: b\n", "its beginning"),
    ] {
        read(text, false, reason);
    }
    read(&format!("{}: a\n", "b".repeat(2_000)), false, "a key longer than YAML has them");
    read(&"- ".repeat(2_000), false, "too many levels");
}
