//! What the map says of how it folded, and the ways to have it otherwise.

use yew::prelude::*;

use super::draw::{Light, prose};
use super::state::Action;
use crate::view::{Band, Lens, Map, Shape};

/// A map with fewer shapes than this is seen at a glance, and needs no part of it shown alone.
const FEW: usize = 12;

/// How the map folded, in words, with what can be done about it.
pub(super) fn note(map: &Map, lens: &Lens, light: &Light, on: &Callback<Action>) -> Html {
    let chosen = map.vertices.iter().find(|vertex| light.is_chosen(&vertex.key));
    let chosen = chosen.or_else(|| {
        map.vertices.iter().find(|vertex| vertex.shape == Shape::Fold && light.class(&vertex.key) == "lit")
    });
    let band = chosen.and_then(|vertex| map.bands.get(vertex.band?));
    let band = band.filter(|band| band.folded || map.bands.len() > 1 && lens.focus.is_none());
    let alone = light.selected.clone().filter(|key| {
        lens.focus.as_ref() != Some(key) && !light.lit.is_empty() && (map.vertices.len() > FEW || map.note.is_some())
    });
    let say = |text: Html, action: Action| {
        let onclick = on.reform(move |_: MouseEvent| action.clone());
        html! { <button type="button" class="quiet" {onclick}>{text}</button> }
    };
    let fold = band.filter(|band| band.folded || map.vertices.len() > FEW).map(|band| {
        let verb = if band.folded { "Unfold " } else { "Fold " };
        let text = html! { <>{verb}<code>{band.title.clone()}</code></> };
        say(text, Action::Fold(band.namespace.clone(), !band.folded))
    });
    let alone = alone.map(|key| say(html! { "Show only this and its neighbours" }, Action::Focus(Some(key))));
    let all = lens.focus.is_some().then(|| say(html! { "Show everything" }, Action::Focus(None)));
    if map.note.is_none() && fold.is_none() && alone.is_none() && all.is_none() {
        return Html::default();
    }
    html! {
        <div class="note" role="group" aria-label="What the map shows">
            {for map.note.iter().map(|note| html! { <p>{prose(note)}</p> })}
            {for fold}{for alone}{for all}
        </div>
    }
}

/// The word at a namespace's frame that folds it, or at its card that unfolds it; the note has both for the keyboard.
pub(super) fn toggle(band: &Band, on: &Callback<Action>) -> Html {
    if band.width < 1.0 {
        return Html::default();
    }
    let (verb, namespace, folded) = (if band.folded { "Unfold" } else { "Fold" }, band.namespace.clone(), band.folded);
    let onclick = on.reform(move |_: MouseEvent| Action::Fold(namespace.clone(), !folded));
    let at = |x: f32, y: f32| format!("translate({} {})", super::shapes::px(x), super::shapes::px(y));
    html! {
        <g class="fold-toggle" role="button" tabindex="-1" aria-label={format!("{verb} namespace {}", band.title)}
            transform={at(band.x + band.width - 60.0, band.y + 2.0)} {onclick}>
            <rect width="56" height="24" rx="4" />
            <text x="28" y="16" text-anchor="middle">{verb}</text>
        </g>
    }
}
