//! Istio's Gateways, the VirtualServices that say what they send where, and what else decides about that.

use std::rc::Rc;

use crate::labels::{LabelSelector, Selector};
use crate::source::Spanned;
use crate::yaml::{Node, Value, fields};

/// The group of all of its kinds that are read.
pub const GROUP: &str = "networking.istio.io";

fields! {
    /// The `spec` of a Gateway of Istio (`istio/api: networking/v1alpha3/gateway.proto`).
    pub struct IstioGatewaySpec {
        /// The pods that it tells to listen, of any namespace.
        pub selector: Option<Selector> => "selector",
        /// What they listen for.
        pub servers: Vec<Server> => "servers",
    }
}

fields! {
    /// A port on which a Gateway listens, for hosts.
    pub struct Server {
        /// The port.
        pub port: ServerPort => "port",
        /// The address on which it listens: all of the pod's when absent.
        pub bind: Option<Spanned<Rc<str>>> => "bind",
        /// The hosts, each with the namespace of its VirtualServices and a slash before it where one is meant.
        pub hosts: Vec<Spanned<Rc<str>>> => "hosts",
        /// How it deals with TLS.
        pub tls: Option<ServerTls> => "tls",
    }
}

fields! {
    /// A port and what is spoken there.
    pub struct ServerPort {
        /// Its number.
        pub number: Option<Spanned<i32>> => "number",
        /// What is spoken: `HTTP`, `HTTPS`, `TLS`, `TCP` or another.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
    }
}

fields! {
    /// How a server deals with TLS.
    pub struct ServerTls {
        /// `PASSTHROUGH`, also when absent, `SIMPLE`, `MUTUAL` or another.
        pub mode: Option<Spanned<Rc<str>>> => "mode",
        /// Whether it does nothing but tell people to come over HTTPS.
        pub redirects: Option<Spanned<bool>> => "httpsRedirect",
    }
}

fields! {
    /// The `spec` of a VirtualService (`istio/api: networking/v1alpha3/virtual_service.proto`).
    pub struct VirtualServiceSpec {
        /// The hosts whose requests it is about.
        pub hosts: Vec<Spanned<Rc<str>>> => "hosts",
        /// The Gateways that shall serve it; `mesh`, or none at all, is the mesh itself.
        pub gateways: Vec<Spanned<Rc<str>>> => "gateways",
        /// What becomes of HTTP.
        pub http: Vec<VirtualRoute> => "http",
        /// What becomes of TLS that is let through.
        pub tls: Vec<VirtualRoute> => "tls",
        /// What becomes of TCP.
        pub tcp: Vec<VirtualRoute> => "tcp",
        /// The namespaces that see it: all when empty.
        pub export_to: Vec<Spanned<Rc<str>>> => "exportTo",
    }
}

fields! {
    /// Some requests or connections and where they go.
    pub struct VirtualRoute {
        /// Which: all when empty.
        pub matches: Vec<VirtualMatch> => "match",
        /// Where they go.
        pub route: Vec<WeightedDestination> => "route",
        /// The VirtualService to which they are left instead.
        pub delegate: Option<Delegate> => "delegate",
        /// Where a copy of each goes.
        pub mirror: Option<Destination> => "mirror",
        /// Where more copies go.
        pub mirrors: Vec<WeightedDestination> => "mirrors",
    }
}

fields! {
    /// A VirtualService without hosts of its own, to which another one leaves requests.
    pub struct Delegate {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// Its namespace: that of the other one when absent.
        pub namespace: Option<Spanned<Rc<str>>> => "namespace",
    }
}

fields! {
    /// Which requests or connections are meant.
    pub struct VirtualMatch {
        /// The path of an HTTP request: exact, by its beginning, or as a regular expression.
        pub uri: Option<Node> => "uri",
        /// The hosts that TLS asks for.
        pub sni_hosts: Vec<Spanned<Rc<str>>> => "sniHosts",
        /// The port of the Gateway.
        pub port: Option<Spanned<i32>> => "port",
        /// The Gateways by which it comes: any when empty.
        pub gateways: Vec<Spanned<Rc<str>>> => "gateways",
    }
}

fields! {
    /// A destination and its share.
    pub struct WeightedDestination {
        /// The destination.
        pub destination: Destination => "destination",
        /// Its share; of several, those without one get nothing.
        pub weight: Option<Spanned<i32>> => "weight",
    }
}

fields! {
    /// A Service and one of its ports.
    pub struct Destination {
        /// The Service by its short name or by all of its name.
        pub host: Option<Spanned<Rc<str>>> => "host",
        /// A version of it, whose pods a DestinationRule names.
        pub subset: Option<Spanned<Rc<str>>> => "subset",
        /// The port; needed as soon as there are two.
        pub port: DestinationPort => "port",
    }
}

fields! {
    /// A port of a Service.
    pub struct DestinationPort {
        /// Its number.
        pub number: Option<Spanned<i32>> => "number",
    }
}

fields! {
    /// The `spec` of a DestinationRule, as far as it names versions of a Service
    /// (`istio/api: networking/v1alpha3/destination_rule.proto`).
    pub struct DestinationRuleSpec {
        /// The Service by its short name or by all of its name.
        pub host: Option<Spanned<Rc<str>>> => "host",
        /// Its versions.
        pub subsets: Vec<NamedSubset> => "subsets",
    }
}

fields! {
    /// A version of a Service.
    pub struct NamedSubset {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The labels of its pods, beside those that the Service asks for.
        pub labels: Selector => "labels",
    }
}

