//! What a cluster wrote into an object, in manifests that were read back from one.

use std::rc::Rc;

use super::gateway::GatewayAddress;
use crate::source::Spanned;
use crate::yaml::fields;

fields! {
    /// The `status` of a Service, an Ingress or a Gateway.
    pub struct Status {
        /// That of its load balancer.
        pub load_balancer: LoadBalancerStatus => "loadBalancer",
        /// The addresses that a Gateway got.
        pub addresses: Vec<GatewayAddress> => "addresses",
    }
}

impl Status {
    /// Where it is reached.
    pub fn reached_at(self) -> Vec<LoadBalancerIngress> {
        let of_gateway = self.addresses.into_iter().map(|address| LoadBalancerIngress {
            span: address.span,
            ip: address.value,
            hostname: None,
        });
        self.load_balancer.ingress.into_iter().chain(of_gateway).collect()
    }
}

fields! {
    /// The load balancer that the cluster got.
    pub struct LoadBalancerStatus {
        /// Where it is reached.
        pub ingress: Vec<LoadBalancerIngress> => "ingress",
    }
}

fields! {
    /// An address of a load balancer: an IP address or a name in DNS.
    pub struct LoadBalancerIngress {
        /// The IP address.
        pub ip: Option<Spanned<Rc<str>>> => "ip",
        /// The name.
        pub hostname: Option<Spanned<Rc<str>>> => "hostname",
    }
}
