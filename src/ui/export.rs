//! What a person takes along: reports, which the engine writes, the map as a picture, and the manifests themselves.

use yew::prelude::*;

use crate::view::protocol::Report;

/// Where it goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum To {
    /// Into a file that the browser saves.
    #[default]
    File,
    /// Onto the clipboard.
    Clipboard,
}

/// What can be taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A report of the engine's.
    Report(Report),
    /// The map, in the form that `static/picture/` makes of it.
    Map(&'static str),
    /// The text.
    Manifests,
}

/// All of it, each with its name and what it is good for.
const FORMS: [(What, &str, &str); 6] = [
    (What::Report(Report::Markdown), "Markdown report", "To read, or for a pull request."),
    (What::Map("svg"), "Map as SVG", "As sharp at any size, for documents."),
    (What::Map("png"), "Map as PNG", "For chats, slides and wherever an SVG is not taken."),
    (What::Report(Report::Json), "JSON", "Everything that was found, for programs."),
    (What::Report(Report::Sarif), "SARIF", "Findings, for code scanning."),
    (What::Manifests, "Manifests", "The text as it stands, with the fixes that were made; all files in one."),
];

/// The button in the header and the menu that it opens.
pub(super) fn export(take: &Callback<(What, To)>) -> Html {
    let button = |form: What, to: To, word: &'static str, name: &'static str| {
        let onclick = take.reform(move |_: MouseEvent| (form, to));
        html! { <button type="button" class="button" {onclick} aria-label={format!("{word}: {name}")}>{word}</button> }
    };
    let row = |&(form, name, good_for): &(What, &'static str, &'static str)| {
        html! {
            <li>
                <span><b>{name}</b><small>{good_for}</small></span>
                {button(form, To::File, "Download", name)}
                {button(form, To::Clipboard, "Copy", name)}
            </li>
        }
    };
    html! {
        <>
            <button class="quiet" type="button" popovertarget="export">{"Export"}</button>
            <div id="export" class="menu form" popover="auto" role="dialog" aria-label="Export">
                <ul>{for FORMS.iter().map(row)}</ul>
            </div>
        </>
    }
}
