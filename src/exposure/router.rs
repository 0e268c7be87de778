//! The part of a way that a Route of OpenShift is: the router that serves it.

use super::front::Front;
use super::path::Sender;
use super::{Assumption, Environment, Hop, Path, Reach};
use crate::cluster::{Cluster, Route};
use crate::manifest::openshift::{OpenShiftRouteSpec, OpenShiftRouterSpec};
use crate::manifest::{Body, Object};
use crate::source::{Place, Span};
use crate::words::code;

/// From where a router is reached.
#[derive(Clone, Copy)]
pub(super) struct Router {
    pub(super) from: Reach,
    /// What that rests on.
    rests_on: Option<Assumption>,
    /// What says so.
    place: Place,
}

/// The ways to the routers that serve every Route. The cluster has one of the name `default`: as long as that is
/// not here, nothing is known of it.
pub(super) fn routers(cluster: &Cluster) -> Vec<Router> {
    let (mut routers, mut has_default) = (Vec::new(), false);
    for (_, object) in cluster.current() {
        let Body::OpenShiftRouter(spec) = &object.body else { continue };
        if spec.route_selector.is_none() && spec.namespace_selector.is_none() {
            has_default |= object.name() == "default";
            let name = object.metadata.name.as_ref().map_or(object.kind.span, |name| name.span);
            let router = |(from, rests_on, span): (Reach, Option<Assumption>, Option<Span>)| Router {
                from,
                rests_on,
                place: object.place(span.unwrap_or(name)),
            };
            routers.extend(published(spec).into_iter().map(router));
        }
    }
    if has_default { routers } else { Vec::new() }
}

/// How a router says that it is reached (`openshift/api: operator/v1/types_ingress.go EndpointPublishingStrategy`).
fn published(spec: &OpenShiftRouterSpec) -> Vec<(Reach, Option<Assumption>, Option<Span>)> {
    let type_ = spec.strategy.type_.as_ref();
    let scope = spec.strategy.load_balancer.scope.as_ref();
    let (at_type, at_scope) = (type_.map(|type_| type_.span), scope.map(|scope| scope.span));
    match (type_.map_or("", |type_| &*type_.value), scope.map(|scope| &*scope.value)) {
        ("LoadBalancerService", Some("Internal")) => vec![(Reach::PrivateNetwork, None, at_scope)],
        ("LoadBalancerService", Some("External")) => vec![(Reach::Internet, None, at_scope)],
        ("HostNetwork" | "NodePortService", _) => {
            vec![(Reach::Internet, Some(Assumption::PublicNodes), at_type), (Reach::NodeNetwork, None, at_type)]
        }
        ("Private", _) => vec![(Reach::Cluster, None, at_type)],
        _ => vec![(Reach::Internet, Some(Assumption::PublicIngressController), at_type)],
    }
}

/// Takes the step to the router, and notes what it rests on: a Route is reached from where its router is.
pub(super) fn enter(environment: &Environment, front: &Front, route: &Route, object: &Object, path: &mut Path) {
    let (rests_on, place) = match front {
        Front::Router(router) => (router.rests_on, Some(router.place)),
        _ => (Some(Assumption::PublicIngressController), None),
    };
    path.sender = Sender::Controller;
    if let Some(assumption) = rests_on {
        path.rests_on(assumption, environment);
    }
    let lists = ALLOW_LISTS.iter().find_map(|key| object.metadata.annotations.get(key));
    path.limited_to(lists.map_or("", |list| &*list.value), environment);
    let spec = match &object.body {
        Body::OpenShiftRoute(spec) => Some(&**spec),
        _ => None,
    };
    let by = if spec.is_some_and(OpenShiftRouteSpec::is_https_only) { "connects by HTTPS" } else { "connects" };
    let host = spec.and_then(|spec| spec.host.as_ref());
    let host = host.map_or_else(|| object.name_place(), |host| object.place(host.span));
    path.hops.push(Hop::new(
        Some(route.object),
        format!("{by} to the router that serves Route {}", code(object.name())),
        [host].into_iter().chain(place).collect(),
    ));
}

/// Annotations that list who may come, with spaces between (`openshift/router:
/// images/router/haproxy/conf/haproxy-config.template`).
const ALLOW_LISTS: &[&str] = &["haproxy.router.openshift.io/ip_allowlist", "haproxy.router.openshift.io/ip_whitelist"];
