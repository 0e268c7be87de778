//! Sets of IP addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::ranges::{self, Ranges};

/// A set of IPv4 and IPv6 addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressSet {
    v4: Ranges,
    v6: Ranges,
}

impl AddressSet {
    /// Every address.
    pub fn all() -> Self {
        Self { v4: Ranges::new(0, u32::MAX.into()), v6: Ranges::new(0, u128::MAX) }
    }

    /// The addresses that the Internet routes: all but those of private networks, of carriers (RFC 6598), of
    /// one link or one machine, and of groups.
    pub fn public() -> Self {
        NOT_PUBLIC.iter().filter_map(|range| Self::cidr(range)).fold(Self::all(), |left, range| left.difference(&range))
    }

    /// The addresses of a range such as `10.0.0.0/8`; none where it is no range.
    pub fn cidr(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let length = length.parse::<u32>().ok().filter(|_| length.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (bits, number) = match address.parse().ok()? {
            IpAddr::V4(address) => (32_u32, u128::from(u32::from(address))),
            IpAddr::V6(address) => (128, u128::from(address)),
        };
        let free = bits.checked_sub(length)?;
        let host = !u128::MAX.checked_shl(free).unwrap_or(0);
        let range = Ranges::new(number & !host, number | host);
        Some(if bits == 32 { Self { v4: range, ..Self::default() } } else { Self { v6: range, ..Self::default() } })
    }

    /// The addresses of a range, or the one address, that a list names.
    pub fn listed(text: &str) -> Option<Self> {
        Self::cidr(text).or_else(|| {
            let bits = if text.contains(':') { 128 } else { 32 };
            Self::cidr(&format!("{text}/{bits}"))
        })
    }

    /// Whether it holds no address.
    pub fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    /// Whether it holds addresses of IPv6, and none of IPv4.
    pub fn is_of_ipv6_alone(&self) -> bool {
        self.v4.is_empty() && !self.v6.is_empty()
    }

    /// Whether it holds every IPv4 address or every IPv6 address, which is all of a cluster with one family.
    pub fn is_everywhere(&self) -> bool {
        self.covers(&Self::all())
    }

    /// Whether it holds all IPv4 addresses or all IPv6 addresses of another set.
    pub fn covers(&self, other: &Self) -> bool {
        self.v4.holds(&other.v4) || self.v6.holds(&other.v6)
    }

    /// Whether it holds an address.
    pub fn has(&self, address: IpAddr) -> bool {
        let one = |number: u128| Ranges::new(number, number);
        match address {
            IpAddr::V4(address) => self.v4.holds(&one(u32::from(address).into())),
            IpAddr::V6(address) => self.v6.holds(&one(address.into())),
        }
    }

    /// Whether it holds all addresses of another set.
    pub fn holds(&self, other: &Self) -> bool {
        self.v4.holds(&other.v4) && self.v6.holds(&other.v6)
    }

    /// All addresses of either.
    pub fn union(&self, other: &Self) -> Self {
        Self { v4: self.v4.union(&other.v4), v6: self.v6.union(&other.v6) }
    }

    /// The addresses of both.
    pub fn intersection(&self, other: &Self) -> Self {
        Self { v4: self.v4.intersection(&other.v4), v6: self.v6.intersection(&other.v6) }
    }

    /// The addresses of this one that are not in the other.
    pub fn difference(&self, other: &Self) -> Self {
        Self { v4: self.v4.difference(&other.v4), v6: self.v6.difference(&other.v6) }
    }

    /// All addresses, cut so that each of some sets holds all or none of a part: those that the first set holds
    /// first.
    pub(super) fn classes(sets: &[&Self]) -> Vec<Self> {
        let mut seen = BTreeSet::new();
        let sets: Vec<&Self> = sets.iter().copied().filter(|set| seen.insert(*set)).collect();
        let of = |family: fn(&Self) -> &Ranges| sets.iter().map(|set| family(set)).collect::<Vec<_>>();
        let mut classes: BTreeMap<Vec<usize>, Self> = BTreeMap::new();
        for (holders, v4) in ranges::classes(u32::MAX.into(), &of(|set| &set.v4)) {
            classes.entry(holders).or_default().v4 = v4;
        }
        for (holders, v6) in ranges::classes(u128::MAX, &of(|set| &set.v6)) {
            classes.entry(holders).or_default().v6 = v6;
        }
        classes.into_values().collect()
    }

    /// Its ranges as text, such as `10.0.0.0-10.255.255.255`, IPv4 first.
    pub fn texts(&self) -> Vec<String> {
        let v4 = |number: u128| Ipv4Addr::from(u32::try_from(number).unwrap_or(u32::MAX));
        let fours = self.v4.iter().map(|(first, last)| format!("{}-{}", v4(first), v4(last)));
        let sixes = self.v6.iter().map(|(first, last)| format!("{}-{}", Ipv6Addr::from(first), Ipv6Addr::from(last)));
        fours.chain(sixes).collect()
    }
}

/// What no address of the Internet is in (`https://www.iana.org/assignments/iana-ipv4-special-registry`,
/// `https://www.iana.org/assignments/iana-ipv6-special-registry`). Ranges for documentation are not among
/// them: in manifests they stand for public ones.
const NOT_PUBLIC: &[&str] = &[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
    "::/127",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_written() {
        for (cidr, range) in [
            ("10.1.2.3/8", Some("10.0.0.0-10.255.255.255")),
            ("0.0.0.0/0", Some("0.0.0.0-255.255.255.255")),
            ("192.168.0.1/32", Some("192.168.0.1-192.168.0.1")),
            ("fd00::/8", Some("fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")),
            ("::/0", Some("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")),
            ("::1/128", Some("::1-::1")),
            ("10.0.0.0/33", None),
            ("10.0.0.0/+8", None),
            ("10.0.0.0", None),
            ("10.0.0/8", None),
            ("", None),
        ] {
            let texts = AddressSet::cidr(cidr).map(|set| set.texts());
            assert_eq!(texts, range.map(|range| vec![range.to_owned()]), "{cidr}");
        }
        let but_one = AddressSet::cidr("10.0.0.0/30").unwrap().difference(&AddressSet::cidr("10.0.0.1/32").unwrap());
        assert_eq!(but_one.texts(), ["10.0.0.0-10.0.0.0", "10.0.0.2-10.0.0.3"]);
        assert!(AddressSet::cidr("::/0").unwrap().is_everywhere() && !but_one.is_everywhere());
    }

    #[test]
    fn public_addresses_are_those_of_the_internet() {
        let public = AddressSet::public();
        for (address, expected) in [
            ("203.0.113.7", true),
            ("2001:db8::1", true),
            ("11.0.0.1", true),
            ("10.0.0.7", false),
            ("100.64.0.1", false),
            ("172.31.255.255", false),
            ("169.254.169.254", false),
            ("127.0.0.1", false),
            ("fd00::7", false),
            ("fe80::1", false),
            ("::1", false),
        ] {
            assert_eq!(public.has(address.parse().unwrap()), expected, "{address}");
        }
        let but_private = AddressSet::all().difference(&AddressSet::cidr("10.0.0.0/8").unwrap());
        assert!(but_private.covers(&public) && !AddressSet::cidr("11.0.0.0/8").unwrap().covers(&public));
    }
}
