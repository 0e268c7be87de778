//! The side that answers, a program of its own: in a Worker it takes requests as messages, elsewhere
//! it leaves functions under `globalThis.porthole`.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Performance};

use super::left;
use crate::view::desk::Desk;
use crate::view::first::First;

/// Answers requests from now on.
pub fn answer() {
    match js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => in_worker(scope),
        Err(_) => on_this_thread(),
    }
}

/// The bytes of an answer; none where the request cannot be read.
fn answered(desk: &mut Desk, request: &Uint8Array) -> Option<Uint8Array> {
    let request = postcard::from_bytes(&request.to_vec()).ok()?;
    let bytes = postcard::to_allocvec(&desk.answer(request)).ok()?;
    Some(Uint8Array::from(bytes.as_slice()))
}

/// Answers messages until the Worker is ended, each with the milliseconds that it took.
fn in_worker(scope: DedicatedWorkerGlobalScope) {
    let mut desk = Desk::default();
    let here = scope.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let clock = here.performance();
        let now = || clock.as_ref().map_or(0.0, Performance::now);
        let begun = now();
        if let Some(bytes) = answered(&mut desk, &event.data().unchecked_into()) {
            // A message that cannot be posted leaves the page waiting, and its time budget ends that.
            let _ = here.post_message(&Array::of2(&bytes, &(now() - begun).into()));
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let _ = scope.post_message(&JsValue::TRUE);
}

/// Leaves `answer`, from a request's bytes to those of its answer, and `first`, from a text's name and
/// itself to the bytes of what is known beforehand about it.
fn on_this_thread() {
    let mut desk = Desk::default();
    let answer = Closure::<dyn FnMut(Uint8Array) -> Option<Uint8Array>>::new(move |request: Uint8Array| {
        answered(&mut desk, &request)
    });
    let first = Closure::<dyn FnMut(String, String) -> Option<Uint8Array>>::new(|name: String, text: String| {
        let bytes = postcard::to_allocvec(&First::of(&name, &text)?).ok()?;
        Some(Uint8Array::from(bytes.as_slice()))
    });
    leave("answer", &answer.into_js_value());
    leave("first", &first.into_js_value());
}

/// Leaves a function under `globalThis.porthole` for as long as the program lives.
fn leave(name: &str, function: &JsValue) {
    let all = left(&js_sys::global(), "porthole").unwrap_or_else(|| {
        let all = JsValue::from(Object::new());
        let _ = Reflect::set(&js_sys::global(), &"porthole".into(), &all);
        all
    });
    // Where it cannot be left, it is missed by who looks for it.
    let _ = Reflect::set(&all, &name.into(), function);
}
