//! The list of where other tools differ from Kubernetes, and of what they know that we do not read.

/// A rule by which a tool differs.
pub(crate) struct Divergence {
    /// The tool, by the name of its folder.
    pub(crate) tool: String,
    /// What a difference is about, in a word that the tool's own test understands.
    pub(crate) about: String,
    /// Cases that differ by it; there may be others.
    pub(crate) cases: Vec<String>,
}

/// The rules by which a tool differs.
pub(crate) fn of_tool(tool: &str) -> Vec<Divergence> {
    let all = entries("divergence").into_iter().map(|entry| Divergence {
        tool: value(&entry, "tool"),
        about: value(&entry, "about"),
        cases: values(&entry, "cases"),
    });
    all.filter(|divergence| divergence.tool == tool).collect()
}

/// Groups and kinds of objects without which a case of a tool means nothing, and which we do not read.
pub(crate) fn outside(tool: &str) -> Vec<String> {
    let entries = entries("outside").into_iter().filter(|entry| value(entry, "tool") == tool);
    entries.map(|entry| value(&entry, "about")).collect()
}

/// The entries of a table, each with the rule that it rests on and its source.
fn entries(table: &str) -> Vec<String> {
    let text = include_str!("divergences.toml");
    let parts = text.split("\n[[").skip(1);
    let entries = parts.filter_map(|part| Some(part.strip_prefix(table)?.strip_prefix("]]")?.to_owned()));
    let entries: Vec<String> = entries.collect();
    for entry in &entries {
        assert!(value(entry, "rule").ends_with('.') && value(entry, "source").contains(": "), "{entry}");
    }
    entries
}

fn value(entry: &str, key: &str) -> String {
    let line = entry.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    line.unwrap_or_else(|| panic!("no {key} in {entry}")).trim().trim_matches('"').to_owned()
}

fn values(entry: &str, key: &str) -> Vec<String> {
    let (_, rest) = entry.split_once(&format!("\n{key} = [")).unwrap_or_else(|| panic!("no {key} in {entry}"));
    let (list, _) = rest.split_once(']').unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_list_is_read_whole() {
    let text = include_str!("divergences.toml");
    let count = |table: &str| text.matches(&format!("\n[[{table}]]")).count();
    assert_eq!(entries("divergence").len() + entries("outside").len(), count("divergence") + count("outside"));
    assert_eq!(text.matches("\n[[").count(), count("divergence") + count("outside"), "an unknown table");
    assert!(entries("divergence").iter().any(|entry| values(entry, "cases").len() > 1));
}
