//! A card in the making: how large it is, and what fits on it.

use super::super::{Chip, Key, Shape, State, Vertex};
use crate::exposure::Reach;
use crate::layout::{Card, Rect};
use crate::words::shown;

/// Pixels that a character of the map's monospace text is wide, and of its other text.
pub(super) const MONO: f32 = 6.7;
const SANS: f32 = 8.1;
const KIND: f32 = 6.6;
const PADDING: f32 = 12.0;
/// The base line of the kind.
const KIND_LINE: f32 = 37.0;
const GAP: f32 = 8.0;
/// The height of the line of policies, and the width of the sign before it.
const GUARD: f32 = 18.0;
const SIGN: f32 = 18.0;
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
    ports_y: f32,
    guard: Option<String>,
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
            ports_y: 0.0,
            guard: None,
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
            band: matches!(self.lane, 2 | 3).then_some(self.band),
            x: rect.x,
            y: rect.y,
            width: rect.width,
            height: rect.height,
            title: cut_within(&shown(&self.title), room / SANS),
            kind: shown(&self.kind),
            chips: self.chips.clone(),
            ports: self.ports.clone(),
            ports_y: self.ports_y,
            guard: self.guard.clone(),
            reach: self.reach.map(Into::into),
            dead: self.dead,
            label: shown(&self.label),
        }
    }

    /// Adds a line for the network policies that decide who gets in, if any do.
    pub(in crate::view) fn guard(&mut self, policies: Vec<&str>) {
        let Some((first, others)) = policies.split_first() else { return };
        let more = if others.is_empty() { String::new() } else { format!(" +{}", others.len()) };
        let room = (self.width - PADDING * 2.0 - SIGN) / MONO - more.len() as f32;
        self.guard = Some(cut(&shown(first), room) + &more);
        self.height += GUARD;
        self.label += &format!(", by network policy {}", policies.join(", "));
    }

    /// Makes it the card of pods that are like its own.
    pub(in crate::view) fn speaks_for(&mut self, key: Key, number: usize, title: &str) {
        self.key = key;
        self.kind = format!("{} ×{number}", self.kind);
        self.label = format!("{}: {}", title.replace('`', ""), self.label);
    }

    /// Sets the chips side by side, on as many lines as they need, and the ports behind the last one, behind
    /// the kind, or on a line of their own; the height follows.
    pub(super) fn fill(&mut self, chips: Vec<(String, State)>, ports: Vec<String>) {
        let room = self.width - PADDING * 2.0;
        let (mut x, mut row) = (0.0_f32, 0_u16);
        let all = chips.len();
        for (index, (text, state)) in chips.into_iter().enumerate() {
            let title = shown(&text);
            let text = cut_label(&title, (room - 12.0) / MONO);
            let width = (text.chars().count() as f32 * MONO + 12.0).min(room);
            if x > 0.0 && x + width > room {
                (x, row) = (0.0, row.saturating_add(1));
            }
            if row >= MOST_ROWS {
                let more = all.saturating_sub(index);
                if let Some(last) = self.chips.last_mut() {
                    last.title = format!("{} and {more} more", last.title);
                    last.text = format!("+{} more", more.saturating_add(1));
                    last.width = pixels(last.text.chars().count() as f32 * MONO + 12.0);
                    x = f32::from(last.x) + f32::from(last.width);
                }
                row = MOST_ROWS - 1;
                break;
            }
            self.chips.push(Chip { text, title, state, x: pixels(x + PADDING), width: pixels(width), row });
            x += width + 6.0;
        }
        let ports = fitting(ports, room);
        let ports_width = port_width(&ports.join(" "));
        let beside_chips = x + ports_width <= room;
        let beside_kind = self.kind.chars().count() as f32 * KIND + GAP + ports_width <= room;
        let needs_line = !ports.is_empty() && x > 0.0 && !beside_chips && !beside_kind;
        let rows = f32::from(row) + if self.chips.is_empty() && ports.is_empty() { 0.0 } else { 1.0 };
        self.height = HEAD + (rows + if needs_line { 1.0 } else { 0.0 }) * ROW + 4.0;
        self.ports_y = if beside_chips || !beside_kind { self.height - 15.0 } else { KIND_LINE };
        self.ports = ports.iter().map(|port| shown(port)).collect();
    }
}

