//! The explanation of what was chosen.

mod access;
mod chain;
mod concept;
mod control;
mod finding;
mod fix;
mod gateway;
mod ingress;
mod namespace;
mod parts;
mod policy;
mod route;
mod things;
mod ways;

use super::prose::{marks, prose};
use super::{Block, Panel, Section, alike, keys};
use crate::Analysis;
use crate::order::Order;
use crate::source::Place;
use keys::Subject;

/// Explains what a key names; none where there is no such thing.
pub(super) fn panel(analysis: &Analysis, key: &str) -> Option<Panel> {
    let draft = match keys::resolve(&analysis.cluster, key)? {
        Subject::Object(id) => things::object(analysis, id)?,
        Subject::Pair(service, workload) => things::pair(analysis, service, workload)?,
        Subject::Outside(reach) => ways::outside(analysis, reach),
        Subject::Entry(via, door) => ways::entry(analysis, None, via, door)?,
        Subject::Way(from, via, door) => ways::entry(analysis, Some(from), via, door)?,
        Subject::Sent(gate, service) => ways::sent(analysis, gate, service)?,
        Subject::Alike(first) => things::alike(analysis, first)?,
        Subject::Namespace => namespace::namespace(analysis, keys::folded(key)?)?,
        Subject::Concept => concept::concept(analysis, key.split_once(':')?.1)?,
        Subject::Control(part) => control::part(analysis, part)?,
        Subject::Chain(workload) => control::chain(analysis, workload)?,
        Subject::Finding => finding::finding(analysis, key)?,
        Subject::Problem(number) => finding::problem(analysis, number)?,
    };
    let mut lit = draft.lit;
    // What is folded lights up as the card of its set, or of its namespace.
    lit.extend(alike::lit(analysis, &lit));
    let mut within: Vec<String> = lit.iter().filter_map(|key| keys::namespace_of(key)).map(keys::namespace).collect();
    lit.append(&mut within);
    lit.push(key.to_owned());
    lit.order();
    lit.dedup();
    Some(Panel {
        key: key.to_owned(),
        title: prose(&draft.title),
        lead: prose(&draft.lead),
        sections: draft.sections,
        marks: marks(&analysis.texts, draft.places),
        lit,
    })
}

/// A panel in the making.
#[derive(Default)]
struct Draft {
    title: String,
    lead: String,
    sections: Vec<Section>,
    /// What proves it, the foremost first.
    places: Vec<Place>,
    lit: Vec<super::Key>,
}

impl Draft {
    /// Adds a part, unless it is empty.
    fn section(&mut self, heading: &str, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.sections.push(Section { heading: heading.to_owned(), blocks });
        }
    }
}
