//! The lines of an answer, as a set.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

/// The beginning of a line about what a controller of routes may connect to.
pub(super) const BY_CONTROLLER: &str = "connection: {ingress-controller} => ";

/// The lines of an answer, each in one form: ranges of addresses joined, selectors in one order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) lines: BTreeSet<String>,
    outside: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Answer {
    /// A line of which one side may be addresses. What controllers may connect to is a line for each port.
    pub(super) fn add(&mut self, section: &str, from: &str, to: &str, ports: &str) {
        let range = |side: &str| {
            let (first, last) = side.strip_suffix("[External]")?.split_once('-')?;
            let number = |text: &str| u32::from(text.parse::<Ipv4Addr>().unwrap());
            Some((number(first), number(last)))
        };
        let line = |from: &str, to: &str| format!("{section}: {from} => {to} : {ports}");
        match (range(from), range(to)) {
            (Some(range), _) => self.outside.entry(line("addresses", to)).or_default().push(range),
            (_, Some(range)) => self.outside.entry(line(from, "addresses")).or_default().push(range),
            _ if from == "{ingress-controller}" => {
                let (protocol, numbers) = ports.split_once(' ').unwrap_or_else(|| panic!("{ports}"));
                let lines = numbers.split(',').map(|port| format!("{BY_CONTROLLER}{to} : {protocol} {port}"));
                self.lines.extend(lines);
            }
            _ => {
                self.lines.insert(line(from, to));
            }
        }
    }

    /// What one answer says and the other does not.
    pub(super) fn without(&self, other: &Self) -> Vec<String> {
        let lines = self.lines.difference(&other.lines).cloned();
        let theirs = other.joined();
        let ranges = self.joined().into_iter().filter(|(line, ranges)| theirs.get(line) != Some(ranges));
        lines.chain(ranges.map(|(line, ranges)| format!("{line} of {ranges:?}"))).collect()
    }

    fn joined(&self) -> BTreeMap<String, Vec<(u32, u32)>> {
        let join = |(line, ranges): (&String, &Vec<(u32, u32)>)| {
            let mut sorted = ranges.clone();
            sorted.sort();
            let mut joined: Vec<(u32, u32)> = Vec::new();
            for (first, last) in sorted {
                match joined.last_mut() {
                    Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                    _ => joined.push((first, last)),
                }
            }
            (line.clone(), joined)
        };
        self.outside.iter().map(join).collect()
    }
}

/// The answer that a case expects.
pub(super) fn expected(text: &str) -> Answer {
    let (mut answer, mut section) = (Answer::default(), "connection");
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        section = match line {
            "Exposure Analysis Result:" => "exposure",
            "Egress Exposure:" => "egress",
            "Ingress Exposure:" => "ingress",
            "Workloads not protected by network policies:" => "open",
            _ if section == "open" => {
                let (workload, direction) = line.split_once(" is not protected on ").unwrap();
                answer.lines.insert(format!("open: {} {direction}", workload.trim()));
                continue;
            }
            _ => {
                let (sides, ports) = line.rsplit_once(" : ").unwrap_or_else(|| panic!("{line}"));
                let (from, to) = sides
                    .split_once("=>")
                    .or_else(|| sides.split_once("<=").map(|(to, from)| (from, to)))
                    .unwrap_or_else(|| panic!("{line}"));
                answer.add(section, &side(from.trim()), &side(to.trim()), ports.trim());
                continue;
            }
        };
    }
    answer
}

/// A described pod's labels in one order, a pair as the expression that it stands for.
fn side(text: &str) -> String {
    let Some((before, rest)) = text.split_once(" with {") else { return text.to_owned() };
    let end = rest.find("}]").unwrap_or_else(|| panic!("{text}"));
    let mut labels: Vec<String> = Vec::new();
    let mut left = &rest[..end];
    while !left.is_empty() {
        let (label, behind) = match left.strip_prefix("{Key:") {
            Some(expression) => {
                let (key, expression) = expression.split_once(",Operator:").unwrap();
                let (operator, expression) = expression.split_once(",Values:[").unwrap();
                let (values, behind) = expression.split_once("],}").unwrap();
                (
                    format!(
                        "{key} {operator} {}",
                        values.split(' ').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
                    ),
                    behind,
                )
            }
            None => {
                let (pair, behind) = left.split_at(left.find(',').unwrap_or(left.len()));
                (pair.replacen('=', " In ", 1), behind)
            }
        };
        labels.push(label.trim().to_owned());
        left = behind.trim_start_matches(',');
    }
    labels.sort();
    format!("{before} with {{{}}}]{}", labels.join(", "), side(&rest[end + 2..]))
}
