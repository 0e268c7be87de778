//! A Service and a workload that it does not select: what to say of them, the edits that would
//! connect them, and what each would open.

use std::collections::BTreeSet;

use super::{Check, Subject, reached};
use crate::cluster::ports;
use crate::cluster::selection::compare;
use crate::cluster::{NearMiss, Reason, ServiceMatch};
use crate::explain;
use crate::exposure::Reach;
use crate::finding::{Finding, Fix, Highlight};
use crate::labels::{Found, Labels, Match, Outcome, Requirement};
use crate::manifest::workload::Workload;
use crate::manifest::{Object, ObjectId};
use crate::source::Place;
use crate::words::{code, list};
use crate::yaml::Node;
use crate::yaml::edit::{self, Insert, TextEdit};

/// What a check says of a Service that selects nothing, with the nearest workload, the fixes that
/// would connect the two, and who stands at the door. Without a place it is about the selector.
pub(super) fn finding(
    check: &Check,
    subject: &Subject,
    matched: &ServiceMatch,
    place: Option<Place>,
    message: String,
) -> Option<Finding> {
    let object = subject.cluster.object(matched.service)?;
    let selector = object.service().and_then(|service| service.selector());
    let place = place.or_else(|| Some(object.place(selector?.pairs.span))).unwrap_or_else(|| object.name_place());
    let mut finding = Finding::new(check, place, message);
    if let Some(miss) = matched.near_misses.first() {
        finding.mend(subject, || connect(subject, matched, miss.workload));
        finding.highlights.extend(subject.cluster.object(miss.workload).map(|workload| nearest(miss, workload)));
    }
    finding.reach = reached::widest_door(subject, matched.service);
    Some(finding)
}

/// The labels that nearly matched, else the name of what has them.
fn nearest(miss: &NearMiss, workload: &Object) -> Highlight {
    let labels = match miss.reason {
        Reason::WorkloadLabelsOnly => Some(workload.metadata.labels.span),
        _ => workload.workload().map(|pods| pods.labels.written.span),
    };
    let labels = labels.filter(|span| span.end > span.start);
    let place = labels.map_or_else(|| workload.name_place(), |span| workload.place(span));
    Highlight { place, text: "the nearest pods".into() }
}

/// The fixes, the likeliest first. None is offered that would break the workload's own selector, or
/// that would mean to guess.
pub(crate) fn connect(subject: &Subject, matched: &ServiceMatch, id: ObjectId) -> Vec<Fix> {
    let cluster = subject.cluster;
    let (Some(service), Some(object)) = (cluster.object(matched.service), cluster.object(id)) else {
        return Vec::new();
    };
    let Some(workload) = object.workload() else { return Vec::new() };
    let joint = Joint { subject, matched, service, object, workload, id };
    if service.namespace() != object.namespace() {
        return joint.move_service().into_iter().collect();
    }
    let (pods, selector) = (joint.change_labels(), joint.change_selector());
    let miss = matched.near_misses.iter().find(|miss| miss.workload == id);
    let selector_first =
        |miss: &NearMiss| matches!(miss.reason, Reason::WrongValue { .. } | Reason::MisspeltKey { .. });
    let fixes = if miss.is_some_and(selector_first) { [selector, pods] } else { [pods, selector] };
    fixes.into_iter().flatten().collect()
}

/// A Service and a workload that it does not select.
struct Joint<'a> {
    subject: &'a Subject<'a>,
    matched: &'a ServiceMatch,
    service: &'a Object,
    object: &'a Object,
    workload: &'a Workload,
    id: ObjectId,
}

