//! Texts with zeros between them, one after the other.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
#[allow(dead_code)] // Each target asks one law.
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::edits(text));
