//! The only room that names the browser: its Worker, its editor, its window.

pub(super) mod analyst;
pub(super) mod editor;
pub(super) mod page;
mod worker;

use wasm_bindgen::JsCast;

/// Mounts the page in a window, or answers in a Worker.
pub fn start() {
    match web_sys::window().and_then(|window| window.document()) {
        Some(document) => {
            if let Some(host) = document.get_element_by_id("views") {
                yew::Renderer::<super::app::App>::with_root(host).render();
            }
        }
        None => {
            if let Ok(scope) = js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() {
                worker::answer_in(scope);
            }
        }
    }
}

/// What the boot script leaves for the page under `globalThis.porthole`.
fn left_by_boot(name: &str) -> Option<wasm_bindgen::JsValue> {
    let all = js_sys::Reflect::get(&js_sys::global(), &"porthole".into()).ok()?;
    js_sys::Reflect::get(&all, &name.into()).ok().filter(|value| !value.is_undefined())
}
