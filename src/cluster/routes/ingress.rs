//! What Ingresses send.

use super::{Routes, request};
use crate::manifest::ingress::IngressSpec;
use crate::manifest::{Object, ObjectId};

/// Notes what an Ingress sends: to Services of its own namespace, by their ports' names or numbers and not
/// by the target ports (`kubernetes/api: networking/v1/types.go ServiceBackendPort`).
pub(super) fn routes(id: ObjectId, object: &Object, spec: &IngressSpec, routes: &mut Routes) {
    for (host, path, backend) in spec.backends() {
        let Some(service) = backend.service_name() else { continue };
        routes.send(id, &request(host, path), (object.namespace(), &service.value), backend.span, |port| {
            let name = port.name.as_ref().map(|name| &*name.value);
            backend.is_port(name, port.port.as_ref().map(|port| port.value))
        });
    }
}
