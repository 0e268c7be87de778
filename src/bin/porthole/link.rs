//! `porthole link`: manifests as the fragment of a link, to stand behind the page's address.

use std::path::PathBuf;

use porthole::link::Link;

use crate::reading;

/// The fragment for these paths, with its `#` and a line end.
pub(crate) fn fragment(paths: &[PathBuf]) -> Result<String, String> {
    let sources = reading::sources(paths);
    let mut files: Vec<_> = sources.iter().map(|source| (source.name.to_string(), source.text.to_string())).collect();
    match files.as_mut_slice() {
        [] => return Err("Nothing could be read.".to_owned()),
        // Where there is but one, its name says nothing, and its path is nobody's business.
        [(name, _)] => "manifests.yaml".clone_into(name),
        _ => {}
    }
    let fragment = Link::of(files).encode().map_err(|_| "A link can hold up to 2 MB of text in 1,000 files.")?;
    Ok(["#", &fragment, "\n"].concat())
}
