//! Pods: what a pod template and a Pod have in common.

use std::rc::Rc;

use super::security::SecurityContext;
use super::volume::Volume;
use crate::source::{Span, Spanned};
use crate::yaml::{IntOrString, StringMap, fields};

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
        /// Containers that were put into the running pod, to look into it.
        pub ephemeral_containers: Vec<Container> => "ephemeralContainers",
        /// Whether the pod uses its node's network as its own.
        pub host_network: Option<Spanned<bool>> => "hostNetwork",
        /// Whether it sees the processes of its node.
        pub host_pid: Option<Spanned<bool>> => "hostPID",
        /// Whether it shares memory with the processes of its node.
        pub host_ipc: Option<Spanned<bool>> => "hostIPC",
        /// `false` gives it users of its own: root inside is nobody on the node.
        pub host_users: Option<Spanned<bool>> => "hostUsers",
        /// The operating system that it needs.
        pub os: PodOs => "os",
        /// What holds for all of its containers unless they say otherwise.
        pub security_context: Option<Box<SecurityContext>> => "securityContext",
        /// What its containers can mount.
        pub volumes: Vec<Volume> => "volumes",
        /// The service account that it is on the API server; `default` when absent.
        pub service_account_name: Option<Spanned<Rc<str>>> => "serviceAccountName",
        /// The same by its older name.
        pub service_account: Option<Spanned<Rc<str>>> => "serviceAccount",
        /// Whether it gets that account's token.
        pub automount_token: Option<Spanned<bool>> => "automountServiceAccountToken",
    }
}

fields! {
    /// The operating system that a pod needs.
    pub struct PodOs {
        /// `linux` or `windows`.
        pub name: Option<Spanned<Rc<str>>> => "name",
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

    /// The containers that run as long as the pod: whoever connects to it gets into one of these. Init containers have
    /// ended before the others begin, but for sidecars
    /// (`kubernetes/website: content/en/docs/concepts/workloads/pods/init-containers.md`).
    pub fn lasting_containers(&self) -> impl Iterator<Item = &Container> {
        self.serving_containers().chain(&self.ephemeral_containers)
    }

    /// Every container, whenever it runs.
    pub fn all_containers(&self) -> impl Iterator<Item = &Container> {
        self.containers.iter().chain(&self.init_containers).chain(&self.ephemeral_containers)
    }

    /// Whether the pod needs a Windows node.
    pub fn is_windows(&self) -> bool {
        self.os.name.as_ref().is_some_and(|name| &*name.value == "windows")
    }

    /// Whether it runs as processes of its Windows node, which have that node's network
    /// (`kubernetes/kubernetes: pkg/apis/core/validation/validation.go validateWindowsHostProcessPod`).
    pub fn is_host_process(&self) -> bool {
        let own = self.all_containers().map(|container| &container.security_context);
        let mut contexts = own.chain([&self.security_context]).flatten();
        contexts.any(|context| context.windows_options.host_process.as_ref().is_some_and(|on| on.value))
    }

    /// Whether its users are its own, and not those of its node.
    pub fn has_own_users(&self) -> bool {
        self.host_users.as_ref().is_some_and(|host_users| !host_users.value)
    }

    /// All ports that serving containers declare, with their container.
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
        /// The arguments of what it runs.
        pub args: Vec<Spanned<Rc<str>>> => "args",
        /// What runs in place of what the image would.
        pub command: Vec<Spanned<Rc<str>>> => "command",
        /// The ports that it declares. The list informs; a process may listen on others.
        pub ports: Vec<ContainerPort> => "ports",
        /// `Always` makes an init container a sidecar.
        pub restart_policy: Option<Spanned<Rc<str>>> => "restartPolicy",
        /// What it may do on its node.
        pub security_context: Option<Box<SecurityContext>> => "securityContext",
        /// Whether it still works; if not it is started again.
        pub liveness_probe: Option<Box<Handler>> => "livenessProbe",
        /// Whether it can serve.
        pub readiness_probe: Option<Box<Handler>> => "readinessProbe",
        /// Whether it has started.
        pub startup_probe: Option<Box<Handler>> => "startupProbe",
        /// What is done when it starts and before it ends.
        pub lifecycle: Option<Box<Lifecycle>> => "lifecycle",
        /// The volumes that it sees as folders.
        pub volume_mounts: Vec<VolumeMount> => "volumeMounts",
        /// Its environment variables.
        pub env: Vec<EnvVar> => "env",
        /// Objects whose every entry becomes a variable.
        pub env_from: Vec<EnvFrom> => "envFrom",
    }
}

fields! {
    /// A volume that a container sees as a folder.
    pub struct VolumeMount {
        /// The volume.
        pub name: Option<Spanned<Rc<str>>> => "name",
    }
}

fields! {
    /// An environment variable.
    pub struct EnvVar {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// Its value, where that is written.
        pub value: Option<Spanned<Rc<str>>> => "value",
        /// Where it comes from else.
        pub value_from: EnvSource => "valueFrom",
    }
}

fields! {
    /// Where a variable's value comes from.
    pub struct EnvSource {
        /// An entry of a Secret.
        pub secret: Option<SecretRef> => "secretKeyRef",
    }
}

fields! {
    /// An object whose every entry becomes a variable.
    pub struct EnvFrom {
        /// A Secret.
        pub secret: Option<SecretRef> => "secretRef",
    }
}

fields! {
    /// A Secret of the pod's namespace.
    pub struct SecretRef {
        /// Its name.
        pub name: Option<Spanned<Rc<str>>> => "name",
    }
}

fields! {
    /// What is done when a container starts and before it ends.
    pub struct Lifecycle {
        /// When it has started.
        pub post_start: Handler => "postStart",
        /// Before it ends.
        pub pre_stop: Handler => "preStop",
    }
}

fields! {
    /// A connection that the node makes for a container: a probe, or a hook of its life.
    pub struct Handler {
        /// With a request.
        pub http_get: HandlerHost => "httpGet",
        /// By connecting alone.
        pub tcp_socket: HandlerHost => "tcpSocket",
    }
}

fields! {
    /// Where the node connects to.
    pub struct HandlerHost {
        /// Another host than the pod itself.
        pub host: Option<Spanned<Rc<str>>> => "host",
        /// The port, by number or by the name that the container gives it.
        pub port: Option<Spanned<IntOrString>> => "port",
    }
}

impl Container {
    /// Its name; empty if it has none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| &*name.value)
    }

    /// Where it says that it is privileged, if it is.
    pub fn privileged(&self) -> Option<&Spanned<bool>> {
        self.security_context.as_ref()?.privileged.as_ref().filter(|privileged| privileged.value)
    }

    /// Where a message points that says what a container lacks.
    pub fn name_span(&self) -> Span {
        self.name.as_ref().map_or(self.span, |name| name.span)
    }

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

    /// The same; none where none is written.
    pub(crate) fn written_protocol(&self) -> Option<Rc<str>> {
        written_protocol(self.protocol.as_ref()).cloned()
    }
}

/// A port's protocol, `TCP` by default.
pub(crate) fn protocol(written: Option<&Spanned<Rc<str>>>) -> &str {
    written_protocol(written).map_or("TCP", |protocol| protocol)
}

/// The same; none where none is written.
pub(crate) fn written_protocol(written: Option<&Spanned<Rc<str>>>) -> Option<&Rc<str>> {
    written.map(|protocol| &protocol.value).filter(|protocol| !protocol.is_empty())
}
