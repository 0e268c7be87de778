//! The map's coordinates, in CSS pixels: pure and deterministic. It knows cards in lanes and lines
//! between them, and nothing of what they mean.
//!
//! Cards are put in an order in which few lines cross ([`order`]), given their places ([`across`], [`down`]), and
//! joined by lines that run through the gaps between them ([`route`]).

mod across;
mod down;
mod order;
mod route;
mod settle;
#[cfg(test)]
mod tests;

pub use across::across;
pub use down::{card_width as down_card_width, down};

/// A card to be placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// Its lane, counted from outside: 0 and 1 go beside what they lead to, 2 and 3 stand in bands, 4 goes beside
    /// what leads to it. Cards of lane 0 are round.
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

/// A line to be drawn between two cards, by their index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Where it begins, farther out.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The width of the text on it; 0 where it has none.
    pub text: f32,
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

impl Rect {
    fn right(&self) -> f32 {
        self.x + self.width
    }

    fn bottom(&self) -> f32 {
        self.y + self.height
    }

    fn middle(&self) -> f32 {
        self.x + self.width / 2.0
    }

    fn centre(&self) -> f32 {
        self.y + self.height / 2.0
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// The whole arrangement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// One per card, in the same order.
    pub cards: Vec<Rect>,
    /// The cards in the order in which they are read: lane by lane.
    pub reading: Vec<usize>,
    /// One per band, in order; none when the map runs down.
    pub bands: Vec<Rect>,
    /// The base line of each lane's heading: x, y.
    pub lanes: Vec<(f32, f32)>,
    /// The `d` of an SVG path per line, in the same order.
    pub paths: Vec<String>,
    /// Where the text on each line begins, on its base line; none where there is no room for it.
    pub texts: Vec<Option<(f32, f32)>>,
    /// Width of all of it.
    pub width: f32,
    /// Height of all of it.
    pub height: f32,
}

/// How many lanes there are; the last one takes room only where something stands in it.
const LANES: usize = 5;
/// The lanes that stand in bands.
const BANDED: std::ops::Range<usize> = 2..4;
/// Left edges of the lanes when the map runs across.
const LANE_X: [f32; LANES] = [24.0, 148.0, 324.0, 556.0, 786.0];
/// Width of a card by lane when the map runs across.
pub const CARD_WIDTH: [f32; LANES] = [72.0, 124.0, 168.0, 176.0, 92.0];
/// The width of a card that fills both lanes of a band when the map runs across.
pub const BANDED_WIDTH: f32 = LANE_X[3] + CARD_WIDTH[3] - LANE_X[2];
const MARGIN: f32 = 24.0;
const TOP: f32 = 44.0;
const GAP: f32 = 16.0;
const GROUP_GAP: f32 = 24.0;

/// How many lanes are shown.
fn lanes_of(cards: &[Card]) -> usize {
    if cards.iter().any(|card| card.lane == LANES - 1) { LANES } else { LANES - 1 }
}

/// What stands at an index, where there is no reason for nothing to stand there.
fn at<T: Copy + Default>(items: &[T], index: usize) -> T {
    items.get(index).copied().unwrap_or_default()
}

/// Writes at an index.
fn set<T>(items: &mut [T], index: usize, value: T) {
    if let Some(slot) = items.get_mut(index) {
        *slot = value;
    }
}

/// The mean of what there is; none of nothing.
fn mean(values: &[f32]) -> Option<f32> {
    (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
}
