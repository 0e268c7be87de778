//! What a cluster wrote into an object, in manifests that were read back from one.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::fields;

fields! {
    /// The `status` of a Service or an Ingress.
    pub struct Status {
        /// That of its load balancer.
        pub load_balancer: LoadBalancerStatus => "loadBalancer",
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
