//! The foot of the page.

use yew::prelude::*;

use super::state::{Action, Does, Notice, Run};

/// What is asked before everything is forgotten.
const ASKS: Notice = Notice { text: "Your text, answers and progress go for good.", does: Some(Does::Forget) };

/// How large the text is, what kept it from being read, how long the analysis took.
pub(super) fn footer(lines: usize, problems: usize, run: Run, on: &Callback<Action>) -> Html {
    let run = match run {
        Run::Working => "analysing…".to_owned(),
        Run::Foreseen => "analysed when this page was built".to_owned(),
        Run::Done(micros) => format!("analysed in {}.{} ms", micros / 1000, micros % 1000 / 100),
        Run::Failed(_) => "not analysed".to_owned(),
    };
    html! {
        <footer>
            <span>{counted(lines, "line")}</span>
            if problems > 0 { <span>{counted(problems, "problem")}</span> }
            <span class="run">{run}</span>
            <span class="space"></span>
            <span>{"Everything stays in this browser"}</span>
            <button type="button" class="link" popovertarget="shortcuts">{"Shortcuts"}</button>
            <button type="button" class="link" onclick={on.reform(|_: MouseEvent| Action::Say(ASKS))}>{"Forget everything"}</button>
        </footer>
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
