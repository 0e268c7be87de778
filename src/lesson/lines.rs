//! Which lines differ between two texts.

/// Lines that stand in the place of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hunk {
    /// The first line of the earlier text that is replaced, from 0.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// The first line of the later text that stands there instead, from 0.
    pub begin: usize,
    /// One past the last.
    pub end: usize,
}

impl Hunk {
    /// How many lines it changes.
    pub fn len(&self) -> usize {
        (self.from..self.to).len().max((self.begin..self.end).len())
    }

    /// Whether it changes nothing, which no hunk does.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Up to so many pairs of lines are compared; beyond that everything between the first line that differs and the
/// last one counts as changed.
const MOST_PAIRS: usize = 1_000_000;

/// The fewest lines by which one text differs from another, in the order of the text. Blank ends of lines do not
/// count.
pub fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let (before, after) = (lines(before), lines(after));
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = before.iter().skip(same).rev().zip(after.iter().skip(same).rev());
    let tail = rest.take_while(|(one, other)| one == other).count();
    let (last, end) = (before.len().saturating_sub(tail), after.len().saturating_sub(tail));
    let mut old = before.get(same..last).unwrap_or_default();
    let mut new = after.get(same..end).unwrap_or_default();
    let mut hunks: Vec<Hunk> = Vec::new();
    // In the place of what is left of the one text in `from`, but no longer in `to`, stands the same of the other.
    let mut note = |from: [Lines; 2], to: [Lines; 2]| {
        let [[from, begin], [to, end]] =
            [from, to].map(|[old, new]| [last.saturating_sub(old.len()), end.saturating_sub(new.len())]);
        match hunks.last_mut() {
            Some(hunk) if hunk.to == from && hunk.end == begin => (hunk.to, hunk.end) = (to, end),
            _ => hunks.push(Hunk { from, to, begin, end }),
        }
    };
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        note([old, new], [&[], &[]]);
        return hunks;
    }
    let common = common(old, new);
    let common = |old: Lines, new: Lines| common.get(old.len()).and_then(|row| row.get(new.len()));
    loop {
        let left = match (old.split_first(), new.split_first()) {
            (None, None) => return hunks,
            (Some((one, olds)), Some((other, news))) if one == other => {
                (old, new) = (olds, news);
                continue;
            }
            (Some((_, olds)), Some((_, news))) if common(olds, new) < common(old, news) => [old, news],
            (Some((_, olds)), _) => [olds, new],
            (None, Some((_, news))) => [old, news],
        };
        note([old, new], left);
        [old, new] = left;
    }
}

type Lines<'a> = &'a [&'a str];

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).collect()
}

/// The length of the longest common subsequence of every two rests of the texts: a row for each length of the one, in it
/// a number for each length of the other.
fn common(old: Lines, new: Lines) -> Vec<Vec<u32>> {
    let mut rows = vec![vec![0_u32; new.len().saturating_add(1)]];
    for left in old.iter().rev() {
        let mut row = Vec::with_capacity(new.len().saturating_add(1));
        let mut length = 0_u32;
        row.push(length);
        let below = rows.last().map(Vec::as_slice).unwrap_or_default();
        for (right, (&both_less, &one_less)) in new.iter().rev().zip(below.iter().zip(below.iter().skip(1))) {
            length = if left == right { both_less.saturating_add(1) } else { one_less.max(length) };
            row.push(length);
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_lines_differ() {
        let hunk = |from, to, begin, end| Hunk { from, to, begin, end };
        assert_eq!(hunks("a\nb\nc\n", "a\nb  \nc\n"), []);
        assert_eq!(hunks("a\nb\nc\n", "a\nx\nc\n"), [hunk(1, 2, 1, 2)]);
        assert_eq!(hunks("a\nb\nc\n", "z\na\nb\nc\nd\n"), [hunk(0, 0, 0, 1), hunk(3, 3, 4, 5)]);
        assert_eq!(hunks("a\nb\nc\nd\n", "b\nd\n"), [hunk(0, 1, 0, 0), hunk(2, 3, 1, 1)]);
        assert_eq!(hunks("", "a\n").first().map(Hunk::len), Some(1));
    }

    #[test]
    fn large_texts_are_told_in_one() {
        let text = |word: &str| (0..2_000).map(|line| format!("{word}{line}\n")).collect::<String>();
        assert_eq!(hunks(&text("a"), &text("b")).first().map(Hunk::len), Some(2_000));
    }
}
