//! Where the cases are, and what we say of one.

use std::fs;
use std::path::{Path, PathBuf};

use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::yaml;
use porthole::{Analysis, analyze};

/// The folder of a tool's cases; none, and said so, where it is absent.
pub(crate) fn of_tool(tool: &str) -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance");
    let folder = std::env::var_os("PORTHOLE_CONFORMANCE").map_or(shared, PathBuf::from).join(tool);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("{} is absent, so no case of {tool} was run.", folder.display());
    None
}

/// The folders in a folder, by their names.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// What we say of a manifest, or of all that a folder holds. A case without any object is one that
/// cannot be read.
pub(crate) fn analysed(input: &Path, environment: &Environment) -> Analysis {
    let mut sources = Vec::new();
    read(input, &mut sources);
    let analysis = analyze(&sources, environment);
    assert!(analysis.cluster.objects().len() > 0, "{} holds no object", input.display());
    analysis
}

/// What is said of a case, as JSON.
pub(crate) fn expected(case: &Path) -> serde_json::Value {
    let path = case.join("expected.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(path: &Path, sources: &mut Vec<Source>) {
    if path.is_dir() {
        entries(path).iter().for_each(|entry| read(entry, sources));
    } else {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        sources.push(Source::new(path.display().to_string(), yaml::decode(&bytes)));
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = read.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}
