//! A ServiceAccount whose pods get no token.

use std::collections::BTreeSet;

use super::{append, free_name, head};
use crate::cluster::Cluster;
use crate::finding::Edit;
use crate::manifest::Object;
use crate::source::Texts;

/// One of a workload's own: its name, and the edit that adds it.
pub(crate) fn without_token(texts: &Texts, cluster: &Cluster, workload: &Object) -> Option<(String, Edit)> {
    let namespace = workload.namespace();
    let name = free_name(cluster, &mut BTreeSet::new(), "ServiceAccount", namespace, workload.name());
    let is_written = workload.metadata.namespace.is_some();
    let document = head("v1", "ServiceAccount", &name, namespace, is_written) + "automountServiceAccountToken: false\n";
    let edit = append(texts, workload.document, &[document]).filter(|_| !workload.name().is_empty())?;
    Some((name, edit))
}
