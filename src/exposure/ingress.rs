//! The part of a way that an Ingress is: what stands in front of it, and what that rests on.

use super::front::{Balancer, Front};
use super::path::Sender;
use super::{Assumption, Environment, Hop, Path, Reach, Verdict};
use crate::cluster::{Cluster, IngressClass, Route};
use crate::manifest::Object;
use crate::source::Place;
use crate::words::code;

/// Takes the steps to an Ingress, and notes what they rest on.
pub(super) fn enter(
    cluster: &Cluster,
    environment: &Environment,
    front: &Front,
    route: &Route,
    ingress: &Object,
    path: &mut Path,
) {
    let name = code(ingress.name());
    let (of_class, place) = match class(cluster, ingress) {
        Some((class, place)) => (format!(" of class {}", code(class)), place),
        None => (String::new(), ingress.name_place()),
    };
    let (text, places) = match front {
        Front::Pods(way) => {
            arrive(way, path);
            let serves = if way.verdict == Verdict::Blocked { "would serve" } else { "serves" };
            (format!("which {serves} Ingress {name}{of_class}"), vec![place])
        }
        Front::Balancer(balancer) => {
            balancer.rests_on(environment, path);
            let internal = if balancer.from == Reach::Internet { "" } else { "internal " };
            let places = if balancer.places.is_empty() { vec![place] } else { balancer.places.clone() };
            let text = format!("connects to the {internal}load balancer that {} makes for", balancer.provider.name());
            (format!("{text} Ingress {name}{of_class}"), places)
        }
        Front::Address(_, address) => {
            path.sender = Sender::Controller;
            let text = format!("connects to the address at which the controller{of_class} serves Ingress {name}");
            (text, vec![*address, place])
        }
        // Routers serve Ingresses only by the Routes that are made of them.
        Front::Elsewhere | Front::Router(_) => {
            path.sender = Sender::Controller;
            path.rests_on(Assumption::PublicIngressController, environment);
            if MAY_BE_INTERNAL.iter().any(|key| ingress.metadata.annotations.get(key).is_some()) {
                path.rests_on(Assumption::IngressSettings, environment);
            }
            (format!("connects to the controller{of_class} that serves Ingress {name}"), vec![place])
        }
    };
    if !matches!(front, Front::Balancer(_)) {
        let lists = ALLOW_LISTS.iter().find_map(|key| ingress.metadata.annotations.get(key));
        path.limited_to(lists.map_or("", |list| &*list.value), environment);
    }
    path.hops.push(Hop::new(Some(route.object), text, places));
}

/// Takes the way to the pods of a controller or a Gateway: whoever gets to them gets to what they serve.
pub(super) fn arrive(way: &Path, path: &mut Path) {
    path.entry_port = way.entry_port;
    path.verdict = way.verdict;
    path.depends_on.clone_from(&way.depends_on);
    path.hops.clone_from(&way.hops);
    path.sender = way.workload().map_or(Sender::Controller, Sender::Pods);
}

impl Balancer {
    fn rests_on(&self, environment: &Environment, path: &mut Path) {
        if self.is_unsure {
            path.rests_on(Assumption::IngressSettings, environment);
        }
        path.limited_to(&self.ranges, environment);
    }
}

/// The class of an Ingress by its name, and what says so.
fn class<'a>(cluster: &'a Cluster, ingress: &'a Object) -> Option<(&'a str, Place)> {
    match cluster.ingress_class(ingress) {
        IngressClass::Named { name, .. } => Some((&name.value, ingress.place(name.span))),
        IngressClass::Default(class) => cluster.object(class).map(|class| (class.name(), class.name_place())),
        IngressClass::Ambiguous(_) | IngressClass::Unnamed => None,
    }
}

/// Annotations by which a controller's load balancer is internal or not, where the class does not tell whether
/// it is that controller's (`kubernetes-sigs/aws-load-balancer-controller: docs/guide/ingress/annotations.md`,
/// `Azure/application-gateway-kubernetes-ingress: docs/annotations.md`).
const MAY_BE_INTERNAL: &[&str] = &[
    "alb.ingress.kubernetes.io/scheme",
    "appgw.ingress.kubernetes.io/use-private-ip",
    "alb.ingress.kubernetes.io/address-type",
];

/// Annotations by which ingress-nginx lets in only some (`kubernetes/ingress-nginx:
/// docs/user-guide/nginx-configuration/annotations.md`).
const ALLOW_LISTS: &[&str] =
    &["nginx.ingress.kubernetes.io/whitelist-source-range", "nginx.ingress.kubernetes.io/allowlist-source-range"];
