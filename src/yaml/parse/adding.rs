//! What is put into a mapping or a sequence that is being read: keys that are written twice, and merges.

use super::super::entries;
use super::super::key::{Pending, absent, dash_in_key, key};
use super::super::node::{Entry, Node};
use super::super::problem::{Failed, failed};
use super::{Builder, Built, Content, Frame, MOST_PROBLEMS};
use crate::source::Span;

impl Builder<'_> {
    /// Adds a node to the innermost open collection.
    pub(super) fn add(&mut self, built: Built) -> Failed<()> {
        let Some(frame) = self.stack.last_mut() else { return Ok(()) };
        frame.end = built.end;
        frame.height = frame.height.max(built.height);
        frame.size = frame.size.saturating_add(built.size);
        let mapping = match &mut frame.content {
            Content::Sequence(items) => {
                items.push(built.node);
                return Ok(());
            }
            Content::Mapping(mapping) => mapping,
        };
        match mapping.pending.take() {
            None => {
                let pending = key(built.node, self.text)?;
                self.problems.extend(dash_in_key(&pending, self.text).filter(|_| self.problems.len() < MOST_PROBLEMS));
                mapping.pending = Some(pending);
                Ok(())
            }
            Some(Pending { merge: true, span, .. }) => self.merge(&built.node, span),
            Some(Pending { key, span, .. }) => {
                let mut built = built;
                if built.node.span.start == built.node.span.end {
                    built.node.span = absent(self.text, span, built.node.span);
                    frame.end = built.node.span.end;
                }
                let entry = Entry { key, key_span: span, value: built.node };
                let earlier = mapping.entries.insert(entry);
                if let Some(earlier) = earlier {
                    self.report_duplicate(&earlier, span);
                }
                Ok(())
            }
        }
    }

    fn report_duplicate(&mut self, earlier: &Entry, again: Span) {
        // What a merge brought in is there to be replaced.
        let Some(Frame { content: Content::Mapping(mapping), start, .. }) = self.stack.last() else { return };
        let at = earlier.key_span.start;
        if at < *start || (mapping.merged.start..mapping.merged.end).contains(&at) {
            return;
        }
        self.problems.extend(entries::written_twice(self.text, earlier, again, self.duplicates));
        self.duplicates = self.duplicates.saturating_add(1);
    }

    /// Takes the entries of a `<<` value in where it stands: they replace what came before them and
    /// yield to what comes after, as in go-yaml v2. Of several maps the first one wins.
    fn merge(&mut self, value: &Node, span: Span) -> Failed<()> {
        let is_alias = value.span.start < span.start;
        let Some(maps) = entries::merged(value, is_alias) else {
            return failed(span, "The merge key `<<` needs a map, or a list of maps.", None);
        };
        for entries in maps.iter().rev() {
            self.count(entries.len(), span)?;
            let Some(Frame { content: Content::Mapping(mapping), start, .. }) = self.stack.last_mut() else { continue };
            mapping.merged = if is_alias { mapping.merged } else { value.span };
            for entry in entries.iter() {
                let replaced = mapping.entries.insert(entry.clone());
                if let Some(replaced) =
                    replaced.filter(|replaced| (*start..span.start).contains(&replaced.key_span.start))
                    && self.problems.len() < MOST_PROBLEMS
                {
                    self.problems.push(entries::replaced_by_merge(&replaced));
                }
            }
        }
        Ok(())
    }
}
