//! Sets of numbers as ranges: of ports, and of addresses.

use std::collections::{BTreeMap, BTreeSet};

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
        other.iter().all(|(first, last)| self.from(first).next().is_some_and(|(from, to)| from <= first && last <= to))
    }

    /// The ranges that end at a number or behind it.
    fn from(&self, first: u128) -> impl Iterator<Item = (u128, u128)> {
        let before = self.0.partition_point(|(_, to)| *to < first);
        self.0.get(before..).unwrap_or_default().iter().copied()
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
            let overlapping = other.from(first).take_while(move |(from, _)| *from <= last);
            overlapping.map(move |(from, to)| (first.max(from), last.min(to)))
        };
        Self(self.iter().flat_map(common).collect())
    }

    pub(super) fn difference(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for (first, last) in self.iter() {
            let mut rest = Some(first);
            for (from, to) in other.from(first).take_while(|(from, _)| *from <= last) {
                if let Some(first) = rest.filter(|first| *first < from) {
                    left.push((first, from.saturating_sub(1)));
                }
                rest = to.checked_add(1);
            }
            left.extend(rest.filter(|first| *first <= last).map(|first| (first, last)));
        }
        Self(left)
    }
}

/// All of several sets: joined in pairs, so that a large one is not gone through for each small one.
pub(super) fn union_of<T: Default>(mut sets: Vec<T>, union: impl Fn(&T, &T) -> T) -> T {
    while sets.len() > 1 {
        let half = sets.len() / 2;
        let rest = sets.split_off(half);
        for (at, set) in rest.into_iter().enumerate() {
            match sets.get_mut(at).filter(|_| at < half) {
                Some(one) => *one = union(one, &set),
                None => sets.push(set),
            }
        }
    }
    sets.pop().unwrap_or_default()
}

/// The numbers from 0 to `last` by which of several sets hold them: the places of those, and behind them one that no
/// set has, so that what an earlier set holds comes first.
pub(super) fn classes(last: u128, sets: &[&Ranges]) -> BTreeMap<Vec<usize>, Ranges> {
    // Where a set begins to hold numbers, and where it ends to.
    let mut turns: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
    for (place, set) in sets.iter().enumerate() {
        for (from, to) in set.iter() {
            turns.entry(from).or_default().push(place);
            if let Some(behind) = to.checked_add(1) {
                turns.entry(behind).or_default().push(place);
            }
        }
    }
    let mut classes: BTreeMap<Vec<usize>, Ranges> = BTreeMap::new();
    let mut keep = |from: u128, to: u128, holders: &BTreeSet<usize>| {
        let key = holders.iter().copied().chain([usize::MAX]).collect();
        let Ranges(known) = classes.entry(key).or_default();
        match known.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(from) => *end = to,
            _ => known.push((from, to)),
        }
    };
    let (mut from, mut holders) = (0, BTreeSet::new());
    for (&at, places) in turns.range(..=last) {
        if at > from {
            keep(from, at.saturating_sub(1), &holders);
            from = at;
        }
        for place in places {
            if !holders.remove(place) {
                holders.insert(*place);
            }
        }
    }
    keep(from, last, &holders);
    classes
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
            let parts = [(a & b, vec![0, 1]), (a & !b, vec![0]), (!a & b, vec![1]), (!a & !b & 0xffff, vec![])];
            let parts = parts.into_iter().filter(|(bits, _)| *bits != 0);
            let parts = parts.map(|(bits, holders)| ([holders, vec![usize::MAX]].concat(), ranges(bits)));
            assert_eq!(classes(15, &[&ranges(a), &ranges(b)]), parts.collect(), "{a:b} {b:b}");
        }
        let all = Ranges::new(0, u128::MAX);
        assert_eq!(all.union(&all), all);
        assert!(all.difference(&all).is_empty() && Ranges::new(2, 1).is_empty());
        for count in 0..9 {
            let odd: Vec<Ranges> = (0..count).map(|number| Ranges::new(2 * number, 2 * number)).collect();
            let one_by_one = odd.iter().fold(Ranges::default(), |all, one| all.union(one));
            assert_eq!(union_of(odd, Ranges::union), one_by_one, "{count} sets");
        }
    }
}
