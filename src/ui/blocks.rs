//! The pieces of an explanation.

use yew::prelude::*;

use super::draw::{choose, lines, prose, reach_class, reach_word, state_sign, state_word};
use super::fix::draw_fix;
use super::panel::Props;
use super::state::{Action, Learns};
use crate::view::{Block, HopRow, LessonChoice, RequirementRow, Requirements};

/// A piece of a section.
pub(super) fn draw_block(block: &Block, props: &Props) -> Html {
    match block {
        Block::Text(text) => html! { <p>{prose(text)}</p> },
        Block::List(items) => html! {
            <ul class="bullets">{for items.iter().map(|item| html! { <li>{prose(item)}</li> })}</ul>
        },
        Block::Hops(hops) => html! {
            <ol class="hops">{for hops.iter().map(|hop| draw_hop(hop, props))}</ol>
        },
        Block::Requirements(requirements) => draw_requirements(requirements, props),
        Block::Fix(fix) => draw_fix(fix, props),
        Block::Yaml(text) => html! { <pre class="yaml"><code>{text.clone()}</code></pre> },
        Block::Lesson(name, text) => {
            let choice = LessonChoice::Named(name.clone());
            let onclick = props.on.reform(move |_: MouseEvent| Action::Learn(Learns::Wants(choice.clone(), true)));
            html! { <p><button type="button" class="link" {onclick}>{prose(text)}</button></p> }
        }
        Block::Link(key, text) => html! {
            <p><button type="button" class="link" onclick={choose(&props.on, key)}>{prose(text)}</button></p>
        },
    }
}

fn draw_hop(hop: &HopRow, props: &Props) -> Html {
    let dead = hop.dead.then_some("dead");
    html! {
        <li class={classes!(reach_class(hop.reach), dead)} title={reach_word(hop.reach)}>
            <span class="said">{prose(&hop.text)}</span>{" "}{lines(&hop.marks, &props.files, &props.reveal)}
        </li>
    }
}

fn draw_requirements(requirements: &Requirements, props: &Props) -> Html {
    html! {
        <div class="requirements">
            <button type="button" class="link" onclick={choose(&props.on, &requirements.key)}>{prose(&requirements.subject)}</button>
            <ul>{for requirements.rows.iter().map(|row| draw_requirement(row, props))}</ul>
            {for requirements.note.iter().map(|note| html! { <p class="aside">{prose(note)}</p> })}
        </div>
    }
}

fn draw_requirement(row: &RequirementRow, props: &Props) -> Html {
    let (sign, class) = state_sign(row.state);
    html! {
        <li {class}>
            <span class="sign" aria-hidden="true">{sign}</span>
            <span>
                <span class="unseen">{state_word(row.state)}</span>
                <code>{row.requirement.clone()}</code>
                if !row.found.is_empty() { {" "}<span class="found">{prose(&row.found)}</span> }
                if let Some(mark) = row.mark { {" "}{lines(&[mark], &props.files, &props.reveal)} }
            </span>
        </li>
    }
}
