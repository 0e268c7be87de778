//! The addresses behind a Service without a selector.

use super::Cluster;
use crate::manifest::{Body, Object, ObjectId};

/// An object that writes down where a Service's traffic goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManualEndpoints {
    /// The Endpoints or EndpointSlice.
    pub object: ObjectId,
    /// How many addresses it holds.
    pub addresses: usize,
}

/// The Endpoints of a Service's name and the EndpointSlices that name it by the label
/// `kubernetes.io/service-name` (`kubernetes/kubernetes: pkg/proxy/endpointslicecache.go`), in its namespace.
pub(super) fn of_service(cluster: &Cluster, service: &Object) -> Vec<ManualEndpoints> {
    let belongs = |(id, object): (ObjectId, &Object)| {
        if object.namespace() != service.namespace() {
            return None;
        }
        let addresses = match &object.body {
            Body::Endpoints(endpoints) if object.name() == service.name() => {
                endpoints.subsets.iter().map(|subset| subset.addresses.len()).sum()
            }
            Body::EndpointSlice(slice) if names(object, service) => {
                slice.endpoints.iter().map(|endpoint| endpoint.addresses.len()).sum()
            }
            _ => return None,
        };
        Some(ManualEndpoints { object: id, addresses })
    };
    cluster.objects().filter_map(belongs).collect()
}

fn names(slice: &Object, service: &Object) -> bool {
    let labels = &slice.metadata.labels.entries;
    labels.iter().any(|l| &*l.key.value == "kubernetes.io/service-name" && &*l.value.value == service.name())
}
