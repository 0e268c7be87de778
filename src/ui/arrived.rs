//! What came with the page's address and was not simply opened: a question, or why it was refused.

use std::rc::Rc;

use yew::prelude::*;

use super::draw::plain;
use super::state::{Action, Arrived};
use crate::link::Link;

const AS_IT_WAS: &str = " What you have here is as it was.";

impl Arrived {
    /// What to say of it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Asks(_, true) => "The link leads to a lesson. Your own manifests wait until you leave it.".to_owned(),
            Self::Asks(_, false) => "The link holds other manifests than those that you work on.".to_owned(),
            Self::Refused(refusal) => [refusal.text(), AS_IT_WAS].concat(),
            Self::Unlearned(said, has_text) => {
                let said: Vec<String> = said.iter().map(|said| plain(said)).collect();
                let after = if *has_text { " Its manifests are here without it." } else { AS_IT_WAS };
                ["The link’s lesson cannot be opened. ", &said.join(" "), after].concat()
            }
        }
    }
}

/// A strip over the foot of the page, until it is answered.
pub(super) fn arrived(arrived: &Arrived, on: &Callback<Action>, open: &Callback<Rc<Link>>) -> Html {
    let close = on.reform(|_: MouseEvent| Action::Arrived(None));
    let buttons = match arrived {
        Arrived::Asks(link, _) => {
            let link = Rc::clone(link);
            let open = open.reform(move |_: MouseEvent| Rc::clone(&link));
            html! {
                <>
                    <button type="button" class="button" onclick={open}>{"Open the link"}</button>
                    <button type="button" class="button" onclick={close}>{"Keep mine"}</button>
                </>
            }
        }
        Arrived::Refused(_) | Arrived::Unlearned(..) => {
            html! { <button type="button" class="quiet" onclick={close} aria-label="Close the notice">{"×"}</button> }
        }
    };
    html! { <section class="notice" aria-label="Link"><p>{arrived.text()}</p>{buttons}</section> }
}
