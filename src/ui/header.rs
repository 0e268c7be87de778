//! The head of the page: its name, the examples, the theme.

use yew::prelude::*;

use super::browser::page;
use super::examples::{EXAMPLES, Example};
use super::state::{Action, Pane};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) on_example: Callback<&'static Example>,
}

/// The header. `index.html` draws the same before the program comes.
#[component]
pub(super) fn Header(props: &Props) -> Html {
    html! {
        <header class="top">
            <span class="word">{mark()}{"Porthole"}</span>
            <button class="quiet" type="button" popovertarget="examples">{"Examples"}</button>
            <div id="examples" class="menu" popover="auto" aria-label="Examples">
                <ul>{for EXAMPLES.iter().map(|example| entry(example, &props.on_example))}</ul>
            </div>
            <span class="space"></span>
            <Theme />
        </header>
    }
}

fn entry(example: &'static Example, on: &Callback<&'static Example>) -> Html {
    let onclick = on.reform(move |_: MouseEvent| example);
    html! {
        <li key={example.title}>
            <button type="button" popovertarget="examples" popovertargetaction="hide" {onclick}>
                <b>{example.title}</b><span>{example.shows}</span>
            </button>
        </li>
    }
}

fn mark() -> Html {
    html! {
        <svg class="mark" width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <circle cx="11" cy="11" r="9" /><circle class="lens" cx="11" cy="11" r="4.5" />
        </svg>
    }
}

#[component]
fn Theme() -> Html {
    let dark = use_state_eq(page::is_dark);
    let onclick = {
        let dark = dark.clone();
        Callback::from(move |_: MouseEvent| {
            let next = !page::is_dark();
            page::set_dark(next);
            dark.set(next);
        })
    };
    let label = if *dark { "Use the light theme" } else { "Use the dark theme" };
    html! {
        <button class="quiet icon" type="button" {onclick} aria-label={label} title={label}>
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
                <circle cx="9" cy="9" r="7" /><path class="full" d="M9 2a7 7 0 0 1 0 14z" />
            </svg>
        </button>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct TabsProps {
    pub(super) pane: Pane,
    pub(super) matches: Option<usize>,
    pub(super) findings: Option<usize>,
    pub(super) on: Callback<Action>,
}

/// On a narrow screen: the views, of which one is shown.
#[component]
pub(super) fn Tabs(props: &TabsProps) -> Html {
    let panes = [
        ("Editor", Pane::Editor, None),
        ("Map", Pane::Map, None),
        ("Matches", Pane::Matches, props.matches),
        ("Findings", Pane::Findings, props.findings),
    ];
    html! {
        <nav class="tabs panes" aria-label="Views">
            {for panes.into_iter().map(|(name, pane, count)| tab(name, count, pane, props.pane, &props.on))}
        </nav>
    }
}

/// A button that shows a view.
pub(super) fn tab(name: &'static str, count: Option<usize>, pane: Pane, shown: Pane, on: &Callback<Action>) -> Html {
    let onclick = on.reform(move |_: MouseEvent| Action::Show(pane));
    let count = count.map(|count| html! { <span class="count">{count}</span> });
    html! {
        <button key={name} type="button" class="tab" aria-pressed={(pane == shown).to_string()} {onclick}>{name}{count}</button>
    }
}
