//! Words that the browser keeps for the page across a reload.

use web_sys::Storage;

use super::learning::PROGRESS;
use super::page::{is_framed, window};

const ASSUMED: &str = "porthole.environment";

/// Where the browser keeps a word for the page, if it may: for one in a frame, how far its reader has come in a course and
/// nothing else, and that as long as the window.
fn storage(name: &str) -> Option<Storage> {
    let window = window()?;
    let place =
        if is_framed() { (name == PROGRESS).then(|| window.session_storage())? } else { window.local_storage() };
    place.ok().flatten()
}

/// Keeps a word across a reload, where the browser allows.
pub(super) fn remember(name: &str, word: &str) {
    if let Some(storage) = storage(name) {
        let _ = storage.set_item(name, word);
    }
}

/// A word that was kept.
pub(super) fn recalled(name: &str) -> Option<String> {
    storage(name)?.get_item(name).ok().flatten()
}

/// Keeps a word no longer.
pub(super) fn forget(name: &str) {
    if let Some(storage) = storage(name) {
        let _ = storage.remove_item(name);
    }
}

/// Keeps what a person said about the cluster across a reload.
pub(in crate::ui) fn remember_assumed(assumed: &[(String, String)]) {
    let lines: Vec<String> = assumed.iter().map(|(about, answer)| [about, "=", answer].concat()).collect();
    remember(ASSUMED, &lines.join("\n"));
}

/// What was said about the cluster when the page was last here.
pub(in crate::ui) fn assumed() -> Vec<(String, String)> {
    let lines = recalled(ASSUMED).unwrap_or_default();
    let pairs = lines.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(about, answer)| (about.to_owned(), answer.to_owned())).collect()
}
