//! What was just done, and how to take it back; and that a newer page waits.

use yew::prelude::*;

use super::state::{Action, Does, Notice};

/// What is said of a newer page.
pub(super) const NEWER: &str = "A newer Porthole is here. Your text stays when you reload.";

/// A strip over the foot of the page. What was just done comes before a newer page, which can wait.
pub(super) fn notice(notice: Option<Notice>, newer: bool, on: &Callback<Action>, act: &Callback<Does>) -> Html {
    let (text, does, close) = match notice {
        Some(Notice { text, does }) => (text, does, Action::Hush),
        None if newer => (NEWER, Some(Does::Renew), Action::Newer(false)),
        None => return Html::default(),
    };
    let close = on.reform(move |_: MouseEvent| close.clone());
    html! {
        <section class="notice" aria-label="Notice">
            <p>{text}</p>
            if let Some(does) = does {
                <button type="button" class="button" onclick={act.reform(move |_: MouseEvent| does)}>{name(does)}</button>
            }
            <button type="button" class="quiet" onclick={close} aria-label="Close the notice">{"×"}</button>
        </section>
    }
}

fn name(does: Does) -> &'static str {
    match does {
        Does::Forget => "Forget",
        Does::Renew => "Reload",
        _ => "Undo",
    }
}
