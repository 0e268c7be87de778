//! The parts of the control plane, and the chains that lead to it.

use super::super::Block;
use super::super::keys::{self, Part};
use super::super::prose::prose;
use super::chain::{light, links};
use super::things::MOST_LINKS;
use super::{Draft, concept, parts};
use crate::Analysis;
use crate::chain;
use crate::explain;
use crate::exposure::Verdict;
use crate::manifest::ObjectId;
use crate::words::{code, count};

/// A part of the control plane: its card, which names the chains that arrive at it.
pub(super) fn part(analysis: &Analysis, part: Part) -> Option<Draft> {
    let id = match part {
        Part::ApiServer => "api-server",
        Part::Etcd => "etcd",
    };
    concept::concept(analysis, id)
}

/// Whose pods may do what on the API server, each chain lit up.
pub(super) fn powers(analysis: &Analysis, draft: &mut Draft) -> Vec<Block> {
    let mut ways = Vec::new();
    for chain in chain::chains(analysis).iter().filter(|chain| chain.verdict != Verdict::Blocked) {
        let Some((worst, object)) = chain.powers.first().zip(analysis.cluster.object(chain.workload)) else { continue };
        light(analysis, chain, draft);
        let perhaps = if chain.verdict == Verdict::Open { "" } else { "perhaps " };
        let text = format!("{} may {perhaps}{}.", explain::title(object), worst.words());
        ways.push(Block::Link(keys::chain(object), prose(&text)));
    }
    let more = ways.len().saturating_sub(MOST_LINKS);
    ways.truncate(MOST_LINKS);
    if more > 0 {
        ways.push(Block::Text(prose(&format!("And {}.", count(more, "more workload")))));
    }
    ways
}

/// A chain, from whoever can connect to a workload to what its pods may do on the API server.
pub(super) fn chain(analysis: &Analysis, id: ObjectId) -> Option<Draft> {
    let (object, chain) = (analysis.cluster.object(id)?, chain::of(analysis, id)?);
    let (worst, others) = chain.powers.split_first()?;
    let mut draft = Draft { title: format!("From {} to the API server", code(object.name())), ..Draft::default() };
    let more = match others.len() {
        0 => String::new(),
        1 => ", and one thing more that leads further".to_owned(),
        more => format!(", and {more} things more that lead further"),
    };
    draft.lead = format!("Whoever takes a pod of {} over may {}{more}.", explain::title(object), worst.words());
    draft.places = chain.links.iter().rev().flat_map(|link| link.places.iter().copied()).collect();
    draft.section("How it is reached", vec![parts::hops(analysis, chain.path)]);
    links(analysis, &chain, &mut draft);
    draft.section("It depends on", parts::assumptions([chain.path]));
    Some(draft)
}
