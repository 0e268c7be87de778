//! Findings, with what their check teaches, and problems.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::{Draft, fix, things};
use crate::manifest::Object;
use crate::{Analysis, checks};

pub(super) fn finding(analysis: &Analysis, key: &str) -> Option<Draft> {
    let number = keys::findings(analysis).iter().position(|known| known == key)?;
    let finding = analysis.findings.get(number)?;
    let check = checks::by_id(finding.check)?;
    let mut draft = Draft { title: check.title.to_owned(), lead: finding.message.clone(), ..Draft::default() };
    let fixes = analysis.fixes(&[finding]).into_iter().flatten().map(|fix| fix::fix(analysis, &fix)).collect();
    let here = analysis.object_at(finding.place);
    if let Some(about) = here.and_then(|(id, _)| things::object(analysis, id)) {
        // What keeps it from matching, then what mends it, then how far it reaches.
        let (reach, mut why): (Vec<_>, Vec<_>) =
            about.sections.into_iter().partition(|section| section.heading == "How it is reached");
        why.retain(|section| section.heading == "Why it does not match");
        draft.sections = why;
        draft.section("How to mend it", fixes);
        draft.sections.extend(reach);
        draft.lit = about.lit;
    }
    draft.lit.extend(here.map(|(_, object): (_, &Object)| keys::object(object)));
    for (heading, text) in check.sections() {
        let paragraphs = text.split("\n\n").map(|paragraph| Block::Text(prose(&paragraph.replace('\n', " "))));
        draft.section(heading, paragraphs.collect());
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
