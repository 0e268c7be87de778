//! Gateways.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::Draft;
use super::things::MOST_LINKS;
use super::ways::ways;
use crate::Analysis;
use crate::explain;
use crate::exposure::Path;
use crate::manifest::gateway::{GatewaySpec, Listener};
use crate::manifest::{Object, ObjectId};
use crate::words::{capitalised, code};

/// For what a Gateway listens, which routes it takes, and the ways by it.
pub(super) fn gateway(analysis: &Analysis, id: ObjectId, object: &Object, spec: &GatewaySpec, draft: &mut Draft) {
    let class = spec.class.as_ref().map_or_else(String::new, |class| format!(", of class {}", code(&class.value)));
    draft.lead = format!(
        "A Gateway of namespace {}{class}. Whatever serves that class listens for it, mostly behind a load balancer.",
        code(object.namespace())
    );
    draft.places.extend(spec.class.as_ref().map(|class| object.place(class.span)));
    let listeners = spec.listeners.iter().take(MOST_LINKS);
    draft.section("What it listens for", listeners.map(|one| Block::Text(prose(&listener(one)))).collect());
    let mut blocks = Vec::new();
    for attachment in analysis.cluster.attachments().iter().filter(|attachment| attachment.gateway == Some(id)) {
        let Some(route) = analysis.cluster.object(attachment.route) else { continue };
        let taken = || format!("It takes {}.", explain::title(route));
        let text = explain::refusal(&analysis.cluster, attachment).unwrap_or_else(taken);
        blocks.push(Block::Link(keys::object(route), prose(&text)));
        draft.lit.push(keys::object(route));
    }
    blocks.truncate(MOST_LINKS);
    draft.section("Which routes it takes", blocks);
    let is_this = |path: &&Path| path.hops.get(1).is_some_and(|hop| hop.object == Some(id));
    ways(analysis, &analysis.exposure.paths.iter().filter(is_this).collect::<Vec<_>>(), draft);
}

/// "HTTPS on port 443, for `shop.example.com`, of routes of any namespace."
fn listener(listener: &Listener) -> String {
    let protocol = capitalised(&listener.protocol());
    let port = listener.number().map_or_else(String::new, |port| format!(" on port {port}"));
    let host = listener.host().map_or_else(|| "every host".to_owned(), code);
    let from = match listener.allowed_routes.namespaces.from.as_ref().map(|from| &*from.value) {
        Some("All") => "any namespace",
        Some("Selector") => "namespaces that its selector finds",
        Some("None") => "no namespace",
        _ => "its own namespace",
    };
    format!("{protocol}{port}, for {host}, by routes of {from}.")
}
