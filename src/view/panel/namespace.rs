//! Namespaces.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::things::MOST_LINKS;
use super::{Draft, concept};
use crate::Analysis;
use crate::explain;
use crate::exposure::{Reach, Verdict};
use crate::manifest::{Body, Object};
use crate::order::{Order, tally};
use crate::words::{capitalised, code, count};

/// What a namespace has, and what of it can be reached from furthest out.
pub(super) fn namespace(analysis: &Analysis, name: &str) -> Option<Draft> {
    let cluster = &analysis.cluster;
    let inside = cluster.objects().map(|(_, object)| object).filter(|object| object.namespace() == name);
    let kinds = tally(inside.map(|object| &*object.kind.value));
    let number: usize = kinds.values().sum();
    let mut draft = Draft { title: format!("Namespace {}", code(name)), ..Draft::default() };
    let own = cluster.objects().map(|(_, object)| object).filter(|object| matches!(object.body, Body::Namespace));
    draft.places.extend(own.filter(|object| object.name() == name).map(Object::name_place));
    draft.lead = format!("A part of the cluster with names of its own. Here it has {}.", count(number, "object"));
    let mut kinds: Vec<(&str, usize)> = kinds.into_iter().collect();
    kinds.order_by_key(|(_, number)| std::cmp::Reverse(*number));
    let of_kind = |(kind, number): (&str, usize)| prose(&count(number, kind));
    let kinds: Vec<_> = kinds.into_iter().take(MOST_LINKS).map(of_kind).collect();
    if number == 0 {
        return None;
    }
    draft.section("What is in it", vec![Block::List(kinds)]);
    let mut reached: Vec<_> = analysis
        .exposure
        .widest()
        .into_iter()
        .filter_map(|(id, found)| Some((found, cluster.object(id)?)))
        .filter(|(_, object)| object.namespace() == name)
        .collect();
    reached.order_by_key(|((reach, verdict), _)| (*verdict, *reach));
    let more = reached.len().saturating_sub(MOST_LINKS);
    let link = |((reach, verdict), object): ((Reach, Verdict), &Object)| {
        let can = if verdict == Verdict::Open { "can" } else { "can perhaps" };
        let text = format!("{} {can} reach {}.", capitalised(reach.who()), explain::title(object));
        Block::Link(keys::object(object), prose(&text))
    };
    let mut links: Vec<Block> = reached.into_iter().take(MOST_LINKS).map(link).collect();
    if more > 0 {
        links.push(Block::Text(prose(&format!("And {more} more."))));
    }
    draft.section("What can be reached, from furthest out", links);
    draft.section("In plain words", concept::of("namespace"));
    Some(draft)
}
