//! The files above the editor: their names, of which one is shown.

use yew::prelude::*;

use super::browser::page;
use super::state::Does;

/// Up to so many files have a tab each; more are a list to choose from.
const MOST_TABS: usize = 8;

/// The names. `index.html` draws the same for the file that the page begins with.
pub(super) fn opened(names: &[String], shown: usize, act: &Callback<Does>) -> Html {
    let Some(name) = names.get(shown).filter(|_| names.len() > 1) else {
        return html! { <span class="name">{names.first().cloned()}</span> };
    };
    let drawn = if names.len() > MOST_TABS {
        let act = act.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(at) = page::chosen(&event).and_then(|at| at.parse().ok()) {
                act.emit(Does::Show(at));
            }
        });
        let option = |(at, name): (usize, &String)| {
            html! { <option value={at.to_string()} selected={at == shown}>{name.clone()}</option> }
        };
        html! { <select aria-label="File" {onchange}>{for names.iter().enumerate().map(option)}</select> }
    } else {
        let tab = |(at, name): (usize, &String)| {
            let onclick = act.reform(move |_: MouseEvent| Does::Show(at));
            html! { <button type="button" class="tab" aria-pressed={(at == shown).to_string()} {onclick}>{name.clone()}</button> }
        };
        html! { <>{for names.iter().enumerate().map(tab)}</> }
    };
    let close = act.reform(|_: MouseEvent| Does::Close);
    html! {
        <>
            {drawn}
            <button type="button" class="quiet" onclick={close} aria-label={format!("Close {name}")} title={format!("Close {name}")}>{"×"}</button>
        </>
    }
}
