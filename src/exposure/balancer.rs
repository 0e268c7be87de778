//! From where a Service's load balancer is reached, by the switches that each provider knows. A value
//! that is nearly right does not switch.

use std::rc::Rc;

use super::{Assumption, Environment, Provider};
use crate::manifest::Object;
use crate::manifest::service::ServiceSpec;
use crate::policy::AddressSet;
use crate::source::{Span, Spanned};
use crate::yaml::StringMap;

/// What a Service's settings make of its load balancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing keeps it off the Internet.
    Public,
    /// It has a public address: the cluster wrote it here.
    PublicAt(Span),
    /// It has an address of the private network only, because of what is written here.
    Internal(Span),
    /// It may have; only the cluster knows.
    Unsure(Assumption),
}

/// Reads the settings of a Service of type LoadBalancer, and before them the addresses that it got. Where
/// the provider is known, the settings of others count for nothing.
pub(super) fn scope(object: &Object, spec: &ServiceSpec, environment: &Environment) -> Scope {
    seen(object).unwrap_or_else(|| Settings::of(object, spec, environment).told())
}

/// Reads the annotations for a load balancer that is made for something else than a Service.
pub(super) fn told(annotations: &StringMap, environment: &Environment) -> Scope {
    Settings { annotations, class: None, address: None, environment }.told()
}

/// What the load balancer's addresses tell, where the manifests are read back from a cluster. A name tells
/// that there is one, and not from where it is reached.
pub(super) fn seen(object: &Object) -> Option<Scope> {
    if object.addresses.is_empty() {
        return None;
    }
    let public = AddressSet::public();
    let mut seen = None;
    for written in object.addresses.iter().filter_map(|ingress| ingress.ip.as_ref()) {
        let Ok(address) = written.value.parse() else { continue };
        if public.has(address) {
            return Some(Scope::PublicAt(written.span));
        }
        seen.get_or_insert(Scope::Internal(written.span));
    }
    seen
}

/// An annotation that looks as if it made a load balancer internal, and does not.
pub(crate) struct IgnoredSwitch<'a> {
    /// Its key.
    pub(crate) key: &'static str,
    /// Its value as it is written.
    pub(crate) value: &'a str,
    /// Whose load balancers it is for.
    pub(crate) provider: Provider,
    /// The value that would count; none where it is meant for another provider's load balancers.
    pub(crate) wanted: Option<&'static str>,
    /// Where the value is written.
    pub(crate) span: Span,
}

/// The first such annotation of a Service whose load balancer is public.
pub(crate) fn ignored_switch<'a>(
    object: &'a Object,
    spec: &'a ServiceSpec,
    environment: &'a Environment,
) -> Option<IgnoredSwitch<'a>> {
    let settings = Settings::of(object, spec, environment);
    let ignored = |switch: &Switch| {
        let (value, span) = settings.annotation(switch.key)?;
        let is_foreign = !environment.may_be(switch.provider);
        let is_yes = ["true", "yes", "on", "1"].iter().any(|yes| yes.eq_ignore_ascii_case(value));
        let is_meant = is_yes || switch.values.iter().any(|known| known.eq_ignore_ascii_case(value));
        let wanted = switch.values.first().copied().filter(|_| !is_foreign);
        let found = IgnoredSwitch { key: switch.key, value, provider: switch.provider, wanted, span };
        (is_meant && (is_foreign || switch.exact)).then_some(found)
    };
    let is_public = matches!(scope(object, spec, environment), Scope::Public | Scope::PublicAt(_));
    SWITCHES.iter().chain(AWS_SWITCHES).filter(|_| is_public).find_map(ignored)
}

/// The annotation that makes a Service's load balancer an internal one with a provider, and its value. None where the
/// provider has none that needs no name of the cluster's own, and where a class, an address or another switch decides.
pub(crate) fn internal_switch(
    object: &Object,
    spec: &ServiceSpec,
    provider: Provider,
) -> Option<(&'static str, &'static str)> {
    let own = SWITCHES.iter().chain(AWS_SWITCHES).filter(|switch| switch.provider == provider);
    let has = |switch: &Switch| object.metadata.annotations.get(switch.key).is_some();
    if spec.load_balancer_class.is_some() || seen(object).is_some() || own.clone().any(has) {
        return None;
    }
    own.clone().find_map(|switch| Some((switch.key, *switch.values.first()?)))
}

