//! An order of the cards in which few lines cross: the layered drawing of Sugiyama, with bands that stay together.
//! A line that skips a lane gets a place in it, like a card, so that it passes between the others.

use super::{BANDED, Card, LANES, Line, at, mean, set};
use crate::order::Order as _;

/// How often the lanes are swept; the best order of all is taken.
const SWEEPS: usize = 6;

/// A card, or the place where a line passes through a lane that it skips.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) lane: usize,
    pub(super) is_card: bool,
    band: usize,
    group: usize,
}

/// Cards and the places between them, and which of them follow each other on a line.
pub(super) struct Graph {
    /// The cards by their index, and after them the places between.
    pub(super) items: Vec<Item>,
    /// What each line passes, in order.
    pub(super) chains: Vec<Vec<usize>>,
    /// What stands before and after each item on the lines through it.
    pub(super) before: Vec<Vec<usize>>,
    pub(super) after: Vec<Vec<usize>>,
}

impl Graph {
    pub(super) fn new(cards: &[Card], lines: &[Line]) -> Self {
        let item = |card: &Card| Item { lane: card.lane, is_card: true, band: card.band, group: card.group };
        let mut items: Vec<Item> = cards.iter().map(item).collect();
        let mut chains = Vec::new();
        for line in lines {
            let mut chain = vec![line.from];
            if let Some((from, to)) = cards.get(line.from).zip(cards.get(line.to)) {
                for lane in (from.lane..to.lane).skip(1) {
                    chain.push(items.len());
                    items.push(Item { lane, is_card: false, band: to.band, group: to.group });
                }
            }
            chain.push(line.to);
            chains.push(chain);
        }
        let (mut before, mut after) = (vec![Vec::new(); items.len()], vec![Vec::new(); items.len()]);
        for (&one, &next) in chains.iter().flat_map(|chain| chain.iter().zip(chain.iter().skip(1))) {
            if items.get(one).zip(items.get(next)).is_some_and(|(one, next)| one.lane.checked_add(1) == Some(next.lane))
            {
                after.get_mut(one).into_iter().for_each(|after| after.push(next));
                before.get_mut(next).into_iter().for_each(|before| before.push(one));
            }
        }
        Self { items, chains, before, after }
    }

    fn in_lane(&self, lane: usize) -> Vec<usize> {
        (0..self.items.len()).filter(|&index| self.items.get(index).is_some_and(|item| item.lane == lane)).collect()
    }
}

/// Where a block belongs, by what leads to it.
type Led = fn(&[f32]) -> Option<f32>;

fn foremost(places: &[f32]) -> Option<f32> {
    places.iter().copied().reduce(f32::min)
}

/// What stands beside each other in a band.
#[derive(Clone)]
pub(super) struct Block {
    pub(super) band: usize,
    /// Its items in the two lanes, from top to bottom.
    pub(super) lanes: [Vec<usize>; 2],
}

/// The items from top to bottom.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) outside: Vec<usize>,
    pub(super) entries: Vec<usize>,
    pub(super) blocks: Vec<Block>,
    pub(super) last: Vec<usize>,
}

/// Of the orders that sweeping finds, one with the fewest crossings. Lanes 0 and 4 keep theirs.
pub(super) fn order(graph: &Graph) -> Order {
    let begin = Order::begin(graph);
    let mut best: Option<(usize, Order)> = None;
    for led in [foremost, mean] {
        let (mut order, mut found): (Order, Option<(usize, Order)>) = (begin.clone(), None);
        for sweep in 0..SWEEPS {
            if sweep % 2 == 0 {
                order.inward(graph, led)
            } else {
                order.outward(graph)
            }
            let crossings = order.crossings(graph);
            // Of those with as few, a later one has things nearer to what they are joined to.
            if found.as_ref().is_none_or(|(fewest, _)| crossings <= *fewest) {
                found = Some((crossings, order.clone()));
            }
        }
        best = best.into_iter().chain(found).min_by_key(|(crossings, _)| *crossings);
    }
    best.map_or(begin, |(_, best)| best)
}

