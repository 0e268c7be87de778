//! The part of a way that an Ingress is: the controller that serves it, and what it sends on.

use super::{Assumption, Environment, Hop, Path};
use crate::cluster::Route;
use crate::manifest::{Body, Object};
use crate::source::Spanned;
use crate::words::{code, few};

/// An Ingress opens nothing by itself: it is reached from where its controller is.
pub(super) fn rests_on(ingress: &Object, environment: &Environment, path: &mut Path) {
    path.rests_on(Assumption::PublicIngressController, environment);
    let is_set = MAY_BE_INTERNAL.iter().any(|key| ingress.metadata.annotations.get(key).is_some());
    if is_set || class(ingress).is_some_and(|class| INTERNAL_CLASSES.contains(&&*class.value)) {
        path.rests_on(Assumption::IngressSettings, environment);
    }
}

/// From the controller to the Service.
pub(super) fn hops(route: &Route, ingress: &Object, service: &Object, port: &str) -> [Hop; 2] {
    let class = class(ingress);
    let of_class = class.map_or_else(String::new, |class| format!(" of class {}", code(&class.value)));
    let entry = Hop {
        object: Some(route.object),
        text: format!("connects to the controller{of_class} that serves Ingress {}", code(ingress.name())),
        places: vec![class.map_or_else(|| ingress.name_place(), |class| ingress.place(class.span))],
    };
    let what = match route.requests.as_slice() {
        [all] if all == "*" => "every request".to_owned(),
        requests => format!("requests for {}", few(requests.iter().map(|request| code(request)))),
    };
    let onward = Hop {
        object: Some(route.service),
        text: format!("which sends {what} to Service {}, port {port}", code(service.name())),
        places: route.backends.iter().map(|span| ingress.place(*span)).collect(),
    };
    [entry, onward]
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
