//! Ingresses.

use std::collections::BTreeSet;

use super::super::prose::prose;
use super::super::{Block, keys};
use super::Draft;
use super::things::{MOST_LINKS, ways};
use crate::Analysis;
use crate::explain;
use crate::exposure::{Path, Via};
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{code, count};

/// Which Services an Ingress sends to, and the ways through it.
pub(super) fn ingress(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) {
    let Body::Ingress(spec) = &object.body else { return };
    draft.places.extend(spec.class.as_ref().map(|class| object.place(class.span)));
    draft.lead = format!(
        "An Ingress of namespace {}. It opens nothing by itself: a controller reads it and serves it.",
        code(object.namespace())
    );
    let (mut links, mut found) = (Vec::new(), BTreeSet::new());
    for route in analysis.cluster.routes().iter().filter(|route| route.object == id) {
        let Some(service) = analysis.cluster.object(route.service) else { continue };
        found.insert(service.name());
        let text = format!("{}, for {}", explain::title(service), count(route.requests.len(), "path"));
        links.push(Block::Link(keys::object(service), prose(&text)));
        draft.lit.push(keys::object(service));
        draft.places.extend(route.backends.iter().map(|span| object.place(*span)));
    }
    let named: BTreeSet<&str> = spec.backends().filter_map(|(.., to)| Some(&*to.service_name()?.value)).collect();
    for missing in named.difference(&found) {
        let text = format!(
            "Service {} or its port is not here: unless it is elsewhere, what goes there gets an error.",
            code(missing)
        );
        links.push(Block::Text(prose(&text)));
    }
    links.truncate(MOST_LINKS);
    draft.section("Where it sends requests", links);
    let is_this = |path: &&Path| path.via == Via::Ingress && path.hops.get(1).is_some_and(|hop| hop.object == Some(id));
    ways(analysis, &analysis.exposure.paths.iter().filter(is_this).collect::<Vec<_>>(), draft);
}
