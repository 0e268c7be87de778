//! What a person takes along: reports, which the engine writes, and the manifests themselves.

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

/// Everything that can be taken along: the report, or none for the manifests; its name; what it is good for.
const FORMS: [(Option<Report>, &str, &str); 4] = [
    (Some(Report::Markdown), "Markdown report", "To read, or for a pull request."),
    (Some(Report::Json), "JSON", "Everything that was found, for programs."),
    (Some(Report::Sarif), "SARIF", "Findings, for code scanning."),
    (None, "Manifests", "The text as it stands, all files in one."),
];

/// The button in the header and the menu that it opens.
pub(super) fn export(take: &Callback<(Option<Report>, To)>) -> Html {
    let button = |form: Option<Report>, to: To, word: &'static str, name: &'static str| {
        let onclick = take.reform(move |_: MouseEvent| (form, to));
        html! { <button type="button" class="button" {onclick} aria-label={format!("{word}: {name}")}>{word}</button> }
    };
    let row = |&(form, name, good_for): &(Option<Report>, &'static str, &'static str)| {
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
