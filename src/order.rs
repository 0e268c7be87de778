//! Sorting and counting, compiled once. The standard library's sorts are compiled anew for every type and every
//! comparison, and in the page they weighed more than all of the engine's reading of YAML.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Stable sorting of anything, by way of one sort of indices.
pub(crate) trait Order<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by the things' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut places = places(self.len(), &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        for index in 0..places.len() {
            while let Some(place) = places.get(index).copied().filter(|place| *place != index) {
                self.swap(index, place);
                places.swap(index, place);
            }
        }
    }
}

/// How often each of some things is there, in their own order.
pub(crate) fn tally<T: Ord>(things: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut tally = BTreeMap::new();
    for thing in things {
        let number: &mut usize = tally.entry(thing).or_default();
        *number = number.saturating_add(1);
    }
    tally
}

/// For each of `count` things, the place where it stands when they are sorted.
fn places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    sorted.sort_by(|a, b| compare(*a, *b));
    let mut places = vec![0; count];
    for (place, index) in sorted.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(index) {
            *slot = place;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 28
        };
        for count in [0, 1, 2, 3, 20, 200] {
            let items: Vec<(u32, usize)> = (0..count).map(|index| (next(), index)).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            ours.order_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
        }
    }
}
