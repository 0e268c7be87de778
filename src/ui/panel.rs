//! The explanation of what was chosen, or, while nothing is, how to read the page.

use std::rc::Rc;

use yew::prelude::*;

use super::blocks::draw_block;
use super::draw::{fixed, prose};
use super::state::{Action, Shared, Trial};
use crate::view::{FixCard, Mark, Panel as Explanation, Section};

const CROSS: &str =
    r#"<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d="M2 2 12 12M12 2 2 12"/></svg>"#;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) panel: Option<Shared<Explanation>>,
    pub(super) files: Rc<[String]>,
    pub(super) ready: bool,
    pub(super) fresh: bool,
    pub(super) trial: Option<Trial>,
    pub(super) on: Callback<Action>,
    pub(super) apply: Callback<FixCard>,
    pub(super) reveal: Callback<Mark>,
}

/// The panel.
#[component]
pub(super) fn Panel(props: &Props) -> Html {
    let let_go = props.on.reform(|_: MouseEvent| Action::Clear);
    let onkeydown = {
        let on = props.on.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                on.emit(Action::Clear);
            }
        })
    };
    let inner = match &props.panel {
        None if props.ready => fixed(include_str!("../../static/guide.html")),
        None => Html::default(),
        Some(panel) => html! {
            <>
                <div class="heading">
                    <h2>{prose(&panel.title)}</h2>
                    <button class="quiet icon" type="button" onclick={let_go} aria-label="Close the explanation">
                        {fixed(CROSS)}
                    </button>
                </div>
                <p class="lead">{prose(&panel.lead)}</p>
                {for panel.sections.iter().map(|section| draw_section(section, props))}
            </>
        },
    };
    html! {
        <aside id="panel" class="panel" aria-label="Explanation" tabindex="-1" {onkeydown}>
            {inner}
        </aside>
    }
}

fn draw_section(section: &Section, props: &Props) -> Html {
    html! {
        <section>
            <h3>{section.heading.clone()}</h3>
            {for section.blocks.iter().map(|block| draw_block(block, props))}
        </section>
    }
}
