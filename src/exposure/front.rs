//! From where an Ingress or a Gateway is reached: they open nothing by themselves, whoever serves them does.

mod gateways;

use std::collections::BTreeMap;

use super::balancer::{self, Scope};
use super::policy::Judge;
use super::router::{self, Router};
use super::{Environment, Path, Provider, Reach, Verdict, direct, service};
use crate::cluster::{Cluster, Controllers, IngressClass};
use crate::limits;
use crate::manifest::ingress_class::IngressClassParamsSpec;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::source::{Place, Spanned};

/// What stands in front of an Ingress or a Gateway.
pub(super) enum Front<'a> {
    /// A controller among the manifests or the pods of a Gateway, and a way to them.
    Pods(&'a Path),
    /// A load balancer that a provider makes for the Ingress.
    Balancer(Balancer),
    /// An address at which the cluster says that the Ingress is served, by whomever.
    Address(Reach, Place),
    /// A router of OpenShift, as it says that it is reached.
    Router(Router),
    /// A controller or a router that is not here.
    Elsewhere,
}

/// A load balancer that a provider makes for an Ingress.
pub(super) struct Balancer {
    /// Who makes it.
    pub(super) provider: Provider,
    /// From where it is reached.
    pub(super) from: Reach,
    /// Whether only settings that are not here say so.
    pub(super) is_unsure: bool,
    /// The address ranges that alone may use it, with commas between; none where anyone may.
    pub(super) ranges: String,
    /// What says so.
    pub(super) places: Vec<Place>,
}

impl Front<'_> {
    /// From where it is reached.
    pub(super) fn from(&self) -> Reach {
        match self {
            Self::Pods(way) => way.from,
            Self::Balancer(balancer) => balancer.from,
            Self::Address(from, _) => *from,
            Self::Router(router) => router.from,
            Self::Elsewhere => Reach::Internet,
        }
    }
}

/// The controllers, Gateways and routers among the manifests, and the ways to them.
pub(super) struct Fronts<'a> {
    cluster: &'a Cluster,
    environment: &'a Environment,
    controllers: Controllers,
    ways: BTreeMap<ObjectId, Vec<Path>>,
    /// The ways to Gateways of which something is here, by every port.
    gateways: BTreeMap<ObjectId, Vec<Path>>,
    routers: Vec<Router>,
}

impl<'a> Fronts<'a> {
    pub(super) fn new(cluster: &'a Cluster, environment: &'a Environment, judge: &Judge) -> Self {
        let (controllers, ways, gateways) = (Controllers::new(cluster), BTreeMap::new(), BTreeMap::new());
        let mut fronts = Self { cluster, environment, controllers, ways, gateways, routers: router::routers(cluster) };
        fronts.ways = fronts.to_controllers(judge, None);
        // One may stand before another: a load balancer for requests, and behind it the pods that sort them.
        fronts.ways = fronts.to_controllers(judge, Some(&fronts));
        fronts.gateways = gateways::ways(&fronts, judge);
        fronts
    }

    /// The ways to every controller, those by routes only where it is known what stands in front of these.
    fn to_controllers(&self, judge: &Judge, fronts: Option<&Self>) -> BTreeMap<ObjectId, Vec<Path>> {
        let of = |id| (id, ways(self.cluster, self.environment, judge, fronts, id));
        self.controllers.workloads().map(of).collect()
    }

