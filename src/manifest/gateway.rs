//! The Gateway API: Gateways, the routes that they serve, and grants to refer to another namespace.

use std::net::IpAddr;
use std::rc::Rc;

use crate::labels::LabelSelector;
use crate::source::{Span, Spanned};
use crate::yaml::{Node, StringMap, fields};

/// The group of all of its kinds.
pub const GROUP: &str = "gateway.networking.k8s.io";

/// The kinds of its routes.
pub const ROUTES: [&str; 5] = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];

fields! {
    /// The `spec` of a Gateway (`kubernetes-sigs/gateway-api: apis/v1/gateway_types.go`).
    pub struct GatewaySpec {
        /// The class that says what makes it.
        pub class: Option<Spanned<Rc<str>>> => "gatewayClassName",
        /// What it listens for.
        pub listeners: Vec<Listener> => "listeners",
        /// The addresses that it asks for.
        pub addresses: Vec<GatewayAddress> => "addresses",
        /// What is said to whoever makes it.
        pub infrastructure: GatewayInfrastructure => "infrastructure",
    }
}

fields! {
    /// A port on which a Gateway listens for a protocol, and for requests to a host.
    pub struct Listener {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The host, or `*.` and a name for one label more or several; every host when absent or empty.
        pub hostname: Option<Spanned<Rc<str>>> => "hostname",
        /// The port.
        pub port: Option<Spanned<i32>> => "port",
        /// `HTTP`, `HTTPS`, `TLS`, `TCP` or `UDP`, in any case of letters.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
        /// How it deals with TLS.
        pub tls: Option<ListenerTls> => "tls",
        /// Which routes it takes.
        pub allowed_routes: AllowedRoutes => "allowedRoutes",
    }
}

fields! {
    /// How a listener deals with TLS.
    pub struct ListenerTls {
        /// `Terminate`, also when absent, or `Passthrough`.
        pub mode: Option<Spanned<Rc<str>>> => "mode",
        /// The certificates.
        pub certificates: Vec<Reference> => "certificateRefs",
        /// What the implementation is told beside, certificates of its own among it.
        pub options: StringMap => "options",
    }
}

fields! {
    /// Which routes a listener takes.
    pub struct AllowedRoutes {
        /// Those of which namespaces.
        pub namespaces: RouteNamespaces => "namespaces",
        /// Those of which kinds: of all that go with its protocol when empty.
        pub kinds: Vec<Reference> => "kinds",
    }
}

fields! {
    /// Namespaces of which a listener takes routes.
    pub struct RouteNamespaces {
        /// `Same`, also when absent, `All`, `Selector` or `None`.
        pub from: Option<Spanned<Rc<str>>> => "from",
        /// What `Selector` asks of a namespace's labels.
        pub selector: Option<LabelSelector> => "selector",
    }
}

fields! {
    /// An address that a Gateway asks for, or got.
    pub struct GatewayAddress {
        /// `IPAddress`, also when absent, or `Hostname`, or an implementation's own.
        pub type_: Option<Spanned<Rc<str>>> => "type",
        /// The address.
        pub value: Option<Spanned<Rc<str>>> => "value",
    }
}

fields! {
    /// What a Gateway says to whoever makes it.
    pub struct GatewayInfrastructure {
        /// Annotations for what is made, such as a Service and its load balancer.
        pub annotations: StringMap => "annotations",
        /// An object with settings of the implementation's own.
        pub parameters: Option<Reference> => "parametersRef",
    }
}

fields! {
    /// The `spec` of a route of any kind (`kubernetes-sigs/gateway-api: apis/v1/httproute_types.go,
    /// grpcroute_types.go, tlsroute_types.go, tcproute_types.go, apis/v1alpha2/udproute_types.go`).
    pub struct RouteSpec {
        /// The Gateways that shall serve it.
        pub parents: Vec<Reference> => "parentRefs",
        /// The hosts whose requests it is about; every host when empty.
        pub hostnames: Vec<Spanned<Rc<str>>> => "hostnames",
        /// What goes where.
        pub rules: Vec<RouteRule> => "rules",
    }
}

fields! {
    /// Some requests and where they go.
    pub struct RouteRule {
        /// Which requests: all when empty.
        pub matches: Vec<RouteMatch> => "matches",
        /// What is done to them.
        pub filters: Vec<RouteFilter> => "filters",
        /// Where they go.
        pub backends: Vec<Reference> => "backendRefs",
    }
}

fields! {
    /// Which requests a rule is about, as far as the path says.
    pub struct RouteMatch {
        /// The path of an HTTP request.
        pub path: Option<PathMatch> => "path",
        /// The verb of an HTTP request, or the service and the method of a gRPC request.
        pub method: Option<Node> => "method",
    }
}

fields! {
    /// A path.
    pub struct PathMatch {
        /// The path, by itself, with what is below it, or as a regular expression.
        pub value: Option<Spanned<Rc<str>>> => "value",
    }
}

fields! {
    /// What is done to requests.
    pub struct RouteFilter {
        /// Which of its kinds it is.
        pub type_: Option<Spanned<Rc<str>>> => "type",
        /// Where a copy of each request goes.
        pub mirror: RequestMirror => "requestMirror",
    }
}

