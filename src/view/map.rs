//! What stands on the map: places outside, ways in, Services, workloads, the control plane, and the lines between them.

mod choice;
mod control;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use super::cards::{self, Draft};
use super::prose::prose;
use super::{Band, Edge, Lane, Map, Orientation, State, Vertex, keys};
use crate::Analysis;
use crate::cluster::{Cluster, ServiceMatch};
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::layout::{self, Card};
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::words::code;

/// The map of an analysis, for a view `width` CSS pixels wide where it runs down.
pub(crate) fn map(analysis: &Analysis, widest: &Widest, orientation: Orientation, width: f32) -> Map {
    let mut sketch = Sketch::new(analysis, widest, orientation, width);
    sketch.services();
    sketch.workloads();
    sketch.ways_in();
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
    label: String,
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
    lines: Vec<Line>,
    note: Option<String>,
}

impl<'a> Sketch<'a> {
    fn new(analysis: &'a Analysis, widest: &'a Widest, orientation: Orientation, width: f32) -> Self {
        let cluster = &analysis.cluster;
        let (drawn, note) = choice::choose(cluster, widest);
        let namespaces: BTreeSet<&str> =
            drawn.iter().filter_map(|id| cluster.object(*id)).map(Object::namespace).collect();
        let groups = choice::groups(cluster, &drawn);
        Self {
            analysis,
            cluster,
            orientation,
            width,
            widest,
            drawn,
            bands: namespaces.into_iter().collect(),
            groups,
            drafts: Vec::new(),
            of_object: BTreeMap::new(),
            lines: Vec::new(),
            note,
        }
    }

    fn card_width(&self, lane: usize) -> f32 {
        match self.orientation {
            Orientation::Across => layout::CARD_WIDTH.get(lane).copied().unwrap_or_default(),
            Orientation::Down => layout::down_card_width(self.width),
        }
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
            draft.kind = self.kind(draft.kind, object);
            let index = self.add(draft, Some((id, object)));
            self.of_object.insert(id, index);
        }
        for matched in self.cluster.services() {
            self.lines_of(matched);
        }
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
            if !arrives && ways().any(Path::is_cut) {
                label += ", but network policies let nobody in";
            }
            // What policies let in is often less than what the door stands open to.
            let arriving = ways().filter(|path| path.verdict != Verdict::Blocked);
            let reach = arriving.map(|path| path.from.max(door)).min().unwrap_or(Reach::Nobody);
            self.lines.push(Line { key: keys::pair(service, workload), from, to, state, reach, label });
        }
        if !cards::is_dead_end(self.cluster, matched) {
            return;
        }
        let draft = cards::missing(matched, service, self.card_width(3), self.cluster);
        let missing = self.add(draft, Some((matched.service, service)));
        let label = format!("Service {} leads nowhere", service.name());
        let dead = Line { key: keys::object(service), from, to: missing, state: State::No, reach: door, label };
        self.lines.push(dead);
        let nearest = matched.near_misses.first();
        let nearest =
            nearest.and_then(|miss| Some((*self.of_object.get(&miss.workload)?, self.cluster.object(miss.workload)?)));
        if let Some((to, workload)) = nearest {
            let label = format!("Service {} nearly selects {}", service.name(), workload.name());
            let key = keys::pair(service, workload);
            self.lines.push(Line { key, from, to, state: State::Nearly, reach: Reach::Nobody, label });
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

    fn finish(self) -> Map {
        // Lane by lane and outermost first, so that the reading order is the order of the picture.
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.order_by_key(|&index| {
            self.drafts.get(index).map(|draft| (draft.lane, draft.band, draft.group, draft.rank, index))
        });
        let mut position = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            if let Some(slot) = position.get_mut(old) {
                *slot = new;
            }
        }
        let at = |index: usize| position.get(index).copied().unwrap_or_default();
        let drafts: Vec<&Draft> = order.iter().filter_map(|&index| self.drafts.get(index)).collect();
        let cards: Vec<Card> = drafts.iter().map(|draft| draft.card()).collect();
        let pairs: Vec<(usize, usize)> = self.lines.iter().map(|line| (at(line.from), at(line.to))).collect();
        let across = self.orientation == Orientation::Across;
        let placed =
            if across { layout::across(&cards, &pairs, self.bands.len()) } else { layout::down(&cards, self.width) };
        let rect = |index: usize| placed.cards.get(index).copied().unwrap_or_default();
        let vertices: Vec<Vertex> = drafts.iter().enumerate().map(|(index, draft)| draft.vertex(rect(index))).collect();
        let edges = self.lines.iter().zip(&pairs).map(|(line, &(from, to))| Edge {
            key: line.key.clone(),
            from,
            to,
            path: layout::curve(rect(from), rect(to), across),
            state: line.state,
            reach: line.reach.into(),
            label: line.label.clone(),
        });
        let titles = ["Outside", "Entry", "Services", "Workloads", "Control plane"];
        let lanes = titles.iter().zip(&placed.lanes);
        let bands = self.bands.iter().zip(&placed.bands);
        Map {
            orientation: self.orientation,
            width: placed.width,
            height: placed.height,
            lanes: lanes.map(|(title, &(x, y))| Lane { title: (*title).to_owned(), x, y }).collect(),
            bands: bands
                .map(|(namespace, rect)| Band {
                    namespace: (*namespace).to_owned(),
                    x: rect.x,
                    y: rect.y,
                    width: rect.width,
                    height: rect.height,
                })
                .collect(),
            edges: edges.collect(),
            vertices,
            note: self.note.as_deref().map(prose),
        }
    }
}

/// A name for a screen reader: the kind, the name, its namespace.
pub(super) fn spoken(object: &Object) -> String {
    format!("{} {}, namespace {}", object.kind.value, code(object.name()).replace('`', ""), object.namespace())
}
