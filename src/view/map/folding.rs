//! What of an analysis is drawn, what is folded to a card for its namespace, and what stands beside what.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Inline, Lens, alike, keys, panel};
use super::Widest;
use crate::Analysis;
use crate::cluster::Cluster;
use crate::exposure::{Reach, Verdict};
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::words::{code, count};

/// Unless a person says otherwise, the map draws no more Services and no more workloads than this, and no more
/// folded namespaces either; what can be reached from furthest out comes first.
const MOST: usize = 60;
/// Where some namespaces have to fold, the others together have no more than this of each.
const MOST_BESIDE: usize = 30;
/// No more namespaces than this are open by hand at once: the last ones.
const MOST_OPEN: usize = 6;

/// A card in the place of what a namespace has.
#[derive(Debug)]
pub(in crate::view) struct Fold<'a> {
    pub(in crate::view) namespace: &'a str,
    /// Whether the card is only for what did not find room beside the rest of its namespace.
    pub(in crate::view) is_rest: bool,
    pub(in crate::view) services: usize,
    pub(in crate::view) workloads: usize,
    /// From how far out something of it can be reached.
    pub(in crate::view) worst: Option<(Reach, Verdict)>,
}

/// What is drawn.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    pub(super) drawn: BTreeSet<ObjectId>,
    pub(super) folds: Vec<Fold<'a>>,
    /// The sets of pods that are one card each, by the first pod of each.
    pub(super) alike: BTreeMap<ObjectId, Vec<ObjectId>>,
    /// How it folded, in words.
    pub(super) note: Option<String>,
}

/// The Services and workloads of a namespace.
#[derive(Default)]
struct Members {
    services: Vec<ObjectId>,
    workloads: Vec<ObjectId>,
    /// How many workloads more are on the cards of these.
    behind: usize,
    worst: Option<(Reach, Verdict)>,
}

/// What a lens shows, folded where it is too much.
pub(super) fn choose<'a>(analysis: &'a Analysis, widest: &Widest, lens: &Lens) -> Choice<'a> {
    let cluster = &analysis.cluster;
    let focus = lens.focus.as_deref().and_then(|key| Some((panel::panel(analysis, key)?, near(analysis, key)?)));
    let alike = sets(analysis, widest, lens.focus.as_deref());
    let behind: BTreeSet<ObjectId> = alike.values().flat_map(|set| set.iter().skip(1)).copied().collect();
    let mut namespaces: BTreeMap<&str, Members> = BTreeMap::new();
    let services = cluster.services().map(|matched| (matched.service, true));
    let all: Vec<(ObjectId, bool)> = services.chain(cluster.workloads().map(|(id, _)| (id, false))).collect();
    for &(id, is_service) in &all {
        let Some(object) = cluster.object(id) else { continue };
        if focus.as_ref().is_some_and(|(_, near)| !near.contains(&id)) {
            continue;
        }
        let members = namespaces.entry(object.namespace()).or_default();
        match (is_service, behind.contains(&id)) {
            (true, _) => members.services.push(id),
            (_, true) => members.behind = members.behind.saturating_add(1),
            _ => members.workloads.push(id),
        }
        let found = widest.get(&id).copied().filter(|_| !is_service);
        members.worst = found.into_iter().chain(members.worst).min_by_key(|(reach, verdict)| (*verdict, *reach));
    }
    let mut order: Vec<&str> = namespaces.keys().copied().collect();
    let worst = |name: &&str| namespaces.get(*name).and_then(|members| members.worst);
    order.order_by_key(|name| worst(name).map_or((true, None), |(reach, verdict)| (false, Some((verdict, reach)))));
    let by_hand: Vec<&str> =
        lens.folds.iter().rev().filter(|(_, folded)| !folded).map(|(name, _)| &**name).take(MOST_OPEN).collect();
    let mut choice = Choice::default();
    let (mut used, mut left_out) = ((0_usize, 0_usize), 0_usize);
    let namespaces_here = order.len();
    let number = |of: fn(&Members) -> usize| namespaces.values().map(of).sum::<usize>();
    let all_fit = number(|members| members.services.len()) <= MOST && number(|members| members.workloads.len()) <= MOST;
    let room = if all_fit || namespaces_here == 1 { usize::MAX } else { MOST_BESIDE };
    for name in order {
        let Some(members) = namespaces.get(name) else { continue };
        let (services, workloads) = (members.services.len(), members.workloads.len());
        let with_these = (used.0.saturating_add(services), used.1.saturating_add(workloads));
        let fits = with_these.0 <= room && with_these.1 <= room;
        // What a person folds makes no room for others: nothing but that should move.
        if fits {
            used = with_these;
        }
        let is_closed = focus.is_none() && lens.folds.iter().any(|(said, folded)| said == name && *folded);
        let all_workloads = workloads.saturating_add(members.behind);
        let mut fold =
            Fold { namespace: name, is_rest: false, services, workloads: all_workloads, worst: members.worst };
        if by_hand.contains(&name) || fits && !is_closed {
            let drawn = members.foremost(cluster, widest);
            let missing = |ids: &[ObjectId]| {
                let missing = ids.iter().filter(|id| !drawn.contains(id));
                missing.map(|id| alike.get(id).map_or(1, Vec::len)).sum()
            };
            (fold.services, fold.workloads) = (missing(&members.services), missing(&members.workloads));
            fold.is_rest = true;
            choice.drawn.extend(drawn);
        }
        if (fold.services, fold.workloads) == (0, 0) {
            continue;
        }
        if choice.folds.len() < MOST {
            choice.folds.push(fold);
        } else {
            left_out = left_out.saturating_add(1);
        }
    }
    choice.alike = alike.into_iter().filter(|(first, _)| choice.drawn.contains(first)).collect();
    let title = focus.map(|(panel, near)| (written(&panel.title), near.len()));
    choice.note = note(title, all.len(), namespaces_here, left_out, &choice);
    choice
}

