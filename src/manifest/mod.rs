//! Nodes to typed Kubernetes objects: a file per kind or family of kinds, only the fields that are
//! read, each with its span.

pub mod access;
pub mod budget;
pub mod endpoints;
pub(crate) mod fields;
pub mod gateway;
pub mod ingress;
pub mod ingress_class;
pub mod istio;
mod list;
pub mod object;
pub mod openshift;
pub mod pod;
pub mod policy;
pub mod security;
pub mod service;
pub mod status;
mod unknown;
pub mod volume;
pub mod workload;

pub use object::{Body, Content, DEFAULT_NAMESPACE, Object, ObjectId};
pub use unknown::UnknownField;

use std::cell::Cell;
use std::rc::Rc;

use object::Passed;

use access::{Binding, Role, ServiceAccount};
use budget::PodDisruptionBudgetSpec;
use endpoints::{EndpointSlice, Endpoints};
use gateway::{GatewaySpec, ReferenceGrantSpec, RouteSpec};
use ingress::IngressSpec;
use ingress_class::{IngressClassParamsSpec, IngressClassSpec};
use istio::{AuthorizationPolicySpec, DestinationRuleSpec, IstioGatewaySpec, VirtualServiceSpec};
use openshift::{OpenShiftRouteSpec, OpenShiftRouterSpec};
use pod::Metadata;
use policy::{ClusterPolicySpec, NetworkPolicySpec};
use service::ServiceSpec;
use status::Status;
use workload::{Workload, WorkloadKind};

use crate::source::DocumentId;
use crate::yaml::{FromNode, Node, Problem, Reader, Value};

/// The objects of a document, lists taken apart. What cannot be read is reported to the reader, and
/// the rest of the object is kept.
pub(crate) fn read(root: &Node, reader: &mut Reader) -> Vec<Object> {
    let objects = list::flatten(root, reader);
    objects.into_iter().map(|object| read_object(object, reader)).collect()
}

fn read_object(object: list::ObjectNode, reader: &mut Reader) -> Object {
    let list::ObjectNode { node, kind, api_version, version_span } = object;
    let metadata = node
        .get("metadata")
        .and_then(|metadata| reader.field("metadata", |reader| Metadata::from_node(metadata, reader)));
    let metadata = metadata.unwrap_or_default();
    let body = read_body(&api_version, &kind.value, &metadata, &node, reader);
    if !matches!(body, Body::Other | Body::Unfollowed) && is_nameless(&node) {
        let message = "This object has no name.";
        reader.report(Problem::refused(kind.span, message, Some("Write one as `name` under `metadata`.")));
    }
    let status = node.get("status").filter(|_| matches!(body, Body::Service(_) | Body::Ingress(_) | Body::Gateway(_)));
    let status = status.and_then(|status| reader.field("status", |reader| Status::from_node(status, reader)));
    let addresses = status.unwrap_or_default().reached_at();
    // What a typed list says for its items, no table of fields is asked about.
    let unknown = version_span.map(|_| unknown::fields(&api_version, &kind.value, &node)).unwrap_or_default();
    let content = Content {
        span: node.span,
        is_cluster_scoped: object::is_cluster_scoped(object::group(&api_version), &kind.value),
        api_version,
        version_span,
        kind,
        metadata,
        addresses,
        unknown,
        passed: Cell::default(),
    };
    let (id, document) = (ObjectId::default(), DocumentId::default());
    Object { id, document, passed: Passed::default(), body, content: content.into() }
}

/// Whether it has neither a name nor the beginning of one, which nobody takes: kubectl asks for a name, the API server for
/// either (`kubernetes/apimachinery: pkg/api/validation/objectmeta.go`).
fn is_nameless(object: &Node) -> bool {
    let is_empty = |written: &Node| match &written.value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    // What stands there and cannot be read is said of itself.
    let is_map = object.get("metadata").is_none_or(|written| matches!(written.value, Value::Null | Value::Mapping(_)));
    is_map && ["name", "generateName"].iter().all(|key| object.at(&["metadata", key]).is_none_or(is_empty))
}

