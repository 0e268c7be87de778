//! The table of Services by workloads: the map's equal, and its accessible form. Of large tables only what is in view
//! is drawn, by sizes that the style sheet shares.

use yew::prelude::*;

use super::browser::page::{self, Watch};
use super::browser::{buttons, scroll};
use super::cells::At;
use super::draw::Light;
use super::grid::{self, Grid, Sizes};
use super::pairs::{Part, Shown, parts};
use super::state::{Action, Shared};
use crate::view::{MatchTable, View};

/// Up to this width of their box, columns are narrower.
const NARROW: usize = 600;
/// Fewer Services than this are seen at a glance.
const FEW: usize = 4;
/// Up to so many cells all stand on paper; of more, what is in view.
const PAPER: usize = 20_000;
/// So many narrow columns stand side by side on a sheet of it.
const SHEET: usize = 3;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) light: Light,
    /// Whether all of it is to be seen at once.
    pub(super) prints: bool,
    pub(super) on: Callback<Action>,
}

/// A table per namespace, under what chooses from them.
#[component]
pub(super) fn Matches(props: &Props) -> Html {
    let text = use_state_eq(String::new);
    let problems = use_state_eq(|| false);
    let shown = use_state_eq(|| Shown { across: 0..1600, down: 0..900 });
    let focus = use_state_eq(|| None::<At>);
    let box_ref = use_node_ref();

    let look = {
        let (box_ref, shown) = (box_ref.clone(), shown.clone());
        move || {
            if let Some(now) = scroll::shown(&box_ref, grid::STEP) {
                shown.set(now);
            }
        }
    };
    let tables = props.view.as_ref().map(|view| view.matches.as_slice()).unwrap_or_default();
    {
        let look = look.clone();
        // The box is there only with a table in it.
        use_effect_with((box_ref.clone(), tables.is_empty()), move |(node, _)| {
            let watch = node.cast::<web_sys::Element>().and_then(|element| Watch::new(element, move |_| look()));
            move || drop(watch)
        });
    }
    use_effect_with(*focus, |focus| {
        if let Some(at) = focus {
            page::focus(&at.id());
        }
    });
    let cells = tables.iter().map(|table| table.services.len().saturating_mul(table.workloads.len()));
    let on_paper = props.prints && cells.sum::<usize>() <= PAPER;
    let parts =
        use_memo((props.view.clone(), (*text).clone(), *problems, on_paper), |(view, text, problems, paper)| {
            let tables = view.as_ref().map(|view| view.matches.as_slice()).unwrap_or_default();
            let fit = if *paper { SHEET } else { usize::MAX };
            parts(tables, &|whole| buttons::mentions(whole, text), *problems, fit)
        });

    if tables.is_empty() {
        return html! { <p class="empty">{"No Service and no workload to compare."}</p> };
    }
    let sizes = Sizes::of(on_paper || shown.across.len() <= NARROW);
    let in_view = if on_paper { Shown { across: 0..usize::MAX, down: 0..usize::MAX } } else { (*shown).clone() };
    let onkeydown = {
        let (parts, box_ref, focus, look) = (parts.clone(), box_ref.clone(), focus.clone(), look.clone());
        let notes: Vec<bool> = tables.iter().map(|table| table.note.is_some()).collect();
        Callback::from(move |event: KeyboardEvent| {
            let here = event.target_dyn_into::<web_sys::Element>().and_then(|element| At::of(&element.id()));
            let Some(next) = here.and_then(|here| here.after(&event.key(), event.ctrl_key(), &parts)) else { return };
            event.prevent_default();
            scroll::show(&box_ref, &sizes.place(next, &parts, &notes), (sizes.first, grid::HEAD));
            look();
            focus.set(Some(next));
        })
    };
    let onfocusin = {
        let focus = focus.clone();
        Callback::from(move |event: FocusEvent| {
            focus.set(event.target_dyn_into::<web_sys::Element>().and_then(|element| At::of(&element.id())));
        })
    };
    let mut top = 0_usize;
    let mut drawn = Vec::new();
    let (mut above, mut below) = (0, 0_usize);
    for (number, part) in parts.iter().enumerate() {
        let Some(table) = tables.get(part.table) else { continue };
        let height = Sizes::height(part, table.note.is_some());
        let bottom = top.saturating_add(height);
        if bottom < in_view.down.start {
            above = bottom;
        } else if top > in_view.down.end {
            below = below.saturating_add(height);
        } else {
            drawn.push((number, part, table, top));
        }
        top = bottom;
    }
    // What Tab goes to has to be there.
    let is_drawn = |at: &At| drawn.iter().any(|(number, part, _, top)| sizes.draws(*at, *number, part, *top, &in_view));
    let first = || drawn.first().map(|(number, part, _, top)| sizes.first(*number, part, *top, &in_view));
    let stop = (*focus).filter(is_drawn).or_else(first);
    let draw = |(number, part, table, top): (usize, &Part, &MatchTable, usize)| {
        Grid { number, part, table, top, shown: &in_view, sizes, stop, light: &props.light, on: &props.on }.draw()
    };
    let services: usize = tables.iter().map(|table| table.services.len()).sum();
    html! {
        <>
            if services >= FEW || !text.is_empty() || *problems { {sifting(&text, &problems)} }
            if parts.is_empty() { <p class="empty">{"No Service is like this."}</p> }
            <div class="grids" ref={box_ref} onscroll={move |_: Event| look()} {onkeydown} {onfocusin}>
                {grid::gap(above)}
                {for drawn.into_iter().map(draw)}
                {grid::gap(below)}
            </div>
        </>
    }
}

/// What the tables are searched for, and whether they show what does not fit alone.
fn sifting(text: &UseStateHandle<String>, problems: &UseStateHandle<bool>) -> Html {
    let written = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set(page::written(&event)))
    };
    let turn = {
        let problems = problems.clone();
        Callback::from(move |_: MouseEvent| problems.set(!*problems))
    };
    html! {
        <div class="sift">
            <input type="search" aria-label="Filter Services and workloads" placeholder="A name or a label" autocomplete="off"
                spellcheck="false" value={(**text).clone()} oninput={written} />
            <button type="button" class="button" aria-pressed={problems.to_string()} onclick={turn}>{"Only problems"}</button>
        </div>
    }
}
