//! What the checks of network policies share.

use super::Subject;
use crate::manifest::policy::NetworkPolicySpec;
use crate::manifest::{Body, Object, ObjectId};

/// A NetworkPolicy that counts.
#[derive(Clone, Copy)]
pub(super) struct Policy<'a> {
    pub(super) id: ObjectId,
    pub(super) object: &'a Object,
    pub(super) spec: &'a NetworkPolicySpec,
}

/// Every NetworkPolicy that counts, in the order of the text.
pub(super) fn policies<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Policy<'a>> {
    subject.cluster.current().filter_map(|(id, object)| match &object.body {
        Body::NetworkPolicy(spec) => Some(Policy { id, object, spec }),
        _ => None,
    })
}

/// Whether there are policies of a network plugin's own kind, which are not read.
pub(super) fn are_others(subject: &Subject) -> bool {
    let is_other = |object: &Object| {
        matches!(&*object.group, "cilium.io" | "projectcalico.org" | "crd.projectcalico.org" | "crd.antrea.io")
            && object.kind.value.contains("NetworkPolicy")
    };
    subject.cluster.current().any(|(_, object)| is_other(object))
}
