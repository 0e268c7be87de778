//! Files from outside, and what is kept across a reload: `static/files.js`, `static/work.js` and, for the page itself,
//! `static/offline.js`.

use js_sys::{Array, Function};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;

use super::{left, left_by_boot};
use crate::ui::files::Files;

/// What was kept when the page began.
pub(in crate::ui) fn kept() -> Option<Files> {
    files(&left_by_boot("work")?)
}

/// What was kept then, where a person typed something else before the program came.
pub(in crate::ui) fn before() -> Option<Files> {
    files(&left_by_boot("before")?)
}

fn files(work: &JsValue) -> Option<Files> {
    let (names, texts) = (left(work, "names")?, left(work, "texts")?);
    let shown = left(work, "shown")?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index saturates")]
    Some(Files::new(zipped(&names.dyn_into().ok()?, &texts.dyn_into().ok()?), shown as usize))
}

/// What waits beside it, of what was kept when the page began.
pub(in crate::ui) fn waiting() -> Option<Files> {
    files(&left_by_boot("waiting")?)
}

/// Keeps files across a reload, where the browser allows; none keeps nothing.
pub(in crate::ui) fn keep(files: Option<&Files>) {
    call("keep", files);
}

/// Keeps files that wait until a lesson is left; none keeps nothing.
pub(in crate::ui) fn keep_waiting(files: Option<&Files>) {
    call("keepWaiting", files);
}

fn call(name: &str, files: Option<&Files>) {
    let all = files.map(Files::all).unwrap_or_default();
    let names: Array = all.iter().map(|(name, _)| JsValue::from_str(name)).collect();
    let texts: Array = all.iter().map(|(_, text)| JsValue::from_str(text)).collect();
    let shown = files.map_or(0, Files::shown);
    if let Some(keep) = function(name) {
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
    hand("receive", &Closure::<dyn Fn(Array, Array, bool)>::new(told).into_js_value());
}

/// Tells once a newer page waits to take this one's place.
pub(in crate::ui) fn updates(tell: impl Fn() + 'static) {
    hand("updates", &Closure::<dyn Fn()>::new(tell).into_js_value());
}

/// Tells when the page is about to be printed (true), and when it no longer is.
pub(in crate::ui) fn when_printed(tell: impl Fn(bool) + 'static) {
    hand("whenPrinted", &Closure::<dyn Fn(bool)>::new(tell).into_js_value());
}

/// Tells when this window's work is not kept as it should be, by a number that `static/work.js` has: because the browser
/// gives no room (0), because another window's took its place (1), because what was kept could not be fetched (2), or
/// because something was typed in its place before the program came (3).
pub(in crate::ui) fn when_alone(tell: impl Fn(u32) + 'static) {
    hand("whenAlone", &Closure::<dyn Fn(u32)>::new(tell).into_js_value());
}

/// Gives a script what it is to call.
pub(super) fn hand(name: &str, told: &JsValue) {
    if let Some(function) = function(name) {
        let _ = function.call1(&JsValue::NULL, told);
    }
}

/// Loads the newer page.
pub(in crate::ui) fn renew() {
    if let Some(renew) = function("renew") {
        let _ = renew.call0(&JsValue::NULL);
    }
}

pub(super) fn function(name: &str) -> Option<Function> {
    left_by_boot(name)?.dyn_into().ok()
}

fn zipped(names: &Array, texts: &Array) -> Vec<(String, String)> {
    names.iter().zip(texts.iter()).filter_map(|(name, text)| Some((name.as_string()?, text.as_string()?))).collect()
}
