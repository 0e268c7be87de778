//! Sets of ports, each protocol for itself.

use std::rc::Rc;

use super::ranges::{Ranges, union_of};
use crate::order::Order;

/// The protocols that a policy can speak of, in the order of their names.
const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// A set of ports of the three protocols.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PortSet {
    ranges: [Ranges; 3],
    /// Names that a pod gives which is not in the manifests, each with its protocol's place; in their order.
    names: Vec<(usize, Rc<str>)>,
}

impl PortSet {
    /// Every port of every protocol.
    pub fn all() -> Self {
        Self { ranges: PROTOCOLS.map(|_| Ranges::new(1, 65535)), names: Vec::new() }
    }

    /// The ports from `first` to `last` of a protocol; none of a protocol that there is not.
    pub fn range(protocol: &str, first: i32, last: i32) -> Self {
        let number = |number: i32| u128::try_from(number).unwrap_or(0);
        let mut set = Self::default();
        if let Some(ranges) = place(protocol).and_then(|place| set.ranges.get_mut(place)) {
            *ranges = Ranges::new(number(first).max(1), number(last).min(65535));
        }
        set
    }

    /// One port.
    pub fn port(protocol: &str, port: u16) -> Self {
        Self::range(protocol, port.into(), port.into())
    }

    /// A port by the name that an unknown pod gives it.
    pub(crate) fn named(protocol: &str, name: &Rc<str>) -> Self {
        let names = place(protocol).map(|place| (place, name.clone())).into_iter().collect();
        Self { names, ..Self::default() }
    }

    /// The names alone.
    pub(super) fn names(&self) -> Self {
        Self { names: self.names.clone(), ..Self::default() }
    }

    /// Whether it holds no port.
    pub fn is_empty(&self) -> bool {
        self.ranges.iter().all(Ranges::is_empty) && self.names.is_empty()
    }

    /// Whether it holds every port of every protocol.
    pub fn is_all(&self) -> bool {
        self.holds(&Self::all())
    }

    /// Whether it holds all ports of another set.
    pub fn holds(&self, other: &Self) -> bool {
        self.ranges.iter().zip(&other.ranges).all(|(ours, theirs)| ours.holds(theirs))
            && other.names.iter().all(|name| self.holds_name(name))
    }

    /// All ports of either.
    pub fn union(&self, other: &Self) -> Self {
        let ranges = self.each(other, Ranges::union);
        let mut union = Self { ranges, names: Vec::new() };
        let names = self.names.iter().chain(&other.names);
        union.names = names.filter(|name| !union.holds_name(name)).cloned().collect();
        union.names.order();
        union.names.dedup();
        union
    }

    /// All ports of several.
    pub(super) fn union_of(sets: impl Iterator<Item = Self>) -> Self {
        union_of(sets.filter(|set| !set.is_empty()).collect(), Self::union)
    }

    /// The ports of both.
    pub fn intersection(&self, other: &Self) -> Self {
        let common = self.names.iter().filter(|name| other.holds_name(name));
        let theirs = other.names.iter().filter(|name| self.holds_name(name));
        let mut names: Vec<_> = common.chain(theirs).cloned().collect();
        names.order();
        names.dedup();
        Self { ranges: self.each(other, Ranges::intersection), names }
    }

    /// The ports of this one that are not in the other.
    pub fn difference(&self, other: &Self) -> Self {
        let names = self.names.iter().filter(|name| !other.holds_name(name)).cloned().collect();
        Self { ranges: self.each(other, Ranges::difference), names }
    }

    /// The protocols with their ranges and names, in the order of the protocols' names.
    fn parts(&self) -> impl Iterator<Item = (&'static str, Vec<String>)> {
        self.ranges.iter().enumerate().zip(PROTOCOLS).map(|((place, ranges), protocol)| {
            let numbers = ranges.iter().map(|(first, last)| span(first, last));
            let names = self.names.iter().filter(|(of, _)| *of == place).map(|(_, name)| name.to_string());
            (protocol, numbers.chain(names).collect())
        })
    }

    /// As text: `All Connections`, or `SCTP 1-65535,TCP 80,443`; empty for no port.
    pub fn text(&self) -> String {
        if self.is_all() {
            return "All Connections".to_owned();
        }
        let parts = self.parts().filter(|(_, ports)| !ports.is_empty());
        parts.map(|(protocol, ports)| format!("{protocol} {}", ports.join(","))).collect::<Vec<_>>().join(",")
    }

    fn each(&self, other: &Self, join: impl Fn(&Ranges, &Ranges) -> Ranges) -> [Ranges; 3] {
        let [a, b, c] = &self.ranges;
        let [x, y, z] = &other.ranges;
        [join(a, x), join(b, y), join(c, z)]
    }

    fn holds_name(&self, name: &(usize, Rc<str>)) -> bool {
        let all = || self.ranges.get(name.0).is_some_and(|ranges| ranges.holds(&Ranges::new(1, 65535)));
        self.names.binary_search(name).is_ok() || all()
    }
}

fn place(protocol: &str) -> Option<usize> {
    PROTOCOLS.iter().position(|known| *known == protocol)
}

fn span(first: u128, last: u128) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_written_in_one_order() {
        let web = PortSet::port("TCP", 80).union(&PortSet::range("TCP", 8080, 8081));
        let mixed = web.union(&PortSet::range("SCTP", 1, 65535)).union(&PortSet::named("TCP", &Rc::from("http")));
        assert_eq!(mixed.text(), "SCTP 1-65535,TCP 80,8080-8081,http");
        assert_eq!(PortSet::all().text(), "All Connections");
        assert_eq!(PortSet::default().text(), "");
        assert!(PortSet::range("QUIC", 1, 65535).is_empty() && PortSet::range("TCP", 70000, 80000).is_empty());
        assert_eq!(PortSet::range("TCP", -5, 99999), PortSet::range("TCP", 1, 65535));
    }

    #[test]
    fn a_name_is_held_by_all_ports_of_its_protocol() {
        let http = PortSet::named("TCP", &Rc::from("http"));
        let tcp = PortSet::range("TCP", 1, 65535);
        assert!(tcp.holds(&http) && !PortSet::port("TCP", 80).holds(&http));
        assert!(!PortSet::range("UDP", 1, 65535).holds(&http));
        assert_eq!((http.union(&tcp), http.intersection(&tcp), http.difference(&tcp)), (tcp, http, PortSet::default()));
    }
}
