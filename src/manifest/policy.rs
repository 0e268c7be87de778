//! Network policies: of a namespace, and of the whole cluster.

use std::rc::Rc;

use crate::labels::LabelSelector;
use crate::source::Spanned;
use crate::yaml::{IntOrString, fields};

fields! {
    /// The `spec` of a NetworkPolicy.
    pub struct NetworkPolicySpec {
        /// The pods of its namespace that it isolates: all of them when absent or empty.
        pub pod_selector: LabelSelector => "podSelector",
        /// The directions that it isolates; see [`NetworkPolicySpec::isolates`].
        pub policy_types: Vec<Spanned<Rc<str>>> => "policyTypes",
        /// What may come in.
        pub ingress: Vec<IngressRule> => "ingress",
        /// What may go out.
        pub egress: Vec<EgressRule> => "egress",
    }
}

/// The two directions of a connection, from a pod's own view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Into the pod.
    Ingress,
    /// Out of the pod.
    Egress,
}

impl NetworkPolicySpec {
    /// Whether it isolates the pods that it selects in a direction. Without `policyTypes` it always
    /// isolates incoming traffic, and outgoing only where it has rules for it
    /// (`kubernetes/kubernetes: pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy`).
    pub fn isolates(&self, direction: Direction) -> bool {
        let named = |name: &str| self.policy_types.iter().any(|written| &*written.value == name);
        match direction {
            Direction::Ingress => self.policy_types.is_empty() || named("Ingress"),
            Direction::Egress if self.policy_types.is_empty() => !self.egress.is_empty(),
            Direction::Egress => named("Egress"),
        }
    }

    /// Whether it says of any other end that its namespace has some labels.
    pub(crate) fn asks_of_namespaces(&self) -> bool {
        let from = self.ingress.iter().flat_map(|rule| &rule.from);
        let to = self.egress.iter().flat_map(|rule| &rule.to);
        from.chain(to).any(|peer| peer.namespace_selector.is_some())
    }
}

fields! {
    /// What may come in.
    pub struct IngressRule {
        /// From where: anywhere when absent or empty.
        pub from: Vec<Peer> => "from",
        /// To which ports: all of every protocol when absent or empty.
        pub ports: Vec<PolicyPort> => "ports",
    }
}

fields! {
    /// What may go out.
    pub struct EgressRule {
        /// To where: anywhere when absent or empty.
        pub to: Vec<Peer> => "to",
        /// To which ports: all of every protocol when absent or empty.
        pub ports: Vec<PolicyPort> => "ports",
    }
}

fields! {
    /// Another end of a connection. Absent selectors are no part of it, empty ones select all
    /// (`kubernetes/api: networking/v1/types.go NetworkPolicyPeer`).
    pub struct Peer {
        /// Pods: of the policy's namespace, unless namespaces are selected.
        pub pod_selector: Option<LabelSelector> => "podSelector",
        /// Namespaces: all of their pods, unless pods are selected.
        pub namespace_selector: Option<LabelSelector> => "namespaceSelector",
        /// Addresses.
        pub ip_block: Option<IpBlock> => "ipBlock",
    }
}

fields! {
    /// A range of addresses without some parts of it.
    pub struct IpBlock {
        /// The range.
        pub cidr: Option<Spanned<Rc<str>>> => "cidr",
        /// What is taken out of it.
        pub except: Vec<Spanned<Rc<str>>> => "except",
    }
}

fields! {
    /// Ports of a protocol.
    pub struct PolicyPort {
        /// `TCP` when absent.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
        /// A number or a name that the destination's containers give; all ports when absent.
        pub port: Option<Spanned<IntOrString>> => "port",
        /// The last of a range that `port` begins.
        pub end_port: Option<Spanned<i32>> => "endPort",
    }
}

fields! {
    /// The `spec` of an AdminNetworkPolicy, a BaselineAdminNetworkPolicy or a ClusterNetworkPolicy
    /// (`kubernetes-sigs/network-policy-api: apis/v1alpha1, apis/v1alpha2`).
    pub struct ClusterPolicySpec {
        /// `Admin` or `Baseline`, of a ClusterNetworkPolicy.
        pub tier: Option<Spanned<Rc<str>>> => "tier",
        /// The lower, the earlier it is asked.
        pub priority: Option<Spanned<i32>> => "priority",
        /// The pods that it is about.
        pub subject: ClusterPeer => "subject",
        /// What comes in, the first rule that fits deciding.
        pub ingress: Vec<ClusterIngressRule> => "ingress",
        /// What goes out, the first rule that fits deciding.
        pub egress: Vec<ClusterEgressRule> => "egress",
    }
}

