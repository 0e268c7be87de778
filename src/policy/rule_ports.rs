//! The ports that rules fit.

use std::rc::Rc;

use super::ports::PortSet;
use crate::manifest::pod::{PodSpec, protocol};
use crate::manifest::policy::{ClusterPort, ClusterProtocol, DestinationPorts, PolicyPort, ProtocolPortRange};
use crate::source::Spanned;
use crate::yaml::IntOrString;

/// The ports that a rule fits: numbers, and names that each pod gives to numbers of its own.
#[derive(Debug, Clone)]
pub(super) struct RulePorts {
    numbers: PortSet,
    /// Each of a protocol or of any.
    named: Vec<(Option<Rc<str>>, Rc<str>)>,
}

#[derive(Debug, Clone)]
pub(super) enum RulePort {
    Numbers(PortSet),
    /// By name, of a protocol or of any.
    Named(Option<Rc<str>>, Rc<str>),
}

/// The end of a connection whose ports are meant.
#[derive(Clone, Copy)]
pub(super) enum Destination<'a> {
    /// A pod that is known.
    Pod(&'a PodSpec),
    /// A pod that is only described.
    Described,
    /// An address, whose ports have no names.
    Address,
}

impl RulePorts {
    pub(super) fn of(ports: Vec<RulePort>) -> Self {
        let (mut numbers, mut named) = (Vec::new(), Vec::new());
        for port in ports {
            match port {
                RulePort::Numbers(set) => numbers.push(set),
                RulePort::Named(protocol, name) => named.push((protocol, name)),
            }
        }
        Self { numbers: PortSet::union_of(numbers.into_iter()), named }
    }

    pub(super) fn set(&self, destination: Destination) -> PortSet {
        let names = self.named.iter().map(|(protocol, name)| named(protocol.as_deref(), name, destination));
        match names.len() {
            0 => self.numbers.clone(),
            _ => PortSet::union_of(names.chain([self.numbers.clone()])),
        }
    }
}

impl RulePort {
    /// A port of a NetworkPolicy. `endPort` needs a number before it that is not greater.
    pub(super) fn of(port: &PolicyPort) -> Self {
        let protocol = protocol(port.protocol.as_ref());
        let last = port.end_port.as_ref().map(|end| end.value);
        match (port.port.as_ref().map(|port| &port.value), last) {
            (None, None) => Self::Numbers(PortSet::range(protocol, 1, 65535)),
            (Some(IntOrString::Int(first)), last) => {
                Self::Numbers(PortSet::range(protocol, *first, last.unwrap_or(*first)))
            }
            (Some(IntOrString::String(name)), None) => Self::Named(Some(protocol.into()), name.clone()),
            _ => Self::Numbers(PortSet::default()),
        }
    }

    pub(super) fn of_number(port: &ClusterPort) -> Self {
        match (&port.port_number, &port.port_range, &port.named_port) {
            (Some(one), _, _) => {
                let number = one.port.as_ref().map_or(0, |port| port.value);
                Self::Numbers(PortSet::range(protocol(one.protocol.as_ref()), number, number))
            }
            (_, Some(range), _) => Self::Numbers(range.set(protocol(range.protocol.as_ref()))),
            (_, _, Some(name)) => Self::Named(None, name.value.clone()),
            _ => Self::Numbers(PortSet::default()),
        }
    }

    pub(super) fn of_protocol(wanted: &ClusterProtocol) -> Self {
        let ports = |protocol: &str, ports: &DestinationPorts| match &ports.destination_port {
            None => PortSet::range(protocol, 1, 65535),
            Some(port) => match (&port.number, &port.range) {
                (Some(number), _) => PortSet::range(protocol, number.value, number.value),
                (_, Some(range)) => range.set(protocol),
                _ => PortSet::default(),
            },
        };
        let each = [("TCP", &wanted.tcp), ("UDP", &wanted.udp), ("SCTP", &wanted.sctp)];
        match each.into_iter().find_map(|(protocol, wanted)| Some(ports(protocol, wanted.as_ref()?))) {
            Some(set) => Self::Numbers(set),
            None => match &wanted.destination_named_port {
                Some(name) => Self::Named(None, name.value.clone()),
                None => Self::Numbers(PortSet::default()),
            },
        }
    }
}

/// The ports that a name stands for.
fn named(protocol: Option<&str>, name: &Rc<str>, destination: Destination) -> PortSet {
    let sets: Vec<PortSet> = match destination {
        Destination::Address => Vec::new(),
        Destination::Described => {
            let any = ["SCTP", "TCP", "UDP"].into_iter().filter(|known| protocol.is_none_or(|p| p == *known));
            any.map(|protocol| PortSet::named(protocol, name)).collect()
        }
        Destination::Pod(spec) => {
            let named = spec.ports().map(|(_, port)| port).filter(|port| {
                port.name.as_ref().is_some_and(|own| own.value == *name)
                    && protocol.is_none_or(|protocol| protocol == port.protocol())
            });
            named.filter_map(|port| Some(PortSet::port(port.protocol(), port.number()?))).collect()
        }
    };
    PortSet::union_of(sets.into_iter())
}

impl ProtocolPortRange {
    fn set(&self, protocol: &str) -> PortSet {
        let number = |port: &Option<Spanned<i32>>| port.as_ref().map_or(0, |port| port.value);
        PortSet::range(protocol, number(&self.start), number(&self.end))
    }
}
