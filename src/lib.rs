//! Porthole's engine.

pub mod source;
pub mod ui;
pub mod view;
pub mod yaml;
