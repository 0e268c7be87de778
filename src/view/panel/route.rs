//! What says which requests go where: Ingresses, Routes of OpenShift, routes of the Gateway API, and
//! VirtualServices.

use std::collections::BTreeSet;

use super::super::prose::prose;
use super::super::{Block, keys};
use super::things::{MOST_LINKS, a_kind};
use super::ways::ways;
use super::{Draft, ingress};
use crate::Analysis;
use crate::explain;
use crate::exposure::Path;
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{capitalised, code, count};

/// Which Services a route sends to, by which Gateways, and the ways through it.
pub(super) fn route(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) {
    let serves = match &object.body {
        Body::Ingress(spec) => {
            draft.places.extend(spec.class.as_ref().map(|class| object.place(class.span)));
            "a controller reads it and serves it"
        }
        Body::OpenShiftRoute(spec) => {
            draft.places.extend(spec.host.as_ref().map(|host| object.place(host.span)));
            "OpenShift's router reads it and serves it"
        }
        Body::VirtualService(spec) if spec.hosts.is_empty() => {
            "it names no host, so it is for what other VirtualServices leave to it"
        }
        Body::VirtualService(spec) if spec.gateways().next().is_none() => {
            "it names no Gateway, so it is for what the pods of the mesh ask of each other"
        }
        _ => "the Gateways that it names serve it, if they take it",
    };
    draft.lead = format!(
        "{} of namespace {}. It opens nothing by itself: {serves}.",
        capitalised(&a_kind(object)),
        code(object.namespace())
    );
    if let Body::Ingress(spec) = &object.body {
        ingress::ingress(analysis, object, spec, draft);
    }
    let served = gateways(analysis, id, object, draft);
    let mut links = Vec::new();
    for (namespace, name) in backends(object) {
        links.push(backend(analysis, id, (&namespace, &name), served, draft));
    }
    links.truncate(MOST_LINKS);
    draft.section("Where it sends requests", links);
    let routes = analysis.cluster.routes().iter().filter(|route| route.object == id);
    draft.places.extend(routes.flat_map(|route| route.backends.iter().map(|span| object.place(*span))));
    let is_this = |path: &&Path| path.hops.iter().any(|hop| hop.object == Some(id));
    ways(analysis, &analysis.exposure.paths().filter(is_this).collect::<Vec<_>>(), draft);
}

/// Which Gateways serve a route, and why others do not. Whether any does, or none is asked to.
fn gateways(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) -> bool {
    let (mut blocks, mut served) = (Vec::new(), matches!(object.body, Body::Ingress(_) | Body::OpenShiftRoute(_)));
    for attachment in analysis.cluster.attachments().iter().filter(|attachment| attachment.route == id) {
        draft.places.push(object.place(attachment.parent));
        let gateway = attachment.gateway.and_then(|gateway| analysis.cluster.object(gateway));
        let refusal = explain::refusal(&analysis.cluster, attachment);
        served |= refusal.is_none();
        blocks.push(match gateway {
            None => Block::Text(prose("A Gateway that is not here: whether it takes the route is not known.")),
            Some(gateway) => {
                draft.lit.push(keys::object(gateway));
                let taken = || format!("{} takes it.", explain::title(gateway));
                Block::Link(keys::object(gateway), prose(&refusal.unwrap_or_else(taken)))
            }
        });
    }
    blocks.truncate(MOST_LINKS);
    draft.section("Which Gateways serve it", blocks);
    served
}

/// A Service that is named, with what is sent to it.
fn backend(analysis: &Analysis, id: ObjectId, at: (&str, &str), served: bool, draft: &mut Draft) -> Block {
    let (namespace, name) = at;
    let cluster = &analysis.cluster;
    let is_it =
        |service: &&ObjectId| cluster.object(**service).is_some_and(|object| (object.namespace(), object.name()) == at);
    let service = cluster.services().map(|matched| &matched.service).find(is_it);
    let refused = cluster.ungranted().iter().any(|one| one.route == id && (&*one.namespace, &*one.name) == at);
    let requests: BTreeSet<&String> = cluster
        .routes()
        .iter()
        .filter(|route| route.object == id && Some(&route.service) == service)
        .flat_map(|route| &route.requests)
        .collect();
    match service.and_then(|service| cluster.object(*service)) {
        _ if refused => Block::Text(prose(&format!(
            "Service {} is of namespace {}, where no ReferenceGrant lets the route refer to it.",
            code(name),
            code(namespace)
        ))),
        Some(service) if !requests.is_empty() || !served => {
            draft.lit.push(keys::object(service));
            let paths = if served { format!(", for {}", count(requests.len(), "path")) } else { String::new() };
            Block::Link(keys::object(service), prose(&format!("{}{paths}", explain::title(service))))
        }
        _ => Block::Text(prose(&format!(
            "Service {} or its port is not here: unless it is elsewhere, what goes there gets an error.",
            code(name)
        ))),
    }
}

/// The Services that are named, each by namespace and name.
fn backends(object: &Object) -> BTreeSet<(String, String)> {
    let own = object.namespace();
    match &object.body {
        Body::Ingress(spec) => {
            let named = spec.backends().filter_map(|(.., to)| to.service_name());
            named.map(|name| (own.to_owned(), name.value.to_string())).collect()
        }
        Body::OpenShiftRoute(spec) => {
            let named = spec.backends().filter_map(|to| to.name.as_ref());
            named.map(|name| (own.to_owned(), name.value.to_string())).collect()
        }
        Body::VirtualService(spec) => {
            let routes = spec.http.iter().chain(&spec.tls).chain(&spec.tcp);
            let services = routes.flat_map(|route| route.receivers()).filter_map(|to| to.service(own));
            services.map(|(namespace, name)| (namespace.to_owned(), name.to_owned())).collect()
        }
        Body::GatewayRoute(spec) => {
            let backends = spec.rules.iter().flat_map(|rule| rule.receivers());
            let services = backends.filter(|backend| backend.is("", "Service"));
            services.map(|backend| (backend.namespace(own).to_owned(), backend.name().to_owned())).collect()
        }
        _ => BTreeSet::new(),
    }
}
