//! The engine as the boot script fetches it: for a Worker, or for the page's own thread.

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;

use super::left_by_boot;
use crate::view::first::First;
use crate::view::protocol::{Request, Response};

/// The engine, fetched and compiled: the address of a Worker's code, and the module that it starts with.
#[derive(Clone)]
pub(super) struct Engine(Array);

impl Engine {
    /// Fetches it; none where that fails.
    pub(super) fn fetch(tell: impl FnOnce(Option<Self>) + 'static) {
        ask("engine", &JsValue::UNDEFINED, move |engine| tell(engine.map(|engine| Self(engine.unchecked_into()))));
    }

    /// Where the code of a Worker is.
    pub(super) fn code(&self) -> Option<String> {
        self.0.get(0).as_string()
    }

    /// What a Worker has to be sent.
    pub(super) fn module(&self) -> JsValue {
        self.0.get(1)
    }

    /// Starts it on the page's own thread; none where that fails.
    pub(super) fn here(&self, tell: impl FnOnce(Option<Here>) + 'static) {
        ask("engineHere", &self.0, move |answer| tell(answer.and_then(|answer| answer.dyn_into().ok()).map(Here)));
    }
}

/// The engine on the page's own thread.
#[derive(Clone)]
pub(super) struct Here(Function);

impl Here {
    /// The answer to one request; none where the engine broke.
    pub(super) fn answer(&self, request: &Request) -> Option<Response> {
        let bytes = Uint8Array::from(postcard::to_allocvec(request).ok()?.as_slice());
        let answer: Uint8Array = self.0.call1(&JsValue::UNDEFINED, &bytes).ok()?.dyn_into().ok()?;
        postcard::from_bytes(&answer.to_vec()).ok()
    }
}

/// What was known beforehand, where it came.
pub(super) fn first() -> Option<First> {
    postcard::from_bytes(&left_by_boot("first")?.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
}

/// Asks a function of the boot script and tells what comes of it; none where it fails.
fn ask(name: &str, about: &JsValue, tell: impl FnOnce(Option<JsValue>) + 'static) {
    let Some(function) = left_by_boot(name).and_then(|function| function.dyn_into::<Function>().ok()) else {
        return tell(None);
    };
    let told = Closure::once_into_js(move |value: JsValue| tell(Some(value).filter(|value| !value.is_undefined())));
    // It answers through what it was given, and has no other end.
    let _ = function.call2(&JsValue::UNDEFINED, &told, about);
}
