//! What a manifest cannot tell: assumptions about the cluster that it will run in.

use super::Provider;
use crate::words::{code, list};

/// What is known about the cluster beside its manifests. Nothing, by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    provider: Option<Provider>,
    answers: Vec<(Assumption, Answer)>,
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

impl Answer {
    /// Each, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::Yes, Self::No];

    /// Its name in what is assumed.
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

impl Environment {
    /// The name by which the provider is assumed.
    pub const PROVIDER: &'static str = "provider";

    /// Who runs the machines, where somebody said it.
    pub fn provider(&self) -> Option<Provider> {
        self.provider
    }

    /// Whether it may be this one that runs them.
    pub(super) fn may_be(&self, provider: Provider) -> bool {
        self.provider.is_none_or(|known| known == provider)
    }

    /// What was said about an assumption.
    pub fn answer(&self, assumption: Assumption) -> Answer {
        let said = self.answers.iter().find(|(about, _)| *about == assumption);
        said.map_or(Answer::Unknown, |(_, answer)| *answer)
    }

    /// Takes an answer, by the assumption's name in reports and `yes`, `no` or `unknown`; or `provider` and the
    /// name of one, or `unknown`.
    ///
    /// # Errors
    ///
    /// A sentence that names what can be said, where the name or the answer is none of it.
    pub fn assume(&mut self, name: &str, answer: &str) -> Result<(), String> {
        let unknown = Answer::Unknown.id();
        if name == Self::PROVIDER {
            let known = Provider::ALL.into_iter().find(|known| known.id() == answer);
            if known.is_none() && answer != unknown {
                let known = Provider::ALL.map(Provider::id).join(", ");
                return Err(format!("{} is {known} or {unknown}, not {}.", code(name), code(answer)));
            }
            self.provider = known;
            return Ok(());
        }
        let about = Assumption::ANSWERABLE.iter().find(|assumption| assumption.id() == name).ok_or_else(|| {
            let names = [Self::PROVIDER].into_iter().chain(Assumption::ANSWERABLE.map(Assumption::id));
            format!("Nothing can be assumed about {}. What can: {}.", code(name), list(names.map(code)))
        })?;
        let known = Answer::ALL.into_iter().find(|known| known.id() == answer);
        let answer =
            known.ok_or_else(|| format!("{} is `yes`, `no` or `unknown`, not {}.", code(name), code(answer)))?;
        self.answers.retain(|(said, _)| said != about);
        self.answers.push((*about, answer));
        Ok(())
    }
}

/// What a verdict rests on that the manifests do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// Nodes have addresses that the Internet can reach, with nothing in between that filters.
    PublicNodes,
    /// The provider gives load balancers a public address unless told otherwise.
    PublicLoadBalancers,
    /// The network plugin enforces network policies.
    PoliciesEnforced,
    /// The controller that serves routes is open to the Internet.
    PublicIngressController,
    /// Gateways get an address that the Internet can reach unless told otherwise.
    PublicGateways,
    /// A pod sees the client's own address, and not that of a node or a load balancer.
    SourceAddressKept,
    /// Namespaces carry the labels that the manifests give them, and no others.
    NamespaceLabelsComplete,
    /// The value of a label that a controller gives.
    ControllerLabel,
    /// A class or an annotation that may make the load balancer an internal one.
    LoadBalancerSettings,
    /// What a load balancer is by default, where the provider does not say it.
    LoadBalancerDefault,
    /// The address ranges that a load balancer lets in.
    SourceRanges,
    /// The address ranges that a network policy lets in, among which pods' own addresses may be.
    PolicyAddresses,
    /// The addresses in a Service's `externalIPs` are routed to the nodes, and the cluster serves them.
    ExternalAddresses,
    /// Settings of an Ingress that may keep its controller's load balancer off the Internet.
    IngressSettings,
    /// The namespace and the labels of the pods of a controller that serves routes, or of a Gateway.
    IngressControllerPods,
    /// A Gateway that is not among the manifests takes the routes that name it.
    GatewayElsewhere,
    /// Settings of a Gateway that may keep it off the Internet.
    GatewaySettings,
    /// What AuthorizationPolicies of Istio let in.
    AuthorizationPolicies,
    /// What policies of a network plugin's own kinds let in.
    PluginPolicies,
    /// Whether pods that connect from their node's network run on the node of those that they connect to.
    SameNode,
}

impl Assumption {
    /// Those that a person can answer for a whole cluster.
    pub const ANSWERABLE: [Self; 7] = [
        Self::PublicNodes,
        Self::PublicLoadBalancers,
        Self::PublicIngressController,
        Self::PublicGateways,
        Self::PoliciesEnforced,
        Self::SourceAddressKept,
        Self::NamespaceLabelsComplete,
    ];

