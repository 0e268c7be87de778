//! The map: from outside to inside, laid out by the engine and drawn here.

use yew::prelude::*;

use super::browser::page::{self, Watch};
use super::draw::{Light, fixed};
use super::lens;
use super::shapes;
use super::state::{Action, By, Shared, Trial, Tried};
use super::steps::{Step, step};
use crate::order::Order;
use crate::view::{Changes, Edge, Key, Lane, Lens, Map as Drawing, Shape, State, View};

/// What `static/map.js` zooms by.
const ZOOM: &str = r#"<button type="button" class="quiet icon" data-zoom="out" aria-label="Zoom out" title="Zoom out (−)"><svg width="16" height="16" aria-hidden="true"><path d="M3 8h10"/></svg></button><button type="button" class="quiet icon" data-zoom="in" aria-label="Zoom in" title="Zoom in (+)"><svg width="16" height="16" aria-hidden="true"><path d="M3 8h10M8 3v10"/></svg></button><button type="button" class="quiet icon" data-zoom="fit" aria-label="Show the whole map" title="Show the whole map (0)"><svg width="16" height="16" aria-hidden="true"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/></svg></button>"#;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    /// How many of its cards are drawn so far, and of its lines, where these are not all.
    pub(super) so_far: Option<usize>,
    pub(super) light: Light,
    /// What the light comes from.
    pub(super) explained: Option<Key>,
    pub(super) trial: Option<Trial>,
    pub(super) lens: Lens,
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
    let telling = map.vertices.iter().filter(|vertex| vertex.shape != Shape::Outside || light.is_chosen(&vertex.key));
    let telling: Vec<&Key> = telling.map(|vertex| &vertex.key).collect();
    let light = light.over(telling.into_iter());
    let chosen = map.vertices.iter().position(|vertex| light.is_chosen(&vertex.key));
    // It is brought into view once all that lights up with it is there.
    let shows = props.explained.clone().filter(|_| props.so_far.is_none());
    let so_far = props.so_far.unwrap_or(usize::MAX);
    let stop = focus.filter(|index| *index < map.vertices.len()).or(chosen).unwrap_or(0);
    html! {
        <section class="map" aria-label="Map" ref={box_ref}>
            {for tried.map(|(trial, _)| sides(trial, &props.on))}
            <zoom-box {shows}>
                <svg viewBox={format!("0 0 {} {}", shapes::px(map.width), shapes::px(map.height))}
                    role="group" aria-label="From outside to workloads. Arrow keys move, Enter explains." {onkeydown} {onfocusin}>
                    <g>{for map.lanes.iter().map(lane)}</g>
                    <g>{for map.bands.iter().filter(|band| !band.folded && band.width > 0.0).map(shapes::band)}</g>
                    <g>{for ordered(map, &light).take(so_far).map(|(edge, lit)| shapes::edge(edge, lit, &props.on))}</g>
                    <g>{for map.vertices.iter().take(so_far).enumerate().map(|(index, vertex)| shapes::vertex(index, vertex, index == stop, &light, &props.on))}</g>
                    if map.bands.len() > 1 {
                        <g>{for map.bands.iter().map(|band| lens::toggle(band, &props.on))}</g>
                    }
                </svg>
            </zoom-box>
            <div class="zoom" role="group" aria-label="Zoom">{fixed(ZOOM)}</div>
            {lens::note(map, &props.lens, &light, &props.on)}
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
