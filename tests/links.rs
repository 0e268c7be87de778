//! Links: every one that was ever handed out opens, every state survives, and nothing else is taken for one.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use porthole::link::{Lesson, Link, MOST_BYTES, MOST_FILES, Refusal};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value as Json, json};

/// How long a link may take to be refused.
const AT_ONCE: Duration = Duration::from_millis(100);

fn as_json(link: &Link) -> Json {
    let lesson = link.lesson.as_ref().map(|lesson| match lesson {
        Lesson::Named(id) => json!({ "named": id }),
        Lesson::Written(text) => json!({ "written": text }),
    });
    json!({
        "files": link.files, "shown": link.shown, "view": link.view, "selected": link.selected,
        "assumed": link.assumed, "lesson": lesson,
    })
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
    found.sort();
}

#[test]
fn every_link_that_was_ever_handed_out_opens() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links"), &mut found);
    found.retain(|path| path.extension().is_some_and(|extension| extension == "link"));
    for path in &found {
        let link = fs::read_to_string(path).unwrap();
        let holds: Json = serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        let read = Link::decode(link.trim()).map(|link| link.map(|link| as_json(&link)));
        assert_eq!(read, Some(Ok(holds)), "{}", path.display());
    }
    assert!(found.len() >= 6, "only {} links were read", found.len());
}

fn round(link: &Link) -> Option<Result<Link, Refusal>> {
    Link::decode(&link.encode().unwrap())
}

#[test]
fn real_manifests_survive_as_links() {
    let mut found = Vec::new();
    files(Path::new("../shared/corpus"), &mut found);
    let texts = found.iter().filter_map(|path| fs::read_to_string(path).ok());
    let mut count = 0;
    for text in texts.filter(|text| text.len() < 100_000) {
        let link = Link::of(vec![("manifests.yaml".to_owned(), text)]);
        assert_eq!(round(&link), Some(Ok(link)));
        count += 1;
    }
    if count == 0 {
        eprintln!("../shared/corpus is absent, so no real manifest became a link.");
    } else {
        assert!(count > 300, "only {count} files were read");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just("manifests.yaml".to_owned()), Just(String::new()), any::<String>()]
}

fn lesson() -> impl Strategy<Value = Option<Lesson>> {
    prop_oneof![
        Just(None),
        text().prop_map(|id| Some(Lesson::Named(id))),
        text().prop_map(|own| Some(Lesson::Written(own)))
    ]
}

prop_compose! {
    fn link()(
        files in prop::collection::vec((text(), text()), 1..5), at in any::<prop::sample::Index>(),
        view in prop::option::of(text()), selected in prop::option::of(text()),
        assumed in prop::collection::vec((text(), text()), 0..4), lesson in lesson(),
    ) -> Link {
        let shown = at.index(files.len());
        Link { files, shown, view, selected, assumed, lesson }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn every_state_survives(link in link()) {
        prop_assert_eq!(round(&link), Some(Ok(link)));
    }

    #[test]
    fn a_link_is_made_of_letters_that_stand_anywhere(link in link()) {
        let fragment = link.encode().unwrap();
        prop_assert!(fragment.starts_with("v1."));
        prop_assert!(fragment.bytes().all(|letter| letter.is_ascii_alphanumeric() || b".-_".contains(&letter)));
    }

    #[test]
    fn a_link_that_is_cut_is_refused(link in link(), at in any::<prop::sample::Index>()) {
        let fragment = link.encode().unwrap();
        let cut = fragment.get(..at.index(fragment.len())).unwrap();
        prop_assert!(matches!(Link::decode(cut), None | Some(Err(Refusal::Cut))), "{:?}", Link::decode(cut));
    }

    #[test]
    fn a_letter_that_differs_is_seen(link in link(), at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
        let fragment = link.encode().unwrap();
        let (head, letters) = fragment.split_at(3);
        let at = at.index(letters.len());
        let other = [head, letters.get(..at).unwrap(), &letter, letters.get(at + 1..).unwrap()].concat();
        // The last bits may stand for nothing.
        let read = Link::decode(&other).unwrap();
        prop_assert!(read.is_err() || read == Ok(link));
    }

    #[test]
    fn any_letters_are_refused_or_read(letters in "[A-Za-z0-9_-]{0,400}") {
        let _ = Link::decode(&["v1.", &letters].concat());
    }

    #[test]
    fn any_text_is_refused_or_read(text in any::<String>()) {
        let _ = Link::decode(&text);
        let _ = Link::decode(&["#v1.", &text].concat());
    }
}

/// Why a fragment is refused, which takes no time that anyone could notice.
fn refusal(fragment: &str) -> Option<Refusal> {
    let read = Link::decode(fragment);
    let time = || {
        let begun = Instant::now();
        let _ = Link::decode(fragment);
        begun.elapsed()
    };
    // The best of three: this machine may have other things to do. Without optimisation it all takes some ten times as long.
    let best = (0..3).map(|_| time()).min().unwrap_or_default();
    assert!(best < AT_ONCE * if cfg!(debug_assertions) { 10 } else { 1 }, "{best:?}");
    read.and_then(Result::err)
}

/// A link to a state, made by nothing but what `src/link/v1.rs` says of the form, and without its dictionary.
fn as_documented(state: &[u8]) -> String {
    let hash = state.iter().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let mut bytes = hash.to_le_bytes().into_iter().take(3).collect::<Vec<_>>();
    bytes.extend(miniz_oxide::deflate::compress_to_vec(state, 9));
    let letters = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['-', '_']).collect::<Vec<_>>();
    let bits =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| usize::from(byte >> at & 1))).collect::<Vec<_>>();
    let letter = |six: &[usize]| six.iter().chain([&0; 6]).take(6).fold(0, |letter, bit| letter * 2 + bit);
    let letters = bits.chunks(6).filter_map(|six| letters.get(letter(six)));
    "v1.".chars().chain(letters.copied()).collect()
}

