//! Ports that by habit belong to one kind of server, open from outside: for checks that have a table of them.

use std::collections::BTreeMap;

use super::reached::{self, DoorPort};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::finding::{Finding, Highlight, Severity};
use crate::manifest::ObjectId;

/// What listens on TCP ports by habit.
pub(super) type Habits = &'static [(&'static [u16], &'static str)];

/// Finds the ports of a table that are open from outside the cluster by some of the ways.
pub(super) fn find(
    subject: &Subject,
    check: &Check,
    habits: Habits,
    counts: fn(Via) -> bool,
    findings: &mut Vec<Finding>,
) {
    let mut outermost: BTreeMap<(ObjectId, u16), Entry> = BTreeMap::new();
    for path in subject.exposure.paths() {
        let Some(end) = path.workload().zip(path.port()) else { continue };
        let from_outside = path.verdict == Verdict::Open && path.from <= Reach::NodeNetwork && counts(path.via);
        if !from_outside || path.protocol() != "TCP" {
            continue;
        }
        let Some(entry) = Entry::of(subject, path, habits) else { continue };
        if outermost.get(&end).is_none_or(|known| path.from < known.path.from) {
            outermost.insert(end, entry);
        }
    }
    findings.extend(outermost.values().filter_map(|entry| entry.finding(subject, check)));
}

/// A way in to such a port.
struct Entry<'a> {
    path: &'a Path,
    door: Option<DoorPort<'a>>,
    server: &'static str,
    /// Whether it is the pods' port that has the habit, rather than the Service's.
    is_target: bool,
}

impl<'a> Entry<'a> {
    fn of(subject: &Subject<'a>, path: &'a Path, habits: Habits) -> Option<Self> {
        let habit =
            |number: u16| habits.iter().find(|(numbers, _)| numbers.contains(&number)).map(|(_, server)| *server);
        let door = path.service.zip(path.service_port).and_then(|(id, at)| reached::door_port(subject, id, at));
        let target = path.port().and_then(habit);
        let server = target.or_else(|| habit(door.as_ref()?.port.number()?))?;
        Some(Self { path, door, server, is_target: target.is_some() })
    }

    fn finding(&self, subject: &Subject, check: &Check) -> Option<Finding> {
        let workload = subject.cluster.object(self.path.workload()?)?;
        let door = self.door.as_ref();
        let by = match door {
            Some(port) if self.is_target => explain::title(port.door.object),
            Some(port) => format!("{}, most often {}", port.title().replacen('P', "p", 1), self.server),
            None if self.path.via == Via::HostNetwork => "the network of its node, which it shares".to_owned(),
            None => "a port of its node".to_owned(),
        };
        let habit = if self.is_target { format!(", most often {},", self.server) } else { String::new() };
        let (number, title, who) = (self.path.port()?, explain::title(workload), self.path.from.who());
        let message = format!("Port {number} of {title}{habit} is open to {who} by way of {by}.");
        let evidence = self.path.hops.iter().rev().find_map(|hop| hop.places.first().copied());
        let place = door.map(|port| port.target_place()).or(evidence).unwrap_or_else(|| workload.name_place());
        let mut finding = Finding::new(check, place, message);
        if self.path.from == Reach::Internet {
            finding.severity = Severity::Critical;
        }
        finding.reach = Some(self.path.from);
        if let Some(port) = door {
            finding.highlights.push(Highlight { place: port.door.type_place(), text: "what opens it".into() });
            finding.mend(subject, || reached::close(subject, &port.door));
        }
        Some(finding)
    }
}
