//! What Istio's AuthorizationPolicies may keep out. They are not followed, and so what they are about is not sure.

use super::{Assumption, Environment, Path};
use crate::cluster::{Cluster, Route};
use crate::labels::Match;
use crate::manifest::istio::AuthorizationPolicySpec;
use crate::manifest::{Body, Object, ObjectId};

/// Istio's own namespace, unless it is installed otherwise: policies there are about all pods of the mesh.
const ROOT: &str = "istio-system";

/// Makes a way by a VirtualService rest on the policies about the pods that it leads through and to
/// (`istio/api: security/v1beta1/authorization_policy.proto`).
pub(super) fn guard(cluster: &Cluster, environment: &Environment, route: &Route, path: &mut Path) {
    if !cluster.object(route.object).is_some_and(|object| matches!(object.body, Body::VirtualService(_))) {
        return;
    }
    let pods: Vec<&Object> = path.hops.iter().filter_map(|hop| cluster.object(hop.object?)).collect();
    let is_about = |(_, policy, spec): &(ObjectId, &Object, &AuthorizationPolicySpec)| {
        pods.iter().any(|pods| {
            let Some(workload) = pods.workload() else { return false };
            let here = policy.namespace() == pods.namespace() || policy.namespace() == ROOT;
            let wanted = spec.selector.requirements();
            here && Match::all(wanted.iter().map(|one| one.judge(&workload.labels).verdict)) != Match::No
        })
    };
    let policies = cluster.current().filter_map(|(id, object)| match &object.body {
        Body::AuthorizationPolicy(spec) => Some((id, object, &**spec)),
        _ => None,
    });
    let found = policies.filter(|(.., spec)| spec.decides()).find(is_about);
    if let Some((id, policy, _)) = found {
        path.waits_for((id, policy), Assumption::AuthorizationPolicies, environment);
    }
}
