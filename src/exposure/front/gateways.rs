//! What a Gateway is among the manifests: pods that listen for it, or a Service of theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fronts, keep_surest};
use crate::cluster::{Cluster, Entrance, ServiceMatch};
use crate::exposure::policy::Judge;
use crate::exposure::{Path, direct, service};
use crate::labels::{Match, Requirement, Selector};
use crate::limits;
use crate::manifest::gateway::GatewaySpec;
use crate::manifest::{Body, Object, ObjectId};
use crate::yaml::IntOrString;

/// The ways to every Gateway that serves a route, as far as something of it is here.
pub(super) fn ways(fronts: &Fronts, judge: &Judge) -> BTreeMap<ObjectId, Vec<Path>> {
    let entrances = fronts.cluster.routes().iter().filter_map(|route| route.entrance.as_ref());
    let gateways: BTreeSet<ObjectId> = entrances.filter_map(|entrance| entrance.gateway).collect();
    gateways.into_iter().filter_map(|gateway| Some((gateway, of(fronts, judge, gateway)?))).collect()
}

/// The ways to a Gateway, by all of its ports; none where nothing of it is here.
fn of(fronts: &Fronts, judge: &Judge, gateway: ObjectId) -> Option<Vec<Path>> {
    let cluster = fronts.cluster;
    let (services, pods) = match &cluster.object(gateway)?.body {
        Body::IstioGateway(spec) => {
            let selector = spec.selector.as_ref().filter(|selector| !selector.is_empty())?;
            (of_selector(cluster, selector), selected(cluster, &selector.requirements()))
        }
        Body::Gateway(spec) => (of_gateway(cluster, cluster.object(gateway)?, spec), Vec::new()),
        _ => return None,
    };
    let mut paths = Vec::new();
    for matched in &services {
        let mut ways = Vec::new();
        let most = limits::most(cluster.objects().len());
        service::paths(cluster, fronts.environment, matched, Some(fronts), most, &mut ways);
        ways.retain(|path| path.workload().is_some());
        if ways.is_empty() {
            // The pods are elsewhere: the way leads as far as the Service.
            ways = service::doors(cluster, fronts.environment, matched);
        }
        paths.append(&mut ways);
    }
    for (id, object) in &pods {
        direct::paths(fronts.environment, *id, object, &mut paths);
    }
    for path in &mut paths {
        judge.judge(path);
    }
    (!services.is_empty() || !pods.is_empty()).then_some(paths)
}

/// The Services whose pods a Gateway of Istio tells to listen: all that they select carry what it asks for, or
/// some that are here do. It asks in all namespaces (`istio/istio: pilot/pkg/features PILOT_SCOPE_GATEWAY_TO_NAMESPACE`).
fn of_selector<'a>(cluster: &'a Cluster, selector: &Selector) -> Vec<&'a ServiceMatch> {
    let wanted = selector.requirements();
    let has = |matched: &ServiceMatch, wanted: &Requirement| {
        matched.requirements.iter().any(|own| own.text() == wanted.text())
    };
    let asks_as_much = |matched: &ServiceMatch| wanted.iter().all(|wanted| has(matched, wanted));
    let pods: BTreeSet<ObjectId> = selected(cluster, &wanted).into_iter().map(|(id, _)| id).collect();
    let selects = |matched: &ServiceMatch| matched.selects.iter().any(|one| pods.contains(&one.workload));
    cluster.services().filter(|matched| asks_as_much(matched) || selects(matched)).collect()
}

/// The workloads whose pods meet all requirements, or may.
fn selected<'a>(cluster: &'a Cluster, wanted: &[Requirement]) -> Vec<(ObjectId, &'a Object)> {
    let meets = |object: &Object| {
        let Some(pods) = object.workload().filter(|pods| pods.runs()) else { return false };
        Match::all(wanted.iter().map(|one| one.judge(&pods.labels).verdict)) != Match::No
    };
    cluster.workloads().filter(|(_, object)| meets(object)).collect()
}

/// The Services that were made for a Gateway, as their label says, and those that it names as its address
/// (`kubernetes-sigs/gateway-api: apis/v1/well_known_labels.go`, `istio/istio.io:
/// content/en/docs/tasks/traffic-management/ingress/gateway-api/index.md`).
fn of_gateway<'a>(cluster: &'a Cluster, gateway: &Object, spec: &GatewaySpec) -> Vec<&'a ServiceMatch> {
    let is_its = |matched: &&ServiceMatch| {
        let Some(service) = cluster.object(matched.service) else { return false };
        let label = service.metadata.labels.get("gateway.networking.k8s.io/gateway-name");
        let is_made = label.is_some_and(|label| *label.value == *gateway.name());
        let prefix = format!("{}.{}.svc", service.name(), service.namespace());
        let is_address =
            |address: &str| address.strip_prefix(&*prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let mut addresses = spec.addresses.iter().filter_map(|address| address.value.as_ref());
        is_made && service.namespace() == gateway.namespace() || addresses.any(|address| is_address(&address.value))
    };
    cluster.services().filter(is_its).collect()
}

impl Fronts<'_> {
    /// The ways to the ports on which a Gateway listens for a route; none where nothing of it is here. Its port
    /// is that of a Service, and without one that has it, that of the pods
    /// (`istio/istio: pilot/pkg/model/gateway.go resolvePorts`).
    pub(in crate::exposure) fn of_gateway(&self, entrance: &Entrance) -> Option<Vec<Path>> {
        let paths = self.gateways.get(&entrance.gateway?)?;
        let of_service = |path: &Path| {
            let spec = self.cluster.object(path.service?)?.service()?;
            spec.ports.get(path.service_port?)
        };
        let mut found = Vec::new();
        for number in entrance.listeners.iter().filter_map(|(number, _)| *number) {
            let by_service = |path: &&Path| of_service(path).and_then(|port| port.number()) == Some(number);
            let mut targets: BTreeSet<Option<u16>> = paths.iter().filter(by_service).map(Path::port).collect();
            if targets.is_empty() {
                targets.insert(Some(number));
            }
            let target = |path: &Path| {
                let written = of_service(path).and_then(|port| port.target_port.as_ref()).map(|port| &port.value);
                matches!(written, Some(IntOrString::Int(written)) if *written == i32::from(number))
            };
            let leads = |path: &&Path| match path.port() {
                Some(port) => targets.contains(&Some(port)),
                None => by_service(path) || !paths.iter().any(|path| by_service(&path)) && target(path),
            };
            found.extend(paths.iter().filter(leads).cloned());
        }
        keep_surest(&mut found);
        Some(found)
    }
}
