//! What stands on the map: places outside, ways in, Services, workloads, the control plane, and the lines between them.

mod control;
mod folding;
mod folds;
mod placed;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use super::cards::{self, Draft};
use super::{Lens, Map, Orientation, State, alike, keys};
use crate::Analysis;
use crate::cluster::{Cluster, ServiceMatch};
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::layout;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::words::code;
use folding::Choice;
pub(in crate::view) use folding::Fold;

/// What the map has to fit, and what it shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    pub(crate) orientation: Orientation,
    /// The width in CSS pixels of a map that runs down.
    pub(crate) width: f32,
    pub(crate) lens: Lens,
}

/// The map of an analysis.
pub(crate) fn map(analysis: &Analysis, widest: &Widest, frame: &Frame) -> Map {
    let mut sketch = Sketch::new(analysis, widest, frame);
    sketch.services();
    sketch.workloads();
    sketch.ways_in();
    sketch.folds();
    sketch.control_plane();
    sketch.finish()
}

/// From how far out each workload can be reached, and whether that is sure.
pub(crate) type Widest = BTreeMap<ObjectId, (Reach, Verdict)>;

/// A line between two vertices that are not placed yet.
struct Line {
    key: super::Key,
    from: usize,
    to: usize,
    state: State,
    reach: Reach,
    /// The ports of the pods that it leads to; empty where it leads to none.
    port: String,
    /// Whether network policies cut it.
    is_cut: bool,
    label: String,
}

impl Line {
    fn new(key: super::Key, (from, to): (usize, usize), state: State, reach: Reach, label: String) -> Self {
        Self { key, from, to, state, reach, port: String::new(), is_cut: false, label }
    }
}

struct Sketch<'a> {
    analysis: &'a Analysis,
    cluster: &'a Cluster,
    orientation: Orientation,
    width: f32,
    widest: &'a Widest,
    drawn: BTreeSet<ObjectId>,
    bands: Vec<&'a str>,
    groups: BTreeMap<ObjectId, usize>,
    drafts: Vec<Draft>,
    of_object: BTreeMap<ObjectId, usize>,
    outside: BTreeMap<Reach, usize>,
    lines: Vec<Line>,
    folds: Vec<Fold<'a>>,
    alike: BTreeMap<ObjectId, Vec<ObjectId>>,
    /// The namespaces that are one card.
    folded: BTreeSet<String>,
    note: Option<String>,
}

impl<'a> Sketch<'a> {
    fn new(analysis: &'a Analysis, widest: &'a Widest, frame: &Frame) -> Self {
        let cluster = &analysis.cluster;
        let Choice { drawn, folds, alike, note } = folding::choose(analysis, widest, &frame.lens);
        let open = drawn.iter().filter_map(|id| cluster.object(*id)).map(Object::namespace);
        let namespaces: BTreeSet<&str> = open.chain(folds.iter().map(|fold| fold.namespace)).collect();
        let groups = folding::groups(cluster, &drawn);
        Self {
            analysis,
            cluster,
            orientation: frame.orientation,
            width: frame.width,
            widest,
            drawn,
            bands: namespaces.into_iter().collect(),
            groups,
            drafts: Vec::new(),
            of_object: BTreeMap::new(),
            outside: BTreeMap::new(),
            lines: Vec::new(),
            folds,
            alike,
            folded: BTreeSet::new(),
            note,
        }
    }

    fn card_width(&self, lane: usize) -> f32 {
        match self.orientation {
            Orientation::Across => layout::CARD_WIDTH.get(lane).copied().unwrap_or_default(),
            Orientation::Down => layout::down_card_width(self.width),
        }
    }

    /// The width of a card in the place of a namespace.
    fn folded_width(&self) -> f32 {
        match self.orientation {
            Orientation::Across => layout::BANDED_WIDTH,
            Orientation::Down => self.card_width(2),
        }
    }

    fn push(&mut self, draft: Draft) -> usize {
        let index = self.drafts.len();
        self.drafts.push(draft);
        index
    }

    /// A place outside.
    fn place(&mut self, from: Reach) -> usize {
        if let Some(&index) = self.outside.get(&from) {
            return index;
        }
        let index = self.push(cards::outside(from));
        self.outside.insert(from, index);
        index
    }

    /// The kind's word, with the namespace where no band shows it.
    fn kind(&self, text: String, object: &Object) -> String {
        if self.orientation == Orientation::Down && self.bands.len() > 1 {
            format!("{text} · {}", object.namespace())
        } else {
            text
        }
    }

    fn add(&mut self, draft: Draft, object: Option<(ObjectId, &Object)>) -> usize {
        let index = self.drafts.len();
        let mut draft = draft;
        if let Some((id, object)) = object {
            draft.band = self.bands.iter().position(|band| *band == object.namespace()).unwrap_or_default();
            draft.group = self.groups.get(&id).copied().unwrap_or_default();
        }
        self.drafts.push(draft);
        index
    }

