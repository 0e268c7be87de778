//! A fix as something that can be looked at and applied.

use super::super::prose::{prose, text_edits};
use super::super::{Block, FixCard, FixLine};
use crate::Analysis;
use crate::finding::{Edit, Fix, Promise};
use crate::source::lines::{indent, line_start, next_line};
use crate::source::{DocumentId, Span};
use crate::yaml::edit::{TextEdit, apply};

/// A fix with the lines that it takes out and puts in.
pub(super) fn fix(analysis: &Analysis, fix: &Fix) -> Block {
    // Only fixes for one provider among others are shown and no more.
    let is_shown_only = fix.promise == Promise::DisplayOnly;
    let how = if is_shown_only { " It can be applied once Environment says that this is your provider." } else { "" };
    Block::Fix(FixCard {
        title: prose(&fix.title),
        consequence: prose(&[&*fix.consequence, how].concat()),
        lines: lines(analysis, &fix.edits),
        edits: if is_shown_only { Vec::new() } else { text_edits(&analysis.texts, &fix.edits) },
    })
}

/// The lines that edits take out and put in, edit by edit; edits of the same lines are one.
fn lines(analysis: &Analysis, edits: &[Edit]) -> Vec<FixLine> {
    let mut changes: Vec<(DocumentId, (usize, usize), Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let around = whole_lines(analysis.texts.document(edit.place.document), edit.place.span);
        match changes.last_mut() {
            Some((document, range, together)) if *document == edit.place.document && around.0 < range.1 => {
                range.1 = range.1.max(around.1);
                together.push(edit);
            }
            _ => changes.push((edit.place.document, around, vec![edit])),
        }
    }
    let change = |(document, range, edits): (DocumentId, (usize, usize), Vec<&Edit>)| {
        let before = analysis.texts.document(document).get(range.0..range.1).unwrap_or_default();
        differing(before, &edited(before, range.0, &edits))
    };
    dedented(changes.into_iter().flat_map(change).collect())
}

/// From where to where the lines run that a span touches.
fn whole_lines(text: &str, span: Span) -> (usize, usize) {
    let (start, end) = (span.start as usize, span.end as usize);
    let begin = line_start(text, start);
    // A span that ends with a line does not touch the next one.
    let ends_line = end > start && text.get(..end).is_some_and(|before| before.ends_with('\n'));
    let end = if ends_line { end } else { next_line(text, end).unwrap_or(text.len()) };
    (begin, end)
}

/// A piece of a document, which begins at an offset of it, after edits.
fn edited(piece: &str, offset: usize, edits: &[&Edit]) -> String {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    let within = |edit: &&Edit| {
        let Span { start, end } = edit.place.span;
        let span = Span::new(start.saturating_sub(offset), end.saturating_sub(offset));
        TextEdit { span, text: edit.text.clone() }
    };
    apply(piece, &edits.iter().map(within).collect::<Vec<_>>())
}

/// The lines of one text that another has not, and the other way round, without what both begin and end with.
fn differing(before: &str, after: &str) -> Vec<FixLine> {
    let (mut old, mut new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    old.drain(..same);
    new.drain(..same);
    while old.last().is_some() && old.last() == new.last() {
        old.pop();
        new.pop();
    }
    let removed = old.into_iter().map(|text| FixLine { removed: true, text: text.to_owned() });
    let added = new.into_iter().map(|text| FixLine { removed: false, text: text.to_owned() });
    removed.chain(added).collect()
}

/// The lines without the blanks that all of them begin with.
fn dedented(mut lines: Vec<FixLine>) -> Vec<FixLine> {
    let written = lines.iter().filter(|line| !line.text.trim().is_empty());
    let least = written.map(|line| indent(&line.text)).min().unwrap_or_default();
    for line in &mut lines {
        line.text.drain(..least.min(indent(&line.text)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;
    use crate::{Environment, Source, analyze};

    fn shown(text: &str, edits: &[(&str, &str)]) -> Vec<String> {
        let analysis = analyze(&[Source::new("a.yaml", text)], &Environment::default());
        let document = analysis.texts.last_beside(DocumentId::default());
        let edit = |(old, new): &(&str, &str)| {
            let start = u32::try_from(text.find(old).unwrap_or_default()).unwrap_or_default();
            let end = start + u32::try_from(old.len()).unwrap_or_default();
            Edit { place: Place::new(document, Span::new(start, end)), text: (*new).to_owned() }
        };
        let edits: Vec<Edit> = edits.iter().map(edit).collect();
        let sign = |line: FixLine| [if line.removed { "-" } else { "+" }, &*line.text].concat();
        lines(&analysis, &edits).into_iter().map(sign).collect()
    }

    #[test]
    fn a_changed_line_is_shown_whole_as_it_was_and_as_it_will_be() {
        let text = "spec:\n  selector:\n    app: shop\n    tier: web\n";
        assert_eq!(shown(text, &[("shop", "shpo")]), ["-app: shop", "+app: shpo"]);
        assert_eq!(shown(text, &[("app", "name"), ("shop", "s")]), ["-app: shop", "+name: s"]);
    }

    #[test]
    fn lines_that_come_in_or_go_away_stand_alone_with_their_indentation() {
        let text = "kind: Pod\nmetadata:\n  name: a\n";
        assert_eq!(shown(text, &[("  name: a\n", "  name: a\n  labels:\n    app: b\n")]), ["+labels:", "+  app: b"]);
        assert_eq!(shown(text, &[("  name: a\n", "")]), ["-name: a"]);
        let both = shown(text, &[("Pod", "Job"), ("name: a", "name: b")]);
        assert_eq!(both, ["-kind: Pod", "+kind: Job", "-  name: a", "+  name: b"]);
    }
}
