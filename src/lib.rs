//! Porthole's engine.

pub mod source;
pub mod view;
pub mod yaml;
