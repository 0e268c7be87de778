//! Problems and findings, worst first.

use yew::prelude::*;

use super::draw::{Light, choose, prose};
use super::state::{Action, Shared};
use crate::view::{FindingRow, Inline, Key, Mark, ProblemRow, Severity, View};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) light: Light,
    pub(super) drawn: usize,
    pub(super) on: Callback<Action>,
}

/// The list. What could not be read comes first: the rest may be missing something because of it.
#[component]
pub(super) fn Findings(props: &Props) -> Html {
    let Some(view) = &props.view else { return Html::default() };
    if view.findings.is_empty() && view.problems.is_empty() {
        return html! { <p class="empty">{"Nothing to report."}</p> };
    }
    let (light, on) = (&props.light, &props.on);
    let left = (view.problems.len() + view.findings.len()).saturating_sub(props.drawn);
    let problems = view.problems.iter().take(props.drawn);
    let findings = view.findings.iter().take(props.drawn.saturating_sub(view.problems.len()));
    html! {
        <>
            <ul class="rows">
                {for problems.map(|problem| draw_problem(problem, light, on))}
                {for findings.map(|finding| draw_finding(finding, light, on))}
            </ul>
            if left > 0 {
                <button type="button" class="button more" onclick={on.reform(|_: MouseEvent| Action::More)}>
                    {format!("Show more of the {left} that are left")}
                </button>
            }
        </>
    }
}

fn draw_finding(finding: &FindingRow, light: &Light, on: &Callback<Action>) -> Html {
    let (class, word) = match finding.severity {
        Severity::Critical => ("critical", "Critical"),
        Severity::High => ("high", "High"),
        Severity::Medium => ("medium", "Medium"),
        Severity::Low => ("low", "Low"),
        Severity::Note => ("remark", "Note"),
    };
    row(&finding.key, (class, word), &finding.title, &finding.message, finding.mark, light, on)
}

fn draw_problem(problem: &ProblemRow, light: &Light, on: &Callback<Action>) -> Html {
    let severity = if problem.refused { ("critical", "Unread") } else { ("medium", "Doubt") };
    let hint = problem.hint.as_deref().unwrap_or_default();
    row(&problem.key, severity, &problem.message, hint, problem.mark, light, on)
}

fn row(
    key: &Key,
    (class, word): (&'static str, &'static str),
    title: &[Inline],
    message: &[Inline],
    mark: Mark,
    light: &Light,
    on: &Callback<Action>,
) -> Html {
    html! {
        <li class={light.class(key)}>
            <button type="button" onclick={choose(on, key)} aria-pressed={light.is_chosen(key).to_string()}>
                <span class={classes!("severity", class)}>{word}</span>
                <span class="what"><b>{prose(title)}</b><span>{prose(message)}</span></span>
                <span class="where"><span class="unseen">{"line "}</span>{mark.line}</span>
            </button>
        </li>
    }
}
