//! What a manifest cannot tell: assumptions about the cluster that it will run in.

/// What is known about the cluster beside its manifests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Do nodes have addresses that the Internet can reach, with nothing in between that filters?
    pub public_nodes: Answer,
    /// Does the provider give load balancers a public address unless told otherwise?
    pub public_load_balancers: Answer,
    /// Does the network plugin enforce network policies?
    pub policies_enforced: Answer,
}

/// An answer about the cluster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody said.
    #[default]
    Unknown,
}

/// What a verdict rests on that the manifests do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// Nodes have public addresses.
    PublicNodes,
    /// Load balancers get a public address.
    PublicLoadBalancers,
    /// What a network policy lets through.
    Policies,
    /// The value of a label that a controller gives.
    ControllerLabel,
    /// A class or an annotation that may make the load balancer an internal one.
    LoadBalancerSettings,
    /// The address ranges that a load balancer lets in.
    SourceRanges,
}

impl Assumption {
    /// Its name in reports: stable, in kebab-case.
    pub fn id(self) -> &'static str {
        match self {
            Self::PublicNodes => "public-nodes",
            Self::PublicLoadBalancers => "public-load-balancers",
            Self::Policies => "network-policies",
            Self::ControllerLabel => "controller-label",
            Self::LoadBalancerSettings => "load-balancer-settings",
            Self::SourceRanges => "source-ranges",
        }
    }

    /// What it is about, as a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::PublicNodes => "Whether the Internet can reach the nodes' addresses: the manifests do not say.",
            Self::PublicLoadBalancers => {
                "Taken as given: the provider gives a load balancer a public address unless the Service says otherwise."
            }
            Self::Policies => "What the network policies that select these pods let through is not judged yet.",
            Self::ControllerLabel => "A label that the selector asks for gets its value in the cluster.",
            Self::LoadBalancerSettings => {
                "The Service has settings for its provider's load balancer that may keep it off the Internet."
            }
            Self::SourceRanges => "Only the address ranges that the Service lists may use its load balancer.",
        }
    }
}
