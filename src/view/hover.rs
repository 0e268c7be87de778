//! What the editor says of a label or of a selector's entry under the pointer: who matches it.

use serde::{Deserialize, Serialize};

use super::prose::{mark, prose};
use super::{Mark, Prose};
use crate::Analysis;
use crate::cluster::ServiceMatch;
use crate::explain::title;
use crate::labels::{Match, Requirement};
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Span;
use crate::words::{code, few};
use crate::yaml::StringEntry;

/// What is said of a place of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hover {
    /// What it is said of.
    pub mark: Mark,
    /// A sentence each.
    pub sentences: Vec<Prose>,
}

/// What is said at a UTF-16 offset of a file; none where no label and no selector's entry stands.
pub(super) fn hover(analysis: &Analysis, file: usize, offset: usize) -> Option<Hover> {
    let range = |object: &Object, span: Span| {
        let mark = mark(&analysis.texts, object.place(span), true);
        (mark.file == file && mark.from <= offset && offset <= mark.to).then_some(mark)
    };
    let entry_of = |object: &Object, entries: &[StringEntry]| {
        entries.iter().find_map(|entry| range(object, entry.key.span.to(entry.value.span)))
    };
    let (id, object) = analysis.cluster.current().filter(|(_, object)| range(object, object.span).is_some()).last()?;
    let said = |mark: Mark, sentences: Vec<String>| {
        Some(Hover { mark, sentences: sentences.iter().map(|sentence| prose(sentence)).collect() })
    };
    match &object.body {
        Body::Service(_) => {
            let matched = analysis.cluster.service(id)?;
            let asked = matched.requirements.iter().find_map(|asked| Some((asked, range(object, asked.span)?)));
            asked.and_then(|(asked, mark)| said(mark, carriers(analysis, matched, object, asked)))
        }
        Body::Workload(workload) => {
            let labels = &workload.labels.written.entries;
            let mark = entry_of(object, labels)?;
            let entry = labels.iter().find(|entry| range(object, entry.key.span.to(entry.value.span)).is_some())?;
            said(mark, askers(analysis, id, object, entry))
        }
        Body::NetworkPolicy(policy) => {
            let mark = entry_of(object, &policy.pod_selector.match_labels.entries)?;
            let chosen = few(analysis.cluster.selected_by(id).filter_map(|id| analysis.cluster.object(id)).map(title));
            let sentence = match chosen.as_str() {
                "" => format!("The policy applies to no pods in namespace {}.", code(object.namespace())),
                _ => format!("The policy applies to the pods of {chosen}."),
            };
            said(mark, vec![sentence])
        }
        _ => None,
    }
}

/// Whose pods carry what a Service asks for.
fn carriers(analysis: &Analysis, matched: &ServiceMatch, service: &Object, asked: &Requirement) -> Vec<String> {
    let (mut selected, mut perhaps, mut missed) = (Vec::new(), Vec::new(), Vec::new());
    for (id, object) in analysis.cluster.workloads().filter(|(_, object)| object.namespace() == service.namespace()) {
        let Some(workload) = object.workload() else { continue };
        if asked.judge(&workload.labels).verdict == Match::No {
            continue;
        }
        // They are in the order of the text, as ids are.
        let found = matched.selects.binary_search_by_key(&id, |selected| selected.workload);
        match found.ok().and_then(|at| matched.selects.get(at)).map(|selected| selected.certainty) {
            Some(Match::Yes) => selected.push(title(object)),
            Some(_) => perhaps.push(title(object)),
            None => missed.push(title(object)),
        }
    }
    if selected.is_empty() && perhaps.is_empty() && missed.is_empty() {
        return vec![format!("No pods in namespace {} carry it.", code(service.namespace()))];
    }
    let mut said = Vec::new();
    say(&mut said, "Carried by ", selected, ": selected.");
    say(&mut said, "Carried by ", perhaps, ": perhaps selected, since the cluster sets a label.");
    say(&mut said, "Carried by ", missed, ", without something else that the Service asks for.");
    said
}

/// Which Services ask for what a workload's pods carry.
fn askers(analysis: &Analysis, id: ObjectId, workload: &Object, carried: &StringEntry) -> Vec<String> {
    let (mut selecting, mut missing) = (Vec::new(), Vec::new());
    for matched in analysis.cluster.services() {
        let Some(service) = analysis.cluster.object(matched.service) else { continue };
        let asks = |asked: &Requirement| {
            asked.key.value == carried.key.value && asked.wanted().is_some_and(|v| v.value == carried.value.value)
        };
        if service.namespace() != workload.namespace() || !matched.requirements.iter().any(asks) {
            continue;
        }
        let selects = matched.selects.binary_search_by_key(&id, |selected| selected.workload).is_ok();
        if selects { selecting.push(title(service)) } else { missing.push(title(service)) }
    }
    if selecting.is_empty() && missing.is_empty() {
        return vec![format!("No Service in namespace {} asks for it.", code(workload.namespace()))];
    }
    let mut said = Vec::new();
    say(&mut said, "Asked for by ", selecting, ": these pods are selected.");
    say(&mut said, "Asked for by ", missing, ", but these pods lack something else that is asked for.");
    said
}

fn say(said: &mut Vec<String>, before: &str, titles: Vec<String>, after: &str) {
    if !titles.is_empty() {
        said.push([before, &few(titles), after].concat());
    }
}
