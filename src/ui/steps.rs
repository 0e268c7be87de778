//! Where an arrow key leads on the map.

use crate::view::{Map, Vertex};

/// The direction of an arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upward.
    Up,
    /// Downward.
    Down,
}

impl Step {
    /// The step of a key by its name, as a keyboard event gives it.
    pub fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            _ => None,
        }
    }

    /// How far it is from one vertex to another along and across this direction.
    fn measure(self, from: &Vertex, to: &Vertex) -> (f32, f32) {
        let centre = |v: &Vertex| (v.x + v.width / 2.0, v.y + v.height / 2.0);
        let ((x, y), (u, v)) = (centre(from), centre(to));
        match self {
            Self::Left => (x - u, (v - y).abs()),
            Self::Right => (u - x, (v - y).abs()),
            Self::Up => (y - v, (u - x).abs()),
            Self::Down => (v - y, (u - x).abs()),
        }
    }
}

/// The vertex that a step from a vertex reaches: along an edge that runs that way, else the nearest
/// one that lies more in that direction than beside it, else along an edge that only leans that way.
pub fn step(map: &Map, from: usize, step: Step) -> Option<usize> {
    nearest(map, from, step, neighbours(map, from), true)
        .or_else(|| nearest(map, from, step, 0..map.vertices.len(), true))
        .or_else(|| nearest(map, from, step, neighbours(map, from), false))
}

fn neighbours(map: &Map, of: usize) -> impl Iterator<Item = usize> {
    map.edges.iter().filter_map(move |edge| match of {
        _ if edge.from == of => Some(edge.to),
        _ if edge.to == of => Some(edge.from),
        _ => None,
    })
}

fn nearest(map: &Map, from: usize, step: Step, among: impl Iterator<Item = usize>, ahead: bool) -> Option<usize> {
    let here = map.vertices.get(from)?;
    let distance = |index: usize| {
        let (along, across) = step.measure(here, map.vertices.get(index)?);
        (along > 1.0 && (!ahead || along >= across)).then_some((index, along + 2.0 * across))
    };
    among.filter_map(distance).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Edge, Reach, Shape, State};

    fn map(places: &[(f32, f32)], edges: &[(usize, usize)]) -> Map {
        let vertex = |&(x, y): &(f32, f32)| Vertex {
            key: String::new(),
            shape: Shape::Service,
            band: None,
            x,
            y,
            width: 100.0,
            height: 40.0,
            title: String::new(),
            kind: String::new(),
            chips: Vec::new(),
            ports: Vec::new(),
            ports_y: 0.0,
            guard: None,
            reach: None,
            dead: false,
            label: String::new(),
        };
        let edge = |&(from, to): &(usize, usize)| Edge {
            key: String::new(),
            from,
            to,
            path: String::new(),
            port: None,
            state: State::Yes,
            cut: false,
            reach: Reach::Internet,
            label: String::new(),
        };
        let (vertices, edges) = (places.iter().map(vertex).collect(), edges.iter().map(edge).collect());
        Map { vertices, edges, ..Map::default() }
    }

    #[test]
    fn a_step_follows_an_edge_before_it_looks_for_the_nearest() {
        let places = [(0.0, 0.0), (200.0, 0.0), (200.0, 150.0)];
        assert_eq!(step(&map(&places, &[(0, 2)]), 0, Step::Right), Some(2));
        assert_eq!(step(&map(&places, &[]), 0, Step::Right), Some(1));
        assert_eq!(step(&map(&places, &[(0, 2)]), 2, Step::Left), Some(0), "and back along it");
    }

    #[test]
    fn a_step_stays_where_nothing_lies_ahead() {
        let places = [(0.0, 0.0), (200.0, 0.0)];
        assert_eq!(step(&map(&places, &[]), 0, Step::Left), None);
        assert_eq!(step(&map(&places, &[]), 0, Step::Down), None, "the other one is beside it");
        assert_eq!(step(&map(&[], &[]), 0, Step::Down), None);
    }
}
