//! Writing a lesson: from the text as it stands, with goals that hold once it is solved.

use yew::prelude::*;

use super::draw::prose;
use super::state::{Class, Sketch};
use crate::view::OfferRow;

/// What an author does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Builds {
    /// Opens the dialog, which needs to know what holds now.
    Open,
    /// Takes the text as it stands for the start.
    Start,
    /// Picks a goal, or lets go of it.
    Pick(String),
    /// Opens the lesson as a participant would.
    Try,
    /// Has it saved as a file.
    Save,
    /// Has a link to it made.
    Share,
}

/// Fields by their ids: what is written in them stays in the page until it is asked for.
pub(super) const FIELDS: [&str; 3] = ["lesson-title", "lesson-story", "lesson-hints"];

/// The dialog.
pub(super) fn builder(class: &Class, act: &Callback<Builds>) -> Html {
    let button = |text: &'static str, class: &'static str, builds: Builds, disabled: bool| {
        let onclick = act.reform(move |_: MouseEvent| builds.clone());
        html! { <button type="button" class={classes!("button", class)} {onclick} {disabled}>{text}</button> }
    };
    let [title, story, hints] = FIELDS;
    let sketch = class.sketch.as_ref();
    let none_picked = sketch.is_none_or(|sketch| sketch.picked.is_empty());
    html! {
        <div id="builder" class="menu form" popover="auto" role="dialog" aria-label="Write a lesson">
            <h2>{"Write a lesson"}</h2>
            <ol class="steps">
                <li>
                    <p>{"Put the manifests into the editor that others shall start from."}</p>
                    <p class="buttons">
                        {button(if sketch.is_some() { "Start from this text instead" } else { "Start from this text" }, "", Builds::Start, false)}
                        if let Some(sketch) = sketch { <small>{started(sketch)}</small> }
                    </p>
                </li>
                if let Some(sketch) = sketch {
                    <li><p>{"Solve the exercise in the editor, and come back here."}</p></li>
                    <li>
                        <p>{"Pick what the lesson wants, of what holds now."}</p>
                        {offered(sketch, act)}
                    </li>
                    <li>
                        <label class="field"><span>{"Title"}</span><input id={title} type="text" maxlength="200" /></label>
                        <label class="field"><span>{"Story, in Markdown"}</span><textarea id={story} rows="5" maxlength="20000" /></label>
                        <label class="field"><span>{"Hints, one on each line"}</span><textarea id={hints} rows="3" maxlength="8000" /></label>
                    </li>
                    <li>
                        <p class="buttons">
                            {button("Try it", "", Builds::Try, none_picked)}
                            {button("Save as a file", "main", Builds::Save, none_picked)}
                            {button("Share as a link", "", Builds::Share, none_picked)}
                        </p>
                        <p><small>{"Hints and the solution are written so that they cannot be read at a glance. It is no secret."}</small></p>
                    </li>
                }
            </ol>
        </div>
    }
}

fn started(sketch: &Sketch) -> String {
    let lines: usize = sketch.start.iter().map(|(_, text)| text.lines().count()).sum();
    format!("It starts from {lines} lines.")
}

/// What holds now, what did not hold at the start first.
fn offered(sketch: &Sketch, act: &Callback<Builds>) -> Html {
    if sketch.offers.is_empty() {
        return html! { <p>{"Nothing that could be a goal holds of these manifests."}</p> };
    }
    let row = |offer: &OfferRow| {
        let goal = offer.goal.clone();
        let onchange = act.reform(move |_: Event| Builds::Pick(goal.clone()));
        let checked = sketch.picked.contains(&offer.goal);
        html! {
            <li key={offer.goal.clone()}>
                <label class="pick">
                    <input type="checkbox" {checked} {onchange} />
                    <span>{prose(&offer.wants)}if offer.kept { {" "}<span class="points">{"keep"}</span> }</span>
                </label>
            </li>
        }
    };
    html! { <ul class="offers" tabindex="0" aria-label="Goals to pick from">{for sketch.offers.iter().map(row)}</ul> }
}
