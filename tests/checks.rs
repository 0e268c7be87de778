//! The docs of the checks are their tests: firing examples fire exactly their check, clean ones
//! nothing of it, and applying the first fix to *before* gives *after*, byte for byte.

use std::collections::BTreeSet;
use std::path::Path;

use porthole::checks::{ALL, Check};
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::{Analysis, analyze};

/// The fenced examples of a check's docs that are marked with a word.
fn examples(check: &Check, mark: &str) -> Vec<String> {
    let fences = check.docs.split("```").skip(1).step_by(2);
    fences.filter_map(|fence| Some(fence.strip_prefix(&format!("yaml {mark}\n"))?.to_owned())).collect()
}

fn analysed(text: &str) -> Analysis {
    analyze(&[Source::new("example.yaml", text)], &Environment::default())
}

fn fired(analysis: &Analysis) -> BTreeSet<&str> {
    analysis.findings.iter().map(|finding| finding.check).collect()
}

#[test]
fn every_check_is_one_file_and_every_file_a_check() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
    let shared =
        ["mod", "backends", "connect", "exposed", "habits", "labelled", "mending", "nearest", "policed", "reached"];
    let stems = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let stems = stems.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let files: BTreeSet<String> = stems.filter(|stem| !shared.contains(&&**stem)).collect();
    let ids: BTreeSet<String> = ALL.iter().map(|check| check.id.replace('-', "_")).collect();
    assert_eq!(files, ids);
    assert_eq!(ids.len(), ALL.len(), "an id stands twice in ALL");
}

#[test]
fn docs_stand_under_the_four_headings() {
    for check in ALL {
        let headings: Vec<&str> = check.sections().map(|(heading, _)| heading).collect();
        assert_eq!(headings, ["What it means", "Why it matters", "What to do", "Limits"], "{}", check.id);
        for (heading, text) in check.sections() {
            assert!(text.len() > 40 && !text.contains("```"), "{}: {heading}: {text}", check.id);
        }
        assert!(!check.title.ends_with('.') && check.title.len() < 60, "{}: {}", check.id, check.title);
        assert!(!examples(check, "firing").is_empty(), "{} has no firing example", check.id);
        assert!(!examples(check, "clean").is_empty(), "{} has no clean example", check.id);
    }
}

#[test]
fn firing_examples_fire_their_check_and_clean_ones_do_not() {
    for check in ALL {
        for text in examples(check, "firing") {
            let analysis = analysed(&text);
            assert!(fired(&analysis).contains(check.id), "{} does not fire on:\n{text}", check.id);
        }
        for text in examples(check, "clean") {
            let analysis = analysed(&text);
            assert!(analysis.problems.iter().all(|problem| !problem.refused), "{}: {:?}", check.id, analysis.problems);
            assert!(!fired(&analysis).contains(check.id), "{} fires on:\n{text}", check.id);
        }
    }
}

#[test]
fn the_first_fix_turns_before_into_after() {
    for check in ALL {
        let (before, after) = (examples(check, "before"), examples(check, "after"));
        assert_eq!(before.len(), after.len(), "{}", check.id);
        for (before, after) in before.iter().zip(after) {
            let analysis = analysed(before);
            let finding = analysis.mended().into_iter().find(|finding| finding.check == check.id);
            let finding = finding.unwrap_or_else(|| panic!("{} does not fire on:\n{before}", check.id));
            let fix = finding.fixes.first().unwrap_or_else(|| panic!("{} offers no fix for:\n{before}", check.id));
            let mut fixed = before.clone();
            for edit in fix.edits.iter().rev() {
                let location = analysis.texts.locate(edit.place);
                fixed.replace_range(location.start..location.end, &edit.text);
            }
            assert_eq!(fixed, after, "{}: {}", check.id, fix.title);
            assert!(!fired(&analysed(&fixed)).contains(check.id), "{} still fires on:\n{fixed}", check.id);
        }
    }
}

#[test]
fn messages_are_whole_sentences_that_name_something() {
    for check in ALL {
        for text in examples(check, "firing") {
            for finding in analysed(&text).findings.iter().filter(|finding| finding.check == check.id) {
                assert!(finding.message.ends_with('.'), "{}: {}", check.id, finding.message);
                assert!(finding.message.matches('`').count() >= 2, "{}: {}", check.id, finding.message);
                assert_eq!(finding.message.matches('`').count() % 2, 0, "{}: {}", check.id, finding.message);
            }
        }
    }
}
