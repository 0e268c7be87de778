//! The sketch with everything in its place.

use super::super::prose::prose;
use super::super::{Band, Edge, Lane, Map, Orientation, Port, Vertex, cards};
use super::{Draft, Line, Sketch};
use crate::layout::{self, Card};
use crate::order::Order;
use crate::words::shown;

impl Sketch<'_> {
    /// Places everything.
    pub(super) fn finish(self) -> Map {
        // Outermost first; the layout then finds the order in which few lines cross.
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.order_by_key(|&index| {
            self.drafts.get(index).map(|draft| (draft.lane, draft.band, draft.group, draft.rank, index))
        });
        let cards: Vec<&Draft> = order.iter().filter_map(|&index| self.drafts.get(index)).collect();
        let cards: Vec<Card> = cards.into_iter().map(Draft::card).collect();
        let sorted = places(&order);
        let line = |line: &Line| layout::Line {
            from: at(&sorted, line.from),
            to: at(&sorted, line.to),
            text: cards::port_width(&line.port),
        };
        let lines: Vec<layout::Line> = self.lines.iter().map(line).collect();
        let framed: Vec<bool> = self.bands.iter().map(|band| !self.folded.contains(*band)).collect();
        let placed = match self.orientation {
            Orientation::Across => layout::across(&cards, &lines, &framed),
            Orientation::Down => layout::down(&cards, &lines, self.width),
        };
        let read = places(&placed.reading);
        let vertex = |&card: &usize| {
            let draft = self.drafts.get(*order.get(card)?)?;
            Some(draft.vertex(placed.cards.get(card).copied()?))
        };
        let vertices: Vec<Vertex> = placed.reading.iter().filter_map(vertex).collect();
        let routes = placed.paths.into_iter().zip(placed.texts);
        let edges = self.lines.into_iter().zip(&lines).zip(routes).map(|((line, ends), (path, text))| Edge {
            key: line.key,
            from: at(&read, ends.from),
            to: at(&read, ends.to),
            path,
            port: text.map(|(x, y)| Port { text: line.port, x, y }),
            state: line.state,
            cut: line.is_cut,
            reach: line.reach.into(),
            label: shown(&line.label),
        });
        let edges = edges.collect();
        let titles = ["Outside", "Entry", "Services", "Workloads", "Control plane"];
        let lanes = titles.iter().zip(&placed.lanes);
        let band = |(index, (namespace, framed)): (usize, (&&str, bool))| {
            // A folded one is where its card is.
            let card = cards.iter().position(|card| card.lane == 2 && card.band == index);
            let rect = if framed { placed.bands.get(index) } else { card.and_then(|card| placed.cards.get(card)) };
            let rect = rect.copied().unwrap_or_default();
            Band {
                namespace: (*namespace).to_owned(),
                title: shown(namespace),
                folded: !framed,
                x: rect.x,
                y: rect.y,
                width: rect.width,
                height: rect.height,
            }
        };
        let bands = self.bands.iter().zip(framed).enumerate().map(band).collect();
        Map {
            orientation: self.orientation,
            width: placed.width,
            height: placed.height,
            lanes: lanes.map(|(title, &(x, y))| Lane { title: (*title).to_owned(), x, y }).collect(),
            bands,
            edges,
            vertices,
            note: self.note.as_deref().map(prose),
        }
    }
}

/// The place of each index in an order.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(index) {
            *slot = place;
        }
    }
    places
}

fn at(places: &[usize], index: usize) -> usize {
    places.get(index).copied().unwrap_or_default()
}
