//! Pods: what a pod template and a Pod have in common.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::{StringMap, fields};

fields! {
    /// The metadata of an object or of a pod template.
    pub struct Metadata {
        /// The name; templates have none.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// What the API server makes a name from when there is none.
        pub generate_name: Option<Spanned<Rc<str>>> => "generateName",
        /// The namespace as it is written.
        pub namespace: Option<Spanned<Rc<str>>> => "namespace",
        /// Labels.
        pub labels: StringMap => "labels",
        /// Annotations.
        pub annotations: StringMap => "annotations",
    }
}

fields! {
    /// A pod as a workload makes it; a Pod is read as its own template.
    pub struct PodTemplate {
        /// Its metadata. Only these labels reach the pods.
        pub metadata: Metadata => "metadata",
        /// Its containers and where they run.
        pub spec: PodSpec => "spec",
    }
}

fields! {
    /// What a pod runs.
    pub struct PodSpec {
        /// The containers.
        pub containers: Vec<Container> => "containers",
        /// Containers that run before; those with `restartPolicy: Always` keep running beside (sidecars).
        pub init_containers: Vec<Container> => "initContainers",
        /// Whether the pod uses its node's network as its own.
        pub host_network: Option<Spanned<bool>> => "hostNetwork",
    }
}

impl PodSpec {
    /// Whether the pod uses its node's network as its own.
    pub fn uses_host_network(&self) -> bool {
        self.host_network.as_ref().is_some_and(|host_network| host_network.value)
    }

    /// The containers whose ports a Service can find by name, in the order in which they are
    /// searched: containers, then sidecars (`kubernetes/endpointslice: utils.go FindPort`).
    pub fn serving_containers(&self) -> impl Iterator<Item = &Container> {
        self.containers.iter().chain(self.init_containers.iter().filter(|container| container.is_sidecar()))
    }

    /// All ports that those containers declare, with their container.
    pub fn ports(&self) -> impl Iterator<Item = (&Container, &ContainerPort)> {
        self.serving_containers().flat_map(|container| container.ports.iter().map(move |port| (container, port)))
    }
}

fields! {
    /// A container of a pod.
    pub struct Container {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The image that it runs.
        pub image: Option<Spanned<Rc<str>>> => "image",
        /// The ports that it declares. The list informs; a process may listen on others.
        pub ports: Vec<ContainerPort> => "ports",
        /// `Always` makes an init container a sidecar.
        pub restart_policy: Option<Spanned<Rc<str>>> => "restartPolicy",
    }
}

impl Container {
    /// Whether an init container keeps running beside the others.
    pub fn is_sidecar(&self) -> bool {
        self.restart_policy.as_ref().is_some_and(|policy| &*policy.value == "Always")
    }
}

fields! {
    /// A port that a container declares.
    pub struct ContainerPort {
        /// Its name, which a Service's targetPort may use.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The number.
        pub container_port: Option<Spanned<i32>> => "containerPort",
        /// The port of the node that leads here.
        pub host_port: Option<Spanned<i32>> => "hostPort",
        /// The node's address on which the host port is open; all of them when absent.
        pub host_ip: Option<Spanned<Rc<str>>> => "hostIP",
        /// `TCP` when absent.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
    }
}

impl ContainerPort {
    /// The number, where it is a port at all.
    pub fn number(&self) -> Option<u16> {
        self.container_port.as_ref().and_then(|port| u16::try_from(port.value).ok()).filter(|&port| port != 0)
    }

    /// The protocol, `TCP` by default.
    pub fn protocol(&self) -> &str {
        protocol(self.protocol.as_ref())
    }
}

/// A port's protocol, `TCP` by default.
pub(crate) fn protocol(written: Option<&Spanned<Rc<str>>>) -> &str {
    written.map(|protocol| &*protocol.value).filter(|protocol| !protocol.is_empty()).unwrap_or("TCP")
}
