//! An object: what every kind has, and what is read of the kinds that Porthole understands.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use super::access::{Binding, Role, ServiceAccount};
use super::budget::PodDisruptionBudgetSpec;
use super::endpoints::{EndpointSlice, Endpoints};
use super::gateway::{GatewaySpec, ReferenceGrantSpec, RouteSpec};
use super::ingress::IngressSpec;
use super::ingress_class::{IngressClassParamsSpec, IngressClassSpec};
use super::istio::{AuthorizationPolicySpec, DestinationRuleSpec, IstioGatewaySpec, VirtualServiceSpec};
use super::openshift::{OpenShiftRouteSpec, OpenShiftRouterSpec};
use super::pod::Metadata;
use super::policy::{ClusterPolicySpec, NetworkPolicySpec};
use super::service::ServiceSpec;
use super::status::LoadBalancerIngress;
use super::unknown::UnknownField;
use super::workload::Workload;
use crate::source::{DocumentId, Place, Span, Spanned, Texts};
use crate::yaml::{self, Node};

/// The namespace of an object that names none: kubectl's own default.
pub const DEFAULT_NAMESPACE: &str = "default";

/// The number of an object, which grows along the text: that of its document, and its place among the objects there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// One Kubernetes object.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its number.
    pub id: ObjectId,
    /// The document that it stands in, alone or in a `List`.
    pub document: DocumentId,
    /// The checks of the object by itself that had found nothing in it when the text was read. It stands here, as
    /// the body does, because most looks at all objects need no more of them, and what is elsewhere comes slowly.
    pub(crate) passed: Passed,
    /// What is read of it by its kind.
    pub body: Body,
    /// All else that is read of it, shared by the analyses of texts that both hold it.
    pub(crate) content: Rc<Content>,
}

/// What is read of an object, wherever its document stands.
#[derive(Debug, Clone)]
pub struct Content {
    /// The text of the whole object.
    pub span: Span,
    /// The kind.
    pub kind: Spanned<Rc<str>>,
    /// The API group and version.
    pub api_version: Rc<str>,
    /// Where that stands; none in the items of a typed list, which says it for all of them.
    pub version_span: Option<Span>,
    /// Its metadata.
    pub metadata: Metadata,
    /// Where a Gateway, or the load balancer of a Service or an Ingress, is reached, in manifests that were read
    /// back from a cluster.
    pub addresses: Vec<LoadBalancerIngress>,
    /// Whether it belongs to the whole cluster rather than to a namespace.
    pub is_cluster_scoped: bool,
    /// The fields that its levels do not have.
    pub unknown: Box<[UnknownField]>,
    /// The checks of the object by itself that found nothing in it.
    pub(super) passed: Cell<Passed>,
}

/// Which checks have looked at an object and found nothing, of those that look at nothing else: what they find follows
/// from its text, so they need not look again while that stays.
#[derive(Clone, Copy, Default)]
pub(crate) struct Passed(u8);

/// Which have looked already says nothing of the object.
impl fmt::Debug for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passed")
    }
}

impl Passed {
    /// Whether a check, by its bit, found nothing.
    pub(crate) fn has(self, check: u8) -> bool {
        self.0 & check != 0
    }
}

