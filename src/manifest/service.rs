//! Services.

use std::net::IpAddr;
use std::rc::Rc;

use crate::labels::Selector;
use crate::source::{Span, Spanned};
use crate::yaml::{IntOrString, fields};

fields! {
    /// The `spec` of a Service.
    pub struct ServiceSpec {
        /// `ClusterIP` when absent.
        pub type_: Option<Spanned<Rc<str>>> => "type",
        /// Which pods it sends to; absent and empty both mean none.
        pub selector: Option<Selector> => "selector",
        /// Its ports.
        pub ports: Vec<ServicePort> => "ports",
        /// `None` makes it headless.
        pub cluster_ip: Option<Spanned<Rc<str>>> => "clusterIP",
        /// The name that an `ExternalName` Service stands for.
        pub external_name: Option<Spanned<Rc<str>>> => "externalName",
        /// Addresses, routed to the nodes from outside, on which it listens too.
        pub external_ips: Vec<Spanned<Rc<str>>> => "externalIPs",
        /// Who may use the load balancer, as address ranges; node ports are not guarded by it.
        pub load_balancer_source_ranges: Vec<Spanned<Rc<str>>> => "loadBalancerSourceRanges",
        /// The address that the load balancer shall get; deprecated, and a provider may ignore it.
        pub load_balancer_ip: Option<Spanned<Rc<str>>> => "loadBalancerIP",
        /// Who makes the load balancer, if not the provider's default.
        pub load_balancer_class: Option<Spanned<Rc<str>>> => "loadBalancerClass",
        /// Whether a load balancer opens node ports as well; it does unless this is false.
        pub allocate_load_balancer_node_ports: Option<Spanned<bool>> => "allocateLoadBalancerNodePorts",
        /// `Local` keeps what comes from outside on the node at which it arrives, with the client's address.
        pub external_traffic_policy: Option<Spanned<Rc<str>>> => "externalTrafficPolicy",
        /// `Local` keeps what comes from a pod on that pod's node.
        pub internal_traffic_policy: Option<Spanned<Rc<str>>> => "internalTrafficPolicy",
        /// The node port that tells a load balancer which nodes have a ready pod.
        pub health_check_node_port: Option<Spanned<i32>> => "healthCheckNodePort",
        /// Whether pods get traffic before they are ready as well.
        pub publish_not_ready_addresses: Option<Spanned<bool>> => "publishNotReadyAddresses",
    }
}

fields! {
    /// A port of a Service.
    pub struct ServicePort {
        /// Its name; needed as soon as there are two.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The number that clients use.
        pub port: Option<Spanned<i32>> => "port",
        /// The pods' port, by number or by name; `port` when absent.
        pub target_port: Option<Spanned<IntOrString>> => "targetPort",
        /// The port that every node opens for it.
        pub node_port: Option<Spanned<i32>> => "nodePort",
        /// `TCP` when absent.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
    }
}

impl ServicePort {
    /// The protocol, `TCP` by default.
    pub fn protocol(&self) -> &str {
        super::pod::protocol(self.protocol.as_ref())
    }

    /// The same; none where none is written.
    pub(crate) fn written_protocol(&self) -> Option<Rc<str>> {
        super::pod::written_protocol(self.protocol.as_ref()).cloned()
    }

    /// The number that clients use in words, `?` where it is no port.
    pub(crate) fn number_text(&self) -> String {
        self.number().map_or_else(|| "?".to_owned(), |number| number.to_string())
    }

    /// The number that clients use, where it is a port at all.
    pub fn number(&self) -> Option<u16> {
        self.port.as_ref().and_then(|port| u16::try_from(port.value).ok()).filter(|&port| port != 0)
    }
}

/// What kind of door a Service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceType {
    /// An address inside the cluster.
    ClusterIp,
    /// The same, and a port on every node.
    NodePort,
    /// The same, and the provider's load balancer in front.
    LoadBalancer,
    /// No door at all: a name in DNS for something elsewhere.
    ExternalName,
}

