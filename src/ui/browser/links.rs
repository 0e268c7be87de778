//! The page's address, and what its fragment holds: `static/links.js`.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;

use super::work::{function, hand};

/// Tells the fragment of the page's address: the one that it began with, which it says, and every other.
pub(in crate::ui) fn arrive(tell: impl Fn(String, bool) + 'static) {
    hand("arrive", &Closure::<dyn Fn(String, bool)>::new(tell).into_js_value());
}

/// In a frame: has `set` told what the page around sends, and `link` asked for the fragment of what is shown.
pub(in crate::ui) fn join(set: impl Fn(String) + 'static, link: impl Fn() -> String + 'static) {
    let set = Closure::<dyn Fn(String)>::new(set).into_js_value();
    let link = Closure::<dyn Fn() -> String>::new(link).into_js_value();
    if let Some(join) = function("join") {
        let _ = join.call2(&JsValue::NULL, &set, &link);
    }
}

/// In a frame: says that an answer is drawn.
pub(in crate::ui) fn drawn() {
    if let Some(drawn) = function("drawn") {
        let _ = drawn.call0(&JsValue::NULL);
    }
}

/// The address of the page without any fragment.
pub(in crate::ui) fn here() -> String {
    let here = function("here").and_then(|here| here.call0(&JsValue::NULL).ok());
    here.and_then(|address| address.as_string()).unwrap_or_default()
}