impl Order {
    fn begin(graph: &Graph) -> Self {
        let place = |index: usize| graph.items.get(index).map_or((0, 0), |item| (item.band, item.group));
        let mut banded: Vec<usize> = BANDED.flat_map(|lane| graph.in_lane(lane)).collect();
        banded.order_by_key(|&index| place(index));
        let mut blocks: Vec<Block> = Vec::new();
        let mut last = None;
        for index in banded {
            if last != Some(place(index)) {
                last = Some(place(index));
                blocks.push(Block { band: place(index).0, lanes: [Vec::new(), Vec::new()] });
            }
            let lane = graph.items.get(index).map_or(0, |item| item.lane.saturating_sub(BANDED.start));
            blocks.last_mut().and_then(|block| block.lanes.get_mut(lane)).into_iter().for_each(|lane| lane.push(index));
        }
        Self { outside: graph.in_lane(0), entries: graph.in_lane(1), blocks, last: graph.in_lane(LANES - 1) }
    }

    /// A lane from top to bottom.
    pub(super) fn lane(&self, lane: usize) -> Vec<usize> {
        match lane {
            0 => self.outside.clone(),
            1 => self.entries.clone(),
            4 => self.last.clone(),
            _ => {
                let lane = lane.saturating_sub(BANDED.start);
                self.blocks.iter().filter_map(|block| block.lanes.get(lane)).flatten().copied().collect()
            }
        }
    }

    /// Where each item would stand if all were of the same size.
    fn places(&self, graph: &Graph) -> Vec<f32> {
        let mut places = vec![0.0; graph.items.len()];
        let mut top = 0.0;
        for block in &self.blocks {
            let tallest = block.lanes.iter().map(Vec::len).max().unwrap_or_default() as f32;
            for lane in &block.lanes {
                let first = top + (tallest - lane.len() as f32) / 2.0;
                lane.iter().enumerate().for_each(|(index, &item)| set(&mut places, item, first + index as f32));
            }
            top += tallest;
        }
        for lane in [&self.outside, &self.entries, &self.last] {
            let step = top / (lane.len() as f32).max(1.0);
            lane.iter().enumerate().for_each(|(index, &item)| set(&mut places, item, (index as f32 + 0.5) * step));
        }
        places
    }

    /// Sorts every lane by the one before.
    fn inward(&mut self, graph: &Graph, led: Led) {
        let places = self.places(graph);
        by_mean(&mut self.entries, &graph.before, &places);
        let places = self.places(graph);
        self.blocks_by(&graph.before, &places, led);
        for lane in 0..BANDED.len() {
            let places = self.places(graph);
            self.members_by(lane, &graph.before, &places);
        }
    }

    /// Sorts every lane by the one after.
    fn outward(&mut self, graph: &Graph) {
        for lane in [1, 0] {
            let places = self.places(graph);
            self.members_by(lane, &graph.after, &places);
        }
        let places = self.places(graph);
        by_mean(&mut self.entries, &graph.after, &places);
    }

    fn members_by(&mut self, lane: usize, beside: &[Vec<usize>], places: &[f32]) {
        for lane in self.blocks.iter_mut().filter_map(|block| block.lanes.get_mut(lane)) {
            by_mean(lane, beside, places);
        }
    }

    /// Sorts the bands, and in them the blocks, by what leads to them.
    fn blocks_by(&mut self, beside: &[Vec<usize>], places: &[f32], led: Led) {
        let leading = |block: &Block| {
            let ends =
                block.lanes.first().into_iter().flatten().flat_map(|&item| beside.get(item).into_iter().flatten());
            ends.map(|&other| at(places, other)).collect::<Vec<f32>>()
        };
        // Where nothing leads is below everything that is led to.
        let of = |ends: Vec<f32>| led(&ends).unwrap_or(f32::MAX);
        let mut bands: Vec<Vec<f32>> = Vec::new();
        for block in &self.blocks {
            bands.resize_with(bands.len().max(block.band.saturating_add(1)), Vec::new);
            bands.get_mut(block.band).into_iter().for_each(|band| band.extend(leading(block)));
        }
        let bands: Vec<f32> = bands.into_iter().map(of).collect();
        let keys: Vec<(f32, usize, f32)> =
            self.blocks.iter().map(|block| (at(&bands, block.band), block.band, of(leading(block)))).collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.order_by(|&a, &b| {
            let (a, b) = (at(&keys, a), at(&keys, b));
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
        });
        self.blocks = order.into_iter().filter_map(|index| self.blocks.get(index).cloned()).collect();
    }

