//! The fields that Kubernetes' own kinds have, level by level.
//!
//! A table has a type in a line, with its fields, each with the type of what stands under it where that is an object or
//! a list of them; a line that begins with a space goes on with the one above. They hold all fields that one of the
//! releases 1.16, 1.20, 1.26, 1.31 and 1.37 has, since a cluster may be old or new
//! (`kubernetes-client/python: kubernetes/client/models`, made from `kubernetes/kubernetes: api/openapi-spec`). What stands under `status` and `managedFields` is the
//! cluster's own, and not followed.

mod objects;
mod pods;

use std::collections::BTreeMap;

/// The types by name: an object's is its version and kind.
pub(crate) struct Types(BTreeMap<&'static str, Vec<(&'static str, Option<&'static str>)>>);

impl Types {
    /// Reads the tables.
    pub(crate) fn new() -> Self {
        let mut types = BTreeMap::new();
        let mut fields = Vec::new();
        for line in objects::TYPES.lines().chain(pods::TYPES.lines()).rev() {
            let (mut words, goes_on) = (line.split_whitespace(), line.starts_with(' '));
            let name = if goes_on { None } else { words.next() };
            fields.extend(words.map(|word| match word.split_once(':') {
                Some((field, type_)) => (field, Some(type_)),
                None => (word, None),
            }));
            if let Some(name) = name {
                types.insert(name, std::mem::take(&mut fields));
            }
        }
        Self(types)
    }

    /// The fields of a type, each with the type of what stands under it, or of each of its entries; none where that is
    /// no object, or one that may have any fields.
    pub(crate) fn fields(&self, type_: &str) -> Option<&[(&'static str, Option<&'static str>)]> {
        self.0.get(type_).map(Vec::as_slice)
    }
}
