//! Any text, analysed, drawn and written down.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
#[allow(dead_code)] // Each target asks one law.
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::analysing(text));
