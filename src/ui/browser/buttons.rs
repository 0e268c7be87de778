//! What can be pressed around the manifests: every button of the head, its menus, the lists and the foot.

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::page;

const AROUND: &str = ".top button:not(.menus, [popovertarget=palette]), .list > .tabs button, footer button";

/// A button on the page.
#[derive(Clone, PartialEq)]
pub(in crate::ui) struct Button {
    /// What it is called.
    pub(in crate::ui) name: String,
    /// The menu that it stands in; empty where it stands in none.
    pub(in crate::ui) menu: String,
    element: HtmlElement,
}

/// The buttons that are there now and can be pressed, in the order of the page.
pub(in crate::ui) fn around() -> Vec<Button> {
    page::all(AROUND).into_iter().filter(|element| !element.has_attribute("disabled")).filter_map(button).collect()
}

fn button(element: Element) -> Option<Button> {
    let title = element.query_selector("b").ok().flatten();
    let name = element.get_attribute("aria-label").or_else(|| title.as_ref().unwrap_or(&element).text_content());
    let menu = element.closest(".menu").ok().flatten().and_then(|menu| menu.get_attribute("aria-label"));
    Some(Button { name: name?, menu: menu.unwrap_or_default(), element: element.dyn_into().ok()? })
}

impl Button {
    /// Whether every word occurs in its name or in its menu's.
    pub(in crate::ui) fn is_called(&self, words: &str) -> bool {
        mentions(&[&*self.menu, " ", &self.name].concat(), words)
    }

    /// Presses it. Where the menus are gathered in one, a menu of these needs that one open.
    pub(in crate::ui) fn press(&self) {
        if self.element.matches("#menus > button").unwrap_or_default() && page::is_gathered() {
            page::open("menus");
        }
        self.element.click();
    }
}

/// Whether every word occurs in a text, be they written large or small.
pub(in crate::ui) fn mentions(text: &str, words: &str) -> bool {
    // The browser's own letters: the program would carry a table of them.
    let lower = |text: &str| JsString::from(text).to_lower_case();
    let text = lower(text);
    lower(words).split(" ").iter().all(|word| text.index_of(&String::from(JsString::from(word)), 0) >= 0)
}
