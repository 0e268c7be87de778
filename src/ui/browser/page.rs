//! The window: its elements, its theme, its sizes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, HtmlElement, HtmlSelectElement, ResizeObserver, ScrollBehavior, ScrollIntoViewOptions, SvgElement,
    Window,
};

/// Up to this width one view is shown at a time; the style sheet has the same.
const NARROW: &str = "(max-width: 768px)";
const DARK: &str = "(prefers-color-scheme: dark)";
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 22 22' fill='none' stroke-width='2'%3E%3Ccircle cx='11' cy='11' r='9' stroke='%23868c95'/%3E%3Ccircle cx='11' cy='11' r='4.5' ";
const THEME: &str = "porthole.theme";

fn window() -> Option<Window> {
    web_sys::window()
}

fn root() -> Option<Element> {
    window()?.document()?.document_element()
}

fn media(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// An element by its id.
pub(in crate::ui) fn element(id: &str) -> Option<Element> {
    window()?.document()?.get_element_by_id(id)
}

/// An element by its id, without what the page held in it before the program came.
pub(in crate::ui) fn emptied(id: &str) -> Option<Element> {
    let element = element(id)?;
    element.set_text_content(None);
    Some(element)
}

/// Milliseconds on a clock that only runs forward.
pub(in crate::ui) fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Moves the focus to an element, without scrolling for more than it needs.
pub(in crate::ui) fn focus(id: &str) {
    let Some(element) = element(id) else { return };
    let _ = match element.dyn_ref::<SvgElement>() {
        Some(shape) => shape.focus(),
        None => element.dyn_ref::<HtmlElement>().map_or(Ok(()), HtmlElement::focus),
    };
}

/// Scrolls the page to an element.
pub(in crate::ui) fn show(id: &str) {
    let options = ScrollIntoViewOptions::new();
    let still = media("(prefers-reduced-motion: reduce)");
    options.set_behavior(if still { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
    if let Some(element) = element(id) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Sets an attribute of the root element, by which the style sheet decides.
pub(in crate::ui) fn set_on_root(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

/// What was chosen in a list of choices.
pub(in crate::ui) fn chosen(event: &Event) -> Option<String> {
    event.target()?.dyn_into::<HtmlSelectElement>().ok().map(|list| list.value())
}

/// Whether one view is shown at a time.
pub(in crate::ui) fn is_narrow() -> bool {
    media(NARROW)
}

/// Whether the page is touched rather than pointed at.
pub(in crate::ui) fn is_touched() -> bool {
    media("(pointer: coarse)")
}

/// How undo is called here.
pub(in crate::ui) fn undo_notice() -> &'static str {
    let apple = window().and_then(|window| window.navigator().platform().ok()).is_some_and(|name| name.contains("Mac"));
    match (is_touched(), apple) {
        (true, _) => "Applied. The editor’s undo takes it back.",
        (false, true) => "Applied. Undo with ⌘Z in the editor.",
        (false, false) => "Applied. Undo with Ctrl+Z in the editor.",
    }
}

/// Whether the page is dark now, by its own switch or the system's.
pub(in crate::ui) fn is_dark() -> bool {
    match root().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => media(DARK),
    }
}

/// Switches the theme, and remembers it where the browser allows.
pub(in crate::ui) fn set_dark(dark: bool) {
    let theme = if dark { "dark" } else { "light" };
    set_on_root("data-theme", theme);
    if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.set_item(THEME, theme);
    }
}

/// Tells in the window's title and its icon how many workloads the Internet can reach.
pub(in crate::ui) fn title(from_internet: usize) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    let (title, lens) = match from_internet {
        0 => ("Porthole".to_owned(), "stroke='%23868c95'"),
        _ => (format!("Internet: {from_internet} · Porthole"), "fill='%23d9532f' stroke='%23d9532f'"),
    };
    document.set_title(&title);
    if let Ok(Some(icon)) = document.query_selector("link[rel=icon]") {
        let _ = icon.set_attribute("href", &[ICON, lens, "/%3E%3C/svg%3E"].concat());
    }
}

/// Gives the theme back to the system.
pub(in crate::ui) fn unset_theme() {
    if let Some(root) = root() {
        let _ = root.remove_attribute("data-theme");
    }
}

/// Width and height of an element's box. The height is 0 where its content decides it, and a hidden
/// element is as wide as the page.
fn measure(element: &Element) -> (u32, u32) {
    let positive = |length: i32| u32::try_from(length).unwrap_or_default();
    let height = if is_narrow() { 0 } else { positive(element.client_height()) };
    let width = match element.client_width() {
        0 => root().map_or(0, |root| root.client_width()),
        width => width,
    };
    (positive(width), height)
}

/// Tells the size of an element now and whenever it changes, until it is dropped.
pub(in crate::ui) struct Watch(
    ResizeObserver,
    #[expect(dead_code, reason = "it is called by the browser")] Closure<dyn FnMut()>,
);

impl Watch {
    /// Watches an element.
    pub(in crate::ui) fn new(element: Element, tell: impl Fn((u32, u32)) + 'static) -> Option<Self> {
        let watched = element.clone();
        let told = Closure::<dyn FnMut()>::new(move || {
            tell(measure(&watched));
        });
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self(observer, told))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

/// Says a sentence to screen readers when no other has come for a moment.
#[derive(Clone, Default)]
pub(in crate::ui) struct Voice(Rc<RefCell<Option<Timeout>>>);

impl Voice {
    /// Says a sentence soon, in the place of one that still waits.
    pub(in crate::ui) fn say(&self, sentence: String) {
        let speak = move || {
            if let Some(region) = element("said") {
                region.set_text_content(Some(&sentence));
            }
        };
        *self.0.borrow_mut() = Some(Timeout::new(700, speak));
    }
}
