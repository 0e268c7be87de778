//! Who runs the machines: what a provider's load balancers do, only that provider's settings say.

/// Where a cluster runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Amazon Web Services.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Gcp,
    /// Alibaba Cloud.
    Alibaba,
    /// Baidu AI Cloud.
    Baidu,
    /// DigitalOcean.
    DigitalOcean,
    /// Exoscale.
    Exoscale,
    /// Hetzner Cloud.
    Hetzner,
    /// IBM Cloud.
    Ibm,
    /// Akamai, once Linode.
    Linode,
    /// Oracle Cloud Infrastructure.
    Oci,
    /// OpenStack, whoever runs it.
    OpenStack,
    /// Outscale.
    Outscale,
    /// Scaleway.
    Scaleway,
    /// Tencent Cloud.
    Tencent,
    /// Vultr.
    Vultr,
    /// Yandex Cloud.
    Yandex,
    /// No cloud: a load balancer's address is one of a pool that somebody keeps for the cluster.
    OnPremises,
}

impl Provider {
    /// Each, the largest first, in the order of a form.
    pub const ALL: [Self; 18] = [
        Self::Aws,
        Self::Azure,
        Self::Gcp,
        Self::Alibaba,
        Self::Baidu,
        Self::DigitalOcean,
        Self::Exoscale,
        Self::Hetzner,
        Self::Ibm,
        Self::Linode,
        Self::Oci,
        Self::OpenStack,
        Self::Outscale,
        Self::Scaleway,
        Self::Tencent,
        Self::Vultr,
        Self::Yandex,
        Self::OnPremises,
    ];

    /// Its name in what is assumed, and in a sentence.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Aws => ("aws", "AWS"),
            Self::Azure => ("azure", "Azure"),
            Self::Gcp => ("gcp", "Google Cloud"),
            Self::Alibaba => ("alibaba", "Alibaba Cloud"),
            Self::Baidu => ("baidu", "Baidu"),
            Self::DigitalOcean => ("digitalocean", "DigitalOcean"),
            Self::Exoscale => ("exoscale", "Exoscale"),
            Self::Hetzner => ("hetzner", "Hetzner"),
            Self::Ibm => ("ibm", "IBM Cloud"),
            Self::Linode => ("linode", "Akamai (Linode)"),
            Self::Oci => ("oci", "Oracle Cloud"),
            Self::OpenStack => ("openstack", "OpenStack"),
            Self::Outscale => ("outscale", "Outscale"),
            Self::Scaleway => ("scaleway", "Scaleway"),
            Self::Tencent => ("tencent", "Tencent Cloud"),
            Self::Vultr => ("vultr", "Vultr"),
            Self::Yandex => ("yandex", "Yandex Cloud"),
            Self::OnPremises => ("on-premises", "machines of your own"),
        }
    }

    /// Its name in what is assumed: stable, in lower case.
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        self.names().1
    }

    /// Whether a load balancer of which a Service says nothing else is a public one: with most it is. AWS has
    /// two controllers that differ (`kubernetes-sigs/aws-load-balancer-controller:
    /// docs/guide/service/annotations.md`), and with machines of one's own the pool decides.
    pub(super) fn makes_public(self) -> bool {
        !matches!(self, Self::Aws | Self::OnPremises)
    }
}
