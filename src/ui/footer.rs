//! The foot of the page.

use yew::prelude::*;

use super::state::Run;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) lines: usize,
    pub(super) problems: usize,
    pub(super) run: Run,
}

/// How large the text is, what kept it from being read, how long the analysis took.
#[component]
pub(super) fn Footer(props: &Props) -> Html {
    let run = match props.run {
        Run::Working => "analysing…".to_owned(),
        Run::Done(micros) => format!("analysed in {}.{} ms", micros / 1000, micros % 1000 / 100),
        Run::Failed(_) => "not analysed".to_owned(),
    };
    html! {
        <footer>
            <span>{counted(props.lines, "line")}</span>
            if props.problems > 0 { <span>{counted(props.problems, "problem")}</span> }
            <span class="run">{run}</span>
            <span class="space"></span>
            <span>{"Everything stays in this page"}</span>
        </footer>
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
