//! Lines between placed cards: from side to side, each with a place of its own there, and through the gaps
//! between what stands in the way.

use std::collections::BTreeMap;

use super::{Card, Layout, Line, Rect, at, set};
use crate::order::Order;

/// A line, and the gaps that it passes on its way.
pub(super) struct Joint {
    pub(super) line: Line,
    pub(super) passes: Vec<Rect>,
}

/// How far apart lines begin or end on a side, where it has the room, and how much of its ends stays free.
const APART: f32 = 14.0;
const CORNER: f32 = 12.0;
/// A text's height, and its distance from the line and from the card.
const TEXT: f32 = 11.0;
const TEXT_GAP: f32 = 4.0;
const ARROW: f32 = 10.0;

/// Where the other end of a line lies, the line, and whether it arrives.
type End = (f32, usize, bool);

/// The sides of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    fn is_across(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// The point of a card's side that is `off` its middle.
    fn point(self, rect: &Rect, off: f32, is_round: bool) -> (f32, f32) {
        let in_from = if is_round {
            let radius = rect.width / 2.0 - 1.0;
            radius - (radius * radius - off * off).max(0.0).sqrt() + 1.0
        } else {
            0.0
        };
        match self {
            Self::Left => (rect.x + in_from, rect.centre() + off),
            Self::Right => (rect.right() - in_from, rect.centre() + off),
            Self::Top => (rect.middle() + off, rect.y + in_from),
            Self::Bottom => (rect.middle() + off, rect.bottom() - in_from),
        }
    }
}

/// Draws the lines between the cards of a layout, and puts the texts where they cover nothing.
pub(super) fn join(cards: &[Card], joints: &[Joint], across: bool, layout: &mut Layout) {
    let rects = &layout.cards;
    let sides: Vec<(Side, Side)> = joints.iter().map(|joint| sides(rects, joint, across)).collect();
    // What begins or ends on a side, by where it comes from or goes to.
    let mut ends: BTreeMap<(usize, Side), Vec<End>> = BTreeMap::new();
    for (index, (joint, &(leaving, arriving))) in joints.iter().zip(&sides).enumerate() {
        let (from, to) = (at(rects, joint.line.from), at(rects, joint.line.to));
        let (next, last) = (joint.passes.first().unwrap_or(&to), joint.passes.last().unwrap_or(&from));
        let toward = |rect: &Rect, side: Side| if side.is_across() { rect.centre() } else { rect.middle() };
        ends.entry((joint.line.from, leaving)).or_default().push((toward(next, leaving), index, false));
        ends.entry((joint.line.to, arriving)).or_default().push((toward(last, arriving), index, true));
    }
    let mut points = vec![((0.0, 0.0), (0.0, 0.0)); joints.len()];
    for ((card, side), mut ends) in ends {
        ends.order_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (rect, is_round) = (at(rects, card), cards.get(card).is_some_and(|card| card.lane == 0));
        let length = if side.is_across() { rect.height } else { rect.width };
        let gaps = ends.len().saturating_sub(1) as f32;
        let step = ((length - CORNER * 2.0).max(0.0) / gaps.max(1.0)).min(APART);
        for (place, &(_, index, arrives)) in ends.iter().enumerate() {
            let point = side.point(&rect, (place as f32 - gaps / 2.0) * step, is_round);
            let (mut begin, mut end) = at(&points, index);
            if arrives {
                end = point
            } else {
                begin = point
            }
            set(&mut points, index, (begin, end));
        }
    }
    let paths = joints.iter().zip(&sides).zip(&points).map(|((joint, sides), ends)| path(joint, *sides, *ends));
    layout.paths = paths.collect();
    let mut taken: Vec<Rect> = layout.cards.clone();
    let texts = joints.iter().zip(&sides).zip(&points).map(|((joint, sides), ends)| {
        let boxes = boxes(joint.line.text, *sides, *ends);
        let free = boxes.into_iter().find(|room| !taken.iter().any(|other| other.overlaps(room)));
        let free = free.filter(|room| joint.line.text > 0.0 && room.x >= 0.0 && room.right() <= layout.width)?;
        taken.push(free);
        Some((free.x, free.bottom() - 2.0))
    });
    layout.texts = texts.collect();
}

/// The sides at which a line leaves and arrives: in the map's direction; in the other one where the two stand side
/// by side in a lane.
fn sides(rects: &[Rect], joint: &Joint, across: bool) -> (Side, Side) {
    let (from, to) = (at(rects, joint.line.from), at(rects, joint.line.to));
    let (beside, below) = (to.x >= from.right(), to.y >= from.bottom());
    let across = if beside == below || !joint.passes.is_empty() { across } else { beside };
    if across { (Side::Right, Side::Left) } else { (Side::Bottom, Side::Top) }
}

/// The `d` of a line: bends in the gaps between lanes, and straight on in a lane that it passes.
fn path(joint: &Joint, (leaving, arriving): (Side, Side), ends: ((f32, f32), (f32, f32))) -> String {
    let mut d = format!("M{}", point(ends.0));
    let mut here = ends.0;
    for pass in &joint.passes {
        let (enters, leaves) = if leaving.is_across() { (Side::Left, Side::Right) } else { (Side::Top, Side::Bottom) };
        bend(&mut d, here, enters.point(pass, 0.0, false), leaving);
        here = leaves.point(pass, 0.0, false);
        d.push('L');
        d.push_str(&point(here));
    }
    bend(&mut d, here, ends.1, arriving);
    d
}

fn bend(d: &mut String, from: (f32, f32), to: (f32, f32), side: Side) {
    let (along, down) = match side.is_across() {
        true => (((to.0 - from.0) / 2.0).max(18.0), 0.0),
        false => (0.0, ((to.1 - from.1) / 2.0).max(8.0)),
    };
    let (leaving, arriving) = ((from.0 + along, from.1 + down), (to.0 - along, to.1 - down));
    for (sign, at) in [('C', leaving), (' ', arriving), (' ', to)] {
        d.push(sign);
        d.push_str(&point(at));
    }
}

/// Where the text on a line may stand, best first: at its end, else at its beginning.
fn boxes(width: f32, (_, arriving): (Side, Side), ends: ((f32, f32), (f32, f32))) -> Vec<Rect> {
    let ((x1, y1), (x2, y2)) = ends;
    let places = if arriving.is_across() {
        let (first, last) = (x1 + TEXT_GAP, x2 - ARROW - width);
        let (over, under) = (-TEXT_GAP - TEXT, TEXT_GAP);
        vec![(last, y2 + over), (last, y2 + under), (first, y1 + over), (first, y1 + under)]
    } else {
        let (over, under) = (y2 - ARROW - TEXT, y1 + TEXT_GAP);
        let (right, left) = (TEXT_GAP, -TEXT_GAP - width);
        vec![(x2 + right, over), (x2 + left, over), (x1 + right, under), (x1 + left, under)]
    };
    places.into_iter().map(|(x, y)| Rect { x, y, width, height: TEXT }).collect()
}

/// In whole pixels: what writes fractions would be a good part of the page's program.
#[allow(clippy::cast_possible_truncation)] // A float's `as` saturates.
fn point((x, y): (f32, f32)) -> String {
    format!("{} {}", x.round() as i32, y.round() as i32)
}
