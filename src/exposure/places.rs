//! Which of the ways have to do with which object.

use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use super::Path;
use crate::manifest::ObjectId;

/// The places of ways among all of them, by an object of each: where those of an object begin, and all of them.
#[derive(Clone, Default)]
pub(super) struct Places {
    starts: Vec<u32>,
    places: Vec<u32>,
}

/// Where those of an object begin follows from its number, which says nothing of its own.
impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.places.fmt(f)
    }
}

impl Places {
    /// Takes note of the ways by what `of` says of each, whose number is below this one.
    pub(super) fn new(numbers: usize, paths: &[Rc<Path>], of: fn(&Path) -> Option<ObjectId>) -> Self {
        let ids: Vec<Option<usize>> = paths.iter().map(|path| of(path).map(|id| id.0 as usize)).collect();
        let mut starts = vec![0_u32; numbers.saturating_add(1)];
        for id in ids.iter().flatten() {
            if let Some(count) = starts.get_mut(id.saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut before = 0_u32;
        for start in &mut starts {
            before = before.saturating_add(*start);
            *start = before;
        }
        let mut next = starts.clone();
        let mut places = vec![0; ids.iter().flatten().count()];
        for (place, id) in (0..).zip(&ids) {
            let Some(next) = id.and_then(|id| next.get_mut(id)) else { continue };
            if let Some(slot) = places.get_mut(*next as usize) {
                *slot = place;
            }
            *next = next.saturating_add(1);
        }
        Self { starts, places }
    }

    /// The places of those of an object, in their order.
    pub(super) fn of(&self, id: ObjectId) -> impl Iterator<Item = usize> + Clone {
        self.places.get(self.range(id).unwrap_or_default()).into_iter().flatten().map(|place| *place as usize)
    }

    fn range(&self, id: ObjectId) -> Option<Range<usize>> {
        let [start, end, ..] = *self.starts.get(id.0 as usize..)? else { return None };
        Some(start as usize..end as usize)
    }
}