    /// What stands in front of a Route of OpenShift, a way each.
    pub(super) fn of_route(&self) -> Vec<Front<'_>> {
        match self.routers.as_slice() {
            [] => vec![Front::Elsewhere],
            routers => routers.iter().copied().map(Front::Router).collect(),
        }
    }

    /// What stands in front of an Ingress, a way each.
    pub(super) fn of(&self, ingress: &Object) -> Vec<Front<'_>> {
        let class = self.cluster.ingress_class(ingress);
        let address = match balancer::seen(ingress) {
            Some(Scope::Internal(span)) => Some((Reach::PrivateNetwork, ingress.place(span))),
            Some(Scope::PublicAt(span)) => Some((Reach::Internet, ingress.place(span))),
            _ => None,
        };
        if let Some(mut balancer) = self.balancer(ingress, &class) {
            if let Some((from, place)) = address {
                (balancer.from, balancer.is_unsure) = (from, false);
                balancer.places.insert(0, place);
            }
            return vec![Front::Balancer(balancer)];
        }
        let controllers = self.controllers.of(self.cluster, &class);
        let ways = controllers.filter_map(|id| self.ways.get(&id)).flatten();
        let fronts: Vec<Front> = ways.map(Front::Pods).collect();
        match address {
            // It is reached from further out than by anything that is here.
            Some((from, place)) if fronts.iter().all(|front| from < front.from()) => vec![Front::Address(from, place)],
            _ if fronts.is_empty() => vec![Front::Elsewhere],
            _ => fronts,
        }
    }

    /// The load balancer that a provider's own controller makes, where the class is one of its own.
    fn balancer(&self, ingress: &Object, class: &IngressClass) -> Option<Balancer> {
        let (id, name, by_annotation) = match class {
            IngressClass::Named { name, by_annotation, class } => (*class, Some(*name), *by_annotation),
            IngressClass::Default(class) => (Some(*class), None, false),
            IngressClass::Ambiguous(_) => return None,
            IngressClass::Unnamed => (None, None, true),
        };
        let places = name.map(|name| ingress.place(name.span)).into_iter().collect();
        let annotation = |key: &str| ingress.metadata.annotations.get(key);
        let mut balancer = Balancer {
            provider: Provider::Gcp,
            from: Reach::Internet,
            is_unsure: false,
            ranges: String::new(),
            places,
        };
        let spec = id.and_then(|id| self.cluster.class_spec(id));
        let controller = spec.map(|spec| spec.controller.as_ref().map_or("", |controller| &*controller.value));
        let name = name.map(|name| &*name.value);
        match (controller, name) {
            // Google's takes its class from the annotation alone, and where nothing else is said.
            (_, Some("gce" | "gce-regional-external")) if by_annotation => {}
            (_, Some("gce-internal")) if by_annotation => balancer.from = Reach::PrivateNetwork,
            (None, None) if self.environment.provider() == Some(Provider::Gcp) => {}
            (Some("ingress.k8s.aws/alb"), _) | (None, Some("alb"))
                if annotation("alb.ingress.kubernetes.io/address-type").is_none() =>
            {
                balancer.provider = Provider::Aws;
                balancer.of_aws(ingress, self.parameters(id));
            }
            (_, Some("alb")) => {
                balancer.provider = Provider::Alibaba;
                let said = annotation("alb.ingress.kubernetes.io/address-type");
                balancer.read(ingress, said, &[("internet", Reach::Internet), ("intranet", Reach::PrivateNetwork)]);
            }
            (Some("azure/application-gateway"), _)
            | (None, Some("azure/application-gateway" | "azure-application-gateway")) => {
                balancer.provider = Provider::Azure;
                let said = annotation("appgw.ingress.kubernetes.io/use-private-ip");
                balancer.read(ingress, said, &[("false", Reach::Internet), ("true", Reach::PrivateNetwork)]);
            }
            _ => return None,
        }
        Some(balancer).filter(|balancer| self.environment.may_be(balancer.provider))
    }

    /// The settings that a class of the AWS Load Balancer Controller names: none where it names none, and
    /// none in them where they are not here.
    fn parameters(&self, class: Option<ObjectId>) -> Option<Option<(&Object, &IngressClassParamsSpec)>> {
        let name = self.cluster.class_spec(class?)?.parameters.name.as_ref()?;
        Some(self.cluster.current().find_map(|(_, object)| match &object.body {
            Body::IngressClassParams(params) if object.name() == &*name.value => Some((object, &**params)),
            _ => None,
        }))
    }
}

