//! The link to what the page shows, and the forms in which it is handed on.

use yew::prelude::*;

use super::forms::Form;
use super::state::{Of, Offer};

/// From so many characters on, a link is likely to be cut by some tool for chatting.
const LONG: usize = 1_900;

/// What a person does to hand something on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shares {
    /// Has the link made: of an open lesson to its start (true), or to what was made of it.
    Make(bool),
    /// Copies it in a form.
    Copy(Form),
    /// Saves the manifests as a file.
    Save,
}

/// Every form: its name; what it is good for.
const FORMS: [(Form, &str, &str); 4] = [
    (Form::Markdown, "Markdown link", "For a pull request, a wiki, a chat."),
    (Form::Block, "Markdown with the manifests", "To be read where it stands, and opened from there."),
    (Form::Frame, "Frame", "Shows it inside a page of your own."),
    (
        Form::Script,
        "Script",
        "Makes a playground of it in your own page, and leaves what stands there where it cannot.",
    ),
];

/// The button in the header and the dialog that it opens.
pub(super) fn share(offer: Option<&Offer>, act: &Callback<Shares>) -> Html {
    let open = act.reform(|_: MouseEvent| Shares::Make(false));
    html! {
        <>
            <button class="quiet" type="button" popovertarget="share" onclick={open}>{"Share"}</button>
            <div id="share" class="menu form" popover="auto" role="dialog" aria-label="Share" tabindex="-1">
                {offer.map_or_else(Html::default, |offer| draw(offer, act))}
            </div>
        </>
    }
}

fn draw(offer: &Offer, act: &Callback<Shares>) -> Html {
    let save = act.reform(|_: MouseEvent| Shares::Save);
    let file = html! { <button type="button" class="button" onclick={save}>{"Download the file"}</button> };
    let Some(link) = &offer.link else {
        return html! {
            <>
                <p>{"This is more than a link can hold: up to 2 MB of text in 1,000 files. A file takes all of it along."}</p>
                <p class="buttons">{file}</p>
            </>
        };
    };
    let copy = |form: Form, name: &str| {
        let onclick = act.reform(move |_: MouseEvent| Shares::Copy(form));
        let word = if offer.copied == Some(form) { "Copied" } else { "Copy" };
        html! { <button type="button" class="button" {onclick} aria-label={format!("{word}: {name}")}>{word}</button> }
    };
    let row = |&(form, name, good_for): &(Form, &'static str, &'static str)| {
        html! { <li><span><b>{name}</b><small>{good_for}</small></span>{copy(form, name)}</li> }
    };
    let length = link.chars().count();
    let holds = if offer.of == Of::Page {
        "The link holds the manifests, what is chosen, and what you said about the cluster, in the part of an address that is never sent to a server. Whoever has the link can read them."
    } else {
        "The link opens this lesson. What it holds stands in the part of an address that is never sent to a server."
    };
    let pick = |answer: bool| {
        let onchange = act.reform(move |_: Event| Shares::Make(answer));
        html! {
            <label class="pick">
                <input type="checkbox" checked={answer} {onchange} />
                <span>{"With your manifests as they stand, not from its start"}</span>
            </label>
        }
    };
    // The manifests are not the lesson.
    let forms = FORMS.iter().filter(|(form, ..)| offer.of == Of::Page || *form != Form::Block);
    html! {
        <>
            <p>{holds}</p>
            if let Of::Answer(answer) = offer.of { {pick(answer)} }
            <p class="link-row">
                <input type="text" readonly={true} aria-label="Link" value={link.to_string()} />
                {copy(Form::Link, "Link")}
            </p>
            if length < LONG {
                <p><small>{[&*grouped(length), " characters"].concat()}</small></p>
            } else {
                <p class="warning">
                    <span>{[&*grouped(length), " characters. Some chats cut links near 2,000, and a cut link does not open. A file arrives whole."].concat()}</span>
                    {file}
                </p>
            }
            <ul>{for forms.map(row)}</ul>
        </>
    }
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), number % 1000),
    }
}