/// The width of the ports that stand on a line.
pub(in crate::view) fn port_width(text: &str) -> f32 {
    text.chars().count() as f32 * MONO
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
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

/// A name cut in its middle: those that stand beside each other often begin alike, and tell themselves apart by how
/// they end. Where they end with their kind, which stands under them, that goes first.
fn cut_within(text: &str, room: f32) -> String {
    let start = cut(text, room);
    let Some(start) = start.strip_suffix('…').filter(|_| start != text) else { return start };
    if let Some(name) = ["-service", "-deployment"].iter().find_map(|kind| text.strip_suffix(kind)) {
        return cut_within(name, room - 1.0) + "…";
    }
    let (all, kept) = (text.chars().count(), start.chars().count());
    let end = text.chars().skip(all.saturating_sub(kept / 2));
    start.chars().take(kept.div_ceil(2)).chain(['…']).chain(end).collect()
}

/// A label cut to a number of characters. What its key begins with goes first: a domain, which many labels share.
fn cut_label(text: &str, room: f32) -> String {
    let whole = cut(text, room);
    match text.split_once('/') {
        Some((_, name)) if whole != text => cut(&["…/", name].concat(), room),
        _ => whole,
    }
}

/// As many of the first ports as fit on a line, two at the most, and how many more there are.
fn fitting(ports: Vec<String>, room: f32) -> Vec<String> {
    let two = few(ports.clone(), 2);
    if port_width(&two.join(" ")) <= room {
        return two;
    }
    few(ports.iter().map(|port| cut(port, room / MONO - 4.0)).collect(), 1)
}

/// The first ones, and how many more there are.
pub(in crate::view) fn few(mut texts: Vec<String>, most: usize) -> Vec<String> {
    let more = texts.len().saturating_sub(most);
    if more > 0 {
        texts.truncate(most);
        texts.push(format!("+{more}"));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_how_it_begins_and_ends() {
        assert_eq!(cut_within("ingress-nginx-controller", 17.9), "ingress-…ntroller");
        assert_eq!(cut_within("ingress-nginx-controller-admission", 17.9), "ingress-…dmission");
        assert_eq!(cut_within("internal-proxy-api-service", 18.0), "internal…roxy-api…");
        assert_eq!(cut_within("internal-proxy-info-app-service", 18.0), "internal…info-app…");
        assert_eq!(cut_within("health-check-service", 18.0), "health-check…");
        assert_eq!(cut_within("web-service", 18.0), "web-service");
        assert_eq!(cut_within("web", 17.9), "web");
        assert_eq!(cut_within("wéb…", 4.0), "wéb…");
    }

    #[test]
    fn of_a_label_the_domain_goes_first() {
        assert_eq!(cut_label("app.kubernetes.io/name=argocd", 20.0), "…/name=argocd");
        assert_eq!(cut_label("app.kubernetes.io/component=controller", 20.0), "…/component=control…");
        assert_eq!(cut_label("example.com/a=b", 20.0), "example.com/a=b");
        assert_eq!(cut_label("application-of-the-shop=web", 20.0), "application-of-the-…");
    }

    #[test]
    fn ports_keep_to_their_line() {
        let ports = |texts: &[&str]| fitting(texts.iter().map(|&text| text.to_owned()).collect(), 152.0).join(" ");
        assert_eq!(ports(&["80 http", "443 https", "8443 webhook"]), "80 http 443 https +1");
        assert_eq!(ports(&["7000 webhook", "8080 metrics"]), "7000 webhook +1");
        assert_eq!(ports(&["10250 a-port-with-name", "8080"]), "10250 a-port-with… +1");
        assert_eq!(ports(&[]), "");
    }
}
