//! Which controller serves the Ingresses of a class.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::fields;

fields! {
    /// The `spec` of an IngressClass (`kubernetes/api: networking/v1/types.go`).
    pub struct IngressClassSpec {
        /// The controller's own name, such as `k8s.io/ingress-nginx`.
        pub controller: Option<Spanned<Rc<str>>> => "controller",
        /// An object with settings of the controller's own.
        pub parameters: IngressClassReference => "parameters",
    }
}

fields! {
    /// Names an object with a controller's settings.
    pub struct IngressClassReference {
        /// Its kind.
        pub kind: Option<Spanned<Rc<str>>> => "kind",
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
    }
}

fields! {
    /// The `spec` of an IngressClassParams of the AWS Load Balancer Controller
    /// (`kubernetes-sigs/aws-load-balancer-controller: apis/elbv2/v1beta1/ingressclassparams_types.go`).
    pub struct IngressClassParamsSpec {
        /// `internal` or `internet-facing`, whatever the Ingresses say.
        pub scheme: Option<Spanned<Rc<str>>> => "scheme",
        /// Who may use the load balancer, as address ranges, whatever the Ingresses say.
        pub inbound_cidrs: Vec<Spanned<Rc<str>>> => "inboundCIDRs",
    }
}
