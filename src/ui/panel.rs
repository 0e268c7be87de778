//! The explanation of what was chosen, or, while nothing is, how to read the page.

use yew::prelude::*;

use super::blocks::draw_block;
use super::draw::{prose, reach_class, reach_glyph, reach_word};
use super::state::{Action, Shared};
use crate::view::{FixCard, Mark, Panel as Explanation, Reach, Section, View};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) panel: Option<Shared<Explanation>>,
    pub(super) view: Option<Shared<View>>,
    pub(super) fresh: bool,
    pub(super) notice: Option<&'static str>,
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
        None => guide(props.view.as_deref()),
        Some(panel) => html! {
            <>
                <div class="heading">
                    <h2>{prose(&panel.title)}</h2>
                    <button class="quiet icon" type="button" onclick={let_go} aria-label="Close the explanation">
                        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d="M2 2 12 12M12 2 2 12" /></svg>
                    </button>
                </div>
                <p class="lead">{prose(&panel.lead)}</p>
                {for panel.sections.iter().map(|section| draw_section(section, props))}
            </>
        },
    };
    html! {
        <aside id="panel" class="panel" aria-label="Explanation" tabindex="-1" {onkeydown}>
            {for props.notice.map(|notice| html! { <p class="notice">{notice}</p> })}
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

fn guide(view: Option<&View>) -> Html {
    if view.is_none() {
        return Html::default();
    }
    let levels =
        [Reach::Internet, Reach::PrivateNetwork, Reach::NodeNetwork, Reach::Cluster, Reach::Namespace, Reach::Nobody];
    let level = |reach: Reach| {
        html! { <li key={reach_class(reach)} class={reach_class(reach)}>{reach_glyph(reach)}<span>{reach_word(reach)}</span>{sample(reach_class(reach))}</li> }
    };
    html! {
        <>
            <h2>{"Choose anything"}</h2>
            <p class="lead">{"A line of the manifests, a shape or a line on the map, a cell or a finding: its lines are marked, its path is lit, and its explanation stands here."}</p>
            <section>
                <h3>{"From where something can be reached"}</h3>
                <ul class="legend">{for levels.into_iter().map(level)}</ul>
            </section>
            <section>
                <h3>{"On the map"}</h3>
                <ul class="legend marks">
                    <li><span class="pair yes">{"app=web"}</span><span>{"a label and a selector that match"}</span></li>
                    <li><span class="pair no">{"app=web"}</span><span>{"one that nothing matches"}</span></li>
                    <li>{sample("nobody nearly")}<span>{"a near miss"}</span></li>
                </ul>
            </section>
        </>
    }
}

/// A line as the map draws it.
fn sample(class: &'static str) -> Html {
    html! {
        <svg class="sample" width="58" height="8" viewBox="0 0 58 8" aria-hidden="true">
            <g class={classes!("edge", class)}><path class="line" d="M0 4h58" /></g>
        </svg>
    }
}
