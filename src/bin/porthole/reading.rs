//! Files, folders and standard input as the sources of one analysis.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use porthole::source::Source;
use porthole::yaml;

use crate::{complain, why};

/// What paths lead to; what cannot be read is said, and the rest goes on.
pub(crate) fn sources(paths: &[PathBuf]) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        read_path(path, &mut sources);
    }
    sources
}

fn read_path(path: &Path, sources: &mut Vec<Source>) {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => sources.push(Source::new("<stdin>", yaml::decode(&bytes))),
            Err(error) => complain(&format!("Standard input cannot be read: {}.", why(&error))),
        }
    } else if path.is_dir() {
        let before = sources.len();
        read_folder(path, &mut BTreeSet::new(), sources);
        if sources.len() == before {
            complain(&format!("No .json, .yaml or .yml file was read from {}.", path.display()));
        }
    } else {
        read_file(path, sources);
    }
}

fn read_file(path: &Path, sources: &mut Vec<Source>) {
    match std::fs::read(path) {
        Ok(bytes) => sources.push(Source::new(path.display().to_string(), yaml::decode(&bytes))),
        Err(error) => complain(&format!("{} cannot be read: {}.", path.display(), why(&error))),
    }
}

/// Reads a folder in lexical order. `seen` holds the real paths of the folders that were read, so that
/// links between them neither go round in circles nor bring their objects twice.
fn read_folder(folder: &Path, seen: &mut BTreeSet<PathBuf>, sources: &mut Vec<Source>) {
    let entries = folder.canonicalize().and_then(|real| {
        if !seen.insert(real) {
            return Err(io::Error::other("it is a link to a folder that is read already"));
        }
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()
    });
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return complain(&format!("{} cannot be read: {}.", folder.display(), why(&error))),
    };
    entries.sort();
    for entry in entries {
        let is_hidden = entry.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if entry.is_dir() {
            if !is_hidden {
                read_folder(&entry, seen, sources);
            }
        } else if matches!(entry.extension().and_then(OsStr::to_str), Some("json" | "yaml" | "yml")) {
            read_file(&entry, sources);
        }
    }
}
