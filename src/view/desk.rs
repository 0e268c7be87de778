//! The side that answers: it keeps the latest analysis and explains what is asked of it.

use super::lessons::Shelf;
use super::map::Frame;
use super::prose::{mark, prose};
use super::protocol::{Report, Request, Response};
use super::{
    Anchor, AssumptionRow, CheckRow, Choice, ConceptRow, FindingRow, Lens, Mark, Orientation, Pill, ProblemRow,
    Verdict, View, changes, find, hover, keys, map, matches, panel, words,
};
use crate::documents::Documents;
use crate::exposure::{Answer, Assumption, Environment, Path, Provider};
use crate::finding::Finding;
use crate::manifest::{Object, ObjectId};
use crate::order::tally;
use crate::source::Source;
use crate::words::{capitalised, count};
use crate::{Analysis, checks, concepts, explain, exposure, render};

/// Answers [`Request`]s, in a Worker or on the page's own thread.
#[derive(Debug, Default)]
pub struct Desk {
    version: u32,
    analysis: Analysis,
    documents: Documents,
    shelf: Shelf,
    frame: Frame,
    /// The files that are compared with, and their analysis.
    kept: Option<(Vec<(String, String)>, Analysis)>,
}

impl Desk {
    /// The answer to one request.
    pub fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Analyze { version, files, assumed, orientation, width, lens, against, lesson } => {
                let sources = sources(&files);
                let mut environment = Environment::default();
                for (name, answer) in &assumed {
                    // What no analysis knows of changes none: the page takes its names from the view.
                    let _ = environment.assume(name, answer);
                }
                // Another way to look at the same asks for no other analysis.
                if !self.is_of(&sources, &environment) {
                    self.analysis = crate::analyze_with(&mut self.documents, &sources, &environment);
                }
                self.version = version;
                self.frame = Frame { orientation, width, lens };
                self.keep(against);
                let mut view = framed(&self.analysis, &self.frame);
                view.changes = self.kept.as_ref().map(|(_, kept)| changes::changes(kept, &self.analysis));
                let of_lesson = lesson.as_ref();
                view.lesson = of_lesson.and_then(|(lesson, told)| self.shelf.standing(lesson, told, &self.analysis));
                Response::View { version, view: Box::new(view) }
            }
            Request::Explain { version, key } => {
                let panel = if version == self.version { panel::panel(&self.analysis, &key) } else { None };
                Response::Panel { version, panel: panel.map(Box::new) }
            }
            Request::Preview { version, edits } => {
                let edits = Some(edits).filter(|_| version == self.version);
                // The edited text holds nearly all of the documents that the desk knows, and so does the next one.
                let documents = &mut self.documents;
                let preview = edits.and_then(|edits| changes::preview(&self.analysis, documents, &edits, &self.frame));
                Response::Preview { version, preview: preview.map(Box::new) }
            }
            Request::Teach(teach) => Response::Taught(self.shelf.answer(teach, &self.analysis)),
            Request::Find { text } => {
                let hits = find::find(&self.analysis, &text);
                Response::Found { text, hits }
            }
            Request::Export { version, report } => {
                let text = (version == self.version).then(|| match report {
                    Report::Markdown => render::markdown(&self.analysis),
                    Report::Json => render::json(&self.analysis, false),
                    Report::Sarif => render::sarif(&self.analysis),
                });
                Response::Export { report, text }
            }
            Request::Hover { version, file, offset } => {
                let hover = if version == self.version { hover::hover(&self.analysis, file, offset) } else { None };
                Response::Hover(hover)
            }
            Request::Complete(spot) => Response::Words(words::words(&self.analysis, &spot)),
        }
    }

    /// Whether the analysis is that of these files in this cluster.
    fn is_of(&self, sources: &[Source], environment: &Environment) -> bool {
        let kept = self.analysis.texts.sources();
        self.analysis.environment == *environment && sources.len() == kept.len() && sources.iter().eq(kept)
    }

    /// Keeps the files to compare with, judged in the same environment.
    fn keep(&mut self, against: Option<Vec<(String, String)>>) {
        let environment = &self.analysis.environment;
        self.kept = against.map(|files| match self.kept.take() {
            Some(kept) if kept.0 == files && kept.1.environment == *environment => kept,
            _ => {
                let analysis = crate::analyze(&sources(&files), environment);
                (files, analysis)
            }
        });
    }
}

fn sources(files: &[(String, String)]) -> Vec<Source> {
    files.iter().map(|(name, text)| Source::new(name.as_str(), text.as_str())).collect()
}

/// The overview of an analysis.
pub fn view(analysis: &Analysis, orientation: Orientation, width: f32) -> View {
    framed(analysis, &Frame { orientation, width, lens: Lens::default() })
}

fn framed(analysis: &Analysis, frame: &Frame) -> View {
    let widest = analysis.exposure.widest();
    View {
        verdict: verdict(analysis, &widest),
        map: map::map(analysis, &widest, frame),
        matches: matches::tables(&analysis.cluster),
        checks: checks(analysis),
        findings: findings(analysis),
        problems: problems(analysis),
        objects: objects(analysis),
        assumptions: [provider(analysis)]
            .into_iter()
            .chain(Assumption::ANSWERABLE.map(|about| assumption(analysis, about)))
            .collect(),
        concepts: concepts::ALL.iter().map(concept).collect(),
        changes: None,
        lesson: None,
    }
}

fn concept(concept: &concepts::Concept) -> ConceptRow {
    ConceptRow { key: keys::concept(concept.id), title: concept.title.to_owned() }
}

