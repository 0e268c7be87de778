//! The part of a way that a Gateway is: from where it is reached, and what it sends on.

use super::front::Front;
use super::path::Sender;
use super::{Answer, Assumption, Environment, Hop, Path, Reach, Verdict, balancer, ingress};
use crate::cluster::{Cluster, Entrance, Route};
use crate::manifest::gateway::GatewaySpec;
use crate::manifest::{Body, Object};
use crate::policy::AddressSet;
use crate::source::{Place, Span};
use crate::words::{code, list};

/// From where a Gateway is reached, as far as it says so itself.
#[derive(Clone, Copy)]
enum Scope {
    /// It does not say.
    Unsaid,
    /// It has settings that may say so.
    Unsure,
    /// From the Internet, by what is written here.
    Public(Span),
    /// From the private network, by what is written here.
    Internal(Span),
    /// From the nodes' network, by what is written here.
    Nodes(Span),
    /// From the cluster alone, by what is written here.
    Cluster(Span),
}

/// From where a route's Gateway can be entered, outermost first.
pub(super) fn reaches(cluster: &Cluster, environment: &Environment, entrance: &Entrance) -> &'static [Reach] {
    match scope(gateway(cluster, entrance), environment) {
        Scope::Unsaid | Scope::Unsure | Scope::Public(_) => &[Reach::Internet],
        Scope::Internal(_) => &[Reach::PrivateNetwork],
        Scope::Nodes(_) => &[Reach::Internet, Reach::NodeNetwork],
        Scope::Cluster(_) => &[Reach::Cluster],
    }
}

/// Takes the steps up to the Service, and notes what they rest on.
pub(super) fn enter(
    cluster: &Cluster,
    environment: &Environment,
    front: &Front,
    route: &Route,
    entrance: &Entrance,
    path: &mut Path,
) {
    match front {
        Front::Pods(way) => {
            ingress::arrive(way, path);
            path.hops.push(at(cluster, entrance, way));
        }
        _ => reach(cluster, environment, entrance, path),
    }
    path.sender = match path.sender {
        Sender::Controller => Sender::Gateway,
        known => known,
    };
    if let Some(if_labels_are_all) = entrance.if_labels_are_all {
        match (environment.answer(Assumption::NamespaceLabelsComplete), if_labels_are_all) {
            (Answer::Yes, true) => {}
            (Answer::Yes, false) => path.verdict = Verdict::Blocked,
            _ => {
                path.assumes(Assumption::NamespaceLabelsComplete);
                path.verdict = path.verdict.max(Verdict::Depends);
            }
        }
    }
    let Some((first, object)) = cluster.object(entrance.by).zip(cluster.object(route.object)) else { return };
    let step = |id, verb: &str, object: &Object, places| {
        let text = format!("which {verb} {} {}", object.kind.value, code(object.name()));
        Hop::new(Some(id), text, places)
    };
    path.hops.push(step(entrance.by, "serves", first, vec![first.place(entrance.named)]));
    if entrance.by != route.object {
        path.hops.push(step(route.object, "leaves requests to", object, vec![object.name_place()]));
    }
}

/// The step from pods, or a Service of theirs, to the Gateway that they are.
fn at(cluster: &Cluster, entrance: &Entrance, way: &Path) -> Hop {
    let verb = match way.workload() {
        _ if way.verdict == Verdict::Blocked => "which would be",
        Some(_) => "which is",
        None => "which leads to",
    };
    let object = entrance.gateway.and_then(|gateway| cluster.object(gateway));
    let spans = entrance.listeners.iter().map(|(_, span)| *span);
    let places = object.map(|object| spans.map(|span| object.place(span)).collect());
    let text = format!("{verb} Gateway {}", code(&entrance.name));
    Hop::new(entrance.gateway, text, places.unwrap_or_default())
}

/// Takes the step to a Gateway of which nothing else is here.
fn reach(cluster: &Cluster, environment: &Environment, entrance: &Entrance, path: &mut Path) {
    let gateway = gateway(cluster, entrance);
    path.sender = Sender::Gateway;
    if gateway.is_some_and(|(_, spec)| spec.is_some_and(|spec| class(spec).starts_with("gke-"))) {
        // Google's load balancers are no pods, and reach the pods at their own addresses.
        path.sender = Sender::Same;
    }
    let scope = scope(gateway, environment);
    match scope {
        Scope::Unsaid => path.rests_on(Assumption::PublicGateways, environment),
        Scope::Unsure => {
            path.rests_on(Assumption::PublicGateways, environment);
            path.rests_on(Assumption::GatewaySettings, environment);
        }
        Scope::Nodes(_) if path.from == Reach::Internet => path.rests_on(Assumption::PublicNodes, environment),
        Scope::Public(_) | Scope::Internal(_) | Scope::Nodes(_) | Scope::Cluster(_) => {}
    }
    if gateway.is_none() {
        path.assumes(Assumption::GatewayElsewhere);
    }
    path.hops.extend(cluster.object(entrance.by).map(|object| entry(entrance, gateway, scope, object)));
    path.entry_port = match entrance.listeners.as_slice() {
        [(port, _)] => *port,
        _ => None,
    };
}

