//! Routes of OpenShift, which say what is sent to which Service, and the routers that serve them.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::{IntOrString, Node, fields};

fields! {
    /// The `spec` of a Route (`openshift/api: route/v1/types.go`).
    pub struct OpenShiftRouteSpec {
        /// The host; the router makes one up when absent.
        pub host: Option<Spanned<Rc<str>>> => "host",
        /// What paths begin with; every one when absent.
        pub path: Option<Spanned<Rc<str>>> => "path",
        /// Where requests go.
        pub to: Option<OpenShiftBackend> => "to",
        /// Where a part of them goes instead.
        pub alternate_backends: Vec<OpenShiftBackend> => "alternateBackends",
        /// By which port.
        pub port: OpenShiftPort => "port",
        /// How TLS is ended; without it the router takes plain HTTP.
        pub tls: Option<OpenShiftTls> => "tls",
        /// `Subdomain` makes the host stand for all that differ in the first label.
        pub wildcard_policy: Option<Spanned<Rc<str>>> => "wildcardPolicy",
    }
}

fields! {
    /// A Service of the Route's own namespace, with its share of the requests.
    pub struct OpenShiftBackend {
        /// Its kind, which can only be `Service`.
        pub kind: Option<Spanned<Rc<str>>> => "kind",
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// Its share, 100 when absent; 0 is none.
        pub weight: Option<Spanned<i32>> => "weight",
    }
}

fields! {
    /// Which port of the pods is meant.
    pub struct OpenShiftPort {
        /// The Service's port by its name, or the pods' by its number; every one when absent.
        pub target_port: Option<Spanned<IntOrString>> => "targetPort",
    }
}

fields! {
    /// How TLS is ended.
    pub struct OpenShiftTls {
        /// `edge`, `passthrough` or `reencrypt`.
        pub termination: Option<Spanned<Rc<str>>> => "termination",
        /// What becomes of plain HTTP: `None`, `Allow` or `Redirect`.
        pub insecure: Option<Spanned<Rc<str>>> => "insecureEdgeTerminationPolicy",
    }
}

impl OpenShiftRouteSpec {
    /// The Services that get a share of the requests.
    pub fn backends(&self) -> impl Iterator<Item = &OpenShiftBackend> {
        let shares = |backend: &&OpenShiftBackend| backend.weight.as_ref().is_none_or(|weight| weight.value > 0);
        let is_service = |backend: &&OpenShiftBackend| {
            backend.kind.as_ref().is_none_or(|kind| matches!(&*kind.value, "" | "Service"))
        };
        self.to.iter().chain(&self.alternate_backends).filter(shares).filter(is_service)
    }

    /// The host as a pattern, where it has one: `*.` and the rest for a whole subdomain.
    pub fn host_pattern(&self) -> Option<String> {
        let host = self.host.as_ref().map(|host| &*host.value).filter(|host| !host.is_empty())?;
        let is_wild = self.wildcard_policy.as_ref().is_some_and(|policy| &*policy.value == "Subdomain");
        Some(match host.split_once('.') {
            Some((_, rest)) if is_wild => format!("*.{rest}"),
            _ => host.to_owned(),
        })
    }

    /// Whether plain HTTP gets no answer but to use HTTPS, if any.
    pub fn is_https_only(&self) -> bool {
        let allows = |tls: &OpenShiftTls| tls.insecure.as_ref().is_some_and(|insecure| &*insecure.value == "Allow");
        self.tls.as_ref().is_some_and(|tls| !allows(tls))
    }
}

fields! {
    /// The `spec` of an IngressController, which is a router (`openshift/api: operator/v1/types_ingress.go`).
    pub struct OpenShiftRouterSpec {
        /// How it is reached.
        pub strategy: PublishingStrategy => "endpointPublishingStrategy",
        /// Which Routes it serves by their labels; all when absent.
        pub route_selector: Option<Node> => "routeSelector",
        /// Which it serves by their namespaces' labels; all when absent.
        pub namespace_selector: Option<Node> => "namespaceSelector",
    }
}

fields! {
    /// How a router is reached.
    pub struct PublishingStrategy {
        /// `LoadBalancerService`, `HostNetwork`, `NodePortService` or `Private`; by the platform when absent.
        pub type_: Option<Spanned<Rc<str>>> => "type",
        /// Its load balancer.
        pub load_balancer: PublishingBalancer => "loadBalancer",
    }
}

fields! {
    /// A router's load balancer.
    pub struct PublishingBalancer {
        /// `External` or `Internal`.
        pub scope: Option<Spanned<Rc<str>>> => "scope",
    }
}