/// What is read of an object, by its kind.
#[derive(Debug, Clone)]
pub enum Body {
    /// Something that makes pods, or a Pod.
    Workload(Rc<Workload>),
    /// A Service.
    Service(Rc<ServiceSpec>),
    /// A Namespace.
    Namespace,
    /// Endpoints.
    Endpoints(Rc<Endpoints>),
    /// An EndpointSlice.
    EndpointSlice(Rc<EndpointSlice>),
    /// An Ingress.
    Ingress(Rc<IngressSpec>),
    /// A Gateway of the Gateway API.
    Gateway(Rc<GatewaySpec>),
    /// One of its routes: an HTTPRoute, a GRPCRoute, a TLSRoute, a TCPRoute or a UDPRoute.
    GatewayRoute(Rc<RouteSpec>),
    /// A Gateway of Istio.
    IstioGateway(Rc<IstioGatewaySpec>),
    /// A VirtualService of Istio.
    VirtualService(Rc<VirtualServiceSpec>),
    /// An AuthorizationPolicy of Istio.
    AuthorizationPolicy(Rc<AuthorizationPolicySpec>),
    /// A DestinationRule of Istio.
    DestinationRule(Rc<DestinationRuleSpec>),
    /// A ReferenceGrant.
    ReferenceGrant(Rc<ReferenceGrantSpec>),
    /// An IngressClass.
    IngressClass(Rc<IngressClassSpec>),
    /// Settings of a class that the AWS Load Balancer Controller serves.
    IngressClassParams(Rc<IngressClassParamsSpec>),
    /// A Route of OpenShift.
    OpenShiftRoute(Rc<OpenShiftRouteSpec>),
    /// A router that serves Routes of OpenShift, which calls it an IngressController.
    OpenShiftRouter(Rc<OpenShiftRouterSpec>),
    /// A NetworkPolicy.
    NetworkPolicy(Rc<NetworkPolicySpec>),
    /// A policy of the whole cluster: an AdminNetworkPolicy, a BaselineAdminNetworkPolicy or a
    /// ClusterNetworkPolicy.
    ClusterPolicy(Rc<ClusterPolicySpec>),
    /// A ServiceAccount.
    ServiceAccount(Rc<ServiceAccount>),
    /// A Secret that holds a token of the service account that its annotation names.
    TokenSecret,
    /// A Role or a ClusterRole.
    Role(Rc<Role>),
    /// A RoleBinding or a ClusterRoleBinding.
    Binding(Rc<Binding>),
    /// A PodDisruptionBudget.
    PodDisruptionBudget(Rc<PodDisruptionBudgetSpec>),
    /// A kind that may open a way in which is not followed.
    Unfollowed,
    /// Any other kind: it is kept and counted, but not analysed.
    Other,
}

impl Deref for Object {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

impl Object {
    /// The same object, at a place among those of a document that has another number.
    pub(crate) fn moved_to(&self, document: DocumentId, at: u32) -> Self {
        let (body, content) = (self.body.clone(), self.content.clone());
        Self { id: ObjectId(document.0.saturating_add(at)), document, passed: content.passed.get(), body, content }
    }

    /// Its tree, read again from its text: for what no type reads.
    pub fn tree(&self, texts: &Texts) -> Option<Node> {
        yaml::parse(texts.document(self.document)).root?.map_at(self.span).cloned()
    }

    /// Whether it was read once with another, and is therefore the same, wherever its document stands.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content)
    }

    /// Notes that a check of the object by itself, by its bit, found nothing.
    pub(crate) fn note_passed(&self, check: u8) {
        let passed = &self.content.passed;
        passed.set(Passed(passed.get().0 | check));
    }

    /// The API group, empty for the core group.
    pub fn group(&self) -> &str {
        group(&self.api_version)
    }

    /// Its name, or the beginning of the one that the API server will make; empty if it has neither.
    pub fn name(&self) -> &str {
        let name = self.metadata.name.as_ref().or(self.metadata.generate_name.as_ref());
        name.map_or("", |name| &*name.value)
    }

    /// Its namespace: the written one, else `default`; empty for objects of the whole cluster.
    pub fn namespace(&self) -> &str {
        if self.is_cluster_scoped {
            return "";
        }
        let written = self.metadata.namespace.as_ref().map(|namespace| &*namespace.value);
        written.filter(|namespace| !namespace.is_empty()).unwrap_or(DEFAULT_NAMESPACE)
    }

