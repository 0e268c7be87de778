//! The answer before any click.

use yew::prelude::*;

use super::draw::{choose, prose, reach_class, reach_glyph, reach_word};
use super::state::{Action, Failure, Run};
use crate::view::{Pill, View};

/// The verdict in a sentence, what was read, and how much can be reached from where.
pub(super) fn verdict(view: Option<&View>, run: Run, on: &Callback<Action>) -> Html {
    let Some(view) = view else {
        let sentence = "These manifests have no analysis.";
        return html! { <section class="verdict"><div><h1>{sentence}</h1>{status(run)}</div></section> };
    };
    let verdict = &view.verdict;
    let pills = verdict.pills.iter().map(|pill| draw_pill(pill, on));
    let summary = if let Run::Failed(_) = run {
        status(run)
    } else {
        html! { <p>{prose(&verdict.summary)}<span class="aside">{"\u{a0}· nothing left this page"}</span></p> }
    };
    html! {
        <section class="verdict" aria-label="Verdict">
            <div>
                <h1>{prose(&verdict.sentence)}</h1>
                {summary}
            </div>
            <ul class="pills" aria-label="What can be reached from where">{for pills}</ul>
        </section>
    }
}

fn draw_pill(pill: &Pill, on: &Callback<Action>) -> Html {
    let class = classes!("pill", reach_class(pill.reach));
    let inner = html! { <>{reach_glyph(pill.reach)}{reach_word(pill.reach)}{" "}<b>{pill.count}</b></> };
    let title = pill.text.clone();
    let drawn = match &pill.key {
        Some(key) => html! {
            <button type="button" {class} {title} onclick={choose(on, key)}>{inner}</button>
        },
        None => html! { <span {class} {title}>{inner}</span> },
    };
    html! { <li>{drawn}</li> }
}

fn status(run: Run) -> Html {
    let Run::Failed(failure) = run else { return Html::default() };
    let text = match failure {
        Failure::TooLong => {
            "The analysis of this text took more than five seconds and was stopped. The text is untouched; a smaller part of it may do."
        }
        Failure::TooLarge => {
            "This browser lets the page analyse only on its own thread, which takes texts up to 1 MB. This one is larger; a part of it will do."
        }
        Failure::Absent => {
            "The part of this page that analyses could not be fetched. The text is untouched, and the next change tries again; where that does not help, reload the page."
        }
        Failure::Broke => {
            "The analysis ended without an answer. The text is untouched, and the next change tries again."
        }
    };
    html! { <p class="failed">{text}</p> }
}
