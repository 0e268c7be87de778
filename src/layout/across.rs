//! Lanes as columns, outside on the left.

use super::order::{Block, Graph, Order, order};
use super::route::{Joint, join};
use super::settle::settle;
use super::{
    BANDED, CARD_WIDTH, Card, GAP, GROUP_GAP, LANE_X, LANES, Layout, Line, MARGIN, Rect, TOP, at, lanes_of, mean, set,
};

const BAND_TITLE: f32 = 28.0;
const BAND_GAP: f32 = 20.0;
/// The height of the place where a line passes a lane, and its distance from what stands above and below.
const PASS: f32 = 4.0;
const PASS_GAP: f32 = 9.0;

/// Places the cards of lanes 2 and 3 in bands, each framed or not, and the others beside what they are joined to.
pub fn across(cards: &[Card], lines: &[Line], framed: &[bool]) -> Layout {
    let graph = Graph::new(cards, lines);
    let order = order(&graph);
    let mut drawing = Drawing { cards, graph: &graph, centres: vec![0.0; graph.items.len()] };
    let lanes = lanes_of(cards);
    let banded = at(&LANE_X, 3) + at(&CARD_WIDTH, 3) + MARGIN;
    let mut layout = Layout {
        width: if lanes < LANES { banded } else { at(&LANE_X, 4) + at(&CARD_WIDTH, 4) + MARGIN / 2.0 },
        lanes: LANE_X.iter().take(lanes).map(|&x| (x, 26.0)).collect(),
        bands: vec![Rect::default(); framed.len()],
        ..Layout::default()
    };
    let bottom = drawing.bands(&order, framed, &mut layout);
    layout.height = bottom.max(TOP + 120.0);
    for lane in [1, 0, 4] {
        let lowest = drawing.beside(&order.lane(lane), lane == 4, layout.height);
        layout.height = layout.height.max(lowest + GAP);
    }
    let rect = |index: usize| {
        let (lane, height) = (drawing.lane(index), drawing.height(index));
        let width = cards.get(index).map_or(at(&CARD_WIDTH, lane), |card| card.width);
        Rect { x: at(&LANE_X, lane), y: at(&drawing.centres, index) - height / 2.0, width, height }
    };
    layout.cards = (0..cards.len()).map(rect).collect();
    let passes = graph.chains.iter().map(|chain| chain.iter().copied().filter(|&item| item >= cards.len()).map(rect));
    let joints: Vec<Joint> =
        lines.iter().zip(passes).map(|(line, passes)| Joint { line: *line, passes: passes.collect() }).collect();
    join(cards, &joints, true, &mut layout);
    let all = (0..LANES).flat_map(|lane| order.lane(lane));
    layout.reading = all.filter(|&item| item < cards.len()).collect();
    layout
}

struct Drawing<'a> {
    cards: &'a [Card],
    graph: &'a Graph,
    centres: Vec<f32>,
}

impl Drawing<'_> {
    fn lane(&self, item: usize) -> usize {
        self.graph.items.get(item).map_or(0, |item| item.lane)
    }

    fn height(&self, item: usize) -> f32 {
        self.cards.get(item).map_or(PASS, |card| card.height)
    }

    /// How far each item's centre is from the one before, at the least; of the first, from the top.
    fn apart(&self, items: &[usize]) -> Vec<f32> {
        let half = |item: usize| self.height(item) / 2.0;
        let is_card = |item: usize| self.graph.items.get(item).is_some_and(|item| item.is_card);
        let gap = |one, next| if is_card(one) && is_card(next) { GAP } else { PASS_GAP };
        let pairs = items.iter().zip(items.iter().skip(1));
        let first = items.first().map(|&first| half(first));
        first.into_iter().chain(pairs.map(|(&one, &next)| half(one) + gap(one, next) + half(next))).collect()
    }

    /// The mean of what stands beside an item.
    fn wish(&self, item: usize, beside: &[Vec<usize>]) -> Option<f32> {
        let others = beside.get(item).into_iter().flatten();
        mean(&others.map(|&other| at(&self.centres, other)).collect::<Vec<f32>>())
    }

    /// Stacks the bands and what stands in them; returns the bottom.
    fn bands(&mut self, order: &Order, framed: &[bool], layout: &mut Layout) -> f32 {
        let (left, right) = (at(&LANE_X, 2) - 16.0, at(&LANE_X, 3) + at(&CARD_WIDTH, 3) + MARGIN - 8.0);
        let mut y = TOP;
        let mut blocks = order.blocks.iter().peekable();
        while let Some(first) = blocks.peek() {
            let (band, top) = (first.band, y);
            let (title, below) = if at(framed, band) { (BAND_TITLE, GAP) } else { (0.0, 0.0) };
            y += title - GROUP_GAP;
            while let Some(block) = blocks.next_if(|block| block.band == band) {
                y = self.block(block, y + GROUP_GAP);
            }
            y += below;
            set(&mut layout.bands, band, Rect { x: left, y: top, width: right - left, height: y - top });
            y += BAND_GAP;
        }
        y
    }

    /// Stacks the taller of a block's two lanes, and puts what stands in the other beside that; returns the bottom.
    fn block(&mut self, block: &Block, top: f32) -> f32 {
        let [services, workloads] = &block.lanes;
        let height = |items: &[usize]| {
            let last = items.last().map_or(0.0, |&last| self.height(last) / 2.0);
            self.apart(items).iter().sum::<f32>() + last
        };
        let (of_services, of_workloads) = (height(services), height(workloads));
        let services_stack = of_services > of_workloads;
        let (stack, other) = if services_stack { (services, workloads) } else { (workloads, services) };
        let bottom = top + of_services.max(of_workloads);
        let mut y = top;
        for (item, apart) in stack.iter().zip(self.apart(stack)) {
            y += apart;
            set(&mut self.centres, *item, y);
        }
        let beside = if services_stack { &self.graph.before } else { &self.graph.after };
        self.settle(other, beside, top, bottom, f32::midpoint(top, bottom));
        bottom
    }

    /// Puts the items of a lane without bands beside what they are joined to; returns the lowest bottom.
    fn beside(&mut self, items: &[usize], is_last: bool, height: f32) -> f32 {
        let beside = if is_last { &self.graph.before } else { &self.graph.after };
        self.settle(items, beside, TOP, f32::MAX, height / 2.0);
        items.iter().map(|&item| at(&self.centres, item) + self.height(item) / 2.0).fold(TOP, f32::max)
    }

    fn settle(&mut self, items: &[usize], beside: &[Vec<usize>], top: f32, bottom: f32, else_: f32) {
        let (Some(&first), Some(&last)) = (items.first(), items.last()) else { return };
        let wishes: Vec<f32> = items.iter().map(|&item| self.wish(item, beside).unwrap_or(else_)).collect();
        let (low, high) = (top + self.height(first) / 2.0, bottom - self.height(last) / 2.0);
        let centres = settle(&wishes, &self.apart(items), low, high);
        items.iter().zip(centres).for_each(|(&item, centre)| set(&mut self.centres, item, centre));
    }
}

const _: () = assert!(BANDED.start == 2 && BANDED.end == 4, "a block has two lanes");