/// The sets of pods that are one card each: not the one that is in focus, or of which one is.
fn sets(analysis: &Analysis, widest: &Widest, focus: Option<&str>) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let is_focus = |id: &ObjectId| {
        let keys = analysis.cluster.object(*id).map(|object| [keys::object(object), keys::alike(object)]);
        keys.into_iter().flatten().any(|key| focus == Some(&*key))
    };
    let sets = alike::sets(analysis, widest).into_iter();
    let sets = sets.filter(|set| focus.is_none() || !set.iter().any(is_focus));
    sets.filter_map(|set| Some((*set.first()?, set))).collect()
}

/// The Services and workloads on the ways of what a key names, and its neighbours; none where there are none.
fn near(analysis: &Analysis, key: &str) -> Option<BTreeSet<ObjectId>> {
    let cluster = &analysis.cluster;
    let lit = panel::panel(analysis, key)?.lit;
    let lit: BTreeSet<&str> = lit.iter().map(|key| &**key).collect();
    let namespace = keys::folded(key);
    let services = cluster.services().map(|matched| matched.service);
    let all = services.chain(cluster.workloads().map(|(id, _)| id));
    let is_near = |id: &ObjectId| {
        cluster.object(*id).is_some_and(|object| match namespace {
            Some(name) => object.namespace() == name,
            None => lit.contains(&*keys::object(object)),
        })
    };
    Some(all.filter(is_near).collect()).filter(|near: &BTreeSet<ObjectId>| !near.is_empty())
}

impl Members {
    /// Of what a namespace has that which can be reached from furthest out, as far as there is room.
    fn foremost(&self, cluster: &Cluster, widest: &Widest) -> BTreeSet<ObjectId> {
        let reach = |id: &ObjectId| widest.get(id).map_or(Reach::Nobody, |(reach, _)| *reach);
        let mut services: Vec<_> = self.services.iter().filter_map(|id| cluster.service(*id)).collect();
        services.order_by_key(|matched| matched.selects.iter().map(|selected| reach(&selected.workload)).min());
        services.truncate(MOST);
        let mut workloads = self.workloads.clone();
        workloads.order_by_key(reach);
        let served = services.iter().flat_map(|matched| matched.selects.iter().map(|selected| selected.workload));
        let nearest = services.iter().filter_map(|matched| matched.near_misses.first()).map(|miss| miss.workload);
        let own: BTreeSet<ObjectId> = self.workloads.iter().copied().collect();
        let mut kept = BTreeSet::new();
        for id in served.chain(nearest).chain(workloads).filter(|id| own.contains(id)) {
            if kept.len() < MOST {
                kept.insert(id);
            }
        }
        kept.extend(services.iter().map(|matched| matched.service));
        kept
    }
}

/// How the map folded, in words; none where all of it is drawn.
fn note(
    focus: Option<(String, usize)>,
    all: usize,
    namespaces: usize,
    left_out: usize,
    choice: &Choice,
) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some((title, near)) = focus {
        sentences.push(format!("Only this and its neighbours: {title} ({near} of {all} Services and workloads)."));
    }
    let folded = choice.folds.iter().filter(|fold| !fold.is_rest).count().saturating_add(left_out);
    if folded > 0 {
        let are = if folded == 1 { "is folded to one card." } else { "are folded to one card each." };
        sentences.push(format!("{folded} of {} {are}", count(namespaces, "namespace")));
    }
    if !choice.alike.is_empty() {
        let pods: usize = choice.alike.values().map(Vec::len).sum();
        let cards = count(choice.alike.len(), "card");
        sentences.push(format!("{pods} Pods with the same labels, ports and reach are {cards}."));
    }
    if left_out > 0 {
        sentences.push(format!(
            "Of these the {MOST} that can be reached from furthest out have a card. Choose an object in the text or in \
             a list to see it here."
        ));
    }
    for fold in choice.folds.iter().filter(|fold| fold.is_rest) {
        let (services, workloads) = (count(fold.services, "Service"), count(fold.workloads, "workload"));
        sentences.push(format!(
            "Of namespace {} the map draws what can be reached from furthest out; the other {services} and {workloads} \
             are one card.",
            code(fold.namespace)
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Prose as it was written, with its names between backticks.
fn written(title: &[Inline]) -> String {
    let piece = |piece: &Inline| match piece {
        Inline::Text(text) => text.clone(),
        Inline::Code(name) => code(name),
    };
    title.iter().map(piece).collect()
}

/// Services and workloads that belong beside each other, numbered in the order of the text.
pub(super) fn groups(cluster: &Cluster, drawn: &BTreeSet<ObjectId>) -> BTreeMap<ObjectId, usize> {
    let mut group: BTreeMap<ObjectId, usize> = drawn.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let namespace = |id: ObjectId| cluster.object(id).map(Object::namespace);
    for matched in cluster.services() {
        let nearest = matched.near_misses.first().filter(|_| matched.selects.is_empty()).map(|miss| miss.workload);
        for other in matched.selects.iter().map(|selected| selected.workload).chain(nearest) {
            let (Some(&a), Some(&b)) = (group.get(&matched.service), group.get(&other)) else { continue };
            if a == b || namespace(matched.service) != namespace(other) {
                continue;
            }
            for number in group.values_mut().filter(|number| **number == a.max(b)) {
                *number = a.min(b);
            }
        }
    }
    group
}
