//! The map as the page draws it, as plain data.

use serde::{Deserialize, Serialize};

use super::{Key, Prose, Reach, State};

/// The map, in CSS pixels, top left is 0,0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// How it runs.
    pub orientation: Orientation,
    /// Width of all of it.
    pub width: f32,
    /// Height of all of it.
    pub height: f32,
    /// The lanes from outside to inside.
    pub lanes: Vec<Lane>,
    /// Namespaces.
    pub bands: Vec<Band>,
    /// What stands on it, in reading order.
    pub vertices: Vec<Vertex>,
    /// What joins them.
    pub edges: Vec<Edge>,
    /// What was left out, where not everything is drawn.
    pub note: Option<Prose>,
}

/// The direction from outside to inside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Orientation {
    /// Lanes are columns, from left to right.
    #[default]
    Across,
    /// Lanes are rows, from top to bottom, for a view that is taller than wide.
    Down,
}

/// What of an analysis the map shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lens {
    /// That it shows only this and its neighbours.
    pub focus: Option<Key>,
    /// Namespaces that a person folded to one card, or unfolded, the last one last.
    pub folds: Vec<(String, bool)>,
}

/// A lane's heading and its extent along the map's direction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// "Outside", "Entry", "Services", "Workloads" or "Control plane".
    pub title: String,
    /// Where the heading's text begins.
    pub x: f32,
    /// The heading's base line.
    pub y: f32,
}

/// The frame around what belongs to a namespace; without width where the map draws none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The namespace.
    pub namespace: String,
    /// Its name as it is shown.
    pub title: String,
    /// Whether it is folded to one card, which fills the frame.
    pub folded: bool,
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A shape on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vertex {
    /// What choosing it explains.
    pub key: Key,
    /// How it is drawn.
    pub shape: Shape,
    /// The index of the namespace's frame, for what belongs to one.
    pub band: Option<usize>,
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Its name, cut to fit, and whole in `label`.
    pub title: String,
    /// Its kind, "Deployment ×2", or "anyone".
    pub kind: String,
    /// Selector pairs or pod labels.
    pub chips: Vec<Chip>,
    /// Ports, already worded: ":80", "3000 http".
    pub ports: Vec<String>,
    /// Their base line, relative to the vertex.
    pub ports_y: f32,
    /// The network policies that decide who gets in, on its last line.
    pub guard: Option<String>,
    /// From where it can be reached, at the most.
    pub reach: Option<Reach>,
    /// Whether nothing stands behind it, or it does not run.
    pub dead: bool,
    /// The whole of it in words, for a screen reader.
    pub label: String,
}

/// How a vertex is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A place outside: a circle.
    Outside,
    /// A way in: a load balancer, a node port.
    Entry,
    /// An object that sends requests on: an Ingress, a Route, a Gateway.
    Gate,
    /// A Service.
    Service,
    /// A workload and its pods.
    Workload,
    /// A folded namespace, or what of one found no room.
    Fold,
    /// Words that stand where something is missing.
    Missing,
    /// A part of the control plane.
    Control,
}

/// A label or a selector pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chip {
    /// `app=web`, cut to fit.
    pub text: String,
    /// The same, whole.
    pub title: String,
    /// Whether its other half was found.
    pub state: State,
    /// Left, relative to the vertex.
    pub x: u16,
    /// Width.
    pub width: u16,
    /// The line of chips that it stands on, from 0.
    pub row: u16,
}

/// A line between two vertices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// What choosing it explains.
    pub key: Key,
    /// Index of the vertex where it begins.
    pub from: usize,
    /// Index of the vertex where it ends.
    pub to: usize,
    /// The `d` of an SVG path.
    pub path: String,
    /// The ports of the pods that it leads to, where there is room to say them.
    pub port: Option<Port>,
    /// Open, depends, nearly (a near miss) or no (a dead path).
    pub state: State,
    /// Whether network policies cut it.
    pub cut: bool,
    /// From where it can be used.
    pub reach: Reach,
    /// The whole of it in words, for a screen reader.
    pub label: String,
}

/// A text that stands on an edge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Port {
    /// "3000", or "80, 443".
    pub text: String,
    /// Where it begins.
    pub x: f32,
    /// Its base line.
    pub y: f32,
}
