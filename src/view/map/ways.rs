//! The places outside and the ways in.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{State, cards, keys};
use super::{Line, Sketch};
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::manifest::{Object, ObjectId};

/// What stands on the map for a way in: by what, and the gate, or else the Service or workload that it is of.
type Entry = (Via, ObjectId);

impl<'a> Sketch<'a> {
    /// The places outside, the ways in, and the lines from one to the next. What is reached through
    /// the cluster's own network has no way in of its own: it leads straight to the Service.
    pub(super) fn ways_in(&mut self) {
        let paths = self.paths();
        let ways = self.ways(&paths);
        let mut entries: BTreeMap<Entry, usize> = BTreeMap::new();
        for (&(from, via, at), path) in &ways {
            let Some(object) = self.cluster.object(at) else { continue };
            let place = self.place(from);
            let to = if via.has_card() {
                let entry = self.entry(via, at);
                match entries.get(&entry) {
                    Some(&index) => index,
                    None => *entries.entry(entry).or_insert(self.way_in(entry, object)),
                }
            } else if let Some(&index) = self.of_object.get(&at) {
                index
            } else {
                continue;
            };
            let ends_here = path.workload().is_none() || via == Via::PodIp && path.is_cut();
            let state = match path.verdict {
                Verdict::Depends => State::Depends,
                _ if ends_here && !via.has_card() => State::No,
                _ => State::Yes,
            };
            let label = format!("From {} to {}", from.who(), object.name());
            self.lines.push(Line::new(keys::way(from, via, object), (place, to), state, from, label));
        }
        let mut inward: BTreeMap<(Entry, ObjectId), (bool, Reach)> = BTreeMap::new();
        for (path, door) in paths {
            let at = path.gate.unwrap_or(door);
            if path.via.has_card() && ways.contains_key(&(path.from, path.via, at)) {
                let found = (path.verdict == Verdict::Depends, path.from);
                let best = inward.entry((self.entry(path.via, at), door)).or_insert(found);
                *best = found.min(*best);
            }
        }
        for ((entry, door), (depends, reach)) in inward {
            let (via, at) = entry;
            let indices = entries.get(&entry).zip(self.of_object.get(&door));
            let Some((&from, &to)) = indices else { continue };
            let Some((gate, object)) = self.cluster.object(at).zip(self.cluster.object(door)) else { continue };
            let state = if depends { State::Depends } else { State::Yes };
            let (key, name) = if at == door {
                (keys::entry(via, object), via.title())
            } else {
                (keys::sent(gate, object), gate.name())
            };
            let label = format!("{name} to {}", object.name());
            self.lines.push(Line::new(key, (from, to), state, reach, label));
        }
    }

    /// The ways that can be entered, each with the Service or workload on the map that it leads to.
    fn paths(&self) -> Vec<(&'a Path, ObjectId)> {
        let paths = self.analysis.exposure.paths();
        let entered = paths.filter(|path| path.verdict != Verdict::Blocked || path.is_entered());
        let drawn = entered.filter_map(|path| Some((path, path.service.or(path.workload())?)));
        drawn.filter(|(_, door)| self.of_object.contains_key(door)).collect()
    }

    /// Of the ways from one place by the same entry the surest, without those that another says already.
    fn ways<'b>(&self, paths: &[(&'b Path, ObjectId)]) -> BTreeMap<(Reach, Via, ObjectId), &'b Path> {
        let mut ways: BTreeMap<(Reach, Via, ObjectId), &Path> = BTreeMap::new();
        for &(path, door) in paths {
            let best = ways.entry((path.from, path.via, path.gate.unwrap_or(door))).or_insert(path);
            if path.verdict < best.verdict {
                *best = path;
            }
        }
        let all = self.analysis.exposure.paths();
        let has_service: BTreeSet<ObjectId> =
            all.filter(|path| path.service.is_some()).filter_map(Path::workload).collect();
        let is_entry = |path: &Path| path.via.has_card() && path.is_entered() && !path.is_cut();
        let has_entry: BTreeSet<ObjectId> =
            paths.iter().filter(|(path, _)| is_entry(path)).map(|(_, door)| *door).collect();
        let public: BTreeSet<ObjectId> = ways
            .keys()
            .filter(|(from, via, _)| (*from, *via) == (Reach::Internet, Via::LoadBalancer))
            .map(|(.., door)| *door)
            .collect();
        ways.retain(|(from, via, door), _| match via {
            Via::ClusterIp => !has_entry.contains(door),
            Via::PodIp => !has_service.contains(door) && !has_entry.contains(door),
            // The load balancer's own card stands for its node ports too, where anyone can use both.
            Via::NodePort => *from != Reach::Internet || !public.contains(door),
            _ => true,
        });
        ways
    }

    /// The card that a way in has: a load balancer's stands for its node ports too.
    fn entry(&self, via: Via, at: ObjectId) -> Entry {
        (if via == Via::NodePort && self.has_load_balancer(at) { Via::LoadBalancer } else { via }, at)
    }

    /// Adds that card.
    fn way_in(&mut self, (via, at): Entry, object: &Object) -> usize {
        let width = self.card_width(1);
        let is_gate = matches!(via, Via::Ingress | Via::Route | Via::Gateway);
        let draft = if is_gate {
            let of = if self.bands.as_slice() == [object.namespace()] { "" } else { object.namespace() };
            let kind = [&*object.kind.value, of].join(if of.is_empty() { "" } else { " · " });
            cards::gate(object, at, kind, self.analysis, width)
        } else {
            cards::entry(via, object, self.analysis, at, width)
        };
        self.push(draft)
    }
}

impl Via {
    /// Whether the way in is drawn as a card of its own.
    fn has_card(self) -> bool {
        !matches!(self, Self::ClusterIp | Self::PodIp)
    }

    /// Its name on its card.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::LoadBalancer => "load balancer",
            Self::Ingress => "Ingress",
            Self::Route => "Route",
            Self::Knative => "Knative",
            Self::Gateway => "Gateway",
            Self::NodePort => "node port",
            Self::ExternalIp => "external IP",
            Self::HostPort => "host port",
            Self::HostNetwork => "node network",
            Self::ClusterIp => "cluster address",
            Self::PodIp => "pod address",
        }
    }
}
