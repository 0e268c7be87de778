//! Any bytes, read as a file is.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
#[allow(dead_code)] // Each target asks one law.
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::reading(bytes));
