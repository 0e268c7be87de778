//! What was just done, and how to take it back.

use yew::prelude::*;

use super::opened::Does;
use super::state::{Action, Notice};

/// A strip over the foot of the page.
pub(super) fn notice(notice: Option<Notice>, on: &Callback<Action>, act: &Callback<Does>) -> Html {
    let Some(Notice { text, undo }) = notice else { return Html::default() };
    html! {
        <section class="notice" aria-label="Notice">
            <p>{text}</p>
            if undo {
                <button type="button" class="button" onclick={act.reform(|_: MouseEvent| Does::Undo)}>{"Undo"}</button>
            }
            <button type="button" class="quiet" onclick={on.reform(|_: MouseEvent| Action::Hush)} aria-label="Close the notice">{"×"}</button>
        </section>
    }
}
