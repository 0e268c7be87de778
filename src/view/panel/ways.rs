//! Places outside, ways in, and how something is reached by them.

use std::collections::BTreeSet;

use super::super::prose::prose;
use super::super::{Block, keys};
use super::things::MOST_LINKS;
use super::{Draft, parts};
use crate::Analysis;
use crate::explain;
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::manifest::ObjectId;
use crate::order::Order;
use crate::words::{capitalised, code, count};

/// More ways than this are too many to read at once.
const MOST_WAYS: usize = 3;

/// A place outside.
pub(super) fn outside(analysis: &Analysis, reach: Reach) -> Draft {
    let mut draft = Draft { lit: vec![keys::outside(reach)], ..Draft::default() };
    let (mut open, mut may) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    let mut paths: Vec<&Path> = analysis.exposure.paths().filter(|path| path.from == reach).collect();
    paths.order_by_key(|path| path.verdict);
    for path in &paths {
        let Some(object) = path.workload().and_then(|id| analysis.cluster.object(id)) else { continue };
        if path.verdict == Verdict::Blocked || !seen.insert((path.workload(), path.port())) {
            continue;
        }
        draft.lit.extend(keys::steps(&analysis.cluster, path));
        let text = format!("{}, port {}", explain::title(object), path.port().unwrap_or_default());
        let link = Block::Link(keys::object(object), prose(&text));
        if path.verdict == Verdict::Open { open.push(link) } else { may.push(link) }
    }
    draft.title = capitalised(reach.who());
    draft.lead = match (open.len(), may.len()) {
        (0, 0) => "Nothing can be reached from here.".to_owned(),
        (0, may) => format!("Can perhaps reach {}.", count(may, "port")),
        (open, 0) => format!("Can reach {}.", count(open, "port")),
        (open, may) => format!("Can reach {}, and perhaps {may} more.", count(open, "port")),
    };
    open.truncate(MOST_LINKS);
    may.truncate(MOST_LINKS);
    draft.section("What can be reached", open);
    draft.section("What may be reached", may);
    draft.section("It depends on", parts::assumptions(paths));
    draft
}

/// A way in, from one place outside or from all of them.
pub(super) fn entry(analysis: &Analysis, from: Option<Reach>, via: Via, door: ObjectId) -> Option<Draft> {
    let object = analysis.cluster.object(door)?;
    let is_this = |path: &&Path| {
        // The card of a load balancer stands for its node ports too.
        let same = path.via == via || (from.is_none() && via == Via::LoadBalancer && path.via == Via::NodePort);
        same && path.gate.or(path.service).or(path.workload()) == Some(door)
            && from.is_none_or(|from| path.from == from)
    };
    let paths: Vec<&Path> = analysis.exposure.paths().filter(is_this).collect();
    let title = match (from, via) {
        (Some(from), _) => format!("From {} to {}", from.who(), code(object.name())),
        (None, Via::LoadBalancer) => format!("The load balancer of {}", code(object.name())),
        (None, _) => format!("The {} of {}", via.title(), code(object.name())),
    };
    by(analysis, title, via, &paths)
}

/// What an Ingress, Route or Gateway sends to a Service.
pub(super) fn sent(analysis: &Analysis, gate: ObjectId, service: ObjectId) -> Option<Draft> {
    let names = analysis.cluster.object(gate).zip(analysis.cluster.object(service));
    let title = names.map(|(gate, service)| format!("{} to {}", code(gate.name()), code(service.name())))?;
    let paths = || analysis.exposure.through(service).filter(|path| path.gate == Some(gate));
    by(analysis, title, paths().next()?.via, &paths().collect::<Vec<_>>())
}

/// Ways by the same means.
fn by(analysis: &Analysis, title: String, via: Via, paths: &[&Path]) -> Option<Draft> {
    let first = paths.first()?;
    let lead = match via {
        Via::LoadBalancer => {
            "The provider sets up a load balancer with an address of its own, and it sends to the nodes."
        }
        Via::Ingress => {
            "An Ingress opens nothing by itself: a controller reads it, and sends the requests that it names to the pods."
        }
        Via::Route => {
            "A Route opens nothing by itself: OpenShift's router reads it, and sends the requests that it names to the pods."
        }
        Via::Knative => {
            "Knative gives its Service a host, and its own ingress sends the requests for that to the pods, which it starts when they are needed."
        }
        Via::Gateway => {
            "A Gateway listens on ports of its own, and sends what the routes that it takes name to the pods."
        }
        Via::NodePort => {
            "Every node of the cluster opens this port and sends what arrives to the pods, wherever they run."
        }
        Via::ExternalIp => {
            "Every node answers for these addresses, if the network routes them there. The cluster does not manage them, and nothing checks who claims them."
        }
        Via::HostPort => "The container claims a port of the node that it runs on, whatever the Services say.",
        Via::HostNetwork => "The pod uses its node's network as its own: every port that it opens is open on the node.",
        Via::ClusterIp => {
            "A Service has an address that only the cluster knows, and every pod of every namespace can use it."
        }
        Via::PodIp => "Every pod has an address, and without a network policy every other pod can connect to it.",
    };
    let mut draft = Draft { title, lead: lead.to_owned(), ..Draft::default() };
    draft.places = first.hops.iter().flat_map(|hop| hop.places.iter().copied()).collect();
    ways(analysis, paths, &mut draft);
    Some(draft)
}

/// How something is reached, outermost and surest first: the first ways in full, what they rest on,
/// and everything on them lit. Of ways that end before they arrive the outermost says it all.
pub(super) fn ways(analysis: &Analysis, paths: &[&Path], draft: &mut Draft) {
    let mut paths = paths.to_vec();
    paths.order_by_key(|path| (path.verdict == Verdict::Depends, path.from, path.via));
    for path in &paths {
        draft.lit.extend(keys::steps(&analysis.cluster, path));
    }
    let assumptions = parts::assumptions(paths.iter().copied());
    if paths.iter().all(|path| path.workload().is_none()) {
        paths.truncate(1);
    }
    let mut blocks = Vec::new();
    for path in paths.iter().take(MOST_WAYS) {
        if path.verdict == Verdict::Depends {
            blocks.push(Block::Text(prose("Perhaps, depending on what the manifests do not say:")));
        } else if path.is_cut() {
            blocks.push(Block::Text(prose("This way is cut:")));
        }
        blocks.push(parts::hops(analysis, path));
    }
    let more = paths.len().saturating_sub(MOST_WAYS);
    if more > 0 {
        blocks.push(Block::Text(prose(&format!("And {}.", count(more, "more way")))));
    }
    let kept_out = !paths.is_empty() && paths.iter().all(|path| path.is_cut());
    draft.section(if kept_out { "Why it is not reached" } else { "How it is reached" }, blocks);
    draft.section("It depends on", assumptions);
}