/// Who runs the machines, which says what a load balancer's settings and their absence mean.
fn provider(analysis: &Analysis) -> AssumptionRow {
    let known = analysis.environment.provider();
    let choice = |provider: Provider| Choice {
        id: provider.id().to_owned(),
        text: capitalised(provider.name()),
        chosen: known == Some(provider),
    };
    let unknown = Choice { id: Answer::Unknown.id().to_owned(), text: NOT_KNOWN.to_owned(), chosen: known.is_none() };
    let about = [Assumption::PublicLoadBalancers, Assumption::LoadBalancerSettings, Assumption::LoadBalancerDefault];
    AssumptionRow {
        id: Environment::PROVIDER.to_owned(),
        question: "Which provider does the cluster run with?".to_owned(),
        choices: [unknown].into_iter().chain(Provider::ALL.map(choice)).collect(),
        note: rest_on(analysis, &about),
    }
}

/// How many paths rest on any of these.
fn rest_on(analysis: &Analysis, about: &[Assumption]) -> String {
    let rests = |path: &&Path| path.depends_on.iter().any(|assumption| about.contains(assumption));
    match analysis.exposure.paths().filter(rests).count() {
        0 => String::new(),
        1 => "1 path rests on it".to_owned(),
        number => format!("{number} paths rest on it"),
    }
}

const NOT_KNOWN: &str = "Not known";

fn assumption(analysis: &Analysis, about: Assumption) -> AssumptionRow {
    let chosen = analysis.environment.answer(about);
    let choice = |answer: Answer| {
        let text = match answer {
            Answer::Unknown => NOT_KNOWN,
            Answer::Yes => "Yes",
            Answer::No => "No",
        };
        Choice { id: answer.id().to_owned(), text: text.to_owned(), chosen: answer == chosen }
    };
    AssumptionRow {
        id: about.id().to_owned(),
        question: about.question().to_owned(),
        choices: Answer::ALL.map(choice).into(),
        note: rest_on(analysis, &[about]),
    }
}

fn verdict(analysis: &Analysis, widest: &map::Widest) -> Verdict {
    let reached = |(id, _)| widest.get(&id).map_or(exposure::Reach::Nobody, |(reach, _)| *reach);
    let counts = tally(analysis.cluster.workloads().map(reached));
    let pill = |(reach, number): (exposure::Reach, usize)| {
        let who = if reach == exposure::Reach::Nobody { "nobody".to_owned() } else { reach.who().to_owned() };
        let text =
            format!("{}: {who} can reach {}", count(number, "workload"), if number == 1 { "it" } else { "them" });
        let key = (reach != exposure::Reach::Nobody).then(|| keys::outside(reach));
        Pill { reach: reach.into(), count: number, text, key }
    };
    Verdict {
        sentence: prose(&explain::verdict(analysis)),
        // No line of it begins with a dot between two parts.
        summary: prose(&explain::summary(analysis).replace(" ·", "\u{a0}·")),
        pills: counts.into_iter().map(pill).collect(),
    }
}

/// So many findings are mended to know which can be. Of more it is said by the way in which it would be done, since the
/// view does not wait for all of them to be made.
const MOST_MENDED: usize = 100;

/// The checks that found something, by what they found worst.
fn checks(analysis: &Analysis) -> Vec<CheckRow> {
    let mut rows: Vec<CheckRow> = Vec::new();
    for id in analysis.findings.iter().map(|finding| finding.check) {
        if !rows.iter().any(|row| row.id == id) {
            rows.push(CheckRow { id: id.to_owned(), title: prose(checks::by_id(id).map_or("", |check| check.title)) });
        }
    }
    rows
}

fn findings(analysis: &Analysis) -> Vec<FindingRow> {
    let mended = if analysis.findings.len() > MOST_MENDED { Vec::new() } else { analysis.mended() };
    let can_be = |finding: &Finding| finding.fixes.iter().any(|fix| !fix.edits.is_empty());
    let exactly = mended.iter().map(can_be);
    let mendable = exactly.chain(analysis.findings.iter().skip(mended.len()).map(|finding| finding.mendable));
    let row = |((finding, key), mendable): ((&Finding, String), bool)| FindingRow {
        key,
        check: finding.check.to_owned(),
        severity: finding.severity.into(),
        reach: finding.reach.map(Into::into),
        mendable,
        message: prose(&finding.message),
        mark: mark(&analysis.texts, finding.place, true),
    };
    analysis.findings.iter().zip(keys::findings(analysis)).zip(mendable).map(row).collect()
}

fn problems(analysis: &Analysis) -> Vec<ProblemRow> {
    let row = |(number, problem): (usize, &crate::Problem)| ProblemRow {
        key: keys::problem(number),
        refused: problem.refused,
        message: prose(&problem.message),
        hint: problem.hint.as_deref().map(prose),
        mark: mark(&analysis.texts, problem.place, true),
    };
    analysis.untaught().map(row).collect()
}

/// Where the objects stand that can be chosen from the text.
fn objects(analysis: &Analysis) -> Vec<Anchor> {
    let objects = analysis.cluster.objects().filter(|(_, object)| object.is_analysed() || object.is_unfollowed());
    let anchor = |(_, object): (ObjectId, &Object)| {
        let Mark { file, from, to, .. } = mark(&analysis.texts, object.place(object.span), false);
        Anchor { file, from, to, key: keys::object(object) }
    };
    objects.map(anchor).collect()
}
