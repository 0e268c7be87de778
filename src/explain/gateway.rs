//! What becomes of a route and the Gateway that it names.

use std::rc::Rc;

use super::title;
use crate::cluster::{Attachment, Cluster, Refusal};
use crate::manifest::gateway::{GatewaySpec, Reference};
use crate::manifest::{Body, Object};
use crate::source::Spanned;
use crate::words::{code, few};

/// Why a Gateway does not take a route, as a sentence; none where it does, or is not here.
pub(crate) fn refusal(cluster: &Cluster, attachment: &Attachment) -> Option<String> {
    let refusal = attachment.refusal?;
    let (route, gateway) = (cluster.object(attachment.route)?, cluster.object(attachment.gateway?)?);
    let why = match (&route.body, &gateway.body) {
        (Body::GatewayRoute(asks), Body::Gateway(spec)) => {
            let parent = asks.parents.iter().find(|parent| parent.span == attachment.parent)?;
            match refusal {
                Refusal::OtherListener => other_listener(parent, spec),
                Refusal::Conflict => {
                    "the listener has its port and its host in common with another one, so that neither works"
                        .to_owned()
                }
                Refusal::Kind => format!("its listener takes no {}", route.kind.value),
                Refusal::Namespace => namespace(route, gateway),
                Refusal::Host => {
                    let listened = spec.listeners.iter().filter_map(|listener| listener.host());
                    hosts("listeners", listened, "route", &asks.hostnames)
                }
            }
        }
        (Body::VirtualService(asks), Body::IstioGateway(spec)) => match refusal {
            Refusal::Namespace => format!("it is not exported to namespace {}", code(gateway.namespace())),
            _ => {
                let served = spec.servers.iter().flat_map(|server| &server.hosts).map(|host| &*host.value);
                hosts("servers", served, "VirtualService", &asks.hosts)
            }
        },
        _ => return None,
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

fn hosts<'a>(own: &str, served: impl Iterator<Item = &'a str>, route: &str, asked: &[Spanned<Rc<str>>]) -> String {
    let (served, asked) = (few(served.map(code)), few(asked.iter().map(|host| code(&host.value))));
    format!("its {own} are for {served}, and the {route} is for {asked}")
}
