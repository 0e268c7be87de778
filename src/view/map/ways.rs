//! The places outside and the ways in.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{State, cards, keys};
use super::{Line, Sketch};
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::manifest::ObjectId;

impl Sketch<'_> {
    /// The places outside, the ways in, and the lines from one to the next. What is reached through
    /// the cluster's own network has no way in of its own: it leads straight to the Service.
    pub(super) fn ways_in(&mut self) {
        let mut outside: BTreeMap<Reach, usize> = BTreeMap::new();
        let mut entries: BTreeMap<(Via, ObjectId), usize> = BTreeMap::new();
        let mut ways: BTreeMap<(Reach, Via, ObjectId), &Path> = BTreeMap::new();
        for path in &self.analysis.exposure.paths {
            let Some(door) = path.service.or(path.workload()).filter(|door| self.of_object.contains_key(door)) else {
                continue;
            };
            if path.verdict == Verdict::Blocked && !path.is_entered() {
                continue;
            }
            let best = ways.entry((path.from, path.via, door)).or_insert(path);
            if path.verdict < best.verdict {
                *best = path;
            }
        }
        let has_service: BTreeSet<ObjectId> = self
            .analysis
            .exposure
            .paths
            .iter()
            .filter(|path| path.service.is_some())
            .filter_map(Path::workload)
            .collect();
        let has_entry: BTreeSet<ObjectId> = ways
            .iter()
            .filter(|((_, via, _), path)| via.has_card() && path.is_entered() && !path.is_cut())
            .map(|((.., door), _)| *door)
            .collect();
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
        let width = self.card_width(1);
        for (&(from, via, door), path) in &ways {
            let Some((object, &target)) = self.cluster.object(door).zip(self.of_object.get(&door)) else { continue };
            let place = *outside.entry(from).or_insert_with(|| {
                self.drafts.push(cards::outside(from));
                self.drafts.len() - 1
            });
            let card = if via == Via::NodePort && self.has_load_balancer(door) { Via::LoadBalancer } else { via };
            let to = if via.has_card() {
                *entries.entry((card, door)).or_insert_with(|| {
                    self.drafts.push(cards::entry(card, object, self.analysis, door, width));
                    self.drafts.len() - 1
                })
            } else {
                target
            };
            let ends_here = path.workload().is_none() || via == Via::PodIp && path.is_cut();
            let state = match path.verdict {
                Verdict::Depends => State::Depends,
                _ if ends_here && !via.has_card() => State::No,
                _ => State::Yes,
            };
            let label = format!("From {} to {}", from.who(), object.name());
            self.lines.push(Line { key: keys::way(from, via, object), from: place, to, state, reach: from, label });
        }
        for ((via, door), index) in entries {
            let Some((object, &to)) = self.cluster.object(door).zip(self.of_object.get(&door)) else { continue };
            let through = ways.iter().filter(|((_, other, d), _)| {
                *d == door && (*other == via || via == Via::LoadBalancer && *other == Via::NodePort)
            });
            let best = through.map(|((from, _, _), path)| (path.verdict == Verdict::Depends, *from)).min();
            let Some((depends, reach)) = best else { continue };
            let state = if depends { State::Depends } else { State::Yes };
            let label = format!("{} to {}", via.title(), object.name());
            self.lines.push(Line { key: keys::entry(via, object), from: index, to, state, reach, label });
        }
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
