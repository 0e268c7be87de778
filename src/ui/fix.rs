//! A fix: what it puts in, what it would open and close, and the buttons that try it and make it.

use yew::prelude::*;

use super::compare;
use super::draw::prose;
use super::panel::Props;
use super::state::{Action, Tried};
use crate::view::{FixCard, FixLine};

pub(super) fn draw_fix(fix: &FixCard, props: &Props) -> Html {
    let trial = props.trial.as_ref().filter(|trial| trial.edits == fix.edits && !fix.edits.is_empty());
    let apply = {
        let fix = fix.clone();
        props.apply.reform(move |_: MouseEvent| fix.clone())
    };
    let look = {
        let (fix, is_tried) = (fix.clone(), trial.is_some());
        props.on.reform(move |_: MouseEvent| if is_tried { Action::EndTrial } else { Action::Try(fix.clone()) })
    };
    let result = trial.map(|trial| match &trial.result {
        Tried::Working => html! { <p class="aside">{"Working out what it would change…"}</p> },
        Tried::Failed => html! { <p class="aside">{"What it would change could not be worked out."}</p> },
        Tried::Done(preview) => compare::draw(&preview.changes),
    });
    let pressed = trial.is_some().to_string();
    html! {
        <div class="fix">
            <b>{prose(&fix.title)}</b>
            if !fix.lines.is_empty() { <pre class="lines"><code>{for fix.lines.iter().map(line)}</code></pre> }
            if !fix.consequence.is_empty() { <p class="aside">{prose(&fix.consequence)}</p> }
            if !fix.edits.is_empty() {
                <p class="buttons">
                    <button type="button" class="button main" disabled={!props.fresh} onclick={apply}>{"Apply"}</button>
                    <button type="button" class="button" disabled={!props.fresh} aria-pressed={pressed} onclick={look}>{"Preview"}</button>
                </p>
                <div aria-live="polite">{for result}</div>
            }
        </div>
    }
}

fn line(line: &FixLine) -> Html {
    let text = [if line.removed { "- " } else { "+ " }, &*line.text, "\n"].concat();
    if line.removed {
        html! { <del>{text}</del> }
    } else {
        html! { <ins>{text}</ins> }
    }
}