/// The step to the Gateway.
fn entry(entrance: &Entrance, gateway: Option<(&Object, Option<&GatewaySpec>)>, scope: Scope, route: &Object) -> Hop {
    let name = code(&entrance.name);
    let Some((object, spec)) = gateway else {
        let text = format!("connects to Gateway {name}, which is not among these manifests");
        return Hop::new(None, text, vec![route.place(entrance.named)]);
    };
    let class = spec.and_then(|spec| spec.class.as_ref());
    let class = class.map_or_else(String::new, |class| format!(" of class {}", code(&class.value)));
    let (address, span) = match scope {
        Scope::Unsaid | Scope::Unsure => ("", None),
        Scope::Public(span) => (" at its public address", Some(span)),
        Scope::Internal(span) => (" at its address in the private network", Some(span)),
        Scope::Nodes(span) => (" on any node", Some(span)),
        Scope::Cluster(span) => (" at its address inside the cluster", Some(span)),
    };
    let mut ports: Vec<String> =
        entrance.listeners.iter().filter_map(|(port, _)| Some(port.as_ref()?.to_string())).collect();
    ports.dedup();
    // What a node opens has another number.
    let ports = match ports.as_slice() {
        _ if matches!(scope, Scope::Nodes(_)) => String::new(),
        [] => String::new(),
        [port] => format!(", port {port}"),
        _ => format!(", ports {}", list(ports)),
    };
    let listeners = entrance.listeners.iter().map(|(_, span)| object.place(*span));
    let places: Vec<Place> = span.map(|span| object.place(span)).into_iter().chain(listeners).collect();
    Hop::new(entrance.gateway, format!("connects to Gateway {name}{class}{address}{ports}"), places)
}

/// The Gateway, with what it says where it is one of the Gateway API.
fn gateway<'a>(cluster: &'a Cluster, entrance: &Entrance) -> Option<(&'a Object, Option<&'a GatewaySpec>)> {
    let object = cluster.object(entrance.gateway?)?;
    match &object.body {
        Body::Gateway(spec) => Some((object, Some(spec))),
        _ => Some((object, None)),
    }
}

fn class(spec: &GatewaySpec) -> &str {
    spec.class.as_ref().map_or("", |class| &*class.value)
}

/// Reads what a Gateway says of its own reach, and before that the address that it got. Whoever makes it copies
/// the annotations under `infrastructure` to what is made, and Istio those of the Gateway itself where there are
/// none (`kubernetes-sigs/gateway-api: apis/v1/gateway_types.go GatewayInfrastructure`, `istio/istio:
/// pilot/pkg/config/kube/gateway/deploymentcontroller.go extractInfrastructureMetadata`).
fn scope(gateway: Option<(&Object, Option<&GatewaySpec>)>, environment: &Environment) -> Scope {
    let Some((object, Some(spec))) = gateway else { return Scope::Unsaid };
    match balancer::seen(object) {
        Some(balancer::Scope::PublicAt(span)) => return Scope::Public(span),
        Some(balancer::Scope::Internal(span)) => return Scope::Internal(span),
        _ => {}
    }
    if let Some(type_) = object.metadata.annotations.get(SERVICE_TYPE) {
        match &*type_.value {
            "ClusterIP" => return Scope::Cluster(type_.span),
            "NodePort" => return Scope::Nodes(type_.span),
            _ => {}
        }
    }
    let public = AddressSet::public();
    let mut addresses = spec.ip_addresses().peekable();
    if let Some((_, span)) = addresses.peek().copied() {
        return if addresses.any(|(address, _)| public.has(address)) { Scope::Unsaid } else { Scope::Internal(span) };
    }
    let own = &object.metadata.annotations;
    let copied = &spec.infrastructure.annotations;
    let is_istio = copied.entries.is_empty() && class(spec).starts_with("istio");
    let told = balancer::told(if is_istio { own } else { copied }, environment);
    if let balancer::Scope::Internal(span) = told {
        return Scope::Internal(span);
    }
    let is_unsure = told == balancer::Scope::Unsure(Assumption::LoadBalancerSettings);
    match spec.class.as_ref().map(|class| (of_class(&class.value), class.span)) {
        Some((Some(Reach::Internet), span)) => Scope::Public(span),
        Some((Some(Reach::Cluster), span)) => Scope::Cluster(span),
        Some((Some(_), span)) => Scope::Internal(span),
        _ if is_unsure || spec.infrastructure.parameters.is_some() => Scope::Unsure,
        _ => Scope::Unsaid,
    }
}

/// From where Gateways of a class are reached, of classes that say so: those of GKE, and Istio's waypoints,
/// which stand before pods of the mesh only
/// (`GoogleCloudPlatform/gke-networking-recipes: gateway`, `istio/istio: pilot/pkg/config/kube/gateway`).
fn of_class(class: &str) -> Option<Reach> {
    let Some(of_gke) = class.strip_prefix("gke-") else {
        return (class == "istio-waypoint").then_some(Reach::Cluster);
    };
    if of_gke.starts_with("l7-rilb") || of_gke.contains("-internal-") {
        Some(Reach::PrivateNetwork)
    } else {
        (of_gke.starts_with("l7-gxlb") || of_gke.contains("-external-")).then_some(Reach::Internet)
    }
}

/// The type of the Service that Istio makes for a Gateway.
const SERVICE_TYPE: &str = "networking.istio.io/service-type";
