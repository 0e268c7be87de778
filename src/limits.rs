//! How much is followed. Every pair of a Service and a workload, every port and every place that opens to it is a way of
//! its own, so that a short text can ask for more of them than time and memory hold.

use crate::Problem;
use crate::cluster::Cluster;
use crate::exposure::Exposure;
use crate::manifest::{Object, ObjectId};
use crate::words::code;

/// So many pairs, and so many ways, are followed of any text.
const ANYWAY: usize = 100_000;

/// And so many more for each object: real manifests have two or three.
const OF_EACH: usize = 10;

/// How many pairs, and how many ways, are followed among this many objects.
pub(crate) fn most(objects: usize) -> usize {
    objects.saturating_mul(OF_EACH).saturating_add(ANYWAY)
}

/// Says from where on not everything is followed.
pub(crate) fn problem(cluster: &Cluster, exposure: &Exposure) -> Option<Problem> {
    let first: ObjectId = [cluster.curtailed(), exposure.curtailed].into_iter().flatten().min()?;
    let service: &Object = cluster.object(first)?;
    let message = format!(
        "These manifests open more ways than can be followed one by one. From Service {} on, only some of the pods and \
         ways of each Service are looked at.",
        code(service.name())
    );
    let hint = "Look at one namespace at a time, or leave out objects that are alike.".to_owned();
    Some(Problem { place: service.name_place(), message, hint: Some(hint), refused: false, repeated_key: false })
}