fields! {
    /// A rule about what comes in.
    pub struct ClusterIngressRule {
        /// `Allow` or `Accept`, `Deny`, `Pass`.
        pub action: Option<Spanned<Rc<str>>> => "action",
        /// From where.
        pub from: Vec<ClusterPeer> => "from",
        /// To which ports, in `v1alpha1`: all when absent.
        pub ports: Vec<ClusterPort> => "ports",
        /// The same in `v1alpha2`.
        pub protocols: Vec<ClusterProtocol> => "protocols",
    }
}

fields! {
    /// A rule about what goes out.
    pub struct ClusterEgressRule {
        /// `Allow` or `Accept`, `Deny`, `Pass`.
        pub action: Option<Spanned<Rc<str>>> => "action",
        /// To where.
        pub to: Vec<ClusterPeer> => "to",
        /// To which ports, in `v1alpha1`: all when absent.
        pub ports: Vec<ClusterPort> => "ports",
        /// The same in `v1alpha2`.
        pub protocols: Vec<ClusterProtocol> => "protocols",
    }
}

fields! {
    /// The pods that a policy of the cluster is about, or another end of a connection.
    pub struct ClusterPeer {
        /// All pods of these namespaces.
        pub namespaces: Option<LabelSelector> => "namespaces",
        /// These pods of these namespaces.
        pub pods: Option<NamespacedPod> => "pods",
        /// Address ranges; only of what goes out, like the next two.
        pub networks: Vec<Spanned<Rc<str>>> => "networks",
        /// Nodes, by their labels.
        pub nodes: Option<LabelSelector> => "nodes",
        /// Names in DNS.
        pub domain_names: Vec<Spanned<Rc<str>>> => "domainNames",
    }
}

fields! {
    /// Pods of some namespaces.
    pub struct NamespacedPod {
        /// The namespaces: all when empty.
        pub namespace_selector: LabelSelector => "namespaceSelector",
        /// The pods: all when empty.
        pub pod_selector: LabelSelector => "podSelector",
    }
}

fields! {
    /// Ports in `v1alpha1`, one of three ways to say them.
    pub struct ClusterPort {
        /// One port.
        pub port_number: Option<PortNumber> => "portNumber",
        /// Several.
        pub port_range: Option<ProtocolPortRange> => "portRange",
        /// By the name that the destination's containers give, for any protocol.
        pub named_port: Option<Spanned<Rc<str>>> => "namedPort",
    }
}

fields! {
    /// A port.
    pub struct PortNumber {
        /// `TCP` when absent.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
        /// The number.
        pub port: Option<Spanned<i32>> => "port",
    }
}

fields! {
    /// A range of ports.
    pub struct ProtocolPortRange {
        /// `TCP` when absent.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
        /// The first.
        pub start: Option<Spanned<i32>> => "start",
        /// The last.
        pub end: Option<Spanned<i32>> => "end",
    }
}

fields! {
    /// Ports in `v1alpha2`, one of four ways to say them.
    pub struct ClusterProtocol {
        /// Of TCP.
        pub tcp: Option<DestinationPorts> => "tcp",
        /// Of UDP.
        pub udp: Option<DestinationPorts> => "udp",
        /// Of SCTP.
        pub sctp: Option<DestinationPorts> => "sctp",
        /// By the name that the destination's containers give, for any protocol.
        pub destination_named_port: Option<Spanned<Rc<str>>> => "destinationNamedPort",
    }
}

fields! {
    /// The ports of a protocol: all when it says none.
    pub struct DestinationPorts {
        /// Which.
        pub destination_port: Option<DestinationPort> => "destinationPort",
    }
}

fields! {
    /// A port or a range of ports.
    pub struct DestinationPort {
        /// One.
        pub number: Option<Spanned<i32>> => "number",
        /// Several.
        pub range: Option<ProtocolPortRange> => "range",
    }
}
