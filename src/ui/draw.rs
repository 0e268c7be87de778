//! What every view draws alike: prose, levels of reach, states, and what choosing does.

use yew::prelude::*;

use super::state::{Action, By};
use crate::order::Order;
use crate::view::{Inline, Key, Mark, Reach, State};

/// Names of fewer bytes fit any line, and are not broken where that shows.
const SHORT: usize = 24;

/// Prose with its names in code type.
pub(super) fn prose(prose: &[Inline]) -> Html {
    prose
        .iter()
        .map(|piece| match piece {
            Inline::Text(text) => html! { {text.clone()} },
            Inline::Code(name) => html! { <code class={(name.len() < SHORT).then_some("short")}>{name.clone()}</code> },
        })
        .collect()
}

/// Prose as plain text.
pub(super) fn plain(prose: &[Inline]) -> String {
    prose.iter().map(|(Inline::Text(text) | Inline::Code(text))| text.as_str()).collect()
}

/// The class that gives a level of reach its colour and its line.
pub(super) fn reach_class(reach: Reach) -> &'static str {
    match reach {
        Reach::Internet => "internet",
        Reach::PrivateNetwork => "private",
        Reach::NodeNetwork => "nodes",
        Reach::Cluster => "cluster",
        Reach::Namespace => "namespace",
        Reach::SelectedPods => "selected-pods",
        Reach::Nobody => "nobody",
    }
}

/// The word for a level of reach.
pub(super) fn reach_word(reach: Reach) -> &'static str {
    match reach {
        Reach::Internet => "Internet",
        Reach::PrivateNetwork => "Private network",
        Reach::NodeNetwork => "Node network",
        Reach::Cluster => "Cluster",
        Reach::Namespace => "Namespace",
        Reach::SelectedPods => "Selected pods",
        Reach::Nobody => "Nobody",
    }
}

/// The shape that stands for a level of reach: the fuller, the farther out. `index.html` holds them.
pub(super) fn reach_glyph(reach: Reach) -> Html {
    let href = format!("#glyph-{}", reach_class(reach));
    html! { <svg class="glyph" width="12" height="12" aria-hidden="true"><use {href} /></svg> }
}

/// Markup of our own that never changes, which takes less room as text than as a program.
pub(super) fn fixed(markup: &'static str) -> Html {
    Html::from_html_unchecked(AttrValue::Static(markup))
}

/// The sign of a state, and its class.
pub(super) fn state_sign(state: State) -> (&'static str, &'static str) {
    match state {
        State::Yes => ("✓", "yes"),
        State::Depends => ("?", "depends"),
        State::Nearly => ("≈", "nearly"),
        State::No => ("✗", "no"),
    }
}

/// The word of a state, for those who do not see its sign.
pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Yes => "yes: ",
        State::Depends => "depends: ",
        State::Nearly => "nearly: ",
        State::No => "no: ",
    }
}

/// What choosing a thing by hand does.
pub(super) fn choose<E: 'static>(on: &Callback<Action>, key: &Key) -> Callback<E> {
    let (on, key) = (on.clone(), key.clone());
    Callback::from(move |_: E| on.emit(Action::Choose(key.clone(), By::Hand)))
}

/// What is chosen, and what lights up with it.
#[derive(Clone, PartialEq)]
pub(super) struct Light {
    /// The selection.
    pub(super) selected: Option<Key>,
    /// What its explanation lights up; nothing dims where that is empty.
    pub(super) lit: Vec<Key>,
}

impl Light {
    /// Whether a thing is the selection.
    pub(super) fn is_chosen(&self, key: &Key) -> bool {
        self.selected.as_ref() == Some(key)
    }

    /// The class that lights or dims a thing; none while nothing is explained.
    pub(super) fn class(&self, key: &Key) -> &'static str {
        match self.lit.as_slice() {
            _ if self.is_chosen(key) => "chosen",
            [] => "",
            lit if lit.contains(key) => "lit",
            _ => "dim",
        }
    }

    /// The same, except that it dims nothing where none of these things lights up.
    pub(super) fn over<'a>(mut self, mut keys: impl Iterator<Item = &'a Key>) -> Self {
        if !keys.any(|key| matches!(self.class(key), "lit" | "chosen")) {
            self.lit.clear();
        }
        self
    }

    /// The same with other things lit up.
    pub(super) fn on(self, lit: &[Key]) -> Self {
        Self { lit: lit.to_vec(), ..self }
    }
}

/// The lines that marks stand on, each as a button that shows it in the editor.
pub(super) fn lines(marks: &[Mark], files: &[String], reveal: &Callback<Mark>) -> Html {
    let mut marks: Vec<Mark> = marks.to_vec();
    marks.order_by_key(|mark| (mark.file, mark.line));
    marks.dedup_by_key(|mark| (mark.file, mark.line));
    let button = |mark: Mark| {
        let reveal = reveal.reform(move |_: MouseEvent| mark);
        let place = files.get(mark.file).filter(|_| files.len() > 1).map_or("the editor", String::as_str);
        let label = format!("Show line {} in {place}", mark.line);
        html! { <button class="at" type="button" onclick={reveal} title={label.clone()} aria-label={label}>{mark.line}</button> }
    };
    marks.into_iter().map(button).collect()
}
