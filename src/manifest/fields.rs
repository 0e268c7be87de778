//! The fields that Kubernetes' own kinds have, level by level.
//!
//! A table has a type in a line, with its fields, each with the type of what stands under it where that is an object or
//! a list of them; a line that begins with a space goes on with the one above. They hold all fields that any release
//! from 1.16 to 1.37 has, since a cluster may be old or new (`kubernetes-client/python: kubernetes/client/models`, of its
//! releases 12 to 37, made from `kubernetes/kubernetes: api/openapi-spec`). What stands under `status` and
//! `managedFields` is the cluster's own, and not followed.

mod objects;
mod pods;

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the tables say, read once: it is the same for every text.
pub(crate) static TYPES: LazyLock<Types> = LazyLock::new(Types::new);

/// The types by name: an object's is its version and kind.
pub(crate) struct Types {
    named: BTreeMap<&'static str, usize>,
    /// The fields of each.
    all: Vec<Vec<Field>>,
}

/// A field, with the place of the type of what stands under it, where that is an object or a list of them.
pub(crate) type Field = (&'static str, Option<usize>);

impl Types {
    /// Reads the tables.
    fn new() -> Self {
        let (mut named, mut all) = (BTreeMap::new(), Vec::new());
        let mut fields = Vec::new();
        for line in objects::TYPES.lines().chain(pods::TYPES.lines()).rev() {
            let (mut words, goes_on) = (line.split_whitespace(), line.starts_with(' '));
            let name = if goes_on { None } else { words.next() };
            fields.extend(words);
            if let Some(name) = name {
                named.insert(name, all.len());
                all.push(std::mem::take(&mut fields));
            }
        }
        let field = |word: &'static str| match word.split_once(':') {
            Some((field, type_)) => (field, named.get(type_).copied()),
            None => (word, None),
        };
        let all = all.into_iter().map(|words| words.into_iter().map(field).collect()).collect();
        Self { named, all }
    }

    /// The names of all types; an object's has its version and a slash before its kind.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.named.keys().copied()
    }

    /// The place of a type; none where its fields are not known, or may be any.
    pub(crate) fn named(&self, type_: &str) -> Option<usize> {
        self.named.get(type_).copied()
    }

    /// The fields of the type at a place.
    pub(crate) fn fields(&self, type_: usize) -> &[Field] {
        self.all.get(type_).map_or(&[], Vec::as_slice)
    }
}