impl Joint<'_> {
    fn failing(&self) -> Vec<(&Requirement, Outcome)> {
        let (_, outcomes) = compare(&self.matched.requirements, self.object);
        let failing = self.matched.requirements.iter().zip(outcomes);
        failing.filter(|(_, outcome)| outcome.verdict == Match::No).collect()
    }

    /// Puts the Service where the pods are. One that has its name there already would be written over.
    fn move_service(&self) -> Option<Fix> {
        let (verdict, _) = compare(&self.matched.requirements, self.object);
        let namespace = self.object.namespace();
        let is_taken = self.subject.cluster.service_named(namespace, self.service.name()).is_some();
        let tree = self.subject.tree(self.service).filter(|_| verdict != Match::No && !is_taken)?;
        let metadata = tree.get("metadata")?;
        let text = self.subject.texts.document(self.service.document);
        let edit = match metadata.get("namespace") {
            Some(written) => edit::replace_value(text, written, namespace)?,
            None => edit::insert_after(text, metadata, "name", &[("namespace", Insert::Text(namespace))])?,
        };
        let title = format!("Put Service {} into namespace {}", code(self.service.name()), code(namespace));
        self.fix(title, self.service, vec![edit])
    }

    /// Gives the pods what the selector asks for.
    fn change_labels(&self) -> Option<Fix> {
        let failing = self.failing();
        let mut wanted = failing.iter().filter_map(|(requirement, _)| Some((requirement, requirement.wanted()?)));
        if wanted.any(|(requirement, wanted)| self.asks_otherwise(&requirement.key.value, &wanted.value)) {
            return None;
        }
        let (title, edits) = relabel(self.subject, self.object, &failing)?;
        self.fix(title, self.object, edits)
    }

    /// Whether the workload's own selector asks for another value, so that it would no longer know
    /// its own pods; the API server refuses such a workload.
    fn asks_otherwise(&self, key: &str, wanted: &str) -> bool {
        let own = self.workload.selector.as_ref().map(|selector| selector.requirements()).unwrap_or_default();
        let mut labels = Labels { added: Vec::new(), ..self.workload.labels.clone() };
        labels.added.push((key.into(), crate::labels::Added::Value(wanted.into())));
        own.iter().any(|requirement| &*requirement.key.value == key && requirement.judge(&labels).verdict != Match::Yes)
    }

    /// Makes the selector ask for what the pods have.
    fn change_selector(&self) -> Option<Fix> {
        let text = self.subject.texts.document(self.service.document);
        let tree = self.subject.tree(self.service)?;
        let selector = tree.at(&["spec", "selector"])?;
        let (mut edits, mut asks) = (Vec::new(), Vec::new());
        for (requirement, outcome) in self.failing() {
            let (key, wanted) = (&*requirement.key.value, &*requirement.wanted()?.value);
            let entry = selector.entry(key)?;
            match outcome.found {
                Found::Value(found) => {
                    edits.push(edit::replace_value(text, &entry.value, &found.value)?);
                    asks.push(code(&format!("{key}: {}", found.value)));
                }
                Found::Nothing => {
                    let pods = self.workload.labels.written.entries.iter();
                    let misspelt = |other: &&crate::yaml::StringEntry| {
                        &*other.value.value == wanted && crate::cluster::slip(key, &other.key.value).is_some()
                    };
                    let found = pods.clone().find(misspelt)?;
                    edits.push(edit::rename_key(text, selector, key, &found.key.value)?);
                    asks.push(code(&format!("{}: {wanted}", found.key.value)));
                }
                Found::Mistyped(_) | Found::Added(_) => return None,
            }
        }
        let title = format!("Let {} ask for {}", code(self.service.name()), list(asks));
        self.fix(title, self.service, edits)
    }

    fn fix(&self, title: String, object: &Object, edits: Vec<TextEdit>) -> Option<Fix> {
        reached::fix(object, title, self.consequence(), Some(edits))
    }

    /// Where the ports would lead then, and who could reach that.
    fn consequence(&self) -> String {
        let Some(spec) = self.service.service() else { return String::new() };
        let name = code(self.service.name());
        let mut opened = BTreeSet::new();
        let mut sentences = Vec::new();
        for port in &spec.ports {
            let resolution = ports::resolve(port, &self.workload.template.spec);
            opened.extend(resolution.number());
            let number = port.number_text();
            let target = explain::target(&resolution, self.object);
            let declared = self.declared(&resolution);
            sentences.push(format!("Then {name} sends port {number} to {target}{declared}."));
        }
        // Pods can connect to each other without any Service.
        let outermost = reached::widest_door(self.subject, self.matched.service);
        let outermost = outermost.filter(|from| *from < Reach::Cluster && !opened.is_empty());
        let already = reached::outermost(self.subject.exposure.to(self.id));
        if let Some(from) = outermost.filter(|from| already.is_none_or(|already| *from < already)) {
            let (who, ports) = (from.who(), reached::ports(&opened));
            sentences.insert(0, format!("This lets {who} connect to {ports} of {}.", explain::title(self.object)));
        }
        sentences.join(" ")
    }

    /// The ports that the containers do declare, where the one that is led to is none of them.
    fn declared(&self, resolution: &ports::Resolution) -> String {
        if matches!(resolution, ports::Resolution::Resolved(_)) {
            return String::new();
        }
        let declared = self.workload.template.spec.ports().filter_map(|(_, port)| port.number());
        let declared: Vec<String> = declared.map(|port| port.to_string()).collect();
        if declared.is_empty() { String::new() } else { format!(" (declared: {})", list(declared)) }
    }
}

/// The edits that give a workload's pods what the requirements ask for that they fail, and what
/// these do as a command. None where a requirement is no simple pair.
pub(super) fn relabel(
    subject: &Subject,
    object: &Object,
    failing: &[(&Requirement, Outcome)],
) -> Option<(String, Vec<TextEdit>)> {
    let workload = object.workload()?;
    let (text, tree) = subject.written(object)?;
    let template = tree.at(workload.kind.template_path())?;
    let labels = template.at(&["metadata", "labels"]).filter(|labels| !labels.is_null());
    let (mut edits, mut missing, mut added, mut changed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (requirement, outcome) in failing {
        let (key, wanted) = (&*requirement.key.value, &*requirement.wanted()?.value);
        let pair = code(&format!("{key}: {wanted}"));
        match outcome.found {
            Found::Nothing => {
                missing.push((key, Insert::Text(wanted)));
                added.push(pair);
            }
            Found::Value(_) | Found::Mistyped(_) => {
                edits.push(edit::replace_value(text, labels?.get(key)?, wanted)?);
                changed.push(pair);
            }
            Found::Added(_) => return None,
        }
    }
    if !missing.is_empty() {
        edits.push(insert_labels(text, template, labels, &missing)?);
    }
    let of = explain::title(object);
    let whose = if workload.kind.template_path().is_empty() { of } else { format!("the pod template of {of}") };
    let title = match (added.is_empty(), changed.is_empty()) {
        (false, true) => format!("Add {} to {whose}", list(added)),
        (true, false) => format!("Write {} in {whose}", list(changed)),
        _ => format!("Add {} to {whose}, and write {}", list(added), list(changed)),
    };
    Some((title, edits))
}

/// Adds labels to a pod template, with the maps around them where they are missing.
fn insert_labels(text: &str, template: &Node, labels: Option<&Node>, missing: &[(&str, Insert)]) -> Option<TextEdit> {
    if let Some(labels) = labels {
        return edit::insert_entries(text, labels, missing);
    }
    let map = [("labels", Insert::Map(missing))];
    match template.get("metadata").filter(|metadata| !metadata.is_null()) {
        Some(metadata) if metadata.get("name").is_some() => edit::insert_after(text, metadata, "name", &map),
        Some(metadata) => edit::insert_entries(text, metadata, &map),
        None => edit::insert_entries(text, template, &[("metadata", Insert::Map(&map))]),
    }
}
