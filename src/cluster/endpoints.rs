//! The addresses behind a Service without a selector.

use std::collections::BTreeMap;

use crate::manifest::{Body, Object, ObjectId};

/// An object that writes down where a Service's traffic goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManualEndpoints {
    /// The Endpoints or EndpointSlice.
    pub object: ObjectId,
    /// How many addresses it holds.
    pub addresses: usize,
}

/// What is written down for each Service, by its namespace and name, in the order of the text.
pub(super) type Manual<'a> = BTreeMap<(&'a str, &'a str), Vec<ManualEndpoints>>;

/// The Endpoints of a Service's name and the EndpointSlices that name it by the label
/// `kubernetes.io/service-name` (`kubernetes/kubernetes: pkg/proxy/endpointslicecache.go`), in its namespace.
pub(super) fn written(objects: &[Object]) -> Manual<'_> {
    let mut all = Manual::new();
    for object in objects {
        let (service, addresses) = match &object.body {
            Body::Endpoints(endpoints) => {
                (object.name(), endpoints.subsets.iter().map(|subset| subset.addresses.len()).sum())
            }
            Body::EndpointSlice(slice) => {
                let Some(service) = object.metadata.labels.get("kubernetes.io/service-name") else { continue };
                (&*service.value, slice.endpoints.iter().map(|endpoint| endpoint.addresses.len()).sum())
            }
            _ => continue,
        };
        let found = ManualEndpoints { object: object.id, addresses };
        all.entry((object.namespace(), service)).or_default().push(found);
    }
    all
}
