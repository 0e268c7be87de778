//! Numbers of documents and objects that grow along the text, and stay while others come and go: whatever was found of
//! them then still holds. So there is room between them, and only where that does not suffice all are given anew.

use std::ops::Range;

/// How many numbers are left free ahead of each document.
const ROOM: u32 = 8;

/// The first number of each document, of so many numbers each. Of the earlier ones, with theirs, the first `before` are
/// still the first ones, and the last `behind` the last.
pub(super) fn numbers(earlier: &[Range<u32>], before: usize, behind: usize, lengths: &[u32]) -> Vec<u32> {
    let last = earlier.len().saturating_sub(behind);
    let start = earlier.get(..before).and_then(|before| before.last()).map_or(0, |range| range.end);
    let limit = earlier.get(last).map(|range| range.start);
    let (old, new) = (
        earlier.get(before..last).unwrap_or_default(),
        lengths.get(before..lengths.len().saturating_sub(behind)).unwrap_or_default(),
    );
    let firsts = |ranges: &[Range<u32>]| ranges.iter().map(|range| range.start).collect::<Vec<u32>>();
    let fit =
        old.len() == new.len() && old.iter().zip(new).all(|(old, length)| *length <= old.end.saturating_sub(old.start));
    let middle = if fit { Some(firsts(old)) } else { spread(start, limit, new) };
    let all = middle.map(|middle| {
        let ahead = earlier.get(..before).map(firsts).unwrap_or_default();
        [ahead, middle, earlier.get(last..).map(firsts).unwrap_or_default()].concat()
    });
    all.or_else(|| spread(0, None, lengths)).unwrap_or_default()
}

/// Numbers from `start` up to the limit, with as much room between them as there is.
fn spread(start: u32, limit: Option<u32>, lengths: &[u32]) -> Option<Vec<u32>> {
    let room = match limit {
        None => ROOM,
        Some(limit) => {
            let taken = lengths.iter().fold(0_u32, |sum, length| sum.saturating_add(*length));
            let gaps = u32::try_from(lengths.len()).ok()?.saturating_add(1);
            limit.saturating_sub(start).checked_sub(taken)?.checked_div(gaps)?
        }
    };
    let mut next = start;
    let firsts = lengths.iter().map(|length| {
        let first = next.saturating_add(room);
        next = first.saturating_add(*length);
        first
    });
    Some(firsts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(firsts: &[u32], lengths: &[u32]) -> Vec<Range<u32>> {
        firsts.iter().zip(lengths).map(|(first, length)| *first..first + length).collect()
    }

    #[test]
    fn numbers_stay_while_there_is_room() {
        let begun = numbers(&[], 0, 0, &[1, 2, 1]);
        assert_eq!(begun, [8, 17, 27]);
        let begun = ranges(&begun, &[1, 2, 1]);
        assert_eq!(numbers(&begun, 1, 1, &[1, 1, 1]), [8, 17, 27], "one that has become shorter");
        assert_eq!(numbers(&begun, 1, 1, &[1, 4, 1]), [8, 16, 27], "or longer");
        assert_eq!(numbers(&begun, 1, 2, &[1, 3, 2, 1]), [8, 11, 17, 27], "one more");
        assert_eq!(numbers(&begun, 1, 1, &[1, 1]), [8, 27], "one less");
        assert_eq!(numbers(&begun, 3, 0, &[1, 2, 1, 5]), [8, 17, 27, 36], "one at the end");
        assert_eq!(numbers(&begun, 0, 3, &[1, 1, 2, 1]), [3, 8, 17, 27], "one at the start");
        assert_eq!(numbers(&begun, 1, 2, &[1, 9, 2, 1]), [8, 17, 34, 44], "more than fit in between");
    }

    #[test]
    fn numbers_grow_whatever_comes_between() {
        let mut all = ranges(&numbers(&[], 0, 0, &[1, 1]), &[1, 1]);
        for _ in 0..20 {
            let lengths = vec![1; all.len() + 1];
            all = ranges(&numbers(&all, 1, all.len() - 1, &lengths), &lengths);
            assert!(all.iter().zip(all.iter().skip(1)).all(|(one, next)| one.end <= next.start), "{all:?}");
        }
    }
}
