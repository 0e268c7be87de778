//! The marks in a case's comments are held to: a wrong one, a missing one and one too many fail.

mod expected;

const SERVICE: &str = "apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: wbe }, ports: [{ port: 80 }] }
";

fn differences(marks: &str) -> Option<String> {
    let case = format!("# A case.\n# checks: service-selects-no-pods\n{SERVICE}{marks}\n");
    expected::differences(&case, &expected::analysis("case.yaml", &case))
}

#[test]
fn the_whole_set_of_marks_has_to_match() {
    let right = "#                 ^^^^^^^^^^^^ service-selects-no-pods";
    let cases = [
        (right.to_owned(), None, "as it is"),
        (String::new(), Some((0, 1)), "said, but not marked"),
        (format!("{right}\n{right}"), Some((1, 0)), "marked twice, said once"),
        (right.replace("^^^^ ", "^^^ "), Some((1, 1)), "another end"),
        (right.replace("# ", "#  "), Some((1, 1)), "another start"),
        (right.replace("no-pods", "all-pods"), Some((1, 1)), "another check"),
        (format!("{right}: asks for pods with `app=wbe`"), None, "words of the message"),
        (format!("{right}: asks for tea"), Some((1, 1)), "words that are not in the message"),
        (format!("{right}\n#^^^^^ problem"), Some((1, 0)), "a problem that nobody has"),
    ];
    for (marks, expected, reason) in cases {
        let counts = differences(&marks).map(|differences| {
            let (missing, unexpected) = differences.split_once("\nunexpected:").unwrap();
            (missing.matches("\n  line").count(), unexpected.matches("\n  line").count())
        });
        assert_eq!(counts, expected, "{reason}");
    }
}

#[test]
fn a_mark_may_begin_at_the_first_column() {
    let case = "# A case.\nKind: Service\n#^^^ problem: does not say its `kind`\n";
    assert_eq!(expected::differences(case, &expected::analysis("case.yaml", case)), None);
}
