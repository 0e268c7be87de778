//! Files from outside, and those that are kept across a reload: `static/files.js` and `static/work.js`.

use js_sys::{Array, Function};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;

use super::{left, left_by_boot};
use crate::ui::files::Files;

/// What was kept when the page began.
pub(in crate::ui) fn kept() -> Option<Files> {
    let work = left_by_boot("work")?;
    let (names, texts) = (left(&work, "names")?, left(&work, "texts")?);
    let shown = left(&work, "shown")?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index saturates")]
    Some(Files::new(zipped(&names.dyn_into().ok()?, &texts.dyn_into().ok()?), shown as usize))
}

/// Keeps files across a reload, where the browser allows; none keeps nothing.
pub(in crate::ui) fn keep(files: Option<&Files>) {
    let all = files.map(Files::all).unwrap_or_default();
    let names: Array = all.iter().map(|(name, _)| JsValue::from_str(name)).collect();
    let texts: Array = all.iter().map(|(_, text)| JsValue::from_str(text)).collect();
    let shown = files.map_or(0, Files::shown);
    if let Some(keep) = function("keep") {
        let _ = keep.call3(&JsValue::NULL, &names, &texts, &shown.into());
    }
}

/// Forgets everything that the page has kept in the browser.
pub(in crate::ui) fn forget() {
    if let Some(forget) = function("forget") {
        let _ = forget.call0(&JsValue::NULL);
    }
}

/// Tells the files that a person drops, pastes or opens from now on, and whether all could be read.
pub(in crate::ui) fn receive(tell: impl Fn(Vec<(String, String)>, bool) + 'static) {
    let told = move |names: Array, texts: Array, all: bool| tell(zipped(&names, &texts), all);
    let told = Closure::<dyn Fn(Array, Array, bool)>::new(told).into_js_value();
    if let Some(receive) = function("receive") {
        let _ = receive.call1(&JsValue::NULL, &told);
    }
}

pub(super) fn function(name: &str) -> Option<Function> {
    left_by_boot(name)?.dyn_into().ok()
}

fn zipped(names: &Array, texts: &Array) -> Vec<(String, String)> {
    names.iter().zip(texts.iter()).filter_map(|(name, text)| Some((name.as_string()?, text.as_string()?))).collect()
}
