//! The part of a way that a Route of OpenShift is: the router that serves it.

use super::path::Sender;
use super::{Assumption, Environment, Hop, Path};
use crate::cluster::Route;
use crate::manifest::openshift::OpenShiftRouteSpec;
use crate::manifest::{Body, Object};
use crate::words::code;

/// Takes the step to the router, and notes what it rests on: a Route is reached from where its router is.
pub(super) fn enter(environment: &Environment, route: &Route, object: &Object, path: &mut Path) {
    path.sender = Sender::Controller;
    path.rests_on(Assumption::PublicIngressController, environment);
    let lists = ALLOW_LISTS.iter().find_map(|key| object.metadata.annotations.get(key));
    path.limited_to(lists.map_or("", |list| &*list.value), environment);
    let spec = match &object.body {
        Body::OpenShiftRoute(spec) => Some(&**spec),
        _ => None,
    };
    let by = if spec.is_some_and(OpenShiftRouteSpec::is_https_only) { "connects by HTTPS" } else { "connects" };
    let host = spec.and_then(|spec| spec.host.as_ref());
    path.hops.push(Hop {
        object: Some(route.object),
        text: format!("{by} to the router that serves Route {}", code(object.name())),
        places: vec![host.map_or_else(|| object.name_place(), |host| object.place(host.span))],
    });
}

/// Annotations that list who may come, with spaces between (`openshift/router:
/// images/router/haproxy/conf/haproxy-config.template`).
const ALLOW_LISTS: &[&str] = &["haproxy.router.openshift.io/ip_allowlist", "haproxy.router.openshift.io/ip_whitelist"];
