//! The only room that names the browser: its Worker, its editor, its window.

pub(super) mod analyst;
mod answering;
pub(super) mod buttons;
pub(super) mod editor;
mod engine;
pub(super) mod kept;
pub(super) mod learning;
pub(super) mod links;
mod objects;
pub(super) mod out;
pub(super) mod page;
pub(super) mod scroll;
pub(super) mod work;
mod worker;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

pub use answering::answer;

/// Mounts the page, in a task of its own: the one that the program became ready in has been long enough.
pub fn start() {
    Timeout::new(0, mount).forget();
}

fn mount() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(host) = document.and_then(|document| document.get_element_by_id("views")) {
        yew::Renderer::<super::app::App>::with_root(host).render();
    }
}

/// What the boot script leaves for the page under `globalThis.porthole`.
fn left_by_boot(name: &str) -> Option<JsValue> {
    left(&left(&js_sys::global(), "porthole")?, name)
}

/// A property that is there.
fn left(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined())
}
