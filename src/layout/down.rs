//! Lanes as rows, outside on top, for a view that is taller than wide.

use std::ops::Bound;

use super::order::{Graph, order};
use super::route::{Joint, join};
use super::{Card, GAP, Layout, Line, Rect, at, lanes_of, set};

/// No map that runs down is made narrower than this.
const NARROWEST: f32 = 240.0;
const SIDE: f32 = 14.0;
/// No card is narrower than this, but those of the first lane.
const NARROWEST_CARD: f32 = 150.0;
/// Between rows, where lines run from one gap to the next.
const ROW_GAP: f32 = 22.0;
const LANE_GAP: f32 = 30.0;
const HEADING: f32 = 24.0;
/// How far apart lines run in the same gap.
const BESIDE: f32 = 4.0;

/// A row of cards: its top, its bottom, and what stands in it from left to right.
struct Row {
    top: f32,
    bottom: f32,
    cards: Vec<Rect>,
    /// Where lines pass it already.
    taken: Vec<f32>,
}

/// Fits the cards into a view `width` pixels wide; they share a row where two fit.
pub fn down(cards: &[Card], lines: &[Line], width: f32) -> Layout {
    // A view that is not shown yet has no width; nothing can be placed in that.
    let width = width.max(NARROWEST);
    let mut layout = Layout { cards: vec![Rect::default(); cards.len()], width, ..Layout::default() };
    let inner = card_width(width);
    let order = order(&Graph::new(cards, lines));
    let mut rows: Vec<Row> = Vec::new();
    let mut row_of = vec![0; cards.len()];
    let mut y = 8.0;
    for lane in 0..lanes_of(cards) {
        layout.lanes.push((SIDE, y + 12.0));
        y += HEADING;
        let mut row = Row { top: y, bottom: y, cards: Vec::new(), taken: Vec::new() };
        let mut x = SIDE;
        for index in order.lane(lane) {
            let Some(card) = cards.get(index) else { continue };
            let card_width = if lane == 0 { card.width } else { inner };
            if x > SIDE && x + card_width > width - SIDE + 0.5 {
                let top = row.bottom + ROW_GAP;
                rows.push(std::mem::replace(&mut row, Row { top, bottom: top, cards: Vec::new(), taken: Vec::new() }));
                x = SIDE;
            }
            let rect = Rect { x, y: row.top, width: card_width, height: card.height };
            set(&mut layout.cards, index, rect);
            set(&mut row_of, index, rows.len());
            layout.reading.push(index);
            row.cards.push(rect);
            row.bottom = row.bottom.max(rect.bottom());
            x += card_width + GAP;
        }
        y = row.bottom + LANE_GAP;
        rows.push(row);
    }
    layout.height = y;
    let joint = |line: &Line| Joint {
        line: *line,
        passes: passes(&mut rows, at(&row_of, line.from), at(&row_of, line.to), at(&layout.cards, line.to), width),
    };
    let joints: Vec<Joint> = lines.iter().map(joint).collect();
    join(cards, &joints, false, &mut layout);
    layout
}

/// The gaps through which a line gets from one row to another: in each the one that leads it least astray.
fn passes(rows: &mut [Row], from: usize, to: usize, end: Rect, width: f32) -> Vec<Rect> {
    let between = rows.get_mut((Bound::Excluded(from), Bound::Excluded(to))).unwrap_or_default();
    let through = between.iter_mut().map(|row| {
        let mut left = 0.0;
        let mut best: Option<(f32, f32)> = None;
        for right in row.cards.iter().map(|card| card.x).chain([width]) {
            let x = row.free(left, right, end.middle());
            let astray = (x - end.middle()).abs();
            if best.is_none_or(|(least, _)| astray < least) {
                best = Some((astray, x));
            }
            left = row.cards.iter().map(Rect::right).find(|&edge| edge > right).unwrap_or(width);
        }
        let x = best.map_or(0.0, |(_, x)| x);
        row.taken.push(x);
        Rect { x, y: row.top, width: 0.0, height: row.bottom - row.top }
    });
    through.collect()
}

impl Row {
    /// The place between two edges that is nearest to a wish and where no other line runs, if there is one.
    fn free(&self, left: f32, right: f32, wish: f32) -> f32 {
        let (low, high) = (left + BESIDE, right - BESIDE);
        let nearest = if low < high { wish.clamp(low, high) } else { f32::midpoint(left, right) };
        let is_free = |x: f32| self.taken.iter().all(|taken| (taken - x).abs() >= BESIDE - 0.5);
        let steps = (1..=6_u8).flat_map(|step| [f32::from(step), -f32::from(step)]);
        let places = [nearest].into_iter().chain(steps.map(|step| nearest + step * BESIDE));
        places.into_iter().find(|&x| (low..=high).contains(&x) && is_free(x)).unwrap_or(nearest)
    }
}

/// The width of a card of an inner lane in a view `width` pixels wide.
pub fn card_width(width: f32) -> f32 {
    let room = width.max(NARROWEST) - SIDE * 2.0;
    let columns = ((room + GAP) / (NARROWEST_CARD + GAP)).floor().max(1.0);
    (room - GAP * (columns - 1.0)) / columns
}
