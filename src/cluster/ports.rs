//! From a Service's port to the port of a pod.

use std::rc::Rc;

use crate::manifest::pod::{ContainerPort, PodSpec};
use crate::manifest::service::ServicePort;
use crate::source::Span;
use crate::yaml::IntOrString;

/// What a Service's port leads to in one workload's pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// A port that a container declares.
    Resolved(ResolvedPort),
    /// A number that no container declares. It works all the same if a process listens there.
    Undeclared(u16),
    /// Nothing; the endpoint has no such port.
    Unresolved(Unresolved),
}

/// A declared container port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedPort {
    /// The number.
    pub number: u16,
    /// The container that declares it.
    pub container: Rc<str>,
    /// Where it declares it.
    pub span: Span,
}

/// Why a target port leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// No container has a port of this name.
    NoSuchName(Rc<str>),
    /// A container has a port of this name, but for another protocol.
    OtherProtocol {
        /// The name.
        name: Rc<str>,
        /// The protocol that the container's port has.
        declared: Rc<str>,
        /// Where the container declares it.
        span: Span,
    },
    /// A number in quotes, which is read as a name; the API server refuses it, since a port's name
    /// needs a letter.
    QuotedNumber(Rc<str>),
    /// A number that no port can have.
    OutOfRange(i32),
    /// Neither a port nor a target port is written.
    Missing,
}

impl Resolution {
    /// The number of the pods' port, where there is one.
    pub fn number(&self) -> Option<u16> {
        match self {
            Self::Resolved(port) => Some(port.number),
            Self::Undeclared(number) => Some(*number),
            Self::Unresolved(_) => None,
        }
    }
}

/// Follows a Service's port into a pod: a number is taken as it is, a name is looked for in the
/// containers, then in the sidecars, with the same protocol; the first one counts
/// (`kubernetes/endpointslice: utils.go FindPort`). An absent, empty or zero target port is the
/// Service's port (`kubernetes/kubernetes: pkg/apis/core/v1/defaults.go SetDefaults_Service`).
pub fn resolve(port: &ServicePort, pod: &PodSpec) -> Resolution {
    let written = port.target_port.as_ref().map(|target| &target.value);
    match written {
        Some(IntOrString::String(name)) if !name.is_empty() => by_name(name, port.protocol(), pod),
        Some(IntOrString::Int(number)) if *number != 0 => by_number(*number, port.protocol(), pod),
        _ => match &port.port {
            Some(number) => by_number(number.value, port.protocol(), pod),
            None => Resolution::Unresolved(Unresolved::Missing),
        },
    }
}

fn by_number(number: i32, protocol: &str, pod: &PodSpec) -> Resolution {
    let Some(number) = u16::try_from(number).ok().filter(|&number| number != 0) else {
        return Resolution::Unresolved(Unresolved::OutOfRange(number));
    };
    let declares = |port: &ContainerPort| port.number() == Some(number) && port.protocol() == protocol;
    let declared = pod.ports().find(|(_, port)| declares(port));
    declared.map_or(Resolution::Undeclared(number), |(container, port)| {
        let container = container.name.as_ref().map_or_else(|| Rc::from(""), |name| name.value.clone());
        Resolution::Resolved(ResolvedPort { number, container, span: port.span })
    })
}

fn by_name(name: &Rc<str>, protocol: &str, pod: &PodSpec) -> Resolution {
    let named = |port: &ContainerPort| port.name.as_ref().is_some_and(|own| own.value == *name);
    let mut other_protocol = None;
    for (container, port) in pod.ports().filter(|(_, port)| named(port)) {
        if port.protocol() == protocol {
            let Some(number) = port.number() else { continue };
            let container = container.name.as_ref().map_or_else(|| Rc::from(""), |name| name.value.clone());
            return Resolution::Resolved(ResolvedPort { number, container, span: port.span });
        }
        other_protocol = other_protocol.or(Some(port));
    }
    Resolution::Unresolved(match other_protocol {
        Some(port) => {
            Unresolved::OtherProtocol { name: name.clone(), declared: port.protocol().into(), span: port.span }
        }
        None if name.bytes().all(|byte| byte.is_ascii_digit()) => Unresolved::QuotedNumber(name.clone()),
        None => Unresolved::NoSuchName(name.clone()),
    })
}
