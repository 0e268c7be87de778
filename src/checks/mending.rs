//! Fixes, which are made when someone asks for them: they are many, few of them are ever looked at, and they read the tree
//! of a text that no analysis keeps.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Subject, by_id};
use crate::Analysis;
use crate::finding::{Edit, Finding, Fix, Promise};
use crate::manifest::Object;
use crate::source::{DocumentId, Place};
use crate::yaml::{self, Node};

/// For which findings a run of the checks makes the fixes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fixes<'a> {
    /// For none.
    None,
    /// For those at one of these places.
    At(&'a BTreeSet<Place>),
}

/// The trees of documents that were looked into: every check that makes fixes looks into the same ones again.
#[derive(Debug, Default)]
pub(crate) struct Trees(RefCell<BTreeMap<DocumentId, Option<Node>>>);

/// So many are kept at a time; what has more findings than that is a report and no answer to a person.
const MOST: usize = 2_000;

impl Subject<'_> {
    /// The tree of a document, read again from its text.
    pub(super) fn root(&self, document: DocumentId) -> Option<Node> {
        let mut trees = self.trees.0.borrow_mut();
        if trees.len() >= MOST && !trees.contains_key(&document) {
            trees.clear();
        }
        let read = || yaml::parse(self.texts.document(document)).root;
        trees.entry(document).or_insert_with(read).clone()
    }

    /// The tree of an object.
    pub(super) fn tree(&self, object: &Object) -> Option<Node> {
        self.root(object.document)?.map_at(object.span).cloned()
    }

    /// The text of an object's document, and its tree: what edits of it are made from.
    pub(super) fn written(&self, object: &Object) -> Option<(&str, Node)> {
        Some((self.texts.document(object.document), self.tree(object)?))
    }
}

impl Finding {
    /// Notes that something would mend it, and adds that where it is asked for.
    pub(super) fn mend<Made: IntoIterator<Item = Fix>>(&mut self, subject: &Subject, fixes: impl FnOnce() -> Made) {
        self.mendable = true;
        if matches!(subject.fixes, Fixes::At(places) if places.contains(&self.place)) {
            self.fixes.extend(fixes());
        }
    }
}

impl Analysis {
    /// What would mend each of some findings, the likeliest first.
    pub fn fixes(&self, findings: &[&Finding]) -> Vec<Vec<Fix>> {
        let places: BTreeSet<Place> = findings.iter().map(|finding| finding.place).collect();
        let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.check).collect();
        let subject = Subject { fixes: Fixes::At(&places), ..Subject::of(self) };
        let mut again = Vec::new();
        for check in ids.into_iter().filter_map(by_id) {
            (check.run)(&subject, &mut again);
        }
        let key = |finding: Finding| ((finding.check, finding.place, finding.message), finding.fixes);
        let made: BTreeMap<_, _> = again.into_iter().filter(|one| !one.fixes.is_empty()).map(key).collect();
        let of_it = |finding: &&Finding| made.get(&(finding.check, finding.place, finding.message.clone())).cloned();
        findings.iter().map(of_it).map(Option::unwrap_or_default).collect()
    }

    /// The findings, each with its fixes.
    pub fn mended(&self) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        let bare: Vec<&Finding> = self.findings.iter().filter(|finding| finding.fixes.is_empty()).collect();
        let made = self.fixes(&bare);
        let bare = findings.iter_mut().filter(|finding| finding.fixes.is_empty());
        bare.zip(made).for_each(|(finding, made)| finding.fixes = made);
        findings
    }
}

/// Whether a port's name is nothing but digits: a number in quotes, and Kubernetes has no port of such a name.
pub(super) fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number without its quotes, where it is a port and nothing but quotes makes it text.
pub(super) fn without_quotes(subject: &Subject, place: Place, text: &str, consequence: &str) -> Option<Fix> {
    let number = text.parse::<u16>().ok().filter(|number| *number != 0 && number.to_string() == text)?;
    let before = subject.texts.document(place.document).get(..place.span.start as usize)?;
    let is_quoted = subject.texts.slice(place).starts_with(['"', '\'']) && before.trim_end().ends_with(':');
    is_quoted.then(|| Fix {
        title: format!("Write {number} without quotes"),
        promise: Promise::NeedsReview,
        consequence: consequence.to_owned().into(),
        edits: vec![Edit { place, text: text.to_owned() }],
    })
}
