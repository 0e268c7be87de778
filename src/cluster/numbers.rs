//! Where objects are among all, by their numbers, between which there is room.

use std::fmt;

use crate::manifest::{Object, ObjectId};

/// The place of each object by its number, and no place where none has that number.
#[derive(Clone, Default)]
pub(super) struct Numbers(Vec<u32>);

/// It follows from the numbers, and says nothing of its own.
impl fmt::Debug for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Numbers")
    }
}

impl Numbers {
    pub(super) fn new(objects: &[Object]) -> Self {
        let count = objects.last().map_or(0, |last| (last.id.0 as usize).saturating_add(1));
        let mut places = vec![u32::MAX; count];
        for (at, object) in (0..).zip(objects) {
            if let Some(place) = places.get_mut(object.id.0 as usize) {
                *place = at;
            }
        }
        Self(places)
    }

    /// How many numbers there are up to that of the last object.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The place of an object; past all of them where there is none.
    pub(super) fn place(&self, id: ObjectId) -> usize {
        self.0.get(id.0 as usize).map_or(usize::MAX, |place| *place as usize)
    }
}