    /// Its name in reports: stable, in kebab-case.
    pub fn id(self) -> &'static str {
        match self {
            Self::PublicNodes => "public-nodes",
            Self::PublicLoadBalancers => "public-load-balancers",
            Self::PoliciesEnforced => "policies-enforced",
            Self::PublicIngressController => "public-ingress-controller",
            Self::PublicGateways => "public-gateways",
            Self::SourceAddressKept => "source-address-kept",
            Self::NamespaceLabelsComplete => "namespace-labels-complete",
            Self::ControllerLabel => "controller-label",
            Self::LoadBalancerSettings => "load-balancer-settings",
            Self::LoadBalancerDefault => "load-balancer-default",
            Self::SourceRanges => "source-ranges",
            Self::PolicyAddresses => "policy-addresses",
            Self::ExternalAddresses => "external-addresses",
            Self::IngressSettings => "ingress-settings",
            Self::IngressControllerPods => "ingress-controller-pods",
            Self::GatewayElsewhere => "gateway-elsewhere",
            Self::GatewaySettings => "gateway-settings",
            Self::AuthorizationPolicies => "authorization-policies",
            Self::PluginPolicies => "plugin-policies",
            Self::SameNode => "same-node",
        }
    }

    /// What a person is asked, where it can be answered for a whole cluster; else the same as its text.
    pub fn question(self) -> &'static str {
        match self {
            Self::PublicNodes => "Can the Internet reach the nodes' addresses?",
            Self::PublicLoadBalancers => "Does a load balancer get a public address unless told otherwise?",
            Self::PublicIngressController => "Is the controller that serves routes open to the Internet?",
            Self::PoliciesEnforced => "Does the network plugin enforce network policies?",
            Self::PublicGateways => "Can the Internet reach a Gateway unless it says otherwise?",
            Self::SourceAddressKept => "Do pods see the client's own address?",
            Self::NamespaceLabelsComplete => "Do the manifests show all labels of their namespaces?",
            Self::ControllerLabel
            | Self::LoadBalancerSettings
            | Self::LoadBalancerDefault
            | Self::SourceRanges
            | Self::PolicyAddresses
            | Self::ExternalAddresses
            | Self::IngressSettings
            | Self::IngressControllerPods
            | Self::GatewayElsewhere
            | Self::GatewaySettings
            | Self::AuthorizationPolicies
            | Self::PluginPolicies
            | Self::SameNode => self.text(),
        }
    }

    /// What it is about, as a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::PublicNodes => "Whether the Internet can reach the nodes' addresses: the manifests do not say.",
            Self::PublicLoadBalancers => {
                "Taken as given: the provider gives a load balancer a public address unless the Service says otherwise."
            }
            Self::PoliciesEnforced => {
                "Whether network policies have any effect: that is for the cluster's network plugin."
            }
            Self::PublicIngressController => {
                "Whether the controller that serves the route is open to the Internet: the route does not say."
            }
            Self::PublicGateways => {
                "Whether the Internet can reach the Gateway: that is for whatever makes an address for it."
            }
            Self::SourceAddressKept => {
                "Whether the pod sees the client's own address, or that of a node or a load balancer."
            }
            Self::NamespaceLabelsComplete => "Whether namespaces carry labels that these manifests do not show.",
            Self::ControllerLabel => "A label that the selector asks for gets its value in the cluster.",
            Self::LoadBalancerSettings => {
                "The Service has settings for its provider's load balancer that may keep it off the Internet."
            }
            Self::LoadBalancerDefault => {
                "Whether a load balancer is public unless the Service says otherwise: on AWS it depends on which of \
                 two controllers makes it, on machines of your own on the pool of its address."
            }
            Self::SourceRanges => "Only the address ranges that are listed may use the load balancer.",
            Self::PolicyAddresses => "Only the address ranges that a network policy lists may connect.",
            Self::ExternalAddresses => {
                "Whether the network routes the Service's `externalIPs` to the nodes, and the cluster still serves them: \
                 they are deprecated since Kubernetes 1.36."
            }
            Self::IngressSettings => {
                "The Ingress's class or annotations may keep its controller's load balancer off the Internet."
            }
            Self::IngressControllerPods => {
                "Network policies let in only some pods, and which pods the controller or the Gateway runs as is not here."
            }
            Self::GatewayElsewhere => {
                "Taken as given: the Gateway, which is not among these manifests, takes the routes that name it."
            }
            Self::GatewaySettings => {
                "The Gateway has settings of its implementation's own that may keep it off the Internet."
            }
            Self::AuthorizationPolicies => {
                "AuthorizationPolicies of Istio may keep requests out. Porthole knows that they are there, and does not \
                 follow them."
            }
            Self::PluginPolicies => {
                "Policies of the network plugin's own kind may keep connections out. Porthole knows that they are there, \
                 and does not follow them."
            }
            Self::SameNode => {
                "Pods on their node's network come from its address, which policies do not tell from others, and what \
                 comes from a pod's own node is always let in."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_answer_and_says_what_it_cannot_take() {
        let mut environment = Environment::default();
        assert_eq!(environment.assume("public-nodes", "yes"), Ok(()));
        assert_eq!(environment.assume("public-nodes", "no"), Ok(()), "a later answer replaces an earlier one");
        assert_eq!(environment.answer(Assumption::PublicNodes), Answer::No);
        assert_eq!(environment.answer(Assumption::PoliciesEnforced), Answer::Unknown);
        let unknown = environment.assume("controller-label", "yes").unwrap_err();
        assert!(
            unknown.starts_with("Nothing can be assumed about `controller-label`. What can: `provider`, `public-n")
        );
        let answer = environment.assume("public-nodes", "maybe").unwrap_err();
        assert_eq!(answer, "`public-nodes` is `yes`, `no` or `unknown`, not `maybe`.");
    }

    #[test]
    fn takes_a_provider_and_forgets_it() {
        let mut environment = Environment::default();
        assert_eq!(environment.assume("provider", "azure"), Ok(()));
        assert_eq!((environment.may_be(Provider::Azure), environment.may_be(Provider::Aws)), (true, false));
        let provider = environment.assume("provider", "Azure").unwrap_err();
        assert!(provider.starts_with("`provider` is aws, azure, gcp,") && provider.ends_with(", not `Azure`."));
        assert_eq!(environment.provider(), Some(Provider::Azure), "what is refused changes nothing");
        assert_eq!(environment.assume("provider", "unknown"), Ok(()));
        assert_eq!((environment.provider(), environment.may_be(Provider::Aws)), (None, true));
    }
}