fn read_body(api_version: &str, kind: &str, metadata: &Metadata, node: &Node, reader: &mut Reader) -> Body {
    let group = object::group(api_version);
    if let Some(kind) = WorkloadKind::of(group, kind) {
        return Body::Workload(Rc::new(Workload::read(kind, metadata, node, reader)));
    }
    match (group, kind) {
        ("", "Service") => Body::Service(Rc::new(spec::<ServiceSpec>(node, reader).unwrap_or_default())),
        ("", "Namespace") => Body::Namespace,
        ("", "Endpoints") => Body::Endpoints(Rc::new(Endpoints::from_node(node, reader).unwrap_or_default())),
        ("discovery.k8s.io", "EndpointSlice") => {
            Body::EndpointSlice(Rc::new(EndpointSlice::from_node(node, reader).unwrap_or_default()))
        }
        ("networking.k8s.io" | "extensions", "NetworkPolicy") => {
            Body::NetworkPolicy(Rc::new(spec::<NetworkPolicySpec>(node, reader).unwrap_or_default()))
        }
        ("policy", "PodDisruptionBudget") => {
            let spec = spec::<PodDisruptionBudgetSpec>(node, reader).unwrap_or_default();
            Body::PodDisruptionBudget(Rc::new(spec.known_to(api_version)))
        }
        ("networking.k8s.io" | "extensions", "Ingress") => {
            Body::Ingress(Rc::new(spec::<IngressSpec>(node, reader).unwrap_or_default().known_to(api_version)))
        }
        ("", "ServiceAccount") => {
            Body::ServiceAccount(Rc::new(ServiceAccount::from_node(node, reader).unwrap_or_default()))
        }
        ("", "Secret") if access::is_token(node) => Body::TokenSecret,
        ("rbac.authorization.k8s.io", "Role" | "ClusterRole") => {
            Body::Role(Rc::new(Role::from_node(node, reader).unwrap_or_default()))
        }
        ("rbac.authorization.k8s.io", "RoleBinding" | "ClusterRoleBinding") => {
            Body::Binding(Rc::new(Binding::from_node(node, reader).unwrap_or_default()))
        }
        (gateway::GROUP, "Gateway") => Body::Gateway(Rc::new(spec::<GatewaySpec>(node, reader).unwrap_or_default())),
        (istio::GROUP, "Gateway") => {
            Body::IstioGateway(Rc::new(spec::<IstioGatewaySpec>(node, reader).unwrap_or_default()))
        }
        ("security.istio.io", "AuthorizationPolicy") => {
            Body::AuthorizationPolicy(Rc::new(spec::<AuthorizationPolicySpec>(node, reader).unwrap_or_default()))
        }
        (istio::GROUP, "DestinationRule") => {
            Body::DestinationRule(Rc::new(spec::<DestinationRuleSpec>(node, reader).unwrap_or_default()))
        }
        (istio::GROUP, "VirtualService") => {
            Body::VirtualService(Rc::new(spec::<VirtualServiceSpec>(node, reader).unwrap_or_default()))
        }
        (gateway::GROUP, "ReferenceGrant") => {
            Body::ReferenceGrant(Rc::new(spec::<ReferenceGrantSpec>(node, reader).unwrap_or_default()))
        }
        (gateway::GROUP, kind) if gateway::ROUTES.contains(&kind) => {
            Body::GatewayRoute(Rc::new(spec::<RouteSpec>(node, reader).unwrap_or_default()))
        }
        ("networking.k8s.io", "IngressClass") => {
            Body::IngressClass(Rc::new(spec::<IngressClassSpec>(node, reader).unwrap_or_default()))
        }
        ("route.openshift.io", "Route") => {
            Body::OpenShiftRoute(Rc::new(spec::<OpenShiftRouteSpec>(node, reader).unwrap_or_default()))
        }
        ("operator.openshift.io", "IngressController") => {
            Body::OpenShiftRouter(Rc::new(spec::<OpenShiftRouterSpec>(node, reader).unwrap_or_default()))
        }
        ("elbv2.k8s.aws", "IngressClassParams") => {
            Body::IngressClassParams(Rc::new(spec::<IngressClassParamsSpec>(node, reader).unwrap_or_default()))
        }
        ("policy.networking.k8s.io", "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy") => {
            Body::ClusterPolicy(Rc::new(spec::<ClusterPolicySpec>(node, reader).unwrap_or_default()))
        }
        _ if object::opens_unfollowed(group, kind) => Body::Unfollowed,
        _ => Body::Other,
    }
}

fn spec<T: FromNode>(object: &Node, reader: &mut Reader) -> Option<T> {
    object.get("spec").and_then(|spec| reader.field("spec", |reader| T::from_node(spec, reader)))
}
