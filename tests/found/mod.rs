//! The manifests of a folder and of those in it.

use std::path::{Path, PathBuf};

/// Every YAML file, in the order of their names; none where the folder is absent.
pub(crate) fn manifests(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        paths.flat_map(|path| if path.is_dir() { manifests(&path) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml"));
    found.sort();
    found
}