/// An annotation and the values that make a load balancer internal; no values: any that is not empty.
struct Switch {
    provider: Provider,
    key: &'static str,
    values: &'static [&'static str],
    /// Whether it is known that nothing but these very letters counts.
    exact: bool,
}

const fn switch(provider: Provider, key: &'static str, values: &'static [&'static str]) -> Switch {
    Switch { provider, key, values, exact: false }
}

const fn exact(provider: Provider, key: &'static str, values: &'static [&'static str]) -> Switch {
    Switch { provider, key, values, exact: true }
}

/// `kubernetes/cloud-provider-gcp: providers/gce/gce_annotations.go`, `kubernetes-sigs/cloud-provider-azure:
/// pkg/provider/azure_loadbalancer.go`, `kubernetes/website:
/// content/en/docs/concepts/services-networking/service.md` and the providers' own documentation.
const SWITCHES: &[Switch] = &[
    exact(Provider::Gcp, "networking.gke.io/load-balancer-type", &["Internal", "internal"]),
    exact(Provider::Gcp, "cloud.google.com/load-balancer-type", &["Internal", "internal"]),
    exact(Provider::Azure, "service.beta.kubernetes.io/azure-load-balancer-internal", &["true"]),
    switch(Provider::OpenStack, "service.beta.kubernetes.io/openstack-internal-load-balancer", &["true"]),
    switch(Provider::Oci, "service.beta.kubernetes.io/oci-load-balancer-internal", &["true"]),
    switch(Provider::Oci, "oci-network-load-balancer.oraclecloud.com/internal", &["true"]),
    switch(Provider::Ibm, "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", &["private"]),
    switch(Provider::Alibaba, "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", &["intranet"]),
    switch(Provider::Alibaba, "service.beta.kubernetes.io/alicloud-loadbalancer-address-type", &["intranet"]),
    switch(Provider::Tencent, "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid", &[]),
    switch(Provider::Baidu, "service.beta.kubernetes.io/cce-load-balancer-internal-vpc", &["true"]),
    switch(Provider::DigitalOcean, "service.beta.kubernetes.io/do-loadbalancer-network", &["INTERNAL"]),
    switch(Provider::Scaleway, "service.beta.kubernetes.io/scw-loadbalancer-private", &["true"]),
    switch(Provider::Hetzner, "load-balancer.hetzner.cloud/disable-public-network", &["true"]),
    switch(Provider::Outscale, "service.beta.kubernetes.io/osc-load-balancer-internal", &["true"]),
    switch(Provider::Linode, "service.beta.kubernetes.io/linode-loadbalancer-frontend-vpc-name", &[]),
    switch(Provider::Linode, "service.beta.kubernetes.io/linode-loadbalancer-frontend-subnet-name", &[]),
    switch(Provider::Linode, "service.beta.kubernetes.io/linode-loadbalancer-frontend-subnet-id", &[]),
    switch(Provider::Yandex, "yandex.cloud/load-balancer-type", &["internal"]),
];

/// What [`Settings::of_aws`] reads, where it can only be meant for another provider.
const AWS_SWITCHES: &[Switch] = &[
    switch(Provider::Aws, "service.beta.kubernetes.io/aws-load-balancer-internal", &["true"]),
    switch(Provider::Aws, "service.beta.kubernetes.io/aws-load-balancer-scheme", &["internal"]),
];

/// What asks MetalLB for addresses, by its names of today and before (`metallb/metallb: internal/config`).
const METALLB_ADDRESSES: [&str; 2] = ["metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs"];

struct Settings<'a> {
    annotations: &'a StringMap,
    class: Option<&'a Spanned<Rc<str>>>,
    address: Option<&'a Spanned<Rc<str>>>,
    environment: &'a Environment,
}

/// Only the cluster knows what a setting does.
const UNSURE: Scope = Scope::Unsure(Assumption::LoadBalancerSettings);

impl<'a> Settings<'a> {
    fn of(object: &'a Object, spec: &'a ServiceSpec, environment: &'a Environment) -> Self {
        let (class, address) = (spec.load_balancer_class.as_ref(), spec.load_balancer_ip.as_ref());
        Self { annotations: &object.metadata.annotations, class, address, environment }
    }

    fn told(&self) -> Scope {
        let mut unsure = None;
        let switches = SWITCHES.iter().map(|switch| self.switched(switch));
        for scope in [self.of_aws(), self.of_class(), self.of_address()].into_iter().chain(switches) {
            match scope {
                Scope::Internal(_) => return scope,
                Scope::Unsure(why) => unsure = unsure.or(Some(why)),
                Scope::Public | Scope::PublicAt(_) => {}
            }
        }
        let by_default = self.environment.provider().filter(|provider| !provider.makes_public());
        let unsure = unsure.or(by_default.filter(|_| !self.is_told_public()).map(|_| Assumption::LoadBalancerDefault));
        unsure.map_or(Scope::Public, Scope::Unsure)
    }

    fn annotation(&self, key: &str) -> Option<(&'a str, Span)> {
        let written = self.annotations.get(key)?;
        Some((&*written.value, written.span))
    }

    fn switched(&self, switch: &Switch) -> Scope {
        let written = self.annotation(switch.key).filter(|_| self.environment.may_be(switch.provider));
        let Some((value, span)) = written else { return Scope::Public };
        let is_like = |known: &&str| known.eq_ignore_ascii_case(value) || matches!(value, "1" | "t" | "T");
        if switch.values.contains(&value) || switch.values.is_empty() && !value.is_empty() {
            Scope::Internal(span)
        } else if !switch.exact && switch.values.iter().any(is_like) {
            UNSURE
        } else {
            Scope::Public
        }
    }

    /// Two controllers serve AWS and differ: the one in the cloud provider makes a load balancer public
    /// unless told otherwise, the AWS Load Balancer Controller makes it internal
    /// (`kubernetes/cloud-provider-aws: pkg/providers/v1/aws.go`,
    /// `kubernetes-sigs/aws-load-balancer-controller: pkg/service/model_build_load_balancer.go`).
    fn of_aws(&self) -> Scope {
        if !self.environment.may_be(Provider::Aws) {
            return Scope::Public;
        }
        let class = self.class.map(|class| &*class.value);
        let type_ = self.annotation("service.beta.kubernetes.io/aws-load-balancer-type").map(|(value, _)| value);
        let is_new = class == Some("service.k8s.aws/nlb") || matches!(type_, Some("external" | "nlb-ip"));
        let scheme = self.annotation("service.beta.kubernetes.io/aws-load-balancer-scheme");
        let internal = self.annotation("service.beta.kubernetes.io/aws-load-balancer-internal");
        match (scheme, internal) {
            (Some(("internal", span)), _) if is_new => Scope::Internal(span),
            (Some(("internet-facing", _)), None) => Scope::Public,
            (Some(("internet-facing", _)), _) if is_new => Scope::Public,
            (None, Some(("true", span))) => Scope::Internal(span),
            (None, Some((value, span))) if !is_new && !matches!(value, "" | "false") => Scope::Internal(span),
            (None, None) if !is_new && type_.is_none() => Scope::Public,
            _ => UNSURE,
        }
    }

    /// Which controller serves an unknown class, and what it does, no manifest says.
    fn of_class(&self) -> Scope {
        let Some(class) = self.class else { return Scope::Public };
        match &*class.value {
            "networking.gke.io/l4-regional-internal" | "networking.gke.io/l4-regional-internal-legacy"
                if self.environment.may_be(Provider::Gcp) =>
            {
                Scope::Internal(class.span)
            }
            "networking.gke.io/l4-regional-external" | "networking.gke.io/l4-regional-external-legacy"
                if self.environment.may_be(Provider::Gcp) =>
            {
                Scope::Public
            }
            // What it makes is seen to with the rest of AWS.
            "service.k8s.aws/nlb" if self.environment.may_be(Provider::Aws) => Scope::Public,
            _ => UNSURE,
        }
    }

    /// What it asks to be reached at. Where that is an address of a private network only, it may be an internal one; a
    /// provider may ignore it (`kubernetes/api: core/v1/types.go`).
    fn of_address(&self) -> Scope {
        let metallb = METALLB_ADDRESSES.iter().find_map(|key| self.annotation(key)).map(|(value, _)| value);
        let asked = self.address.map(|address| &*address.value).or(metallb).unwrap_or_default();
        let addresses: Vec<_> = asked.split([',', ' ']).filter_map(|address| address.parse().ok()).collect();
        if addresses.is_empty() {
            return Scope::Public;
        }
        let public = AddressSet::public();
        if addresses.iter().any(|address| public.has(*address)) { Scope::Public } else { UNSURE }
    }

    /// Whether it asks for a public address in so many words, so that no default counts.
    fn is_told_public(&self) -> bool {
        let scheme = self.annotation("service.beta.kubernetes.io/aws-load-balancer-scheme");
        scheme.is_some_and(|(value, _)| value == "internet-facing") && self.environment.may_be(Provider::Aws)
    }
}
