//! Ingresses: what a controller shall send to which Service.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::{IntOrString, Node, fields};

fields! {
    /// The `spec` of an Ingress, in `networking.k8s.io/v1` and in the two groups before it
    /// (`kubernetes/api: networking/v1/types.go, networking/v1beta1/types.go, extensions/v1beta1/types.go`).
    pub struct IngressSpec {
        /// The class that says which controller serves it.
        pub class: Option<Spanned<Rc<str>>> => "ingressClassName",
        /// Where requests go that no rule fits.
        pub default_backend: Option<IngressBackend> => "defaultBackend",
        /// The same before `v1`.
        pub backend: Option<IngressBackend> => "backend",
        /// What goes where.
        pub rules: Vec<IngressRule> => "rules",
        /// For which hosts it has certificates.
        pub tls: Vec<IngressTls> => "tls",
    }
}

fields! {
    /// Hosts that share a certificate.
    pub struct IngressTls {
        /// The hosts; all that the controller makes of it when absent.
        pub hosts: Vec<Spanned<Rc<str>>> => "hosts",
    }
}

fields! {
    /// What becomes of the requests for a host.
    pub struct IngressRule {
        /// The host, or `*.` and a name for exactly one label more; every host when absent.
        pub host: Option<Spanned<Rc<str>>> => "host",
        /// What becomes of its paths.
        pub http: IngressHttp => "http",
    }
}

fields! {
    /// The paths of a host.
    pub struct IngressHttp {
        /// The paths.
        pub paths: Vec<IngressPath> => "paths",
    }
}

fields! {
    /// A path and where it leads.
    pub struct IngressPath {
        /// The path; every one when absent.
        pub path: Option<Spanned<Rc<str>>> => "path",
        /// What counts as that path: `Exact`, `Prefix` for what is below it too, or `ImplementationSpecific`.
        pub path_type: Option<Spanned<Rc<str>>> => "pathType",
        /// Where its requests go.
        pub backend: Option<IngressBackend> => "backend",
    }
}

fields! {
    /// A port of a Service in the Ingress's own namespace.
    pub struct IngressBackend {
        /// The Service.
        pub service: Option<IngressService> => "service",
        /// Its name before `v1`.
        pub service_name: Option<Spanned<Rc<str>>> => "serviceName",
        /// Its port before `v1`.
        pub service_port: Option<Spanned<IntOrString>> => "servicePort",
        /// Something else than a Service, which the controller has to know.
        pub resource: Option<Node> => "resource",
    }
}

fields! {
    /// A Service and one of its ports.
    pub struct IngressService {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// Its port.
        pub port: IngressPort => "port",
    }
}

fields! {
    /// A Service's port, by name or by number.
    pub struct IngressPort {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// Its number.
        pub number: Option<Spanned<i32>> => "number",
    }
}

impl IngressSpec {
    /// Without the fields that its API version does not know: the API server refuses or drops them.
    pub(super) fn known_to(mut self, api_version: &str) -> Self {
        let is_v1 = api_version == "networking.k8s.io/v1";
        let unknown = if is_v1 { &mut self.backend } else { &mut self.default_backend };
        *unknown = None;
        let paths = self.rules.iter_mut().flat_map(|rule| &mut rule.http.paths);
        let ruled = paths.filter_map(|path| path.backend.as_mut());
        for backend in ruled.chain(&mut self.default_backend).chain(&mut self.backend) {
            if is_v1 {
                (backend.service_name, backend.service_port) = (None, None);
            } else {
                backend.service = None;
            }
        }
        self
    }

    /// Where requests go that no rule fits.
    pub fn rest(&self) -> Option<&IngressBackend> {
        self.default_backend.as_ref().or(self.backend.as_ref())
    }

    /// Everything that is sent somewhere: host, path and where, in the order of the text.
    pub fn backends(&self) -> impl Iterator<Item = (Option<&Rc<str>>, Option<&Rc<str>>, &IngressBackend)> {
        let defaults = self.rest().into_iter().map(|backend| (None, None, backend));
        let ruled = self.rules.iter().flat_map(|rule| {
            let host = rule.host.as_ref().map(|host| &host.value);
            let paths = rule.http.paths.iter();
            paths.filter_map(move |path| {
                Some((host, path.path.as_ref().map(|path| &path.value), path.backend.as_ref()?))
            })
        });
        defaults.chain(ruled)
    }
}

impl IngressBackend {
    /// The name of its Service.
    pub fn service_name(&self) -> Option<&Spanned<Rc<str>>> {
        let name = self.service.as_ref().and_then(|service| service.name.as_ref());
        name.or(self.service_name.as_ref())
    }

    /// The port that it asks for, as it is written.
    pub fn port(&self) -> Option<Spanned<IntOrString>> {
        let Some(service) = &self.service else { return self.service_port.clone() };
        let name = service.port.name.as_ref().filter(|name| !name.value.is_empty());
        let name = name.map(|name| Spanned { value: IntOrString::String(name.value.clone()), span: name.span });
        let number = service.port.number.as_ref();
        name.or_else(|| number.map(|number| Spanned { value: IntOrString::Int(number.value), span: number.span }))
    }

    /// Whether it means a Service's port of this name and number.
    pub fn is_port(&self, name: Option<&str>, number: Option<i32>) -> bool {
        let named = |wanted: &str| !wanted.is_empty() && name == Some(wanted);
        match self.port().map(|port| port.value) {
            Some(IntOrString::Int(wanted)) => number == Some(wanted),
            Some(IntOrString::String(wanted)) => named(&wanted),
            None => false,
        }
    }
}
