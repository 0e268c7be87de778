//! The part of a way that an Ingress is: the controller that serves it, and what it sends on.

use super::{Assumption, Environment, Hop, Path};
use crate::cluster::Route;
use crate::manifest::ingress::IngressSpec;
use crate::manifest::{Body, Object};
use crate::source::Spanned;
use crate::words::{code, list};

/// An Ingress opens nothing by itself: it is reached from where its controller is.
pub(super) fn rests_on(ingress: &Object, environment: &Environment, path: &mut Path) {
    path.rests_on(Assumption::PublicIngressController, environment);
    let annotations = &ingress.metadata.annotations.entries;
    let is_set = annotations.iter().any(|entry| MAY_BE_INTERNAL.contains(&&*entry.key.value));
    if is_set || class(ingress).is_some_and(|class| INTERNAL_CLASSES.contains(&&*class.value)) {
        path.rests_on(Assumption::IngressSettings, environment);
    }
}

/// From the controller to the Service.
pub(super) fn hops(route: &Route, ingress: &Object, service: &Object, port: &str) -> [Hop; 2] {
    let class = class(ingress);
    let of_class = class.map_or_else(String::new, |class| format!(" of class {}", code(&class.value)));
    let entry = Hop {
        object: Some(route.ingress),
        text: format!("connects to the controller{of_class} that serves Ingress {}", code(ingress.name())),
        places: vec![class.map_or_else(|| ingress.name_place(), |class| ingress.place(class.span))],
    };
    let mut requests: Vec<String> = route.requests.iter().take(MOST_NAMED).map(|request| code(request)).collect();
    if route.requests.len() > MOST_NAMED {
        requests.push(format!("{} more", route.requests.len() - MOST_NAMED));
    }
    let what = match route.requests.as_slice() {
        [all] if all == "*" => "every request".to_owned(),
        _ => format!("requests for {}", list(requests)),
    };
    let onward = Hop {
        object: Some(route.service),
        text: format!("which sends {what} to Service {}, port {port}", code(service.name())),
        places: route.backends.iter().map(|span| ingress.place(*span)).collect(),
    };
    [entry, onward]
}

/// More requests than this are counted, not named.
const MOST_NAMED: usize = 3;

/// The class by its field, or by the annotation before that.
fn class(ingress: &Object) -> Option<&Spanned<std::rc::Rc<str>>> {
    let Body::Ingress(spec) = &ingress.body else { return None };
    let IngressSpec { class, .. } = &**spec;
    let annotations = &ingress.metadata.annotations.entries;
    class.as_ref().or_else(|| {
        let entry = annotations.iter().find(|entry| &*entry.key.value == "kubernetes.io/ingress.class");
        entry.map(|entry| &entry.value)
    })
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
