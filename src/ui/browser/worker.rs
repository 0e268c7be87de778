//! The analysis in a Worker: the engine's wasm file, compiled once and instantiated in each.
//!
//! A classic Worker from a Blob that holds all its code and is given the compiled module works
//! everywhere: in frames without an origin, where a Worker by address does not, and in a page opened
//! from a disk. It fetches nothing, so it can be started anew at any time.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;
use web_sys::{MessageEvent, Worker};

use super::engine::Engine;
use crate::view::protocol::{Request, Response};

/// What a Worker says.
pub(super) enum Word {
    /// It takes requests from now on.
    Ready,
    /// An answer, and the microseconds that it took.
    Answer(Answer, u32),
    /// It cannot work, or no longer.
    Broken,
}

/// An answer as it came: to read a large one takes a moment, which one that nobody waits for is spared.
pub(super) struct Answer(Uint8Array);

impl Answer {
    /// What it says; none where it cannot be read.
    pub(super) fn read(&self) -> Option<Response> {
        postcard::from_bytes(&self.0.to_vec()).ok()
    }
}

/// A Worker that has been started, and is ended when this is dropped.
pub(super) struct Hand {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _broken: Closure<dyn FnMut(JsValue)>,
}

impl Hand {
    /// Starts a Worker; none where the browser refuses.
    pub(super) fn start(engine: &Engine, tell: impl Fn(Word) + Clone + 'static) -> Option<Self> {
        let worker = Worker::new(&engine.code()?).ok()?;
        let told = tell.clone();
        let heard = Closure::new(move |event: MessageEvent| told(heard(&event.data())));
        let broken = Closure::new(move |_| tell(Word::Broken));
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
        worker.post_message(&engine.module()).ok()?;
        Some(Self { worker, _heard: heard, _broken: broken })
    }

    /// Sends a request; false where it could not be sent.
    pub(super) fn send(&self, request: &Request) -> bool {
        postcard::to_allocvec(request)
            .is_ok_and(|bytes| self.worker.post_message(&Uint8Array::from(bytes.as_slice())).is_ok())
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn heard(data: &JsValue) -> Word {
    let Some(answer) = data.dyn_ref::<Array>() else { return Word::Ready };
    Word::Answer(Answer(answer.get(0).unchecked_into()), micros(answer.get(1).as_f64().unwrap_or_default()))
}

/// Whole microseconds of a span in milliseconds, as `performance.now()` measures.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float's `as` saturates")]
pub(super) fn micros(millis: f64) -> u32 {
    (millis * 1000.0) as u32
}