fields! {
    /// Where a copy of each request goes.
    pub struct RequestMirror {
        /// Where.
        pub backend: Option<Reference> => "backendRef",
    }
}

fields! {
    /// An object that another one names: a Gateway, a Service, a kind of route, a certificate.
    pub struct Reference {
        /// Its group. What absent means depends on what names it.
        pub group: Option<Spanned<Rc<str>>> => "group",
        /// Its kind. What absent means depends on what names it.
        pub kind: Option<Spanned<Rc<str>>> => "kind",
        /// Its namespace: that of the object that names it when absent.
        pub namespace: Option<Spanned<Rc<str>>> => "namespace",
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The listener of a Gateway, by its name.
        pub section: Option<Spanned<Rc<str>>> => "sectionName",
        /// The listener of a Gateway by its port, or a Service's port.
        pub port: Option<Spanned<i32>> => "port",
        /// The share of a backend: 1 when absent, and nothing goes to one of 0.
        pub weight: Option<Spanned<i32>> => "weight",
        /// What is done to the requests that go to a backend.
        pub filters: Vec<RouteFilter> => "filters",
    }
}

fields! {
    /// The `spec` of a ReferenceGrant: which objects may refer to which of its own namespace
    /// (`kubernetes-sigs/gateway-api: apis/v1/referencegrant_types.go`).
    pub struct ReferenceGrantSpec {
        /// Who may: each by group, kind and namespace.
        pub from: Vec<Reference> => "from",
        /// To what: each by group and kind, and by name unless all are meant.
        pub to: Vec<Reference> => "to",
    }
}

impl Listener {
    /// Its protocol in capitals.
    pub fn protocol(&self) -> String {
        self.protocol.as_ref().map_or_else(String::new, |protocol| protocol.value.to_ascii_uppercase())
    }

    /// Its host; none where it is for every host.
    pub fn host(&self) -> Option<&str> {
        self.hostname.as_ref().map(|host| &*host.value).filter(|host| !host.is_empty())
    }

    /// The number of its port, where it is a port at all.
    pub fn number(&self) -> Option<u16> {
        self.port.as_ref().and_then(|port| u16::try_from(port.value).ok()).filter(|&port| port != 0)
    }

    /// Whether it leaves TLS to the pods.
    pub fn passes_tls_through(&self) -> bool {
        let mode = self.tls.as_ref().and_then(|tls| tls.mode.as_ref());
        mode.is_some_and(|mode| &*mode.value == "Passthrough")
    }
}

impl GatewaySpec {
    /// The IP addresses that it asks for.
    pub fn ip_addresses(&self) -> impl Iterator<Item = (IpAddr, Span)> {
        self.addresses.iter().filter_map(|address| {
            let value = address.value.as_ref()?;
            Some((value.value.parse().ok()?, value.span))
        })
    }
}

impl RouteMatch {
    /// The path of the requests that are meant, as a gRPC method has one too; none for every path.
    pub fn path(&self) -> Option<String> {
        let part = |name: &str| match self.method.as_ref()?.get(name)?.value {
            crate::yaml::Value::String(ref text) => Some(text.to_string()),
            _ => None,
        };
        let path = || self.path.as_ref()?.value.as_ref().map(|path| path.value.to_string());
        let method = || match (part("service"), part("method")) {
            (None, None) => None,
            (service, None) => Some(format!("/{}", service.unwrap_or_default())),
            (service, Some(method)) => Some(format!("/{}/{method}", service.as_deref().unwrap_or("*"))),
        };
        path().or_else(method).filter(|path| path != "/")
    }
}

impl RouteRule {
    /// Whether every request is answered with another address, so that none goes on.
    pub fn redirects(&self) -> bool {
        let redirects =
            |filter: &RouteFilter| filter.type_.as_ref().is_some_and(|type_| &*type_.value == "RequestRedirect");
        self.filters.iter().any(redirects)
    }

    /// Everything that gets requests, or copies of them.
    pub fn receivers(&self) -> impl Iterator<Item = &Reference> {
        let gets = |backend: &&Reference| backend.weight.as_ref().is_none_or(|weight| weight.value > 0);
        let backends = || self.backends.iter().filter(gets);
        let filters = self.filters.iter().chain(backends().flat_map(|backend| &backend.filters));
        backends().chain(filters.filter_map(|filter| filter.mirror.backend.as_ref())).filter(|_| !self.redirects())
    }
}

impl Reference {
    /// Whether it is of a group and a kind, which are meant where it names none.
    pub fn is(&self, group: &str, kind: &str) -> bool {
        let is = |written: &Option<Spanned<Rc<str>>>, meant: &str| {
            written.as_ref().is_none_or(|written| &*written.value == meant)
        };
        is(&self.group, group) && is(&self.kind, kind)
    }

    /// The name of what it is about, empty where there is none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| &*name.value)
    }

    /// Its namespace, by default that of the object that names it.
    pub fn namespace<'a>(&'a self, own: &'a str) -> &'a str {
        self.namespace.as_ref().map(|namespace| &*namespace.value).filter(|name| !name.is_empty()).unwrap_or(own)
    }
}