    /// How many pairs of lines cross between two lanes.
    fn crossings(&self, graph: &Graph) -> usize {
        let lanes: Vec<Vec<usize>> = (0..LANES).map(|lane| self.lane(lane)).collect();
        let mut places = vec![0; graph.items.len()];
        for lane in &lanes {
            lane.iter().enumerate().for_each(|(place, &item)| set(&mut places, item, place));
        }
        let between = |lane: &Vec<usize>| {
            let mut ends: Vec<usize> = Vec::new();
            for after in lane.iter().filter_map(|&item| graph.after.get(item)) {
                let mut own: Vec<usize> = after.iter().map(|&other| at(&places, other)).collect();
                own.order();
                ends.extend(own);
            }
            inversions(&ends)
        };
        lanes.iter().map(between).sum()
    }
}

/// Sorts items by the mean of what stands beside them; what nothing stands beside stays about where it is.
fn by_mean(items: &mut [usize], beside: &[Vec<usize>], places: &[f32]) {
    let key = |item: usize| {
        let others = beside.get(item).into_iter().flatten();
        mean(&others.map(|&other| at(places, other)).collect::<Vec<f32>>()).unwrap_or(at(places, item))
    };
    items.order_by(|&a, &b| key(a).total_cmp(&key(b)));
}

/// How many pairs of numbers stand in the wrong order, by a binary tree: its leaves are the numbers, and each node counts
/// what was seen below it. A node's parent is half of it, and the nodes beside each other differ in their last bit.
fn inversions(numbers: &[usize]) -> usize {
    let leaves = numbers.iter().max().and_then(|most| most.checked_add(1)?.checked_next_power_of_two()).unwrap_or(1);
    let (mut seen, mut found) = (vec![0_usize; leaves.saturating_mul(2)], 0_usize);
    for number in numbers {
        let mut node = leaves | number;
        while node > 0 {
            let is_left = node.is_multiple_of(2);
            if is_left {
                found = found.saturating_add(at(&seen, node | 1));
            }
            let count = at(&seen, node).saturating_add(1);
            set(&mut seen, node, count);
            node /= 2;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossings_are_counted() {
        assert_eq!(inversions(&[0, 1, 2, 3]), 0);
        assert_eq!(inversions(&[3, 2, 1, 0]), 6);
        assert_eq!(inversions(&[1, 0, 1, 0, 5]), 3);
        assert_eq!(inversions(&[2, 2, 2]), 0);
    }

    #[test]
    fn a_line_that_skips_lanes_has_a_place_in_each() {
        let card = |lane| Card { lane, band: 0, group: 0, width: 9.0, height: 9.0 };
        let graph = Graph::new(&[card(0), card(3)], &[Line { from: 0, to: 1, text: 0.0 }]);
        assert_eq!(graph.chains, [[0, 2, 3, 1]]);
        assert_eq!(graph.items.iter().map(|item| item.lane).collect::<Vec<_>>(), [0, 3, 1, 2]);
    }

    #[test]
    fn a_crossing_that_need_not_be_is_undone() {
        let card = |lane, group| Card { lane, band: 0, group, width: 9.0, height: 9.0 };
        let cards = [card(0, 0), card(0, 0), card(1, 0), card(1, 0), card(2, 0), card(2, 1)];
        let line = |from, to| Line { from, to, text: 0.0 };
        let graph = Graph::new(&cards, &[line(0, 3), line(1, 2), line(3, 5), line(2, 4)]);
        let order = order(&graph);
        assert_eq!(order.crossings(&graph), 0);
        assert_eq!((order.lane(0), order.lane(1), order.lane(2)), (vec![0, 1], vec![3, 2], vec![5, 4]));
    }
}