impl ServiceSpec {
    /// Its type. An unknown one, which the API server refuses, is read as `ClusterIP`, the default.
    pub fn service_type(&self) -> ServiceType {
        match self.type_.as_ref().map(|written| &*written.value) {
            Some("NodePort") => ServiceType::NodePort,
            Some("LoadBalancer") => ServiceType::LoadBalancer,
            Some("ExternalName") => ServiceType::ExternalName,
            _ => ServiceType::ClusterIp,
        }
    }

    /// Whether it has no address of its own: DNS answers with the pods' (`clusterIP: None`).
    pub fn is_headless(&self) -> bool {
        self.service_type() == ServiceType::ClusterIp
            && self.cluster_ip.as_ref().is_some_and(|address| &*address.value == "None")
    }

    /// The addresses in `externalIPs` on which nodes listen for it; those of a headless Service are ignored
    /// (`kubernetes/kubernetes: pkg/api/service/warnings.go`).
    pub fn external_addresses(&self) -> impl Iterator<Item = (IpAddr, Span)> {
        let counts = !self.is_headless() && self.service_type() != ServiceType::ExternalName;
        let written = self.external_ips.iter().filter(move |_| counts);
        written.filter_map(|address| Some((address.value.parse().ok()?, address.span)))
    }

    /// Where it says that what comes from outside is answered only by nodes with a ready pod, and keeps
    /// the client's address there: a type that opens nothing outside the cluster has no such setting
    /// (`kubernetes/kubernetes: pkg/api/v1/service/util.go ExternallyAccessible`).
    pub fn external_local(&self) -> Option<Span> {
        let opens = match self.service_type() {
            ServiceType::NodePort | ServiceType::LoadBalancer => true,
            ServiceType::ClusterIp => self.external_addresses().next().is_some(),
            ServiceType::ExternalName => false,
        };
        local(self.external_traffic_policy.as_ref()).filter(|_| opens)
    }

    /// Where it says that what comes from a pod stays on that pod's node. Behind a headless Service nobody
    /// stands to see to that.
    pub fn internal_local(&self) -> Option<Span> {
        local(self.internal_traffic_policy.as_ref()).filter(|_| !self.is_headless())
    }

    /// Whether every node opens a port that says whether it has a ready pod
    /// (`kubernetes/kubernetes: pkg/registry/core/service/storage/alloc.go`).
    pub fn opens_health_check_port(&self) -> bool {
        self.service_type() == ServiceType::LoadBalancer && self.external_local().is_some()
    }

    /// Where it says that pods count before they are ready.
    pub fn takes_unready_pods(&self) -> Option<Span> {
        self.publish_not_ready_addresses.as_ref().filter(|publish| publish.value).map(|publish| publish.span)
    }

    /// Its selector, where it has one that asks for anything.
    pub fn selector(&self) -> Option<&Selector> {
        self.selector.as_ref().filter(|selector| !selector.is_empty())
    }

    /// Whether its ports are open on every node: those of a load balancer are too, unless it says
    /// not to allocate them (`kubernetes/kubernetes: pkg/registry/core/service/storage/alloc.go`).
    /// A number that is written is opened even then.
    pub fn opens_node_port(&self, port: &ServicePort) -> bool {
        let allocates = self.allocate_load_balancer_node_ports.as_ref().is_none_or(|allocate| allocate.value);
        match self.service_type() {
            ServiceType::NodePort => true,
            ServiceType::LoadBalancer => allocates || port.node_port.as_ref().is_some_and(|port| port.value != 0),
            ServiceType::ClusterIp | ServiceType::ExternalName => false,
        }
    }
}

fn local(policy: Option<&Spanned<Rc<str>>>) -> Option<Span> {
    policy.filter(|policy| &*policy.value == "Local").map(|policy| policy.span)
}

impl ServiceType {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::ClusterIp, Self::NodePort, Self::LoadBalancer, Self::ExternalName];

    /// As it is written in a manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClusterIp => "ClusterIP",
            Self::NodePort => "NodePort",
            Self::LoadBalancer => "LoadBalancer",
            Self::ExternalName => "ExternalName",
        }
    }
}