    fn services(&mut self) {
        for matched in self.cluster.services() {
            let Some(object) = self.cluster.object(matched.service).filter(|_| self.drawn.contains(&matched.service))
            else {
                continue;
            };
            let reach = self.reach_through(matched.service);
            let mut draft = cards::service(matched, object, reach, self.cluster, self.card_width(2));
            draft.kind = self.kind(draft.kind, object);
            let index = self.add(draft, Some((matched.service, object)));
            self.of_object.insert(matched.service, index);
        }
    }

    fn workloads(&mut self) {
        for (id, object) in self.cluster.workloads() {
            if !self.drawn.contains(&id) {
                continue;
            }
            let reach = self.widest.get(&id).map(|(reach, _)| *reach);
            let mut draft = cards::workload(self.cluster, id, object, reach, self.card_width(3));
            if let Some(set) = self.alike.get(&id) {
                draft.speaks_for(keys::alike(object), set.len(), &alike::title(object, set.len()));
            }
            draft.kind = self.kind(draft.kind, object);
            draft.guard(self.policies(id));
            let index = self.add(draft, Some((id, object)));
            self.of_object.insert(id, index);
        }
        for matched in self.cluster.services() {
            self.lines_of(matched);
        }
    }

    /// The names of the policies that decide about the ways to a workload.
    fn policies(&self, workload: ObjectId) -> Vec<&'a str> {
        let hops = self.analysis.exposure.to(workload).flat_map(|path| &path.hops);
        let objects = hops.filter_map(|hop| self.cluster.object(hop.object?));
        let is_policy = |object: &&Object| matches!(object.body, Body::NetworkPolicy(_) | Body::ClusterPolicy(_));
        let names: BTreeSet<&str> = objects.filter(is_policy).map(Object::name).collect();
        names.into_iter().collect()
    }

    fn lines_of(&mut self, matched: &ServiceMatch) {
        let Some((&from, service)) = self.of_object.get(&matched.service).zip(self.cluster.object(matched.service))
        else {
            return;
        };
        let door = self.reach_through(matched.service).unwrap_or(Reach::Nobody);
        for selected in &matched.selects {
            let Some((&to, workload)) =
                self.of_object.get(&selected.workload).zip(self.cluster.object(selected.workload))
            else {
                continue;
            };
            let ways = || {
                let through = self.analysis.exposure.through(matched.service);
                through.filter(|path| path.workload() == Some(selected.workload))
            };
            let arrives = ways().any(|path| path.verdict != Verdict::Blocked);
            let sure = selected.certainty == crate::labels::Match::Yes;
            let state = if !arrives {
                State::No
            } else if sure {
                State::Yes
            } else {
                State::Depends
            };
            let mut label = format!("Service {} selects {}", service.name(), workload.name());
            let is_cut = !arrives && ways().any(Path::is_cut);
            if is_cut {
                label += ", but network policies let nobody in";
            }
            // What policies let in is often less than what the door stands open to.
            let arriving = ways().filter(|path| path.verdict != Verdict::Blocked);
            let reach = arriving.map(|path| path.from.max(door)).min().unwrap_or(Reach::Nobody);
            let mut ports: Vec<u16> = ways().filter_map(Path::port).collect();
            ports.order();
            ports.dedup();
            let port = cards::few(ports.iter().map(u16::to_string).collect(), 1).join(" ");
            self.lines.push(Line { key: keys::pair(service, workload), from, to, state, reach, port, is_cut, label });
        }
        if !cards::is_dead_end(self.cluster, matched) {
            return;
        }
        let draft = cards::missing(matched, service, self.card_width(3), self.cluster);
        let missing = self.add(draft, Some((matched.service, service)));
        let label = format!("Service {} leads nowhere", service.name());
        let dead = Line::new(keys::object(service), (from, missing), State::No, door, label);
        self.lines.push(dead);
        let nearest = matched.near_misses.first();
        let nearest =
            nearest.and_then(|miss| Some((*self.of_object.get(&miss.workload)?, self.cluster.object(miss.workload)?)));
        if let Some((to, workload)) = nearest {
            let label = format!("Service {} nearly selects {}", service.name(), workload.name());
            let key = keys::pair(service, workload);
            self.lines.push(Line::new(key, (from, to), State::Nearly, Reach::Nobody, label));
        }
    }

    /// The outermost reach that leads through a Service, dead ends included: the door stands open
    /// even where nothing is behind it.
    fn reach_through(&self, service: ObjectId) -> Option<Reach> {
        self.analysis
            .exposure
            .through(service)
            .filter(|path| path.is_entered() && path.verdict != Verdict::Depends)
            .map(|path| path.from)
            .min()
    }

    fn has_load_balancer(&self, service: ObjectId) -> bool {
        self.analysis.exposure.through(service).any(|path| path.via == Via::LoadBalancer)
    }
}

/// A name for a screen reader: the kind, the name, its namespace.
pub(super) fn spoken(object: &Object) -> String {
    format!("{} {}, namespace {}", object.kind.value, code(object.name()).replace('`', ""), object.namespace())
}
