//! Two texts: one that was kept, and the one in the editor; what opened and what closed between them.

use yew::prelude::*;

use super::draw::prose;
use crate::view::{Changes, View};

/// What a person does with the kept text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Keeps the text as it stands.
    This,
    /// Keeps none any more.
    None,
    /// Puts the kept text back into the editor.
    Back,
}

/// The button in the header and what it opens.
pub(super) fn compare(view: Option<&View>, is_kept: bool, keep: &Callback<Keeps>) -> Html {
    let changes = view.and_then(|view| view.changes.as_ref()).filter(|_| is_kept);
    let differs = changes.is_some_and(|changes| !changes.parts.is_empty());
    let button = |text: &'static str, keeps: Keeps| {
        let onclick = keep.reform(move |_: MouseEvent| keeps);
        html! { <button type="button" class="button" {onclick}>{text}</button> }
    };
    html! {
        <>
            <button class="quiet" type="button" popovertarget="compare" aria-label={differs.then_some("Compare: something differs")}>
                {"Compare"}
                if differs { <span class="dot"></span> }
            </button>
            <div id="compare" class="menu form" popover="auto" role="dialog" aria-label="Compare">
                if is_kept {
                    {changes.map_or_else(Html::default, draw)}
                    <p class="buttons">
                        {button("Keep the present text instead", Keeps::This)}
                        {button("Put the kept text back", Keeps::Back)}
                        {button("Stop comparing", Keeps::None)}
                    </p>
                } else {
                    <p>{"Keep the text as it is now. Whatever you then change or paste is compared with it: what opens, what closes, which findings come and go."}</p>
                    <p class="buttons">{button("Keep this text", Keeps::This)}</p>
                }
            </div>
        </>
    }
}

/// What differs, in a sentence and in lists.
pub(super) fn draw(changes: &Changes) -> Html {
    let part = |part: &crate::view::ChangedPart| {
        html! {
            <>
                <h4>{part.heading.clone()}</h4>
                <ul class="bullets">{for part.items.iter().map(|item| html! { <li>{prose(item)}</li> })}</ul>
            </>
        }
    };
    html! {
        <div class="changes">
            <p class="lead">{prose(&changes.sentence)}</p>
            {for changes.parts.iter().map(part)}
        </div>
    }
}
