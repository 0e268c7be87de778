//! Findings, with what their check teaches, and problems.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::{Draft, parts, things};
use crate::manifest::Object;
use crate::{Analysis, checks};

pub(super) fn finding(analysis: &Analysis, key: &str) -> Option<Draft> {
    let number = keys::findings(&analysis.findings).iter().position(|known| known == key)?;
    let finding = analysis.findings.get(number)?;
    let check = checks::by_id(finding.check)?;
    let mut draft = Draft { title: check.title.to_owned(), lead: finding.message.clone(), ..Draft::default() };
    let here = analysis.object_at(finding.place);
    if let Some(about) = here.and_then(|(id, _)| things::object(analysis, id)) {
        let told = ["How it is reached", "Why it does not match", "What it selects"];
        draft.sections.extend(about.sections.into_iter().filter(|section| told.contains(&&*section.heading)));
        draft.lit = about.lit;
    }
    draft.lit.extend(here.map(|(_, object): (_, &Object)| keys::object(object)));
    let fixes = finding.fixes.iter().map(|fix| parts::fix(analysis, fix));
    for (heading, text) in check.sections() {
        let mut blocks: Vec<Block> =
            text.split("\n\n").map(|paragraph| Block::Text(prose(&paragraph.replace('\n', " ")))).collect();
        if heading == "What to do" {
            blocks.extend(fixes.clone());
        }
        draft.section(heading, blocks);
    }
    draft.places.push(finding.place);
    draft.places.extend(finding.highlights.iter().map(|highlight| highlight.place));
    Some(draft)
}

pub(super) fn problem(analysis: &Analysis, number: usize) -> Option<Draft> {
    let problem = analysis.problems.get(number)?;
    let title = if problem.refused { "Kubernetes does not take this" } else { "This is read otherwise than it looks" };
    let mut draft = Draft { title: title.to_owned(), lead: problem.message.clone(), ..Draft::default() };
    draft.section("What to do", problem.hint.iter().map(|hint| Block::Text(prose(hint))).collect());
    draft.places.push(problem.place);
    Some(draft)
}
