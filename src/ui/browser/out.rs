//! What leaves the page by a person's own hand: `static/export.js`.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;

use super::work::function;

/// Has the browser save a text as a file.
pub(in crate::ui) fn save(name: &str, text: &str) {
    if let Some(save) = function("save") {
        let _ = save.call2(&JsValue::NULL, &name.into(), &text.into());
    }
}

/// Puts a text on the clipboard, and tells whether it is there.
pub(in crate::ui) fn copy(text: &str, tell: impl FnOnce(bool) + 'static) {
    let told = Closure::once_into_js(tell);
    if let Some(copy) = function("copy") {
        let _ = copy.call2(&JsValue::NULL, &text.into(), told.unchecked_ref());
    }
}
