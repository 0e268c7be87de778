//! The parts of the control plane, and the chains that lead to it.

use super::super::Block;
use super::super::keys::{self, Part};
use super::super::prose::prose;
use super::chain::{light, links};
use super::things::MOST_LINKS;
use super::{Draft, parts};
use crate::Analysis;
use crate::chain;
use crate::explain;
use crate::exposure::Verdict;
use crate::manifest::ObjectId;
use crate::words::{code, count};

const API_SERVER: &str = "The API server takes every request to the cluster: from people, from nodes and from pods. It \
    asks who is there and what they may do, and then reads or changes the objects in etcd. Whoever may do much here \
    needs no other way into the cluster.";
const ETCD: &str = "etcd is the database of the control plane: every object of the cluster lies in it, Secrets too. \
    The API server reads and writes it for whoever may ask, so that rights on the API server are rights on what lies \
    here.";
const CONTROL_PLANE: &str =
    "The control plane decides what runs in the cluster; the API server and etcd are parts of it.";
const NODE: &str = "A node is a machine that runs pods. It asks the API server which ones.";

/// A part of the control plane: what it is, and which chains arrive at it.
pub(super) fn part(analysis: &Analysis, part: Part) -> Draft {
    let mut draft = Draft { title: part.title().to_owned(), ..Draft::default() };
    draft.lead = match part {
        Part::ApiServer => API_SERVER,
        Part::Etcd => ETCD,
    }
    .to_owned();
    let mut ways = Vec::new();
    for chain in chain::chains(analysis).iter().filter(|chain| chain.verdict != Verdict::Blocked) {
        let Some((worst, object)) = chain.powers.first().zip(analysis.cluster.object(chain.workload)) else { continue };
        light(analysis, chain, &mut draft);
        let perhaps = if chain.verdict == Verdict::Open { "" } else { "perhaps " };
        let text = format!("{} may {perhaps}{}.", explain::title(object), worst.words());
        ways.push(Block::Link(keys::chain(object), prose(&text)));
    }
    let more = ways.len().saturating_sub(MOST_LINKS);
    ways.truncate(MOST_LINKS);
    if more > 0 {
        ways.push(Block::Text(prose(&format!("And {}.", count(more, "more workload")))));
    }
    draft.section("Whose pods may do what here", ways);
    draft.section("What is around it", vec![Block::List([CONTROL_PLANE, NODE].map(prose).into())]);
    draft
}

/// A chain, from whoever can connect to a workload to what its pods may do on the API server.
pub(super) fn chain(analysis: &Analysis, id: ObjectId) -> Option<Draft> {
    let (object, chain) = (analysis.cluster.object(id)?, chain::of(analysis, id)?);
    let worst = chain.powers.first()?;
    let mut draft = Draft { title: format!("From {} to the API server", code(object.name())), ..Draft::default() };
    let more = match chain.powers.len() - 1 {
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
