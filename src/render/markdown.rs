//! A report in Markdown, for a pull request or a page. Whatever comes from a manifest stands in
//! code, so that no name can become a link, an image, HTML or a mention.

use super::report::{Entry, Item, Report};
use super::{Piece, pieces};
use crate::Analysis;
use crate::words::code;

/// The analysis as GitHub's Markdown, with a newline at its end.
pub fn markdown(analysis: &Analysis) -> String {
    let report = Report::new(analysis);
    let mut parts = vec![format!("**{}**", escaped(&report.verdict)), escaped(&report.summary)];
    if !report.services.is_empty() {
        parts.push("## Services and workloads".to_owned());
        parts.push(match_table(&report.services));
        parts.push("## How they are reached".to_owned());
        parts.push(report.services.iter().map(|entry| entry_list(entry, |label| !is_match(label))).collect());
    }
    if !report.workloads.is_empty() {
        parts.push("## Workloads reached without a Service, or not at all".to_owned());
        parts.push(report.workloads.iter().map(|entry| entry_list(entry, |_| true)).collect());
    }
    if !report.unfollowed.is_empty() {
        parts.push("## Not followed".to_owned());
        parts.push(report.unfollowed.iter().map(|entry| entry_list(entry, |_| true)).collect());
    }
    if !report.chains.is_empty() {
        parts.push("## What follows for the control plane".to_owned());
        parts.push(report.chains.iter().map(|entry| entry_list(entry, |_| true)).collect());
    }
    for (heading, items) in [("## Findings", &report.findings), ("## Problems", &report.problems)] {
        if !items.is_empty() {
            parts.push(heading.to_owned());
            parts.push(items.iter().map(item).collect());
        }
    }
    parts.push(report.counts);
    parts.iter().map(|part| part.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"
}

/// Whether a fact about a Service says which workloads it matches.
fn is_match(label: &str) -> bool {
    matches!(label, "selects" | "perhaps" | "nearly" | "sends to" | "is")
}

/// A row for every Service and workload that match, or nearly do.
fn match_table(services: &[Entry]) -> String {
    let mut table = "| Service | | Workload |\n|---|---|---|\n".to_owned();
    for service in services {
        for (label, fact) in service.facts.iter().filter(|(label, _)| is_match(label)) {
            // A bar ends a cell even inside code.
            let [title, fact] = [&service.title, fact].map(|prose| escaped(prose).replace('|', "\\|"));
            table += &format!("| {title} | {label} | {fact} |\n");
        }
    }
    table
}

fn entry_list(entry: &Entry, shown: impl Fn(&str) -> bool) -> String {
    let facts = entry.facts.iter().filter(|(label, _)| shown(label));
    let facts: String = facts.map(|(label, fact)| format!("  - *{label}*: {}\n", escaped(fact))).collect();
    format!("- {} ({})\n{facts}", escaped(&entry.title), escaped(&code(&entry.at)))
}

fn item(item: &Item) -> String {
    let check = if item.check.is_empty() { String::new() } else { format!("`{}` ", item.check) };
    let sentences: String = item.sentences.iter().map(|sentence| format!("  - {}\n", escaped(sentence))).collect();
    format!("- **{}** {check}({})\n{sentences}", item.mark, escaped(&code(&item.at)))
}

/// A sentence in which only what stands between backticks is code, and nothing else is markup.
pub(super) fn escaped(prose: &str) -> String {
    let escape = |piece| match piece {
        Piece::Code("") => "(nothing)".to_owned(),
        // Spaces alone at both ends would be taken off or leave no code at all.
        Piece::Code(code) if code.trim().is_empty() => "(blank)".to_owned(),
        Piece::Code(code) => format!("`{code}`"),
        Piece::Words(words) => words.chars().map(escaped_char).collect(),
    };
    pieces(prose).map(escape).collect()
}

/// Escapes what could begin markup. GitHub makes links of bare addresses and mentions as well, so a
/// space of no width takes those apart.
fn escaped_char(c: char) -> String {
    match c {
        '\n' | '\r' => " ".to_owned(),
        '@' | '/' => format!("{c}\u{200b}"),
        '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '!' | '~' | '$' => format!("\\{c}"),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_markup() {
        let rows = [
            ("`a_b` selects *no* pods.", "`a_b` selects \\*no\\* pods."),
            ("[x](y) <b> &amp; ![i]", "\\[x\\](y) \\<b\\> \\&amp; \\!\\[i\\]"),
            ("`<b>[x](y)`", "`<b>[x](y)`"),
            ("Service `` is @all", "Service (nothing) is @\u{200b}all"),
            ("see https://x\nnow", "see https:/\u{200b}/\u{200b}x now"),
        ];
        for (prose, expected) in rows {
            assert_eq!(escaped(prose), expected);
        }
    }

    #[test]
    fn bars_do_not_end_a_cell() {
        let facts = vec![("selects", "Pod `a|b`".to_owned()), ("port", "80".to_owned())];
        let service = Entry { title: "Service `x|y`".to_owned(), at: "f:1".to_owned(), facts };
        let table = match_table(&[service]);
        assert_eq!(table.lines().nth(2), Some("| Service `x\\|y` | selects | Pod `a\\|b` |"));
        assert_eq!(table.lines().count(), 3);
    }
}
