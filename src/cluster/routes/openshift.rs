//! What Routes of OpenShift send.

use super::{Routes, Sender, request};
use crate::cluster::Cluster;
use crate::manifest::openshift::OpenShiftRouteSpec;
use crate::manifest::service::{ServicePort, ServiceSpec};
use crate::manifest::{Body, ObjectId};
use crate::yaml::IntOrString;

/// Notes what Routes send: to Services of their own namespaces, by the ports' names or by the numbers of the
/// pods' ports, and by every port where they name none (`openshift/api: route/v1/types.go RouteSpec`).
pub(super) fn routes(cluster: &Cluster, routes: &mut Routes) {
    for (id, object) in cluster.current() {
        let Body::OpenShiftRoute(spec) = &object.body else { continue };
        let sender = Sender { object: id, number: 0, entrance: None };
        let path = spec.path.as_ref().map_or("", |path| &*path.value);
        let request = request(&spec.host_pattern().unwrap_or_default(), path);
        for backend in spec.backends() {
            let Some(name) = &backend.name else { continue };
            let at = (object.namespace(), &*name.value);
            let Some((service, _)) = cluster.service_named(at.0, at.1) else { continue };
            let is_meant = |_: &ServiceSpec, port: &ServicePort| {
                port.protocol() == "TCP" && is_meant(cluster, service.id, spec, port)
            };
            routes.send(&sender, at, std::slice::from_ref(&request), backend.span, is_meant);
        }
    }
}

fn is_meant(cluster: &Cluster, service: ObjectId, spec: &OpenShiftRouteSpec, port: &ServicePort) -> bool {
    match spec.port.target_port.as_ref().map(|wanted| &wanted.value) {
        None | Some(IntOrString::Int(0)) => true,
        Some(IntOrString::String(wanted)) => port.name.as_ref().is_some_and(|name| *name.value == **wanted),
        Some(IntOrString::Int(wanted)) => {
            let spec = cluster.object(service).and_then(|object| object.service());
            leads_to(cluster, service, spec, port).any(|number| i32::from(number) == *wanted)
        }
    }
}

/// The numbers of the pods' ports to which a Service's port leads.
fn leads_to<'a>(
    cluster: &'a Cluster,
    service: ObjectId,
    spec: Option<&ServiceSpec>,
    port: &ServicePort,
) -> impl Iterator<Item = u16> + 'a {
    let at = spec.and_then(|spec| spec.ports.iter().position(|known| known.span == port.span));
    let matched = cluster.service(service).into_iter().flat_map(|matched| &matched.ports);
    let targets = matched.filter(move |matched| Some(matched.port) == at).flat_map(|matched| &matched.targets);
    targets.filter_map(|target| target.resolution.number())
}
