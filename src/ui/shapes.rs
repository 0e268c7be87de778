//! The map's shapes as SVG.

use yew::prelude::*;

use super::draw::{Light, choose, reach_class, state_sign};
use super::state::Action;
use crate::view::{Band, Chip, Edge, Shape, State, Vertex};

/// From the top of a vertex to its first line of chips, and from one line to the next; the
/// engine's layout has the same.
const CHIPS_TOP: f32 = 46.0;
const CHIP_LINE: f32 = 24.0;
const CHIP_HEIGHT: f32 = 18.0;

/// The id of a vertex's element.
pub(super) fn id(index: usize) -> String {
    format!("vertex-{index}")
}

/// The vertex of an element's id.
pub(super) fn index(id: &str) -> Option<usize> {
    id.strip_prefix("vertex-")?.parse().ok()
}

/// The frame of a namespace.
pub(super) fn band(band: &Band) -> Html {
    html! {
        <g class="band">
            <rect x={px(band.x)} y={px(band.y)} width={px(band.width)} height={px(band.height)} rx="10" />
            <text x={px(band.x + 12.0)} y={px(band.y + 18.0)}>{"namespace "}<tspan class="mono">{band.title.clone()}</tspan></text>
        </g>
    }
}

/// A line between two vertices, with a wide unseen one over it to be hit. `index.html` holds the
/// heads of the arrows, and the cross at the end of a dead path.
pub(super) fn edge(edge: &Edge, light: &'static str, on: &Callback<Action>) -> Html {
    let (_, state) = state_sign(edge.state);
    let reach = if edge.state == State::Nearly { "nobody" } else { reach_class(edge.reach) };
    let head = match edge.state {
        State::No if edge.cut => Some("url(#to-cut)".to_owned()),
        State::No => Some("url(#to-nowhere)".to_owned()),
        State::Nearly => None,
        State::Yes | State::Depends => Some(format!("url(#to-{reach})")),
    };
    html! {
        <g class={classes!("edge", reach, state, light)}
            role="button" tabindex="-1" aria-label={edge.label.clone()} onclick={choose(on, &edge.key)}>
            <title>{edge.label.clone()}</title>
            <path class="line" d={edge.path.clone()} marker-end={head} />
            <path class="hit" d={edge.path.clone()} />
            {for edge.port.iter().map(|port| html! { <text class="port" x={px(port.x)} y={px(port.y)}>{port.text.clone()}</text> })}
        </g>
    }
}

/// A vertex with its name, its chips and its ports.
pub(super) fn vertex(index: usize, vertex: &Vertex, stop: bool, light: &Light, on: &Callback<Action>) -> Html {
    let shape = match vertex.shape {
        Shape::Outside => "outside",
        Shape::Entry => "entry",
        Shape::Gate => "gate",
        Shape::Service => "service",
        Shape::Workload => "workload",
        Shape::Fold => "folded",
        Shape::Missing => "missing",
        Shape::Control => "control",
    };
    let dead = vertex.dead.then_some("dead");
    let reach = vertex.reach.map(reach_class);
    let inner = if vertex.shape == Shape::Outside { outside(vertex) } else { card(vertex) };
    html! {
        <g key={index} id={id(index)} class={classes!("vertex", shape, dead, reach, light.class(&vertex.key))}
            transform={format!("translate({} {})", px(vertex.x), px(vertex.y))}
            role="button" tabindex={if stop { "0" } else { "-1" }} aria-label={vertex.label.clone()}
            aria-pressed={light.is_chosen(&vertex.key).to_string()} onclick={choose(on, &vertex.key)}>
            <title>{vertex.label.clone()}</title>
            <rect class="ring" x="-4" y="-4" width={px(vertex.width + 8.0)} height={px(vertex.height + 8.0)} rx="11" />
            {inner}
        </g>
    }
}

fn outside(vertex: &Vertex) -> Html {
    let (middle, centre) = (px(vertex.width / 2.0), vertex.height / 2.0);
    let round = px((vertex.height / 2.0).min(vertex.width / 2.0) - 1.0);
    html! {
        <>
            <rect class="body" x="1" y="1" width={px(vertex.width - 2.0)} height={px(vertex.height - 2.0)} rx={round} />
            <text class="name" x={middle.clone()} y={px(centre - 2.0)} text-anchor="middle">{vertex.title.clone()}</text>
            <text class="kind" x={middle} y={px(centre + 14.0)} text-anchor="middle">{vertex.kind.clone()}</text>
        </>
    }
}

fn card(vertex: &Vertex) -> Html {
    let bar =
        vertex.reach.filter(|_| matches!(vertex.shape, Shape::Workload | Shape::Fold)).map(|_| bar(vertex.height));
    let right = px(vertex.width - 12.0);
    let ports = (!vertex.ports.is_empty()).then(|| {
        html! {
            <text class="port" x={right} y={px(vertex.ports_y)} text-anchor="end">{vertex.ports.join(" ")}</text>
        }
    });
    html! {
        <>
            <rect class="body" width={px(vertex.width)} height={px(vertex.height)} rx="8" />
            {bar}
            <text class="name" x="12" y="20">{vertex.title.clone()}</text>
            <text class="kind" x="12" y="37">{vertex.kind.clone()}</text>
            {for vertex.chips.iter().map(chip)}
            {ports}
            {for vertex.guard.iter().map(|policies| guard(vertex.height, policies))}
        </>
    }
}

/// The bar on a workload's outer edge, by which its farthest reach is read; the gaps in it tell the
/// levels apart without their colour.
fn bar(height: f32) -> Html {
    let (low, corner) = (px(height), px(height - 8.0));
    html! {
        <>
            <path class="bar" d={format!("M6 0V{low}A8 8 0 0 1 0 {corner}V8A8 8 0 0 1 6 0z")} />
            <path class="gaps" d={format!("M3 4V{low}")} />
        </>
    }
}

/// The policies that decide who gets in, behind the sign that a line which they cut ends with.
fn guard(height: f32, policies: &str) -> Html {
    html! {
        <g class="guard" transform={format!("translate(12 {})", px(height - 22.0))}>
            <circle cx="6" cy="8" r="5" />
            <path d="M3 8H9" />
            <text class="port" x="18" y="12">{policies.to_owned()}</text>
        </g>
    }
}

fn chip(chip: &Chip) -> Html {
    let (_, state) = state_sign(chip.state);
    let (x, top) = (f32::from(chip.x), CHIPS_TOP + f32::from(chip.row) * CHIP_LINE);
    html! {
        <g class={classes!("chip", state)}>
            <title>{chip.title.clone()}</title>
            <rect x={px(x)} y={px(top)} width={px(f32::from(chip.width))} height={px(CHIP_HEIGHT)} rx="4" />
            <text x={px(x + 6.0)} y={px(top + 13.0)}>{chip.text.clone()}</text>
        </g>
    }
}

/// A length in whole pixels: what writes fractions would weigh more than all of these shapes.
#[expect(clippy::cast_possible_truncation, reason = "a float's `as` saturates")]
pub(super) fn px(length: f32) -> AttrValue {
    AttrValue::from((length.round() as i32).to_string())
}
