//! What holds for every arrangement.

use super::*;

fn line(from: usize, to: usize) -> Line {
    Line { from, to, text: 24.0 }
}

fn cards() -> Vec<Card> {
    let card = |lane: usize, band, group, height| Card { lane, band, group, width: CARD_WIDTH[lane], height };
    let outside = [0, 0, 0].map(|_| card(0, 0, 0, 72.0));
    let entries = [0, 1, 2, 3].map(|_| card(1, 0, 0, 48.0));
    let control = [0, 1].map(|_| card(4, 0, 0, 48.0));
    let inner = (0..40).map(|i| card(2 + i % 2, i / 20, i / 4, 40.0 + 8.0 * (i % 5) as f32));
    outside.into_iter().chain(entries).chain(inner).chain(control).collect()
}

/// Lines of every kind: to the next lane, over one or two, from a band to another, and within a lane.
fn lines() -> Vec<Line> {
    let near = [(0, 3), (0, 4), (1, 5), (2, 6), (3, 7), (4, 7), (5, 9), (47, 48)];
    let far = [(0, 9), (1, 19), (2, 21), (2, 31), (0, 44), (1, 46), (3, 10), (6, 28), (7, 46), (46, 47), (8, 47)];
    let pairs = (7..47).step_by(2).map(|service| (service, service + 1));
    near.into_iter().chain(far).chain(pairs).map(|(from, to)| line(from, to)).collect()
}

fn layouts() -> Vec<Layout> {
    let narrow = [358.0, 288.0, 0.0].map(|width| down(&cards(), &lines(), width));
    [across(&cards(), &lines(), &[true; 2])].into_iter().chain(narrow).collect()
}

#[test]
fn nothing_overlaps_and_all_lies_inside() {
    for layout in layouts() {
        for (index, a) in layout.cards.iter().enumerate() {
            assert!(a.x >= 0.0 && a.right() <= layout.width && a.y >= 0.0 && a.bottom() <= layout.height, "{a:?}");
            assert!(layout.cards.iter().skip(index + 1).all(|b| !a.overlaps(b)), "{index} {a:?}");
        }
    }
}

#[test]
fn bands_hold_their_own_cards_only() {
    let layout = across(&cards(), &lines(), &[true; 2]);
    for (card, rect) in cards().iter().zip(&layout.cards).filter(|(card, _)| BANDED.contains(&card.lane)) {
        for (index, band) in layout.bands.iter().enumerate() {
            assert_eq!(rect.overlaps(band), index == card.band, "{card:?} {rect:?} {band:?}");
        }
    }
}

#[test]
fn every_card_is_read_once() {
    for layout in layouts() {
        let mut read = layout.reading.clone();
        read.sort_unstable();
        assert_eq!(read, (0..cards().len()).collect::<Vec<_>>());
    }
}

/// Points along the `d` of a path.
fn points(d: &str) -> Vec<(f32, f32)> {
    let spaced = d.replace('M', " M ").replace('C', " C ").replace('L', " L ");
    let mut words = spaced.split_whitespace().peekable();
    let (mut here, mut found) = ((0.0, 0.0), Vec::new());
    while let Some(word) = words.next() {
        let mut next =
            || (words.next().unwrap().parse::<f32>().unwrap(), words.next().unwrap().parse::<f32>().unwrap());
        let (a, b, end) = match word {
            "C" => (next(), next(), next()),
            _ => {
                let end = next();
                (if word == "M" { end } else { here }, end, end)
            }
        };
        let begin = if word == "M" { end } else { here };
        for step in 0..=40 {
            let t = step as f32 / 40.0;
            let of = |p: f32, q: f32, r: f32, s: f32| {
                let u = 1.0 - t;
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            found.push((of(begin.0, a.0, b.0, end.0), of(begin.1, a.1, b.1, end.1)));
        }
        here = end;
    }
    found
}

#[test]
fn no_line_runs_across_a_card() {
    for layout in layouts() {
        for (line, path) in lines().iter().zip(&layout.paths) {
            for (x, y) in points(path) {
                for (index, card) in layout.cards.iter().enumerate() {
                    let inside =
                        x > card.x + 1.0 && x < card.right() - 1.0 && y > card.y + 1.0 && y < card.bottom() - 1.0;
                    let own = index == line.from || index == line.to;
                    assert!(!inside || own, "{line:?} at {x} {y} lies on card {index}, {card:?}: {path}");
                }
            }
        }
    }
}

#[test]
fn texts_cover_neither_cards_nor_each_other() {
    for layout in layouts() {
        let boxes = |at: &(f32, f32)| Rect { x: at.0, y: at.1 - 9.0, width: 24.0, height: 11.0 };
        let texts: Vec<Rect> = layout.texts.iter().flatten().map(boxes).collect();
        assert!(texts.len() > 20, "{} of {} lines have their text", texts.len(), lines().len());
        for (index, text) in texts.iter().enumerate() {
            assert!(layout.cards.iter().chain(texts.iter().skip(index + 1)).all(|other| !text.overlaps(other)));
        }
    }
}
