//! The window: its elements, its theme, its sizes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, InputEvent, ResizeObserver, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition, SvgElement, Window,
};

use super::kept;

/// Up to this width the menus are gathered in one; the style sheet has the same.
const GATHERED: &str = "(max-width: 1023px)";
/// Up to this width one view is shown at a time; the style sheet has the same.
const NARROW: &str = "(max-width: 768px)";
const DARK: &str = "(prefers-color-scheme: dark)";
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 22 22' fill='none' stroke-width='2'%3E%3Ccircle cx='11' cy='11' r='9' stroke='%23868c95'/%3E%3Ccircle cx='11' cy='11' r='4.5' ";
const THEME: &str = "porthole.theme";

pub(super) fn window() -> Option<Window> {
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

/// Moves the focus to the next button in a list around it, or to the one before; its id.
pub(in crate::ui) fn focus_next(event: &Event, list: &str, forward: bool) -> Option<String> {
    let here: Element = event.target()?.dyn_into().ok()?;
    let all = here.closest(list).ok()??.query_selector_all("button").ok()?;
    let is_here = |at: &u32| all.item(*at).is_some_and(|one| one.is_same_node(Some(&here)));
    let at = (0..all.length()).find(is_here)?;
    let next =
        all.item(if forward { at.checked_add(1) } else { at.checked_sub(1) }?)?.dyn_into::<HtmlElement>().ok()?;
    next.focus().ok()?;
    Some(next.id())
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

/// Scrolls what holds an element no further than shows it.
pub(in crate::ui) fn reveal(id: &str) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    if let Some(element) = element(id) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Goes back to the beginning of what an element holds, where a person is beyond it.
pub(in crate::ui) fn begin(id: &str) {
    let Some(element) = element(id) else { return };
    element.set_scroll_top(0);
    if element.get_bounding_client_rect().top() < 0.0 {
        element.scroll_into_view();
    }
}

/// Opens a popover.
pub(in crate::ui) fn open(id: &str) {
    if let Some(popover) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = popover.show_popover();
    }
}

/// Whether a popover is open.
pub(in crate::ui) fn is_open(id: &str) -> bool {
    element(id).is_some_and(|popover| popover.matches(":popover-open").unwrap_or_default())
}

/// Closes a popover, and gives the focus back to where it was.
pub(in crate::ui) fn close(id: &str) {
    if let Some(popover) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = popover.hide_popover();
    }
}

/// Opens a popover in the place of another one.
pub(in crate::ui) fn instead(of: &str, id: &str) {
    close(of);
    close("menus");
    open(id);
}

/// All elements that a selector names.
pub(in crate::ui) fn all(selector: &str) -> Vec<Element> {
    let found = window().and_then(|window| window.document()?.query_selector_all(selector).ok());
    let found = found.iter().flat_map(|found| (0..found.length()).filter_map(|at| found.get(at)));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Sets an attribute of the root element, by which the style sheet decides.
pub(in crate::ui) fn set_on_root(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

/// An attribute of the root element, where the page says what it is.
pub(in crate::ui) fn on_root(name: &str) -> Option<String> {
    root()?.get_attribute(name)
}

/// Whether the page stands in a frame: as high as what it shows, and keeping nothing.
pub(in crate::ui) fn is_framed() -> bool {
    on_root("data-frame").is_some()
}

/// Whether the page has the focus.
pub(in crate::ui) fn has_focus() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| document.has_focus().unwrap_or_default())
}

/// What was chosen in a list of choices.
pub(in crate::ui) fn chosen(event: &Event) -> Option<String> {
    event.target()?.dyn_into::<HtmlSelectElement>().ok().map(|list| list.value())
}

/// What was written into a field.
pub(in crate::ui) fn written(event: &InputEvent) -> String {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// What stands in a field now.
pub(in crate::ui) fn value(id: &str) -> String {
    let value = element(id).and_then(|element| js_sys::Reflect::get(&element, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Whether the menus are gathered in one.
pub(in crate::ui) fn is_gathered() -> bool {
    media(GATHERED)
}

/// Whether one view is shown at a time.
pub(in crate::ui) fn is_narrow() -> bool {
    media(NARROW) || is_framed()
}

/// Whether the page is touched rather than pointed at.
pub(in crate::ui) fn is_touched() -> bool {
    media("(pointer: coarse)")
}

/// Whether the keyboard is one of Apple's.
fn is_apple() -> bool {
    window().and_then(|window| window.navigator().platform().ok()).is_some_and(|name| name.contains("Mac"))
}

/// The keys that open what finds everything.
pub(in crate::ui) fn find_keys() -> &'static str {
    if is_apple() { "⌘K" } else { "Ctrl K" }
}

/// How undo is called here.
pub(in crate::ui) fn undo_notice() -> &'static str {
    match (is_touched(), is_apple()) {
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

/// Switches the theme, and remembers it.
pub(in crate::ui) fn set_dark(dark: bool) {
    let theme = if dark { "dark" } else { "light" };
    set_on_root("data-theme", theme);
    kept::remember(THEME, theme);
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
