//! The part of a way that an Ingress is: the controller that serves it, and what it sends on.

use super::path::Sender;
use super::{Assumption, Environment, Hop, Path};
use crate::cluster::Route;
use crate::manifest::{Body, Object};
use crate::source::Spanned;
use crate::words::code;

/// Takes the step to the controller, and notes what it rests on: an Ingress opens nothing by itself, it is
/// reached from where its controller is.
pub(super) fn enter(environment: &Environment, route: &Route, ingress: &Object, path: &mut Path) {
    path.sender = Sender::Controller;
    path.rests_on(Assumption::PublicIngressController, environment);
    let is_set = MAY_BE_INTERNAL.iter().any(|key| ingress.metadata.annotations.get(key).is_some());
    if is_set || class(ingress).is_some_and(|class| INTERNAL_CLASSES.contains(&&*class.value)) {
        path.rests_on(Assumption::IngressSettings, environment);
    }
    path.hops.push(entry(route, ingress));
}

/// The step to the controller.
fn entry(route: &Route, ingress: &Object) -> Hop {
    let class = class(ingress);
    let of_class = class.map_or_else(String::new, |class| format!(" of class {}", code(&class.value)));
    Hop {
        object: Some(route.object),
        text: format!("connects to the controller{of_class} that serves Ingress {}", code(ingress.name())),
        places: vec![class.map_or_else(|| ingress.name_place(), |class| ingress.place(class.span))],
    }
}

/// The class by its field, or by the annotation before that.
fn class(ingress: &Object) -> Option<&Spanned<std::rc::Rc<str>>> {
    let Body::Ingress(spec) = &ingress.body else { return None };
    spec.class.as_ref().or_else(|| ingress.metadata.annotations.get("kubernetes.io/ingress.class"))
}

/// Annotations by which a controller's load balancer is internal or not; what each value means differs
/// (`kubernetes-sigs/aws-load-balancer-controller: docs/guide/ingress/annotations.md`,
/// `Azure/application-gateway-kubernetes-ingress: docs/annotations.md`).
const MAY_BE_INTERNAL: &[&str] = &[
    "alb.ingress.kubernetes.io/scheme",
    "appgw.ingress.kubernetes.io/use-private-ip",
    "alb.ingress.kubernetes.io/address-type",
];

/// Classes whose load balancer is internal, or is unless something says otherwise.
const INTERNAL_CLASSES: &[&str] = &["alb", "gce-internal"];
