//! Volumes: what a pod's containers can mount.

use std::rc::Rc;

use crate::source::{Span, Spanned};
use crate::yaml::{FromNode, Node, Reader, fields, mapping};

/// A volume of a pod. Without a source it is an empty folder
/// (`kubernetes/kubernetes: pkg/apis/core/v1/defaults.go SetDefaults_Volume`).
#[derive(Debug, Clone, Default)]
pub struct Volume {
    /// The text of all of it.
    pub span: Span,
    /// Its name.
    pub name: Option<Spanned<Rc<str>>>,
    /// The kinds of source that are written, as `hostPath` or `configMap`; one, in a manifest that is taken.
    pub sources: Vec<Spanned<Rc<str>>>,
    /// A place on the node.
    pub host_path: Option<HostPath>,
    /// What is put together in it.
    pub projected: Projected,
    /// A Secret of the pod's namespace.
    pub secret: Option<SecretSource>,
}

fields! {
    /// A folder, file, socket or device of the node.
    pub struct HostPath {
        /// Its path.
        pub path: Option<Spanned<Rc<str>>> => "path",
    }
}

fields! {
    /// A Secret as a volume, a file for each of its entries.
    pub struct SecretSource {
        /// Its name.
        pub secret_name: Option<Spanned<Rc<str>>> => "secretName",
    }
}

fields! {
    /// Several things in one volume.
    pub struct Projected {
        /// Each of them.
        pub sources: Vec<ProjectedSource> => "sources",
    }
}

fields! {
    /// One of several things in one volume.
    pub struct ProjectedSource {
        /// A token of the pod's service account.
        pub service_account_token: Option<ProjectedToken> => "serviceAccountToken",
    }
}

fields! {
    /// A token of the pod's service account.
    pub struct ProjectedToken {
        /// Whom it is for; the API server when absent.
        pub audience: Option<Spanned<Rc<str>>> => "audience",
    }
}

impl FromNode for Volume {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(entries) = mapping(node, reader)? else { return Some(Self::default()) };
        let mut volume = Self { span: node.span, ..Self::default() };
        for entry in entries.iter() {
            reader.field(&entry.key, |reader| match &*entry.key {
                "name" => volume.name = Spanned::from_node(&entry.value, reader),
                "hostPath" => volume.host_path = Option::from_node(&entry.value, reader).flatten(),
                "secret" => volume.secret = Option::from_node(&entry.value, reader).flatten(),
                "projected" => volume.projected = Projected::from_node(&entry.value, reader).unwrap_or_default(),
                _ => {}
            });
            if &*entry.key != "name" && !entry.value.is_null() {
                volume.sources.push(Spanned { value: entry.key.clone(), span: entry.key_span });
            }
        }
        Some(volume)
    }
}

impl Volume {
    /// Its name; empty if it has none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| &*name.value)
    }
}
