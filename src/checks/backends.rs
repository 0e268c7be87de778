//! What Ingresses send to, for the checks that ask whether it is there.

use super::Subject;
use crate::cluster::slip;
use crate::explain;
use crate::finding::Highlight;
use crate::manifest::ingress::{IngressBackend, IngressSpec};
use crate::manifest::service::ServiceSpec;
use crate::manifest::{Body, Object};
use crate::source::Span;
use crate::words::code;
use crate::yaml::{IntOrString, Node};

/// A port of a Service that an Ingress sends to, once for all the places where it says so.
pub(super) struct Backend<'a> {
    pub(super) ingress: &'a Object,
    /// As it is written first.
    pub(super) written: &'a IngressBackend,
    /// The Service's name; none where it names no Service.
    pub(super) name: Option<&'a str>,
    /// The port as a word, empty where there is none.
    pub(super) port: String,
    pub(super) service: Option<(&'a Object, &'a ServiceSpec)>,
    more: Vec<Span>,
}

/// Every Ingress that counts, in the order of the text.
pub(super) fn ingresses<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a Object, &'a IngressSpec)> {
    subject.cluster.current().filter_map(|(_, object)| match &object.body {
        Body::Ingress(spec) => Some((object, &**spec)),
        _ => None,
    })
}

/// Everything that Ingresses send to, in the order of the text, except what is no Service by intent.
pub(super) fn backends<'a>(subject: &Subject<'a>) -> Vec<Backend<'a>> {
    let mut all: Vec<Backend> = Vec::new();
    for (ingress, spec) in ingresses(subject) {
        let first = all.len();
        for (.., written) in spec.backends().filter(|(.., written)| written.resource.is_none()) {
            let name = written.service_name().map(|name| &*name.value);
            let port = match written.port().map(|port| port.value) {
                Some(IntOrString::Int(number)) => number.to_string(),
                Some(IntOrString::String(name)) => code(&name),
                None => String::new(),
            };
            let mut own = all.iter_mut().skip(first);
            if let Some(known) = own.find(|known| known.name == name && known.port == port) {
                known.more.push(written.span);
                continue;
            }
            let service = name.and_then(|name| subject.cluster.service_named(ingress.namespace(), name));
            all.push(Backend { ingress, written, name, port, service, more: Vec::new() });
        }
    }
    all
}

/// The Service of a namespace whose name is nearest to one that differs from it by a slip.
pub(super) fn nearest<'a>(subject: &Subject<'a>, namespace: &str, name: &str) -> Option<&'a str> {
    let services = subject.cluster.services().filter_map(|service| subject.cluster.object(service.service));
    let here = services.filter(|service| service.namespace() == namespace);
    let near = here.filter_map(|service| Some((slip(name, service.name())?, service.name())));
    near.min().map(|(_, nearest)| nearest)
}

impl<'a> Backend<'a> {
    /// "Ingress `shop` sends requests for port 80 to Service `cart`", to begin a sentence.
    pub(super) fn sentence(&self) -> String {
        let to = self.name.map_or_else(|| "a backend".to_owned(), |name| format!("Service {}", code(name)));
        let port = if self.port.is_empty() { String::new() } else { format!("port {} of ", self.port) };
        format!("{} sends requests to {port}{to}", explain::title(self.ingress))
    }

    /// The node of the backend, or something in it.
    pub(super) fn node(&self, subject: &Subject, path: &[&str]) -> Option<Node> {
        subject.tree(self.ingress)?.map_at(self.written.span)?.at(path).cloned()
    }

    /// The other places that say the same.
    pub(super) fn highlights(&self) -> impl Iterator<Item = Highlight> {
        let place = |span: &Span| Highlight { place: self.ingress.place(*span), text: "here too".into() };
        self.more.iter().map(place)
    }
}
