//! What becomes of a route and the Gateway that it names.

use super::title;
use crate::cluster::{Attachment, Cluster, Refusal};
use crate::manifest::gateway::{GatewaySpec, Reference, RouteSpec};
use crate::manifest::{Body, Object};
use crate::words::{code, few};

/// Why a Gateway does not take a route, as a sentence; none where it does, or is not here.
pub(crate) fn refusal(cluster: &Cluster, attachment: &Attachment) -> Option<String> {
    let refusal = attachment.refusal?;
    let (route, gateway) = (cluster.object(attachment.route)?, cluster.object(attachment.gateway?)?);
    let (Body::GatewayRoute(asks), Body::Gateway(spec)) = (&route.body, &gateway.body) else { return None };
    let parent = asks.parents.iter().find(|parent| parent.span == attachment.parent)?;
    let why = match refusal {
        Refusal::OtherListener => other_listener(parent, spec),
        Refusal::Conflict => {
            "the listener has its port and its host in common with another one, so that neither works".to_owned()
        }
        Refusal::Kind => format!("its listener takes no {}", route.kind.value),
        Refusal::Namespace => namespace(route, gateway),
        Refusal::Host => hosts(asks, spec),
    };
    Some(format!("{} does not take {}: {why}.", title(gateway), title(route)))
}

fn other_listener(parent: &Reference, spec: &GatewaySpec) -> String {
    let named = parent.section.as_ref().filter(|section| !section.value.is_empty());
    match (named, &parent.port) {
        _ if spec.listeners.is_empty() => "it has no listeners".to_owned(),
        (Some(section), None) => format!("it has no listener {}", code(&section.value)),
        (Some(section), Some(port)) => format!("it has no listener {} on port {}", code(&section.value), port.value),
        (None, Some(port)) => format!("it has no listener on port {}", port.value),
        (None, None) => "none of its listeners is meant".to_owned(),
    }
}

fn namespace(route: &Object, gateway: &Object) -> String {
    let (of_route, of_gateway) = (code(route.namespace()), code(gateway.namespace()));
    if route.namespace() == gateway.namespace() {
        return format!("its listener takes no routes of namespace {of_route}");
    }
    format!("its listener takes no routes of namespace {of_route}, and the Gateway is in {of_gateway}")
}

fn hosts(asks: &RouteSpec, spec: &GatewaySpec) -> String {
    let listened = few(spec.listeners.iter().filter_map(|listener| listener.host()).map(code));
    let asked = few(asks.hostnames.iter().map(|host| code(&host.value)));
    format!("its listeners are for {listened}, and the route is for {asked}")
}
