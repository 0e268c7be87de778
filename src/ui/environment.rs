//! What a person knows about the cluster and no manifest tells: a form, whose answers judge anew at once.

use yew::prelude::*;

use super::browser::page;
use super::state::Action;
use crate::view::{AssumptionRow, Choice, View};

/// The button in the header and the form that it opens.
pub(super) fn environment(view: Option<&View>, on: &Callback<Action>) -> Html {
    let rows = view.map(|view| view.assumptions.as_slice()).unwrap_or_default();
    html! {
        <>
            <button class="quiet" type="button" popovertarget="environment">{"Environment"}</button>
            <div id="environment" class="menu form" popover="auto" role="dialog" aria-label="Environment">
                <p>{"What do you know about the cluster? What is not known leaves a verdict open."}</p>
                {for rows.iter().map(|row| draw_row(row, on))}
            </div>
        </>
    }
}

fn draw_row(row: &AssumptionRow, on: &Callback<Action>) -> Html {
    let (id, on) = (row.id.clone(), on.clone());
    let onchange = Callback::from(move |event: Event| {
        if let Some(answer) = page::chosen(&event) {
            on.emit(Action::Assume(id.clone(), answer));
        }
    });
    html! {
        <label key={row.id.clone()}>
            <span>{row.question.clone()}<small>{row.note.clone()}</small></span>
            <select {onchange}>{for row.choices.iter().map(draw_choice)}</select>
        </label>
    }
}

fn draw_choice(choice: &Choice) -> Html {
    // What a person chose by hand stays chosen whatever is written on it, so a new one takes its place.
    let key = format!("{} {}", choice.id, choice.chosen);
    html! { <option {key} value={choice.id.clone()} selected={choice.chosen}>{choice.text.clone()}</option> }
}
