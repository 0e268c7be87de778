//! What one check found: a heading with a count, and a row for each finding.

use std::rc::Rc;

use yew::prelude::*;

use super::draw::{Light, choose, prose, reach_class, reach_glyph, reach_word};
use super::findings::severity_word;
use super::state::{Action, Shared};
use crate::view::{FindingRow, Inline, Key, Mark, Reach, View};

/// How many rows are drawn at once.
const PAGE: usize = 25;
/// And on paper, which has to end.
const PAPER: usize = 1000;

/// A row, by its index in the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// Something that could not be read.
    Problem(usize),
    /// A finding.
    Finding(usize),
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) items: Rc<[Item]>,
    pub(super) view: Shared<View>,
    pub(super) files: Rc<[String]>,
    pub(super) light: Light,
    /// Whether there is so little that it need not be folded.
    pub(super) few: bool,
    /// Whether all of it is to be seen at once.
    pub(super) prints: bool,
    pub(super) on: Callback<Action>,
}

/// The rows that belong together. A single one needs no heading.
#[component]
pub(super) fn Group(props: &Props) -> Html {
    // What a person has chosen, or what was open once, stays: nothing moves because something else is chosen.
    let turned = use_state_eq(|| None::<bool>);
    let drawn = use_state_eq(|| PAGE);
    let holds = holds(props);
    {
        let turned = turned.clone();
        use_effect_with(holds && turned.is_none(), move |opens| {
            if *opens {
                turned.set(Some(true));
            }
        });
    }
    let heading = props.items.first().and_then(|item| heading(*item, props));
    let open = heading.is_none() || props.prints || turned.unwrap_or(props.few || holds);
    let seen = if props.prints { PAPER.max(*drawn) } else { *drawn };
    let rows = props.items.iter().take(if open { seen } else { 0 });
    let left = if open { props.items.len().saturating_sub(seen) } else { 0 };
    let more = {
        let (drawn, next) = (drawn.clone(), drawn.saturating_add(PAGE));
        Callback::from(move |_: MouseEvent| drawn.set(next))
    };
    let turn = Callback::from(move |_: MouseEvent| turned.set(Some(!open)));
    let hides = (holds && !open).then_some("chosen");
    html! {
        <div class="group">
            if let Some((severity, title)) = &heading {
                <h2 class={classes!(hides)}>
                    <button type="button" onclick={turn} aria-expanded={open.to_string()}>
                        {pill(*severity)}
                        <b>{prose(title)}</b>
                        <span class="number">{props.items.len()}<span class="unseen">{" findings"}</span></span>
                    </button>
                </h2>
            }
            <ul class={classes!("rows", heading.is_some().then_some("under"))}>
                {for rows.map(|item| draw(*item, heading.as_ref().map(|(severity, _)| *severity), props))}
            </ul>
            if left > 0 {
                <button type="button" class="button more" onclick={more}>
                    {format!("Show {} more of the {left} that are left", left.min(PAGE))}
                </button>
            }
        </div>
    }
}

/// Whether one of the rows is what was chosen.
fn holds(props: &Props) -> bool {
    let is_chosen = |item: &Item| match *item {
        Item::Problem(at) => props.view.problems.get(at).is_some_and(|row| props.light.is_chosen(&row.key)),
        Item::Finding(at) => props.view.findings.get(at).is_some_and(|row| props.light.is_chosen(&row.key)),
    };
    props.items.iter().any(is_chosen)
}

type Word = (&'static str, &'static str);

/// How bad the worst is, and what the check is called, where there is more than one row.
fn heading(first: Item, props: &Props) -> Option<(Word, &[Inline])> {
    let Item::Finding(at) = first else { return None };
    let row = props.view.findings.get(at).filter(|_| props.items.len() > 1)?;
    Some((severity_word(row.severity), title(row, props)))
}

fn title<'a>(row: &FindingRow, props: &'a Props) -> &'a [Inline] {
    props.view.check(row).map_or(&[], |check| &check.title)
}

fn pill((class, word): Word) -> Html {
    html! { <span class={classes!("severity", class)}>{word}</span> }
}

fn draw(item: Item, under: Option<Word>, props: &Props) -> Html {
    match item {
        Item::Problem(at) => props.view.problems.get(at).map_or_else(Html::default, |problem| {
            let severity = if problem.refused { ("critical", "Unread") } else { ("medium", "Doubt") };
            let hint = problem.hint.as_deref().unwrap_or_default();
            row(&problem.key, pill(severity), Some(&problem.message), hint, (None, problem.mark), props)
        }),
        Item::Finding(at) => {
            props.view.findings.get(at).map_or_else(Html::default, |finding| draw_finding(finding, under, props))
        }
    }
}

/// Under a heading, only what that does not say already.
fn draw_finding(finding: &FindingRow, under: Option<Word>, props: &Props) -> Html {
    let severity = severity_word(finding.severity);
    let says = if under == Some(severity) {
        html! { <span class="unseen">{severity.1}</span> }
    } else {
        pill(severity)
    };
    let title = under.is_none().then(|| title(finding, props));
    row(&finding.key, says, title, &finding.message, (finding.reach, finding.mark), props)
}

fn row(
    key: &Key,
    severity: Html,
    title: Option<&[Inline]>,
    message: &[Inline],
    (reach, mark): (Option<Reach>, Mark),
    Props { files, light, on, .. }: &Props,
) -> Html {
    let file = files.get(mark.file).filter(|_| files.len() > 1);
    html! {
        <li class={light.class(key)}>
            <button id={key.clone()} type="button" onclick={choose(on, key)} aria-pressed={light.is_chosen(key).to_string()}>
                <span>{severity}</span>
                <span class="what">
                    if let Some(title) = title { <b>{prose(title)}</b> }
                    <span>{prose(message)}</span>
                </span>
                <span class="where">
                    if let Some(reach) = reach {
                        <span class={reach_class(reach)} title={reach_word(reach)}>{reach_glyph(reach)}</span>
                        <span class="unseen">{" from: "}{reach_word(reach)}{","}</span>
                    }
                    {for file}<span class="unseen">{" line "}</span><span aria-hidden="true">{":"}</span>{mark.line}
                </span>
            </button>
        </li>
    }
}
