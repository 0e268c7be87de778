//! Gateways.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::Draft;
use super::things::MOST_LINKS;
use super::ways::ways;
use crate::Analysis;
use crate::explain;
use crate::exposure::Path;
use crate::labels::Selector;
use crate::manifest::gateway::Listener;
use crate::manifest::istio::Server;
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{code, few, list};

/// For what a Gateway listens, which routes it takes, and the ways by it.
pub(super) fn gateway(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) {
    let namespace = code(object.namespace());
    let listens: Vec<String> = match &object.body {
        Body::Gateway(spec) => {
            let class = spec.class.as_ref();
            draft.places.extend(class.map(|class| object.place(class.span)));
            let of_class = class.map_or_else(String::new, |class| format!(", of class {}", code(&class.value)));
            draft.lead = format!(
                "A Gateway of namespace {namespace}{of_class}. Whatever serves that class listens for it, mostly \
                 behind a load balancer."
            );
            spec.listeners.iter().take(MOST_LINKS).map(listener).collect()
        }
        Body::IstioGateway(spec) => {
            let selector = spec.selector.as_ref();
            draft.places.extend(selector.map(|selector| object.place(selector.pairs.span)));
            let asks = selector.into_iter().flat_map(Selector::requirements).map(|one| code(&one.text()));
            let asks = list(asks);
            let pods = if asks.is_empty() { "all pods of the mesh".to_owned() } else { format!("pods with {asks}") };
            draft.lead = format!(
                "A Gateway of Istio in namespace {namespace}. It tells {pods}, of any namespace, for what to listen; \
                 whoever reaches those pods reaches it."
            );
            spec.servers.iter().take(MOST_LINKS).map(server).collect()
        }
        _ => Vec::new(),
    };
    draft.section("What it listens for", listens.iter().map(|text| Block::Text(prose(text))).collect());
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
    let is_this = |path: &&Path| path.hops.iter().any(|hop| hop.object == Some(id));
    ways(analysis, &analysis.exposure.paths().filter(is_this).collect::<Vec<_>>(), draft);
}

/// "HTTPS on port 443, for `shop.example.com`, of routes of any namespace."
fn listener(listener: &Listener) -> String {
    let protocol = listener.protocol();
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

/// "HTTPS on port 443, for `shop.example.com`."
fn server(server: &Server) -> String {
    let port = server.number().map_or_else(String::new, |port| format!(" on port {port}"));
    format!("{}{port}, for {}.", server.protocol(), few(server.hosts.iter().map(|host| code(&host.value))))
}
