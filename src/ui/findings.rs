//! Problems and findings, worst first; what one check found stands together.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::page;
use super::draw::Light;
use super::group::{Group, Item};
use super::sifting::sifting;
use super::state::{Action, By, Shared, Sift};
use crate::view::{Severity, View};

/// Up to so many findings are all open to the eye; of more, those that nothing was chosen of are folded.
const FEW: usize = 24;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) files: Rc<[String]>,
    pub(super) light: Light,
    pub(super) sift: Sift,
    pub(super) prints: bool,
    pub(super) on: Callback<Action>,
}

/// The list. What could not be read comes first: the rest may be missing something because of it.
#[component]
pub(super) fn Findings(props: &Props) -> Html {
    let Some(view) = &props.view else { return Html::default() };
    if view.findings.is_empty() && view.problems.is_empty() {
        return html! { <p class="empty">{"Nothing to report."}</p> };
    }
    let groups = grouped(view, props.sift);
    let few = groups.iter().map(|(_, items)| items.len()).sum::<usize>() <= FEW;
    let group = |(check, items): (&str, Vec<Item>)| {
        html! {
            <Group key={check} items={Rc::from(items)} view={view.clone()} files={props.files.clone()} light={props.light.clone()} {few} prints={props.prints} on={props.on.clone()} />
        }
    };
    html! {
        <>
            {sifting(view, props.sift, &props.on)}
            if groups.is_empty() { <p class="empty">{"No finding is like this."}</p> }
            <div class="groups" onkeydown={walk(&props.on)}>{for groups.into_iter().map(group)}</div>
        </>
    }
}

/// What is listed, by check, in the order of the worst of each; problems, without a check, come first.
fn grouped(view: &View, sift: Sift) -> Vec<(&str, Vec<Item>)> {
    let mut groups: Vec<(&str, Vec<Item>)> = Vec::new();
    if sift.reach.is_none() && !view.problems.is_empty() {
        groups.push(("", (0..view.problems.len()).map(Item::Problem).collect()));
    }
    for (at, finding) in view.findings.iter().enumerate().filter(|(_, finding)| sift.takes(finding)) {
        let item = Item::Finding(at);
        match groups.iter_mut().find(|(check, _)| *check == finding.check) {
            Some((_, items)) => items.push(item),
            None => groups.push((&finding.check, vec![item])),
        }
    }
    groups
}

/// The arrow keys go to the next row and the one before, and choose it; a heading on the way only gets the focus.
fn walk(on: &Callback<Action>) -> Callback<KeyboardEvent> {
    let on = on.clone();
    Callback::from(move |event: KeyboardEvent| {
        let forward = match &*event.key() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        event.prevent_default();
        if let Some(key) = page::focus_next(&event, ".groups", forward).filter(|key| !key.is_empty()) {
            on.emit(Action::Choose(key, By::Hand));
        }
    })
}

/// The class and the word of a severity.
pub(super) fn severity_word(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Critical => ("critical", "Critical"),
        Severity::High => ("high", "High"),
        Severity::Medium => ("medium", "Medium"),
        Severity::Low => ("low", "Low"),
        Severity::Note => ("remark", "Note"),
    }
}
