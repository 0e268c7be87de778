//! Words that differ like a slip of the pen.

/// Names of Kubernetes are no longer.
const LONGEST: usize = 253;

/// How many letters lie between two words that differ like a slip of the pen: at most two letters
/// changed, missing, added or swapped, or only their case. None where they differ more, or only in
/// their digits: `web-1` and `web-2` are meant to be two.
pub(crate) fn slip(wanted: &str, found: &str) -> Option<usize> {
    if wanted.eq_ignore_ascii_case(found) {
        return Some(1);
    }
    let (wanted_length, found_length) = (wanted.chars().count(), found.chars().count());
    let shorter = wanted_length.min(found_length);
    let most = if shorter < 5 { 1 } else { 2 };
    // Most pairs end here, before anything is allocated.
    if shorter < 2 || wanted_length.abs_diff(found_length) > most {
        return None;
    }
    if letters(wanted).eq(letters(found)) {
        return None;
    }
    edit_distance(wanted, found, most)
}

/// What a word is without its digits.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !c.is_ascii_digit())
}

/// What a word is without its digits, with its kinds of letters, which tell most words apart at once.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letters {
    text: String,
    /// Whatever their case.
    kinds: u64,
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let text: String = letters(word).collect();
        let kinds = letter_set(&text.to_ascii_lowercase());
        Self { text, kinds }
    }

    /// Whether words with these letters may differ by a slip: digits taken away, no two words are further apart
    /// than before.
    pub(super) fn are_near(&self, found: &Self) -> bool {
        let most = 2;
        let apart = (self.kinds & !found.kinds).count_ones().max((found.kinds & !self.kinds).count_ones());
        let near = |a: &str, b: &str| a.eq_ignore_ascii_case(b) || edit_distance(a, b, most).is_some();
        apart as usize <= most && self.text != found.text && near(&self.text, &found.text)
    }
}

/// The Damerau-Levenshtein distance (neighbours swapped count as one), if it is no more than `most`.
fn edit_distance(a: &str, b: &str, most: usize) -> Option<usize> {
    // Each letter that only one of them has takes a change of its own, which tells most pairs apart.
    let (in_a, in_b) = (letter_set(a), letter_set(b));
    let is_long = |word: &str| word.len() > LONGEST && word.chars().count() > LONGEST;
    if (in_a & !in_b).count_ones().max((in_b & !in_a).count_ones()) as usize > most || is_long(a) || is_long(b) {
        return None;
    }
    distance(a, b, most)
}

/// The same, by every change that the first letters apart may need: with few changes to make these are few ways.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (mut a, mut b) = (a.chars(), b.chars());
    let (x, y, most) = loop {
        let (rest_of_a, rest_of_b) = (a.as_str(), b.as_str());
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => break ((x, rest_of_a), (y, rest_of_b), most.checked_sub(1)?),
            _ => return Some(rest_of_a.chars().chain(rest_of_b.chars()).count()).filter(|left| *left <= most),
        }
    };
    let (changed, missing, added) = ((a.as_str(), b.as_str()), (x.1, b.as_str()), (a.as_str(), y.1));
    let swapped = (a.next() == Some(y.0) && b.next() == Some(x.0)).then_some((a.as_str(), b.as_str()));
    let ways = [Some(changed), Some(missing), Some(added), swapped];
    ways.into_iter().flatten().filter_map(|(a, b)| distance(a, b, most)).min().map(|left| left.saturating_add(1))
}

/// The letters of a word as a set of 64 kinds; what is in the set of one word and not of another is so too
/// for some letter.
fn letter_set(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}
