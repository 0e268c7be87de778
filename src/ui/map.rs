//! The map: from outside to inside, laid out by the engine and drawn here.

use yew::prelude::*;

use super::browser::page::{self, Watch};
use super::draw::{Light, prose};
use super::shapes;
use super::state::{Action, By, Shared, Trial, Tried};
use super::steps::{Step, step};
use crate::order::Order;
use crate::view::{Changes, Edge, Key, Lane, Map as Drawing, Shape, State, View};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) light: Light,
    pub(super) trial: Option<Trial>,
    pub(super) map_box: (u32, u32),
    pub(super) on: Callback<Action>,
}

/// The map in its box, with one tab stop: arrows move along it, Enter chooses, Escape lets go.
#[component]
pub(super) fn Map(props: &Props) -> Html {
    let focus = use_state_eq(|| None::<usize>);
    let box_ref = use_node_ref();
    {
        let on = props.on.clone();
        use_effect_with(box_ref.clone(), move |node| {
            let watch = node.cast::<web_sys::Element>().and_then(|element| {
                Watch::new(element, move |(width, height)| on.emit(Action::Resized(width, height)))
            });
            move || drop(watch)
        });
    }
    use_effect_with(*focus, |focus| {
        if let Some(index) = focus {
            page::focus(&shapes::id(*index));
        }
    });

    let tried = props.trial.as_ref().and_then(|trial| match &trial.result {
        Tried::Done(preview) => Some((trial, preview)),
        Tried::Working | Tried::Failed => None,
    });
    let is_after = tried.filter(|(trial, _)| !trial.before);
    let shown = is_after.map(|(_, preview)| &preview.map).or(props.view.as_ref().map(|view| &view.map));
    let Some(map) = shown.filter(|map| !map.vertices.is_empty()) else {
        return html! {
            <section class="map" aria-label="Map" ref={box_ref}>
                {if props.view.is_some() { html! { <p class="empty">{"Nothing to draw yet. Paste a Service or a workload into the editor."}</p> } } else { Html::default() }}
            </section>
        };
    };

    let onkeydown = {
        let (focus, on) = (focus.clone(), props.on.clone());
        let (view, preview) = (props.view.clone(), is_after.map(|(_, preview)| preview.clone()));
        Callback::from(move |event: KeyboardEvent| {
            let shown = preview.as_ref().map(|preview| &preview.map).or(view.as_ref().map(|view| &view.map));
            let Some(map) = shown else { return };
            let Some(here) = event.target_dyn_into::<web_sys::Element>().and_then(|e| shapes::index(&e.id())) else {
                return;
            };
            let key = event.key();
            if let Some(next) = Step::of(&key).and_then(|direction| step(map, here, direction)) {
                focus.set(Some(next));
            } else if key == "Enter" || key == " " {
                if let Some(vertex) = map.vertices.get(here) {
                    on.emit(Action::Choose(vertex.key.clone(), By::Hand));
                }
            } else if key == "Escape" {
                on.emit(Action::Clear);
            } else if Step::of(&key).is_none() {
                return;
            }
            event.prevent_default();
        })
    };

    let onfocusin = {
        let focus = focus.clone();
        Callback::from(move |event: FocusEvent| {
            focus.set(event.target_dyn_into::<web_sys::Element>().and_then(|element| shapes::index(&element.id())));
        })
    };
    let light = match tried {
        // Of a fix that is looked at, what it opens lights up, or, in what is, what it closes.
        Some((trial, preview)) => {
            let Changes { opened, closed, .. } = &preview.changes;
            props.light.clone().on(if trial.before { closed } else { opened })
        }
        None => props.light.clone(),
    };
    // Everyone outside lights up with what a folded map leaves out, too; that alone shows nothing.
    let drawn = map.vertices.iter().filter(|vertex| vertex.shape != Shape::Outside || light.is_chosen(&vertex.key));
    let drawn: Vec<&Key> = drawn.map(|vertex| &vertex.key).collect();
    let light = light.over(drawn.into_iter());
    let chosen = map.vertices.iter().position(|vertex| light.is_chosen(&vertex.key));
    let stop = focus.filter(|index| *index < map.vertices.len()).or(chosen).unwrap_or(0);
    let scale = scale(map, props.map_box);
    let size = |length: f32| shapes::px(length * scale);
    html! {
        <section class="map" aria-label="Map" ref={box_ref}>
            {for tried.map(|(trial, _)| sides(trial, &props.on))}
            <svg width={size(map.width)} height={size(map.height)} viewBox={format!("0 0 {} {}", shapes::px(map.width), shapes::px(map.height))}
                role="group" aria-label="From outside to workloads. Arrow keys move, Enter explains." {onkeydown} {onfocusin}>
                <g>{for map.lanes.iter().map(lane)}</g>
                <g>{for map.bands.iter().map(shapes::band)}</g>
                <g>{for ordered(map, &light).map(|(edge, lit)| shapes::edge(edge, lit, &props.on))}</g>
                <g>{for map.vertices.iter().enumerate().map(|(index, vertex)| shapes::vertex(index, vertex, index == stop, &light, &props.on))}</g>
            </svg>
            {for map.note.iter().map(|note| html! { <p class="note">{prose(note)}</p> })}
        </section>
    }
}

/// Which side of a fix the map shows, and the choice of it.
fn sides(trial: &Trial, on: &Callback<Action>) -> Html {
    let side = |text: &'static str, before: bool| {
        let onclick = on.reform(move |_: MouseEvent| Action::ShowBefore(before));
        html! {
            <button type="button" class="tab" aria-pressed={(trial.before == before).to_string()} {onclick}>{text}</button>
        }
    };
    let end = on.reform(|_: MouseEvent| Action::EndTrial);
    html! {
        <div class="sides" role="group" aria-label="Preview of the fix">
            {side("As it is", true)}
            {side("With the fix", false)}
            <button type="button" class="quiet" onclick={end}>{"End the preview"}</button>
        </div>
    }
}

fn lane(lane: &Lane) -> Html {
    html! { <text class="lane" x={shapes::px(lane.x)} y={shapes::px(lane.y)}>{lane.title.clone()}</text> }
}

/// The edges with what lights them, the quiet ones first, so that none covers a lit one.
fn ordered<'a>(map: &'a Drawing, light: &Light) -> impl Iterator<Item = (&'a Edge, &'static str)> + use<'a> {
    let mut edges: Vec<_> = map.edges.iter().map(|edge| (edge, light.class(&edge.key))).collect();
    edges.order_by_key(|(edge, class)| (matches!(*class, "lit" | "chosen"), edge.state == State::Yes));
    edges.into_iter()
}

/// How large the map is drawn: to fit its box, as far as it stays readable.
fn scale(map: &Drawing, (width, height): (u32, u32)) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a box is smaller than 16 million pixels")]
    let ratio = |room: u32, wanted: f32| if room == 0 || wanted < 1.0 { f32::MAX } else { room as f32 / wanted };
    ratio(width, map.width).min(ratio(height, map.height)).clamp(0.8, 1.2)
}
