//! The words that a beginner meets: a menu of their cards.

use yew::prelude::*;

use super::draw::choose;
use super::state::Action;
use crate::view::{ConceptRow, View};

/// The button in the header and the list that it opens.
pub(super) fn concepts(view: Option<&View>, on: &Callback<Action>) -> Html {
    let rows = view.map(|view| view.concepts.as_slice()).unwrap_or_default();
    let row = |row: &ConceptRow| {
        let chosen = choose(on, &row.key);
        html! {
            <li>
                <button type="button" popovertarget="concepts" popovertargetaction="hide" onclick={chosen}>
                    {row.title.clone()}
                </button>
            </li>
        }
    };
    html! {
        <>
            <button class="quiet" type="button" popovertarget="concepts">{"Concepts"}</button>
            <div id="concepts" class="menu" popover="auto" role="dialog" aria-label="Concepts"><ul>{for rows.iter().map(row)}</ul></div>
        </>
    }
}