impl Balancer {
    /// Internal unless it says otherwise, and the class's settings count before the Ingress's
    /// (`kubernetes-sigs/aws-load-balancer-controller: docs/guide/ingress/annotations.md, ingress_class.md`).
    fn of_aws(&mut self, ingress: &Object, parameters: Option<Option<(&Object, &IngressClassParamsSpec)>>) {
        self.from = Reach::PrivateNetwork;
        let schemes = [("internal", Reach::PrivateNetwork), ("internet-facing", Reach::Internet)];
        let annotation = |key: &str| ingress.metadata.annotations.get(key);
        let said = annotation("alb.ingress.kubernetes.io/scheme");
        let listed = annotation("alb.ingress.kubernetes.io/inbound-cidrs");
        self.ranges = listed.map_or_else(String::new, |ranges| ranges.value.to_string());
        match parameters {
            Some(Some((object, params))) => {
                let by_class = params.scheme.as_ref().filter(|scheme| !scheme.value.is_empty());
                self.read(if by_class.is_some() { object } else { ingress }, by_class.or(said), &schemes);
                if !params.inbound_cidrs.is_empty() {
                    let ranges: Vec<&str> = params.inbound_cidrs.iter().map(|range| &*range.value).collect();
                    self.ranges = ranges.join(",");
                }
            }
            unknown => {
                self.read(ingress, said, &schemes);
                if unknown.is_some() {
                    // The settings may say the one or the other.
                    (self.from, self.is_unsure) = (Reach::Internet, true);
                }
            }
        }
    }

    /// Reads from where it is reached, by a value that is written in an object.
    fn read(&mut self, object: &Object, said: Option<&Spanned<std::rc::Rc<str>>>, values: &[(&str, Reach)]) {
        let Some(said) = said else { return };
        self.places.insert(0, object.place(said.span));
        match values.iter().find(|(value, _)| **value == *said.value) {
            Some((_, reach)) => self.from = *reach,
            None => (self.from, self.is_unsure) = (Reach::Internet, true),
        }
    }
}

/// The ways to the pods of a controller.
fn ways(
    cluster: &Cluster,
    environment: &Environment,
    judge: &Judge,
    fronts: Option<&Fronts>,
    controller: ObjectId,
) -> Vec<Path> {
    let mut paths = Vec::new();
    for matched in cluster.services() {
        if matched.selects.iter().any(|selected| selected.workload == controller) {
            let most = limits::most(cluster.objects().len());
            service::paths(cluster, environment, matched, fronts, most, &mut paths);
        }
    }
    if let Some(object) = cluster.object(controller) {
        direct::paths(environment, controller, object, &mut paths);
    }
    paths.retain(|path| path.workload() == Some(controller));
    if paths.iter().any(|path| is_for_requests(cluster, path)) {
        paths.retain(|path| is_for_requests(cluster, path));
    }
    for path in &mut paths {
        judge.judge(path);
    }
    keep_surest(&mut paths);
    paths
}

/// Leaves the ways that say something, outermost first and each surer than those before it; where all are
/// blocked, the outermost.
fn keep_surest(paths: &mut Vec<Path>) {
    paths.order_by_key(|path| (path.verdict == Verdict::Blocked, path.from, path.verdict, path.via));
    let mut surest = None;
    paths.retain(|path| {
        let is_surer = surest.is_none_or(|known| path.verdict < known);
        if is_surer {
            surest = Some(path.verdict);
        }
        is_surer
    });
}

/// Whether a way is by the ports of HTTP and HTTPS; a controller has others, for its own ends.
fn is_for_requests(cluster: &Cluster, path: &Path) -> bool {
    let spec = path.service.and_then(|id| cluster.object(id)?.service());
    let port = spec.zip(path.service_port).and_then(|(spec, at)| spec.ports.get(at)?.number());
    path.protocol() == "TCP" && matches!(port.or(path.entry_port), Some(80 | 443))
}
