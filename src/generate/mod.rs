//! Objects that a fix adds, as text: documents of their own at the end of a file, which leave alone what stands
//! before them.

mod in_use;
mod isolation;
mod policy;
mod selector;
mod service_account;

pub(crate) use in_use::InUse;
pub(crate) use isolation::isolate;
pub(crate) use service_account::without_token;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::cluster::Cluster;
use crate::finding::Edit;
use crate::manifest::{DEFAULT_NAMESPACE, Object};
use crate::source::{DocumentId, Place, Span, Texts};
use crate::words::code;
use crate::yaml::edit::quote;

/// An edit that adds documents at the end of the file in which one lies. None where the file ends in JSON, behind
/// which kubectl before 1.33 reads nothing else.
pub(crate) fn append(texts: &Texts, document: DocumentId, documents: &[String]) -> Option<Edit> {
    let last = texts.last_beside(document);
    let text = texts.document(last);
    if text.trim_start().starts_with('{') || documents.is_empty() {
        return None;
    }
    let mut added = if text.ends_with('\n') { String::new() } else { "\n".to_owned() };
    for document in documents {
        added.push_str("---\n");
        added.push_str(document);
    }
    if text.contains("\r\n") {
        added = added.replace('\n', "\r\n");
    }
    let end = u32::try_from(text.len()).ok()?;
    Some(Edit { place: Place::new(last, Span::new(end, end)), text: added })
}

/// The beginning of a document: what it is, and what it is called. The namespace is left out where the objects
/// beside it leave it to whoever applies them.
fn head(api_version: &str, kind: &str, name: &str, namespace: &str, is_written: bool) -> String {
    let mut text = format!("apiVersion: {api_version}\nkind: {kind}\nmetadata:\n  name: {}\n", quote(name));
    if is_written || namespace != DEFAULT_NAMESPACE {
        text.push_str(&format!("  namespace: {}\n", quote(namespace)));
    }
    text
}

/// The names that objects of a kind have, by their namespace.
pub(crate) struct Names<'a>(BTreeSet<(&'a str, Cow<'a, str>)>);

impl<'a> Names<'a> {
    /// Those of all objects of a kind.
    pub(crate) fn of(cluster: &'a Cluster, kind: &str) -> Self {
        let known = cluster.objects().map(|(_, object)| object).filter(|object| &*object.kind.value == kind);
        Self(known.map(|object| (object.namespace(), object.name().into())).collect())
    }

    /// A name that no object has in a namespace yet: the wanted one, or that with a number.
    fn free(&self, namespace: &'a str, wanted: &str) -> String {
        // The API server takes no longer names (`kubernetes/apimachinery: pkg/util/validation/validation.go
        // DNS1123SubdomainMaxLength`), and a number has to fit too.
        let wanted = wanted.get(..240).unwrap_or(wanted);
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(|name| !self.0.contains(&(namespace, name.as_str().into()))).unwrap_or_default()
    }

    /// The same, and keeps it for whoever asks next.
    fn take(&mut self, namespace: &'a str, wanted: &str) -> String {
        let name = self.free(namespace, wanted);
        self.0.insert((namespace, name.clone().into()));
        name
    }
}

fn title(object: &Object) -> String {
    match object.name() {
        "" => format!("{} without a name", object.kind.value),
        name => format!("{} {}", object.kind.value, code(name)),
    }
}
