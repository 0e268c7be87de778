//! The head of the page: its name, the examples, the theme; and, on a narrow screen, the views.

use yew::prelude::*;

use super::browser::page;
use super::concepts::concepts;
use super::draw::fixed;
use super::environment::environment;
use super::examples::{EXAMPLES, Example};
use super::state::{Action, Pane};
use crate::view::View;

const MARK: &str = r#"<svg class="mark" width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="9"/><circle class="lens" cx="11" cy="11" r="4.5"/></svg>"#;
const HALF_MOON: &str = r#"<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><circle cx="9" cy="9" r="7"/><path class="full" d="M9 2a7 7 0 0 1 0 14z"/></svg>"#;

/// The header. `index.html` draws the same before the program comes.
pub(super) fn header(
    view: Option<&View>,
    dark: bool,
    on: &Callback<Action>,
    on_example: &Callback<&'static Example>,
    menus: &Html,
) -> Html {
    let theme = if dark { "Use the light theme" } else { "Use the dark theme" };
    let switch = on.reform(move |_: MouseEvent| Action::Dark(!dark));
    html! {
        <header class="top">
            <span class="word">{fixed(MARK)}{"Porthole"}</span>
            <button class="quiet menus" type="button" popovertarget="menus">{"Menu"}</button>
            <div id="menus" popover="auto">
                <button class="quiet" type="button" popovertarget="examples">{"Examples"}</button>
                <div id="examples" class="menu" popover="auto" role="dialog" aria-label="Examples">
                    <ul>{for EXAMPLES.iter().map(|example| entry(example, on_example))}</ul>
                </div>
                {environment(view, on)}
                {menus.clone()}
                {concepts(view, on)}
            </div>
            <span class="space"></span>
            <button class="quiet find" type="button" popovertarget="palette">{"Find"}<kbd aria-hidden="true">{page::find_keys()}</kbd></button>
            <button class="quiet icon" type="button" onclick={switch} aria-label={theme} title={theme}>
                {fixed(HALF_MOON)}
            </button>
        </header>
    }
}

fn entry(example: &'static Example, on: &Callback<&'static Example>) -> Html {
    let onclick = on.reform(move |_: MouseEvent| example);
    html! {
        <li>
            <button type="button" popovertarget="examples" popovertargetaction="hide" {onclick}>
                <b>{example.title}</b><span>{example.shows}</span>
            </button>
        </li>
    }
}

/// On a narrow screen: the views, of which one is shown.
pub(super) fn panes(shown: Pane, has_lesson: bool, findings: Option<usize>, on: &Callback<Action>) -> Html {
    html! {
        <nav class="tabs panes" aria-label="Views">
            if has_lesson { {tab("Lesson", None, Pane::Lesson, shown, on)} }
            {tab("Editor", None, Pane::Editor, shown, on)}
            {tab("Map", None, Pane::Map, shown, on)}
            {tab("Matches", None, Pane::Matches, shown, on)}
            {tab("Findings", findings, Pane::Findings, shown, on)}
        </nav>
    }
}

/// A button that shows a view.
pub(super) fn tab(name: &'static str, count: Option<usize>, pane: Pane, shown: Pane, on: &Callback<Action>) -> Html {
    let onclick = on.reform(move |_: MouseEvent| Action::Show(pane));
    html! {
        <button type="button" class="tab" aria-pressed={(pane == shown).to_string()} {onclick}>
            {name}
            if let Some(count) = count { <span class="count">{count}</span> }
        </button>
    }
}
