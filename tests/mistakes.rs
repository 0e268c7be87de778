//! The mistakes that people make in manifests: what is said about them, and where.

use porthole::analyze;
use porthole::exposure::Environment;
use porthole::source::Source;

/// Line and column, the text that is marked, and the message of everything that is said.
fn said(text: &str) -> Vec<String> {
    let analysis = analyze(&[Source::new("manifests.yaml", text)], &Environment::default());
    let say = |problem: &porthole::Problem| {
        let location = analysis.texts.locate(problem.place);
        let marked = analysis.texts.slice(problem.place);
        format!("{}:{} {marked:?} {}", location.line, location.column, problem.message)
    };
    analysis.problems.iter().map(say).collect()
}

#[test]
fn a_mistake_is_said_where_it_stands() {
    let head = "apiVersion: v1\nkind: Service\nmetadata:\n";
    for (rest, wanted) in [
        (
            "  name: web\n\tlabels: {}\n",
            &["5:1 \"\\t\" This line is indented with a tab; YAML allows only spaces there."][..],
        ),
        (
            "  name: web\n  \tlabels: {}\n",
            &["5:3 \"\\t\" This line is indented with a tab; YAML allows only spaces there."][..],
        ),
        ("  name: \"web\n", &["4:9 \"\\\"web\" A quote is opened here and never closed."][..]),
        ("  name: 'web\nspec:\n  type: x\n", &["4:9 \"'web\" A quote is opened here and never closed."][..]),
        (
            "  name: web\n  labels:\n    app web\n    b: c\n",
            &["6:5 \"app web\" This line is a key without a colon, or text that belongs to the line above."][..],
        ),
        (
            "  name: web\n  app\n",
            &["5:3 \"app\" This line is a key without a colon, or text that belongs to the line above."][..],
        ),
        ("  name:web\n", &["4:3 \"name:web\" `metadata` must be a map, but it is the text `name:web`."][..]),
        (
            "  name:web\n  labels:\n    a: b\n",
            &["4:7 \":\" A space is missing behind the colon, so this is one word and not a key with a value."][..],
        ),
        (
            "  name: {{ .Values.name }}\n",
            &["4:9 \"{{ .Values.name }}\" This line holds a template that was not rendered."][..],
        ),
        (
            "  name: {{ .Values.name }}-web\n",
            &["4:9 \"{{ .Values.name }}\" This line holds a template that was not rendered."][..],
        ),
        (
            "  labels:\n    {{- include \"x\" . | nindent 4 }}\n",
            &["5:5 \"{{- include \\\"x\\\" . | nindent 4 }}\" This line holds a template that was not rendered."][..],
        ),
        (
            "{{- if .x }}\n  name: x\n{{- end }}\n",
            &["4:1 \"{{- if .x }}\" This line holds a template that was not rendered."][..],
        ),
        (
            "  name: web\n   labels:\n    a: b\n",
            &["5:4 \"labels:\" This line is indented further than the line above, which has a value already."][..],
        ),
        (
            "  name: web\n labels:\n    a: b\n",
            &["5:2 \"labels:\" The indentation of this line fits none of the lines above."][..],
        ),
        ("  note: a: b\n", &["4:10 \": b\" A colon begins another value where one stands already."][..]),
        ("  name: - web\n", &["4:9 \"- web\" A dash begins a list where none can stand."][..]),
        ("  labels: *common\n", &["4:11 \"*common\" This alias names an anchor that does not come before it."][..]),
        ("  labels: {app: web\nspec: {}\n", &["4:11 \"{app: web\" A brace `{` is opened here and never closed."][..]),
        ("  labels: {app: web\n  name: x\n", &["4:11 \"{app: web\" A brace `{` is opened here and never closed."][..]),
        (
            "  labels: {app: web\n           tier: x}\n",
            &["5:16 \": x}\" A comma is missing on this line or before it, or a brace or bracket is not closed."][..],
        ),
        ("  finalizers: [a, b\nspec: {}\n", &["4:15 \"[a, b\" A bracket `[` is opened here and never closed."][..]),
        (
            "  labels: {app: web]\n",
            &["4:11 \"{app: web]\" A bracket or brace is closed here that does not fit the one that was opened."][..],
        ),
        ("  labels: {app: web\n", &["4:11 \"{app: web\" A brace `{` is opened here and never closed."][..]),
        ("  name: @web\n", &["4:9 \"@web\" A text cannot begin with this character."][..]),
        ("  name: %web\n", &["4:9 \"%web\" A text cannot begin with a percent sign."][..]),
        ("  name: `web`\n", &["4:9 \"`web`\" A text cannot begin with this character."][..]),
        ("  name: \"a\" b\n", &["4:13 \"b\" Something follows behind the closing quote."][..]),
        (
            "  name: \"a\\qb\"\n",
            &["4:9 \"\\\"a\\\\qb\\\"\" A backslash between double quotes begins something that YAML does not know."][..],
        ),
        ("  name: a\u{1}b\n", &["4:9 \"a\\u{1}b\" A character stands here that YAML does not allow."][..]),
        ("  name: 'a'#b\n", &["4:12 \"#b\" A comment needs a space before its `#`."][..]),
        ("  <<: x\n", &["4:3 \"<<\" The merge key `<<` needs a map, or a list of maps."][..]),
        ("  ~: web\n", &["4:3 \"~\" This key is empty."][..]),
        ("  [a]: web\n", &["4:3 \"[a]\" This key is a list or a map; Kubernetes has only texts as keys."][..]),
        ("  x: .inf\n", &["4:6 \".inf\" Kubernetes has no infinite numbers and no `.nan`."][..]),
        ("  x: !!int x\n", &["4:12 \"x\" This is not what its tag `!!int` says."][..]),
        (
            "  labels:\n    app: yes\n    tier: 1\n    version: 1.10\n    list: [a]\n    none:\n",
            &[
                "5:10 \"yes\" `metadata.labels.app` must be a string, but it is `true`.",
                "6:11 \"1\" `metadata.labels.tier` must be a string, but it is the number `1`.",
                "7:14 \"1.10\" `metadata.labels.version` must be a string, but it is the number `1.1`.",
                "8:11 \"[a]\" `metadata.labels.list` must be a string, but it is a list.",
            ][..],
        ),
        ("  name: 123\n", &["4:9 \"123\" `metadata.name` must be a string, but it is the number `123`."][..]),
        ("spec:\n  ports: 80\n", &["5:10 \"80\" `spec.ports` must be a list, but it is the number `80`."][..]),
        ("spec:\n  ports:\n    port: 80\n", &["6:5 \"port: 80\" `spec.ports` must be a list, but it is a map."][..]),
        (
            "spec:\n  ports:\n  - port: \"80\"\n",
            &["6:11 \"\\\"80\\\"\" `spec.ports[0].port` must be a whole number, but it is the text `80`."][..],
        ),
        (
            "spec:\n  ports:\n  - port: 80\n   name: x\n",
            &["7:4 \"name: x\" The indentation of this line fits none of the lines above."][..],
        ),
        (
            "spec:\n  ports:\n  - port: 80\n      name: x\n",
            &["7:7 \"name: x\" This line is indented further than the line above, which has a value already."][..],
        ),
        (
            "spec:\n  ports:\n  -port: 80\n",
            &["6:3 \"-port\" The dash is part of the key `-port` here, and begins no entry of a list."][..],
        ),
        (
            "spec:\n  ports:\n  - port:80\n    name: x\n",
            &["6:9 \":\" A space is missing behind the colon, so this is one word and not a key with a value."][..],
        ),
        ("spec:\n- a\n", &["5:1 \"- a\" `spec` must be a map, but it is a list."][..]),
        (
            "spec:\n  selector: app:web\n",
            &["5:13 \"app:web\" `spec.selector` must be a map, but it is the text `app:web`."][..],
        ),
        ("  name: web # c\n   b\n", &["4:13 \"# c\" A text is broken by a comment and goes on below it."][..]),
        (
            "  name: web\n...\nspec: {}\n",
            &["6:1 \"spec: {}\" Nothing from here to the next `---` is read: the document ended at `...`."][..],
        ),
        (
            "  name: web\n--- x\n",
            &["6:1 \"\" kubectl refuses the line `--- x` above: nothing but a comment may stand behind `---`."][..],
        ),
        (
            "  name: web\n-----\na: b\n",
            &[
                "6:1 \"\" kubectl refuses the line `-----` above: nothing but a comment may stand behind `---`.",
                "6:1 \"a\" This object does not say its `kind`.",
            ][..],
        ),
    ] {
        let mut said = said(&format!("{head}{rest}"));
        // Most rows leave out the name, of which they do not speak.
        said.retain(|line| !line.ends_with("This object has no name.") || rest.contains("name:"));
        assert_eq!(said, wanted, "{rest}");
    }
}
