//! Every manifest under `tests/cases` says in its comments what an analysis shall say of it. One
//! with a `.report` beside it pins the text form too; `UPDATE_EXPECT=1` writes that anew.

#![allow(clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

mod expected;

use std::path::Path;

datatest_stable::harness! {
    { test = case, root = "tests/cases", pattern = r"\.yaml$" },
    { test = belongs_to_a_case, root = "tests/cases", pattern = r"\.report$" },
}

fn case(path: &Path) -> datatest_stable::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let name = path.file_name().unwrap().to_string_lossy();
    let analysis = expected::analysis(&name, &text);
    if let Some(differences) = expected::differences(&text, &analysis) {
        return Err(differences.into());
    }
    let beside = path.with_extension("report");
    let Ok(pinned) = std::fs::read_to_string(&beside) else { return Ok(()) };
    let report = expected::report(&analysis);
    if report != pinned {
        if std::env::var_os("UPDATE_EXPECT").is_some() && std::env::var_os("CI").is_none() {
            std::fs::write(beside, report)?;
        } else {
            return Err(format!("the report was\n{pinned}\nand is now\n{report}").into());
        }
    }
    Ok(())
}

fn belongs_to_a_case(path: &Path) -> datatest_stable::Result<()> {
    let case = path.with_extension("yaml");
    if case.exists() { Ok(()) } else { Err(format!("{} is not there", case.display()).into()) }
}
