//! A ServiceAccount whose pods get no token.

use super::{Names, append, head};
use crate::finding::Edit;
use crate::manifest::Object;
use crate::source::Texts;

/// One of a workload's own, beside the accounts that are there: its name, and the edit that adds it.
pub(crate) fn without_token<'a>(texts: &Texts, accounts: &Names<'a>, workload: &'a Object) -> Option<(String, Edit)> {
    let namespace = workload.namespace();
    let name = accounts.free(namespace, workload.name());
    let is_written = workload.metadata.namespace.is_some();
    let document = head("v1", "ServiceAccount", &name, namespace, is_written) + "automountServiceAccountToken: false\n";
    let edit = append(texts, workload.document, &[document]).filter(|_| !workload.name().is_empty())?;
    Some((name, edit))
}
