//! Our own manifests, cut, joined and spoilt by chance that is the same each time: whatever comes of it keeps the laws.
//! `fuzz/` asks the same of what a fuzzer finds.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // What fails here fails the test.

mod laws;

use porthole::checks::ALL;

/// How many inputs each law is asked about.
const RUNS: usize = 150;

/// What a parser may trip over.
const WORDS: [&str; 24] = [
    "---\n", "\n", "\r\n", "\t", " ", ": ", "- ", "? ", "{", "}", "[", "]", "&a ", "*a", "<<: *a\n", "!!str ", "|\n",
    ">-\n", "\"", "'", "#", "\u{feff}", "\0", "é𝄞",
];

/// Knuth's linear congruential generator: small, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    fn of<'a>(&mut self, texts: &'a [String]) -> &'a str {
        &texts[self.below(texts.len())]
    }
}

/// A text with some of it taken out, doubled, replaced or put in.
fn spoilt(seeds: &[String], chance: &mut Chance) -> Vec<u8> {
    let mut text = chance.of(seeds).as_bytes().to_vec();
    for _ in 0..=chance.below(6) {
        let (one, other) = (chance.below(text.len() + 1), chance.below(text.len() + 1));
        let (from, to) = (one.min(other), one.max(other).min(one.min(other) + 40));
        let new = match chance.below(5) {
            0 => Vec::new(),
            1 => text[from..to].repeat(2),
            2 => WORDS[chance.below(WORDS.len())].as_bytes().to_vec(),
            3 => vec![u8::try_from(chance.below(256)).unwrap()],
            _ => {
                let other = chance.of(seeds).as_bytes();
                let start = chance.below(other.len());
                other[start..other.len().min(start + 200)].to_vec()
            }
        };
        let to = if chance.below(2) == 0 { from } else { to };
        text.splice(from..to, new);
    }
    text
}

fn manifests() -> Vec<String> {
    let examples = |docs: &str| {
        docs.split("```yaml ")
            .skip(1)
            .map(|fence| fence.split_once('\n').unwrap().1.split("```").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    ALL.iter().flat_map(|check| examples(check.docs)).collect()
}

fn ask(seeds: &[String], law: impl Fn(&[u8])) {
    assert!(!seeds.is_empty());
    let mut chance = Chance(1);
    for run in 0..RUNS {
        let input = spoilt(seeds, &mut chance);
        let kept = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| law(&input)));
        assert!(kept.is_ok(), "run {run} breaks the law: {:?}", String::from_utf8_lossy(&input));
    }
}

fn text(law: impl Fn(&str)) -> impl Fn(&[u8]) {
    move |bytes| law(&String::from_utf8_lossy(bytes))
}

#[test]
fn bytes_are_read() {
    ask(&manifests(), laws::reading);
}

#[test]
fn texts_are_analysed() {
    ask(&manifests(), text(laws::analysing));
}

#[test]
fn edits_are_as_good_as_reading_anew() {
    let pairs: Vec<String> = manifests().windows(2).map(|pair| pair.join("\0")).collect();
    ask(&pairs, text(laws::edits));
}

#[test]
fn fragments_are_decoded() {
    let fragment = |text: String| porthole::link::Link::of(vec![("a.yaml".to_owned(), text)]).encode().unwrap();
    ask(&manifests().into_iter().map(fragment).collect::<Vec<_>>(), text(laws::links));
    ask(&manifests(), text(laws::links));
}

#[test]
fn lessons_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/lessons");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let lessons: Vec<String> = files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    ask(&lessons, text(laws::lessons));
}
