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

/// Makes a picture of the map, for a file or for the clipboard, and tells whether it is there.
pub(in crate::ui) fn picture(form: &str, copied: bool, tell: impl FnOnce(bool) + 'static) {
    let told = Closure::once_into_js(tell);
    if let Some(picture) = function("picture") {
        let _ = picture.call3(&JsValue::NULL, &form.into(), &copied.into(), told.unchecked_ref());
    }
}

/// Puts a text on the clipboard, and tells whether it is there.
pub(in crate::ui) fn copy(text: &str, tell: impl FnOnce(bool) + 'static) {
    let told = Closure::once_into_js(tell);
    if let Some(copy) = function("copy") {
        let _ = copy.call2(&JsValue::NULL, &text.into(), told.unchecked_ref());
    }
}
