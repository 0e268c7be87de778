//! The page: it draws a [`View`](crate::view::View) and sends text and choices back. It knows no
//! Kubernetes; whatever it says about selectors, ports or reach, the engine said first.

pub mod cells;
pub mod files;
pub mod forms;
pub mod pairs;
pub mod progress;
pub mod queue;
pub mod state;
pub mod steps;

#[cfg(feature = "page")]
mod app;
#[cfg(feature = "page")]
mod arrived;
#[cfg(feature = "page")]
mod blocks;
#[cfg(feature = "page")]
mod browser;
#[cfg(feature = "page")]
mod builder;
#[cfg(feature = "page")]
mod building;
#[cfg(feature = "page")]
mod compare;
#[cfg(feature = "page")]
mod concepts;
#[cfg(feature = "page")]
mod desk;
#[cfg(feature = "page")]
mod draw;
#[cfg(feature = "page")]
mod environment;
#[cfg(feature = "page")]
mod examples;
#[cfg(feature = "page")]
mod export;
#[cfg(feature = "page")]
mod findings;
#[cfg(feature = "page")]
mod fix;
#[cfg(feature = "page")]
mod footer;
#[cfg(feature = "page")]
mod grid;
#[cfg(feature = "page")]
mod group;
#[cfg(feature = "page")]
mod header;
#[cfg(feature = "page")]
mod joined;
#[cfg(feature = "page")]
mod learn;
#[cfg(feature = "page")]
mod learning;
#[cfg(feature = "page")]
mod lens;
#[cfg(feature = "page")]
mod lesson;
#[cfg(feature = "page")]
mod map;
#[cfg(feature = "page")]
mod matches;
#[cfg(feature = "page")]
mod notice;
#[cfg(feature = "page")]
mod opened;
#[cfg(feature = "page")]
mod overview;
#[cfg(feature = "page")]
mod palette;
#[cfg(feature = "page")]
mod panel;
#[cfg(feature = "page")]
mod shapes;
#[cfg(feature = "page")]
mod share;
#[cfg(feature = "page")]
mod sifting;
#[cfg(feature = "page")]
mod story;
#[cfg(feature = "page")]
mod verdict;

#[cfg(feature = "page")]
pub use browser::{answer, start};
