//! Porthole's engine.

pub mod source;
pub mod yaml;
