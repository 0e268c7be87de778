//! The map's coordinates, in CSS pixels: pure and deterministic. It knows cards in lanes and lines
//! between them, and nothing of what they mean.

use crate::order::Order;

/// A card to be placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// Its lane, counted from outside: 0 and 1 go beside what they lead to, 2 and 3 stand in bands, 4 goes beside
    /// what leads to it.
    pub lane: usize,
    /// The band that holds it, for lanes 2 and 3.
    pub band: usize,
    /// Cards of a band with the same group stand beside each other.
    pub group: usize,
    /// Its width; [`down`] may choose another.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// A placed rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// The whole arrangement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// One per card, in the same order.
    pub cards: Vec<Rect>,
    /// One per band, in order; none when the map runs down.
    pub bands: Vec<Rect>,
    /// The base line of each lane's heading: x, y.
    pub lanes: Vec<(f32, f32)>,
    /// Width of all of it.
    pub width: f32,
    /// Height of all of it.
    pub height: f32,
}

/// Left edges of the lanes when the map runs across.
const LANE_X: [f32; LANES] = [24.0, 146.0, 320.0, 536.0, 764.0];
/// Width of a card by lane when the map runs across.
pub const CARD_WIDTH: [f32; LANES] = [72.0, 124.0, 168.0, 176.0, 92.0];
/// How many lanes there are; the last one takes room only where something stands in it.
const LANES: usize = 5;
/// The lanes that stand in bands.
const BANDED: std::ops::Range<usize> = 2..4;
/// No map that runs down is made narrower than this.
const NARROWEST: f32 = 240.0;
const MARGIN: f32 = 24.0;
const TOP: f32 = 44.0;
const BAND_TITLE: f32 = 28.0;
const BAND_GAP: f32 = 20.0;
const GAP: f32 = 16.0;
const GROUP_GAP: f32 = 28.0;

/// Lanes as columns, outside on the left. `lines` join cards by index, from outside to inside.
pub fn across(cards: &[Card], lines: &[(usize, usize)], bands: usize) -> Layout {
    let mut layout = Layout { cards: vec![Rect::default(); cards.len()], ..Layout::default() };
    let banded = lane_x(3) + CARD_WIDTH[3] + MARGIN;
    let lanes = lanes_of(cards);
    layout.width = if lanes < LANES { banded } else { lane_x(4) + CARD_WIDTH[4] + MARGIN / 2.0 };
    layout.lanes = LANE_X.iter().take(lanes).map(|&x| (x, 26.0)).collect();
    let mut y = TOP;
    for band in 0..bands {
        let top = y;
        y += BAND_TITLE;
        let groups = groups_of(cards, band);
        for (index, group) in groups.iter().enumerate() {
            y += if index == 0 { 0.0 } else { GROUP_GAP };
            y = stack_group(cards, band, *group, y, &mut layout);
        }
        y += GAP;
        let x = lane_x(2) - 16.0;
        layout.bands.push(Rect { x, y: top, width: banded - x - 8.0, height: y - top });
        y += BAND_GAP;
    }
    let bottom = y.max(TOP + 120.0);
    layout.height = bottom;
    for lane in [1, 0, 4] {
        let lowest = beside(cards, lines, lane, bottom, &mut layout);
        layout.height = layout.height.max(lowest + GAP);
    }
    layout
}

/// How many lanes are shown.
fn lanes_of(cards: &[Card]) -> usize {
    if cards.iter().any(|card| card.lane == LANES - 1) { LANES } else { LANES - 1 }
}

fn lane_x(lane: usize) -> f32 {
    LANE_X.get(lane).copied().unwrap_or_default()
}

fn groups_of(cards: &[Card], band: usize) -> Vec<usize> {
    let mut groups: Vec<usize> =
        cards.iter().filter(|card| BANDED.contains(&card.lane) && card.band == band).map(|card| card.group).collect();
    groups.order();
    groups.dedup();
    groups
}

/// Stacks the two inner lanes of a group beside each other, the shorter one centred; returns the bottom.
fn stack_group(cards: &[Card], band: usize, group: usize, top: f32, layout: &mut Layout) -> f32 {
    let members = |lane: usize| {
        cards.iter().enumerate().filter(move |(_, card)| card.lane == lane && card.band == band && card.group == group)
    };
    let height = |lane: usize| members(lane).map(|(_, card)| card.height + GAP).sum::<f32>() - GAP;
    let tallest = height(2).max(height(3)).max(0.0);
    for lane in [2, 3] {
        let mut y = top + (tallest - height(lane).max(0.0)) / 2.0;
        for (index, card) in members(lane) {
            if let Some(rect) = layout.cards.get_mut(index) {
                *rect = Rect { x: lane_x(lane), y, width: card.width, height: card.height };
            }
            y += card.height + GAP;
        }
    }
    top + tallest
}

/// Places the cards of a lane without bands beside what their lines join them to, in the order in which they
/// come, without overlap; returns the lowest bottom.
fn beside(cards: &[Card], lines: &[(usize, usize)], lane: usize, bottom: f32, layout: &mut Layout) -> f32 {
    let centre = |layout: &Layout, index: usize| layout.cards.get(index).map_or(0.0, |rect| rect.y + rect.height / 2.0);
    let joined = |(from, to): (usize, usize), index: usize| match lane {
        4 => (to == index).then_some(from),
        _ => (from == index).then_some(to),
    };
    let wish = |layout: &Layout, index: usize| {
        let ends: Vec<f32> =
            lines.iter().filter_map(|line| joined(*line, index)).map(|other| centre(layout, other)).collect();
        if ends.is_empty() { bottom / 2.0 } else { ends.iter().sum::<f32>() / ends.len() as f32 }
    };
    let members = cards.iter().enumerate().filter(|(_, card)| card.lane == lane);
    let mut members: Vec<(f32, usize)> = members.map(|(index, _)| (wish(layout, index), index)).collect();
    if lane == 1 {
        members.order_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    }
    let mut lowest = TOP;
    for (wish, index) in members {
        let Some(card) = cards.get(index) else { continue };
        let y = (wish - card.height / 2.0).max(lowest);
        if let Some(rect) = layout.cards.get_mut(index) {
            *rect = Rect { x: lane_x(lane), y, width: card.width, height: card.height };
        }
        lowest = y + card.height + GAP;
    }
    lowest
}

