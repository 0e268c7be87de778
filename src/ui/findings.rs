//! Problems and findings, worst first.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::page;
use super::draw::{Light, choose, prose};
use super::sifting::sifting;
use super::state::{Action, By, Shared, Sift};
use crate::view::{FindingRow, Inline, Key, Mark, ProblemRow, Severity, View};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) files: Rc<[String]>,
    pub(super) light: Light,
    pub(super) sift: Sift,
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
    let problems = view.problems.iter().filter(|_| props.sift.reach.is_none());
    let findings = view.findings.iter().filter(|finding| props.sift.takes(finding));
    let keys: Vec<&Key> = problems.clone().map(|row| &row.key).chain(findings.clone().map(|row| &row.key)).collect();
    let left = keys.len().saturating_sub(props.drawn);
    let rows = problems.map(|problem| draw_problem(problem, props));
    let rows = rows.chain(findings.map(|finding| draw_finding(finding, props)));
    html! {
        <>
            {sifting(view, props.sift, &props.on)}
            if keys.is_empty() { <p class="empty">{"No finding is like this."}</p> }
            <ul class="rows" onkeydown={walk(&keys, props)}>{for rows.take(props.drawn)}</ul>
            if left > 0 {
                <button type="button" class="button more" onclick={props.on.reform(|_: MouseEvent| Action::More)}>
                    {format!("Show more of the {left} that are left")}
                </button>
            }
        </>
    }
}

/// The arrow keys choose the next row and the one before, and the focus goes along.
fn walk(keys: &[&Key], props: &Props) -> Callback<KeyboardEvent> {
    let at = keys.iter().position(|key| props.light.is_chosen(key));
    let next = keys.get(at.map_or(0, |at| at + 1)).map(|&key| key.clone());
    let before = at.and_then(|at| keys.get(at.checked_sub(1)?)).map(|&key| key.clone());
    let on = props.on.clone();
    Callback::from(move |event: KeyboardEvent| {
        let to = match &*event.key() {
            "ArrowDown" => &next,
            "ArrowUp" => &before,
            _ => return,
        };
        event.prevent_default();
        if let Some(key) = to {
            on.emit(Action::Choose(key.clone(), By::Hand));
            page::focus(key);
        }
    })
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
            <button id={key.clone()} type="button" onclick={choose(on, key)} aria-pressed={light.is_chosen(key).to_string()}>
                <span class={classes!("severity", class)}>{word}</span>
                <span class="what"><b>{prose(title)}</b><span>{prose(message)}</span></span>
                <span class="where">{for file}<span class="unseen">{" line "}</span><span aria-hidden="true">{":"}</span>{mark.line}</span>
            </button>
        </li>
    }
}
