//! One field that finds everything: the objects of the manifests, and whatever a menu or a button does.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::buttons::{self, Button};
use super::browser::page;
use super::draw::Light;
use super::state::{Action, By};
use crate::view::{Hit, Key, OUTLINE};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What was looked for last, and what the engine found.
    pub(super) found: (String, Rc<[Hit]>),
    pub(super) light: Light,
    pub(super) on: Callback<Action>,
    /// Has the engine look for objects.
    pub(super) find: Callback<String>,
}

/// Something that can be done from here.
#[derive(Clone, PartialEq)]
enum Deed {
    Choose(Key),
    Press(Button),
}

#[derive(Clone, PartialEq)]
struct Row {
    title: String,
    about: String,
    deed: Deed,
}

/// The field, and under it what the words in it find. It opens like a menu, also by Ctrl+K.
#[component]
pub(super) fn Palette(props: &Props) -> Html {
    let text = use_state_eq(String::new);
    let at = use_state_eq(|| None::<usize>);
    let around = use_state_eq(Vec::<Button>::new);
    // Enter, pressed on what was found for fewer words than stand there by now.
    let waits = use_state_eq(|| false);

    let rows: Vec<Row> = objects(props, &text).chain(deeds(&around, &text)).collect();
    let at_now = at.or_else(|| here(&rows, &text, &props.light)).unwrap_or(0).min(rows.len().saturating_sub(1));
    use_effect_with(at_now, |at| page::reveal(&id(*at)));

    let ontoggle = {
        let (text, at, around, waits) = (text.clone(), at.clone(), around.clone(), waits.clone());
        Callback::from(move |_: Event| {
            if page::is_open("palette") {
                around.set(buttons::around());
            } else {
                text.set(String::new());
                at.set(None);
                waits.set(false);
            }
        })
    };
    let oninput = {
        let (text, at, around, waits) = (text.clone(), at.clone(), around.clone(), waits.clone());
        let find = props.find.clone();
        Callback::from(move |event: InputEvent| {
            // That it has opened the browser may tell only when there are letters in the field already.
            if around.is_empty() {
                around.set(buttons::around());
            }
            let written = page::written(&event);
            find.emit(written.clone());
            text.set(written);
            at.set(None);
            waits.set(false);
        })
    };
    let act = {
        let (on, stays) = (props.on.clone(), is_outline(&text));
        Callback::from(move |deed: Deed| act(deed, stays, &on))
    };
    let is_answer = props.found.0 == *text;
    {
        let (deed, act, waits) = (rows.get(at_now).map(|row| row.deed.clone()), act.clone(), waits.clone());
        use_effect_with(is_answer && *waits, move |now| {
            if *now {
                waits.set(false);
                deed.into_iter().for_each(|deed| act.emit(deed));
            }
        });
    }
    let onkeydown = {
        let (rows, act) = (rows.clone(), act.clone());
        Callback::from(move |event: KeyboardEvent| {
            match &*event.key() {
                "ArrowDown" => at.set(Some(at_now.saturating_add(1).min(rows.len().saturating_sub(1)))),
                "ArrowUp" => at.set(Some(at_now.saturating_sub(1))),
                "Enter" => match rows.get(at_now).map(|row| row.deed.clone()) {
                    Some(Deed::Choose(_)) if !is_answer => waits.set(true),
                    deed => deed.into_iter().for_each(|deed| act.emit(deed)),
                },
                _ => return,
            }
            event.prevent_default();
        })
    };
    let option = |(index, row): (usize, &Row)| {
        let deed = row.deed.clone();
        let onclick = act.reform(move |_: MouseEvent| deed.clone());
        html! {
            <li id={id(index)} role="option" aria-selected={(index == at_now).to_string()} {onclick}>
                <span>{row.title.clone()}</span><small>{row.about.clone()}</small>
            </li>
        }
    };
    html! {
        <div id="palette" class="menu" popover="auto" role="dialog" aria-label="Find" {ontoggle}>
            <input type="text" role="combobox" aria-expanded="true" aria-controls="hits" aria-autocomplete="list"
                aria-activedescendant={(!rows.is_empty()).then(|| id(at_now))}
                aria-label="Find an object, or something to do" placeholder="An object, a label, a port, or something to do"
                autofocus={true} autocomplete="off" spellcheck="false" value={(*text).clone()} {oninput} {onkeydown} />
            <ul id="hits" role="listbox" aria-label="Found">{for rows.iter().enumerate().map(option)}</ul>
            if rows.is_empty() { <p class="empty">{"Nothing is called that."}</p> }
        </div>
    }
}

/// Whether the words ask the engine for an outline of the text.
fn is_outline(text: &str) -> bool {
    text.starts_with(OUTLINE)
}

/// Of an outline, the object that is chosen, or else the first that belongs to what is chosen.
fn here(rows: &[Row], text: &str, light: &Light) -> Option<usize> {
    let at =
        |class: &str| rows.iter().position(|row| matches!(&row.deed, Deed::Choose(key) if light.class(key) == class));
    if is_outline(text) { at("chosen").or_else(|| at("lit")) } else { None }
}

fn id(index: usize) -> String {
    format!("hit-{index}")
}

/// What the engine found; while it looks for a longer word, what it found for the shorter one stands, to be read alone.
fn objects<'a>(Props { found: (sought, hits), .. }: &'a Props, text: &str) -> impl Iterator<Item = Row> + 'a {
    let stands = !sought.trim().is_empty() && text.starts_with(sought.as_str());
    hits.iter().filter(move |_| stands).map(|hit| Row {
        title: hit.title.clone(),
        about: hit.about.clone(),
        deed: Deed::Choose(hit.key.clone()),
    })
}

/// The buttons in whose name or menu every word occurs.
fn deeds<'a>(around: &'a [Button], text: &str) -> impl Iterator<Item = Row> + 'a {
    let text = text.to_owned();
    let fits = move |button: &&Button| button.is_called(&text);
    around.iter().filter(fits).map(|button| Row {
        title: button.name.clone(),
        about: button.menu.clone(),
        deed: Deed::Press(button.clone()),
    })
}

fn act(deed: Deed, stays: bool, on: &Callback<Action>) {
    page::close("palette");
    match deed {
        Deed::Press(button) => button.press(),
        Deed::Choose(key) => {
            on.emit(Action::Choose(key, By::Hand));
            if page::is_narrow() && !stays {
                page::show("panel");
            }
        }
    }
}