/// Lanes as rows, outside on top, for a view `width` pixels wide; cards share a row where two fit.
pub fn down(cards: &[Card], width: f32) -> Layout {
    const SIDE: f32 = 12.0;
    // A view that is not shown yet has no width; nothing can be placed in that.
    let width = width.max(NARROWEST);
    let mut layout = Layout { cards: vec![Rect::default(); cards.len()], width, ..Layout::default() };
    let columns = ((width - SIDE * 2.0 + GAP) / (150.0 + GAP)).floor().max(1.0);
    let inner = (width - SIDE * 2.0 - GAP * (columns - 1.0)) / columns;
    let mut y = 8.0;
    for lane in 0..lanes_of(cards) {
        let members: Vec<usize> =
            (0..cards.len()).filter(|&index| cards.get(index).is_some_and(|card| card.lane == lane)).collect();
        layout.lanes.push((SIDE, y + 12.0));
        y += 24.0;
        let (mut x, mut tallest) = (SIDE, 0.0_f32);
        for index in members {
            let Some(card) = cards.get(index) else { continue };
            let card_width = if lane == 0 { card.width } else { inner };
            if x > SIDE && x + card_width > width - SIDE + 0.5 {
                (x, y, tallest) = (SIDE, y + tallest + GAP, 0.0);
            }
            if let Some(rect) = layout.cards.get_mut(index) {
                *rect = Rect { x, y, width: card_width, height: card.height };
            }
            x += card_width + GAP;
            tallest = tallest.max(card.height);
        }
        y += tallest + GROUP_GAP;
    }
    layout.height = y;
    layout
}

/// The width of a card of an inner lane when the map runs down in `width` pixels.
pub fn down_card_width(width: f32) -> f32 {
    let probe = Card { lane: 2, band: 0, group: 0, width: 0.0, height: 0.0 };
    down(&[probe], width).cards.first().map_or(width, |rect| rect.width)
}

/// The `d` of a curve from one card to the next, leaving and arriving in the map's direction; in the other one
/// where the two stand side by side in a lane.
pub fn curve(from: Rect, to: Rect, across: bool) -> String {
    let (beside, below) = (to.x >= from.x + from.width, to.y >= from.y + from.height);
    let across = if beside == below { across } else { beside };
    let (x1, y1, x2, y2) = if across {
        (from.x + from.width, from.y + from.height / 2.0, to.x, to.y + to.height / 2.0)
    } else {
        (from.x + from.width / 2.0, from.y + from.height, to.x + to.width / 2.0, to.y)
    };
    let bend = if across { ((x2 - x1) / 2.0).max(18.0) } else { ((y2 - y1) / 2.0).max(16.0) };
    let (along, down) = if across { (bend, 0.0) } else { (0.0, bend) };
    let point = |x: f32, y: f32| format!("{} {}", whole(x), whole(y));
    let (leaving, arriving) = (point(x1 + along, y1 + down), point(x2 - along, y2 - down));
    format!("M{}C{leaving} {arriving} {}", point(x1, y1), point(x2, y2))
}

/// Whole pixels: what writes fractions would be a good part of the page's program.
#[allow(clippy::cast_possible_truncation)] // A float's `as` saturates.
fn whole(length: f32) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(a: &Rect, b: &Rect) -> bool {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    }

    fn cards() -> Vec<Card> {
        let card = |lane: usize, band, group, height| Card { lane, band, group, width: CARD_WIDTH[lane], height };
        let outside = [0, 0, 0].map(|_| card(0, 0, 0, 72.0));
        let entries = [0, 1, 2, 3].map(|_| card(1, 0, 0, 48.0));
        let control = [0, 1].map(|_| card(4, 0, 0, 48.0));
        let inner = (0..40).map(|i| card(2 + i % 2, i / 20, i / 4, 40.0 + 8.0 * (i % 5) as f32));
        outside.into_iter().chain(entries).chain(inner).chain(control).collect()
    }

    #[test]
    fn nothing_overlaps_and_all_lies_inside() {
        let lines = [(0, 3), (0, 4), (1, 5), (2, 6), (3, 7), (4, 7), (5, 9), (6, 45), (8, 47), (46, 47), (47, 48)];
        for layout in [across(&cards(), &lines, 2), down(&cards(), 358.0), down(&cards(), 288.0), down(&cards(), 0.0)] {
            for (index, a) in layout.cards.iter().enumerate() {
                assert!(a.x >= 0.0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height, "{a:?}");
                assert!(layout.cards.iter().skip(index + 1).all(|b| !overlap(a, b)), "{index} {a:?}");
            }
        }
    }

    #[test]
    fn bands_hold_their_own_cards_only() {
        let layout = across(&cards(), &[], 2);
        for (card, rect) in cards().iter().zip(&layout.cards).filter(|(card, _)| BANDED.contains(&card.lane)) {
            for (index, band) in layout.bands.iter().enumerate() {
                assert_eq!(overlap(rect, band), index == card.band, "{card:?} {rect:?} {band:?}");
            }
        }
    }
}
