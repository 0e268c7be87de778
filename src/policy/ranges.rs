//! Sets of numbers as ranges: of ports, and of addresses.

/// A set of numbers: closed ranges, sorted, neither overlapping nor touching.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranges(Vec<(u128, u128)>);

impl Ranges {
    /// From `first` to `last`, both included; empty where they are the wrong way round.
    pub(super) fn new(first: u128, last: u128) -> Self {
        Self(if first <= last { vec![(first, last)] } else { Vec::new() })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u128, u128)> {
        self.0.iter().copied()
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        other.iter().all(|(first, last)| self.iter().any(|(from, to)| from <= first && last <= to))
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let mut merged: Vec<(u128, u128)> = Vec::with_capacity(self.0.len().max(other.0.len()));
        while let Some((first, last)) = match (ours.peek(), theirs.peek()) {
            (Some(our), Some(their)) if their < our => theirs.next(),
            (None, _) => theirs.next(),
            _ => ours.next(),
        } {
            match merged.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => merged.push((first, last)),
            }
        }
        Self(merged)
    }

    pub(super) fn intersection(&self, other: &Self) -> Self {
        let common = |(first, last): (u128, u128)| {
            let overlap = move |(from, to): (u128, u128)| (first.max(from), last.min(to));
            other.iter().map(overlap).filter(|(first, last)| first <= last)
        };
        Self(self.iter().flat_map(common).collect())
    }

    pub(super) fn difference(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for (first, last) in self.iter() {
            let mut rest = Some(first);
            for (from, to) in other.iter().filter(|&(from, to)| from <= last && to >= first) {
                if let Some(first) = rest.filter(|first| *first < from) {
                    left.push((first, from - 1));
                }
                rest = to.checked_add(1);
            }
            left.extend(rest.filter(|first| *first <= last).map(|first| (first, last)));
        }
        Self(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 to 15 as bits, and the same as ranges.
    fn ranges(bits: u32) -> Ranges {
        let one = |number: u128| if bits >> number & 1 == 1 { Ranges::new(number, number) } else { Ranges::default() };
        (0..16).map(one).fold(Ranges::default(), |all, one| all.union(&one))
    }

    #[test]
    fn sets_of_ranges_are_sets() {
        let mut state = 7_u32;
        for _ in 0..2000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (a, b) = (state >> 16, state.rotate_left(7) >> 16);
            assert_eq!(ranges(a).union(&ranges(b)), ranges(a | b), "{a:b} {b:b}");
            assert_eq!(ranges(a).intersection(&ranges(b)), ranges(a & b), "{a:b} {b:b}");
            assert_eq!(ranges(a).difference(&ranges(b)), ranges(a & !b), "{a:b} {b:b}");
            assert_eq!(ranges(a).holds(&ranges(b)), b & !a == 0, "{a:b} {b:b}");
            assert_eq!(ranges(a).is_empty(), a == 0);
        }
        let all = Ranges::new(0, u128::MAX);
        assert_eq!(all.union(&all), all);
        assert!(all.difference(&all).is_empty() && Ranges::new(2, 1).is_empty());
    }
}
