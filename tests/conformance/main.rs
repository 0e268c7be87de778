//! Cases that other tools answered, read in place from `../shared/conformance`, or from the folder that
//! `PORTHOLE_CONFORMANCE` names. Each of a tool's rules is mapped to what we say about the same, never a
//! case; where we differ, `divergences.toml` says by which rule of Kubernetes. A rule that has no
//! mapping fails.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // What fails here fails the test.

mod cases;
mod divergences;
mod kube_linter;
mod kube_score;
mod kubescape;
mod named;
mod netpol_analyzer;
mod tally;