fields! {
    /// The `spec` of an AuthorizationPolicy, as far as it says whom it is about
    /// (`istio/api: security/v1beta1/authorization_policy.proto`).
    pub struct AuthorizationPolicySpec {
        /// The pods that it is about: all of its namespace when absent.
        pub selector: LabelSelector => "selector",
        /// What it is about instead of pods.
        pub targets: Vec<Node> => "targetRefs",
        /// `ALLOW`, also when absent, `DENY`, `CUSTOM` or `AUDIT`.
        pub action: Option<Spanned<Rc<str>>> => "action",
    }
}

/// What is spoken on a server, as far as it decides what a VirtualService says of it
/// (`istio/istio: pilot/pkg/model/gateway.go IsHTTPServer, IsPassThroughServer`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// HTTP, encrypted up to the Gateway or not.
    Http,
    /// TLS that is let through, told apart by the hosts that it asks for.
    Tls,
    /// Anything else over TCP.
    Tcp,
}

impl Server {
    /// The number of its port, where it is a port at all.
    pub fn number(&self) -> Option<u16> {
        self.port.number.as_ref().and_then(|port| u16::try_from(port.value).ok()).filter(|&port| port != 0)
    }

    /// What is spoken there.
    pub fn speech(&self) -> Speech {
        let protocol = self.protocol();
        let mode = self.tls.as_ref().map(|tls| tls.mode.as_ref().map_or("PASSTHROUGH", |mode| &*mode.value));
        match (&*protocol, mode) {
            ("HTTPS" | "TLS", Some("PASSTHROUGH" | "AUTO_PASSTHROUGH")) => Speech::Tls,
            ("HTTP" | "HTTP2" | "GRPC" | "GRPC-WEB" | "HTTPS", _) => Speech::Http,
            _ => Speech::Tcp,
        }
    }

    /// Whether it takes HTTP that nobody encrypts, and does more than to tell people to come over HTTPS.
    pub fn is_plain(&self) -> bool {
        matches!(&*self.protocol(), "HTTP" | "HTTP2" | "GRPC" | "GRPC-WEB") && !self.redirects()
    }

    /// Whether it does nothing but tell people to come over HTTPS.
    pub fn redirects(&self) -> bool {
        self.tls.as_ref().and_then(|tls| tls.redirects.as_ref()).is_some_and(|redirects| redirects.value)
    }

    /// Its protocol in capitals.
    pub fn protocol(&self) -> String {
        self.port.protocol.as_ref().map_or_else(String::new, |protocol| protocol.value.to_ascii_uppercase())
    }

    /// Whether it listens where only the pod itself can connect.
    pub fn is_loopback(&self) -> bool {
        let bind = self.bind.as_ref().map_or("", |bind| &*bind.value);
        bind.starts_with("127.") || bind == "::1" || bind.starts_with("unix:")
    }
}

impl AuthorizationPolicySpec {
    /// Whether it lets pods be asked or not: one that only takes notes does not.
    pub fn decides(&self) -> bool {
        self.targets.is_empty() && self.action.as_ref().is_none_or(|action| &*action.value != "AUDIT")
    }
}

impl VirtualServiceSpec {
    /// What becomes of what is spoken on a server.
    pub fn routes(&self, speech: Speech) -> &[VirtualRoute] {
        match speech {
            Speech::Http => &self.http,
            Speech::Tls => &self.tls,
            Speech::Tcp => &self.tcp,
        }
    }

    /// The Gateways that it names, without the mesh.
    pub fn gateways(&self) -> impl Iterator<Item = &Spanned<Rc<str>>> {
        self.gateways.iter().filter(|name| &*name.value != "mesh")
    }
}

impl VirtualMatch {
    /// The path of the HTTP requests that are meant, empty for every path.
    pub fn path(&self) -> &str {
        let Some(Value::Mapping(entries)) = self.uri.as_ref().map(|uri| &uri.value) else { return "" };
        match entries.first().map(|entry| &entry.value.value) {
            Some(Value::String(path)) if &**path != "/" => path,
            _ => "",
        }
    }
}

impl VirtualRoute {
    /// Everything that gets something, copies among it. The only one of a kind gets all; of several, those
    /// without a share get nothing.
    pub fn receivers(&self) -> impl Iterator<Item = &Destination> {
        let gets = |one: &&WeightedDestination| {
            self.route.len() == 1 || one.weight.as_ref().is_some_and(|weight| weight.value > 0)
        };
        let copies = self.mirror.iter().chain(self.mirrors.iter().map(|mirror| &mirror.destination));
        self.route.iter().filter(gets).map(|one| &one.destination).chain(copies)
    }
}

impl Destination {
    /// The Service that is meant, by namespace and name.
    pub fn service<'a>(&'a self, own: &'a str) -> Option<(&'a str, &'a str)> {
        service(&self.host.as_ref()?.value, own)
    }
}

impl DestinationRuleSpec {
    /// The Service that is meant, by namespace and name.
    pub fn service<'a>(&'a self, own: &'a str) -> Option<(&'a str, &'a str)> {
        service(&self.host.as_ref()?.value, own)
    }
}

/// A short name is that of a Service of the own namespace, and any other has to be whole
/// (`istio/istio: pkg/config/model.go ResolveShortnameToFQDN`).
fn service<'a>(host: &'a str, own: &'a str) -> Option<(&'a str, &'a str)> {
    let Some((name, rest)) = host.split_once('.') else { return Some((own, host)) };
    let (namespace, domain) = rest.split_once('.')?;
    (domain == "svc" || domain.starts_with("svc.")).then_some((namespace, name))
}