#[test]
fn what_is_made_as_the_form_is_documented_is_read() {
    let files = |files: &[(&str, &str)]| {
        Link::of(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    };
    let read = |state: &[u8]| Link::decode(&as_documented(state)).unwrap();
    assert_eq!(read(b""), Ok(files(&[])));
    assert_eq!(read("kind: Ü\n".as_bytes()), Ok(files(&[("manifests.yaml", "kind: Ü\n")])));
    assert_eq!(read(b"1\xF8b\xF92"), Ok(files(&[("manifests.yaml", "1"), ("b", "2")])));
    assert_eq!(read(b"\xF8a\xF9\xF8b\xF92"), Ok(files(&[("a", ""), ("b", "2")])));
    let whole = Link {
        shown: 1,
        view: Some("map".to_owned()),
        selected: Some("concept:pod".to_owned()),
        assumed: vec![("public-nodes".to_owned(), "yes".to_owned()), ("provider".to_owned(), "aws".to_owned())],
        lesson: Some(Lesson::Named("labels".to_owned())),
        ..files(&[("a", "1"), ("b", "2")])
    };
    let state = b"\xF8a\xF91\xF8b\xF92\xFA1\xFBmap\xFCconcept:pod\xFDpublic-nodes\xFDyes\xFDprovider\xFDaws\xFElabels";
    assert_eq!(read(state), Ok(whole));
    let broken: [&[u8]; 6] = [b"\xF8a", b"\xF91", b"\xF8a\xF8b\xF9", b"1\xFA1", b"1\xFDpublic-nodes", b"1\xC3"];
    for state in broken {
        assert_eq!(read(state), Err(Refusal::Damaged), "{state:?}");
    }
}

#[test]
fn a_lesson_from_its_start_takes_no_more_room_than_it_needs() {
    let link = Link::to(Lesson::Named("first-match".to_owned()));
    assert!(!link.has_text());
    assert_eq!(Link::decode(&as_documented(b"\xFEfirst-match")), Some(Ok(link.clone())));
    assert!(link.encode().unwrap().len() < 30, "{link:?}");
    let answer =
        Link { lesson: link.lesson, ..Link::of(vec![("manifests.yaml".to_owned(), "kind: Pod\n".to_owned())]) };
    assert!(answer.has_text());
    assert!(Link::of(Vec::new()).has_text(), "without a lesson it says that there is nothing");
}

#[test]
fn a_written_lesson_is_less_than_half_as_long_without_its_seal_and_has_it_again() {
    let holds: Json = serde_json::from_str(include_str!("links/v1/lesson-written-from-its-start.json")).unwrap();
    let sealed = holds["lesson"]["written"].as_str().unwrap();
    let opened = porthole::lesson::unsealed(sealed);
    assert!(opened.contains("Look at the selector.") && !sealed.contains("Look at the selector."));
    assert_eq!(porthole::lesson::resealed(&opened), sealed);
    let length = |text: &str| Link::to(Lesson::Written(text.to_owned())).encode().unwrap().len();
    assert!(length(&opened) * 2 < length(sealed), "{} of {}", length(&opened), length(sealed));
}

#[test]
fn a_bomb_is_refused_at_once() {
    let zeros = "0".repeat(MOST_BYTES);
    let fits = Link::of(vec![("manifests.yaml".to_owned(), zeros.clone())]);
    assert_eq!(round(&fits), Some(Ok(fits)), "the limit itself may be reached");
    let over = Link::of(vec![("manifests.yaml".to_owned(), zeros + "0")]);
    assert_eq!(over.encode(), Err(Refusal::TooLarge));
    let many = vec![("a".to_owned(), String::new()); MOST_FILES + 1];
    assert_eq!(Link::of(many).encode(), Err(Refusal::TooLarge));
    assert_eq!(refusal(&as_documented(&vec![b'0'; 50 * MOST_BYTES])), Some(Refusal::TooLarge));
    assert_eq!(refusal(&as_documented(&b"\xF8\xF9".repeat(MOST_BYTES / 2))), Some(Refusal::TooLarge), "files");
    assert_eq!(refusal(&["v1.", &"A".repeat(5_000_000)].concat()), Some(Refusal::TooLarge));
    assert_eq!(refusal(&["v1.", &"_".repeat(3_000_000)].concat()), Some(Refusal::Damaged));
}
