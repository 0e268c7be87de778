//! Problems and findings, worst first.

use std::rc::Rc;

use yew::prelude::*;

use super::draw::{Light, choose, prose};
use super::state::{Action, Shared};
use crate::view::{FindingRow, Inline, Key, Mark, ProblemRow, Severity, View};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) files: Rc<[String]>,
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
    let left = (view.problems.len() + view.findings.len()).saturating_sub(props.drawn);
    let problems = view.problems.iter().take(props.drawn);
    let findings = view.findings.iter().take(props.drawn.saturating_sub(view.problems.len()));
    html! {
        <>
            <ul class="rows">
                {for problems.map(|problem| draw_problem(problem, props))}
                {for findings.map(|finding| draw_finding(finding, props))}
            </ul>
            if left > 0 {
                <button type="button" class="button more" onclick={props.on.reform(|_: MouseEvent| Action::More)}>
                    {format!("Show more of the {left} that are left")}
                </button>
            }
        </>
    }
}

fn draw_finding(finding: &FindingRow, props: &Props) -> Html {
    let (class, word) = match finding.severity {
        Severity::Critical => ("critical", "Critical"),
        Severity::High => ("high", "High"),
        Severity::Medium => ("medium", "Medium"),
        Severity::Low => ("low", "Low"),
        Severity::Note => ("remark", "Note"),
    };
    row(&finding.key, (class, word), &finding.title, &finding.message, finding.mark, props)
}

fn draw_problem(problem: &ProblemRow, props: &Props) -> Html {
    let severity = if problem.refused { ("critical", "Unread") } else { ("medium", "Doubt") };
    let hint = problem.hint.as_deref().unwrap_or_default();
    row(&problem.key, severity, &problem.message, hint, problem.mark, props)
}

fn row(
    key: &Key,
    (class, word): (&'static str, &'static str),
    title: &[Inline],
    message: &[Inline],
    mark: Mark,
    Props { files, light, on, .. }: &Props,
) -> Html {
    let file = files.get(mark.file).filter(|_| files.len() > 1);
    html! {
        <li class={light.class(key)}>
            <button type="button" onclick={choose(on, key)} aria-pressed={light.is_chosen(key).to_string()}>
                <span class={classes!("severity", class)}>{word}</span>
                <span class="what"><b>{prose(title)}</b><span>{prose(message)}</span></span>
                <span class="where">{for file}<span class="unseen">{" line "}</span><span aria-hidden="true">{":"}</span>{mark.line}</span>
            </button>
        </li>
    }
}
