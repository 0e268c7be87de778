//! What was just done, and how to take it back; and that a newer page waits.

use yew::prelude::*;

use super::state::{Action, Does, Notice};

/// What is said of a newer page.
const NEWER: Notice =
    Notice { text: "A newer Porthole is here. Your text stays when you reload.", does: Some(Does::Renew) };

/// What there is to say. What was just done comes before a newer page, which can wait.
pub(super) fn noticed(notice: Option<Notice>, newer: bool) -> Option<Notice> {
    notice.or(newer.then_some(NEWER))
}

/// A strip over the foot of the page.
pub(super) fn notice(notice: Option<Notice>, newer: bool, on: &Callback<Action>, act: &Callback<Does>) -> Html {
    let Some(Notice { text, does }) = noticed(notice, newer) else { return Html::default() };
    let close = on.reform(move |_: MouseEvent| if notice.is_some() { Action::Hush } else { Action::Newer(false) });
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
