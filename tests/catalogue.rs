//! `porthole checks`: the reference of all checks, and of one.

#![allow(clippy::expect_used)] // A test may panic, and its helpers with it.

use std::process::Command;

use porthole::checks::ALL;

/// The exit status, and what is written.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_porthole")).arg("checks").args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_reference_has_every_check_with_all_that_is_known_of_it() {
    let (status, page, _) = run(&[]);
    assert_eq!(status, Some(0));
    for check in ALL {
        assert!(page.contains(&format!("\n## {}\n\n{}.", check.id, check.title)), "{} has no part", check.id);
        assert!(page.contains(&format!("](#{}) | {} |", check.id, check.title)), "{} is not in the list", check.id);
        for (_, text) in check.sections() {
            let first = text.split("\n\n").next().unwrap_or_default();
            assert!(page.contains(first), "{} lacks: {first}", check.id);
        }
    }
    let parts: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(parts, ALL.iter().map(|check| check.id).collect::<Vec<_>>());
    assert!(!page.contains("```yaml firing") && page.matches("```").count().is_multiple_of(2));
}

#[test]
fn one_check_is_printed_by_its_id() {
    let (status, text, _) = run(&["unknown-field"]);
    assert_eq!(status, Some(0));
    assert!(text.starts_with("# unknown-field\n\n"), "{text}");
    for part in ["\n## Limits\n", "Found here:\n\n```yaml\napiVersion:", "After the fix:"] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
}

#[test]
fn what_is_no_check_is_said() {
    for (arguments, said) in [(&["no-such"][..], "There is no check \"no-such\""), (&["a", "b"], "checks wants one id")]
    {
        let (status, page, error) = run(arguments);
        assert_eq!((status, page.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(error.contains(said), "{error}");
    }
}
