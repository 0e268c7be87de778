//! Which findings are listed: two choices above the list.

use yew::prelude::*;

use super::browser::page;
use super::draw::reach_word;
use super::state::{Action, Sift};
use crate::view::{Severity, View};

/// Fewer findings than this are seen at a glance.
const FEW: usize = 4;

const WORST: [(Severity, &str); 4] = [
    (Severity::Critical, "Critical"),
    (Severity::High, "High and worse"),
    (Severity::Medium, "Medium and worse"),
    (Severity::Low, "Low and worse"),
];

/// The choices, where there is something to choose from.
pub(super) fn sifting(view: &View, sift: Sift, on: &Callback<Action>) -> Html {
    if view.findings.len() < FEW && sift.is_open() {
        return Html::default();
    }
    let reaches = Sift::reaches(view);
    let worst = WORST.map(|(severity, name)| (name, sift.severity == Some(severity)));
    let from: Vec<_> = reaches.iter().map(|&reach| (reach_word(reach), sift.reach == Some(reach))).collect();
    let by_severity = on.reform(move |at: usize| {
        let severity = at.checked_sub(1).and_then(|at| WORST.get(at)).map(|(severity, _)| *severity);
        Action::Sift(Sift { severity, ..sift })
    });
    let by_reach = on.reform(move |at: usize| {
        let reach = at.checked_sub(1).and_then(|at| reaches.get(at)).copied();
        Action::Sift(Sift { reach, ..sift })
    });
    html! {
        <div class="sift">
            {choice("Severity", "Any severity", &worst, &by_severity)}
            {choice("Reach", "From anywhere", &from, &by_reach)}
        </div>
    }
}

/// A list of choices; the first, at 0, is all of them.
fn choice(label: &'static str, all: &'static str, rest: &[(&'static str, bool)], choose: &Callback<usize>) -> Html {
    let choose = choose.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(at) = page::chosen(&event).and_then(|at| at.parse().ok()) {
            choose.emit(at);
        }
    });
    let none = !rest.iter().any(|(_, chosen)| *chosen);
    let options = [(all, none)].into_iter().chain(rest.iter().copied()).enumerate();
    let option = |(at, (name, chosen)): (usize, (&'static str, bool))| {
        html! { <option value={at.to_string()} selected={chosen}>{name}</option> }
    };
    html! { <select aria-label={label} {onchange}>{for options.map(option)}</select> }
}
