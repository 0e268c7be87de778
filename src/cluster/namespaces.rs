//! What is known of namespaces' labels.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Cluster;
use crate::labels::{Added, Labels, Match, Requirement};
use crate::manifest::Body;
use crate::yaml::StringMap;

/// The label that every namespace carries, with its name
/// (`kubernetes/kubernetes: pkg/apis/core/v1/defaults.go SetDefaults_Namespace`).
pub(crate) const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// The labels of the namespaces that are among the manifests.
#[derive(Debug, Clone, Default)]
pub(crate) struct Namespaces(BTreeMap<Rc<str>, StringMap>);

impl Namespaces {
    pub(crate) fn new(cluster: &Cluster) -> Self {
        let namespaces = cluster.current().filter(|(_, object)| matches!(object.body, Body::Namespace));
        Self(namespaces.map(|(_, object)| (object.name().into(), object.metadata.labels.clone())).collect())
    }

    /// Whether a namespace's labels meet all that is wanted of them. `complete` says that one whose object
    /// is not here has no label but that of its name.
    pub(crate) fn meets(&self, name: &str, wanted: &[Requirement], complete: bool) -> Match {
        let known = self.0.get(name);
        let labels = Labels {
            written: known.cloned().unwrap_or_default(),
            added: vec![(Rc::from(NAMESPACE_NAME), Added::Value(Rc::from(name)))],
        };
        let complete = known.is_some() || complete;
        Match::all(wanted.iter().map(|requirement| {
            let verdict = requirement.judge(&labels).verdict;
            if complete || &*requirement.key.value == NAMESPACE_NAME { verdict } else { Match::Unknown }
        }))
    }
}