    /// Of a policy of a network plugin's own kind, which is not read, the namespace that it is about; the empty one is
    /// the whole cluster. What is only staged decides nothing.
    pub(crate) fn plugin_policy(&self) -> Option<&str> {
        let kind =
            Some(&*self.kind.value).filter(|kind| kind.ends_with("NetworkPolicy") && !kind.starts_with("Staged"))?;
        let is_one =
            matches!(self.group(), "cilium.io" | "projectcalico.org" | "crd.projectcalico.org" | "crd.antrea.io");
        let is_wide = kind.contains("Global") || kind.contains("Cluster");
        is_one.then(|| if is_wide { "" } else { self.namespace() })
    }

    /// The place of a span of this object.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.document, span)
    }

    /// Where its name stands, else its kind: what a message points at that speaks of the object.
    pub fn name_place(&self) -> Place {
        self.place(self.metadata.name.as_ref().map_or(self.kind.span, |name| name.span))
    }

    /// The workload that it is, if it is one.
    pub fn workload(&self) -> Option<&Workload> {
        match &self.body {
            Body::Workload(workload) => Some(workload),
            _ => None,
        }
    }

    /// The Service that it is, if it is one.
    pub fn service(&self) -> Option<&ServiceSpec> {
        match &self.body {
            Body::Service(service) => Some(service),
            _ => None,
        }
    }

    /// Whether Porthole understands more of it than that it is there.
    pub fn is_analysed(&self) -> bool {
        !matches!(self.body, Body::Other | Body::Unfollowed)
    }

    /// Whether it may open a way in that is not followed.
    pub fn is_unfollowed(&self) -> bool {
        matches!(self.body, Body::Unfollowed)
    }
}

/// The group of an API's version.
pub(super) fn group(api_version: &str) -> &str {
    api_version.rsplit_once('/').map_or("", |(group, _)| group)
}

/// Whether objects of a kind send requests from outside to Services in a way that is not followed: what
/// ingress controllers and gateways read beside the kinds of Kubernetes itself.
pub(super) fn opens_unfollowed(group: &str, kind: &str) -> bool {
    match group {
        "traefik.io" | "traefik.containo.us" => kind.starts_with("IngressRoute"),
        "projectcontour.io" => kind == "HTTPProxy",
        "getambassador.io" => matches!(kind, "Mapping" | "TCPMapping"),
        "configuration.konghq.com" => matches!(kind, "TCPIngress" | "UDPIngress"),
        "apisix.apache.org" => kind == "ApisixRoute",
        "serving.knative.dev" => matches!(kind, "DomainMapping" | "Route"),
        "networking.gke.io" => kind == "MultiClusterIngress",
        "gateway.networking.k8s.io" => kind == "ListenerSet",
        "gateway.networking.x-k8s.io" => kind == "XListenerSet",
        _ => false,
    }
}

/// Whether objects of a built-in kind belong to the whole cluster rather than to a namespace
/// (`kubernetes/api: */types.go`, the `+genclient:nonNamespaced` marks).
pub(super) fn is_cluster_scoped(group: &str, kind: &str) -> bool {
    match group {
        "" => matches!(kind, "Namespace" | "Node" | "PersistentVolume" | "ComponentStatus"),
        "rbac.authorization.k8s.io" => matches!(kind, "ClusterRole" | "ClusterRoleBinding"),
        "apiextensions.k8s.io"
        | "apiregistration.k8s.io"
        | "admissionregistration.k8s.io"
        | "scheduling.k8s.io"
        | "flowcontrol.apiserver.k8s.io"
        | "node.k8s.io" => true,
        "storage.k8s.io" => kind != "CSIStorageCapacity",
        "networking.k8s.io" => matches!(kind, "IngressClass" | "IPAddress" | "ServiceCIDR"),
        "gateway.networking.k8s.io" => kind == "GatewayClass",
        "policy.networking.k8s.io" => true,
        "elbv2.k8s.aws" => kind == "IngressClassParams",
        "policy" | "extensions" => kind == "PodSecurityPolicy",
        "certificates.k8s.io" => kind != "PodCertificateRequest",
        _ => false,
    }
}
