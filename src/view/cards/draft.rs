//! A card in the making: how large it is, and what fits on it.

use super::super::{Chip, Key, Shape, State, Vertex};
use crate::exposure::Reach;
use crate::layout::{Card, Rect};

/// Pixels that a character of the map's monospace text is wide, and of its other text.
pub(super) const MONO: f32 = 6.7;
const SANS: f32 = 7.8;
const PADDING: f32 = 12.0;
/// The name, and the kind under it.
const HEAD: f32 = 46.0;
const ROW: f32 = 24.0;
/// Chips stand on no more lines than this; the last one then says how many more there are.
const MOST_ROWS: u16 = 3;

/// A card that is not placed yet.
pub(in crate::view) struct Draft {
    pub(in crate::view) lane: usize,
    pub(in crate::view) band: usize,
    pub(in crate::view) group: usize,
    /// Its place among its neighbours.
    pub(in crate::view) rank: usize,
    pub(in crate::view) kind: String,
    key: Key,
    shape: Shape,
    width: f32,
    pub(super) height: f32,
    title: String,
    chips: Vec<Chip>,
    ports: Vec<String>,
    pub(super) reach: Option<Reach>,
    pub(super) dead: bool,
    pub(super) label: String,
}

impl Draft {
    pub(super) fn new(lane: usize, shape: Shape, key: Key, title: &str, kind: String, width: f32) -> Self {
        let title = title.to_owned();
        Self {
            lane,
            band: 0,
            group: 0,
            rank: 0,
            kind,
            key,
            shape,
            width,
            height: HEAD,
            title,
            chips: Vec::new(),
            ports: Vec::new(),
            reach: None,
            dead: false,
            label: String::new(),
        }
    }

    pub(in crate::view) fn card(&self) -> Card {
        Card { lane: self.lane, band: self.band, group: self.group, width: self.width, height: self.height }
    }

    pub(in crate::view) fn vertex(&self, rect: Rect) -> Vertex {
        // Places, ways in and the control plane have names of our own, which fit.
        let own = matches!(self.shape, Shape::Outside | Shape::Entry | Shape::Control);
        let room = if own { f32::MAX } else { rect.width - PADDING * 2.0 };
        Vertex {
            key: self.key.clone(),
            shape: self.shape,
            x: rect.x,
            y: rect.y,
            width: rect.width,
            height: rect.height,
            title: cut(&self.title, room / SANS),
            kind: self.kind.clone(),
            chips: self.chips.clone(),
            ports: self.ports.clone(),
            reach: self.reach.map(Into::into),
            dead: self.dead,
            label: self.label.clone(),
        }
    }

    /// Sets the chips side by side, on as many lines as they need, and the ports behind the last one
    /// or on a line of their own; the height follows.
    pub(super) fn fill(&mut self, chips: Vec<(String, State)>, ports: Vec<String>) {
        let room = self.width - PADDING * 2.0;
        let (mut x, mut row) = (0.0_f32, 0_u16);
        let all = chips.len();
        for (index, (text, state)) in chips.into_iter().enumerate() {
            let shown = cut(&text, (room - 12.0) / MONO);
            let width = (shown.chars().count() as f32 * MONO + 12.0).min(room);
            if x > 0.0 && x + width > room {
                (x, row) = (0.0, row + 1);
            }
            if row >= MOST_ROWS {
                let more = all - index;
                if let Some(last) = self.chips.last_mut() {
                    last.title = format!("{} and {more} more", last.title);
                    last.text = format!("+{} more", more + 1);
                    last.width = pixels(last.text.chars().count() as f32 * MONO + 12.0);
                    x = f32::from(last.x) + f32::from(last.width);
                }
                row = MOST_ROWS - 1;
                break;
            }
            self.chips.push(Chip {
                text: shown,
                title: text,
                state,
                x: pixels(x + PADDING),
                width: pixels(width),
                row,
            });
            x += width + 6.0;
        }
        let ports_width = ports.join(" ").chars().count() as f32 * MONO;
        let needs_line = !ports.is_empty() && x > 0.0 && x + ports_width > room;
        let rows = f32::from(row) + if self.chips.is_empty() && ports.is_empty() { 0.0 } else { 1.0 };
        self.height = HEAD + (rows + if needs_line { 1.0 } else { 0.0 }) * ROW + 4.0;
        self.ports = ports;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A card's own measures: small and positive.
fn pixels(value: f32) -> u16 {
    value.round() as u16
}

/// A text cut to a number of characters, the cut shown.
pub(super) fn cut(text: &str, room: f32) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Positive after `max`, and small.
    let room = room.max(3.0) as usize;
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room - 1).chain(['…']).collect()
}
