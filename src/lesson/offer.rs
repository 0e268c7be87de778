//! What a lesson could want: whatever holds of the manifests as they stand, for an author to pick from.

use super::check::judged;
use super::goal::{Goal, Ref};
use super::{Lesson, hunks};
use crate::Analysis;
use crate::cluster::Backing;
use crate::exposure::{Reach, Verdict};
use crate::finding::Severity;
use crate::manifest::{Object, ObjectId};
use crate::yaml::{self, FromNode, Reader};

/// Something that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The goal, as it stands in a lesson's file: one line of YAML.
    pub goal: String,
    /// What it wants, as a sentence.
    pub wants: String,
    /// Whether it held at the start, too.
    pub kept: bool,
}

/// More than this nobody reads.
const MOST: usize = 120;
/// Of so many workloads every two are asked about.
const MOST_PAIRED: usize = 8;

/// What holds of an analysis, what did not hold at the start first. The lesson needs nothing but its manifests.
pub fn offers(lesson: &Lesson, start: &Analysis, now: &Analysis) -> Vec<Offer> {
    let mut goals = Vec::new();
    selections(now, &mut goals);
    ways(now, &mut goals);
    connections(now, &mut goals);
    findings(start, now, &mut goals);
    untouched(now, &mut goals);
    // Where nothing has changed yet, nothing is there to be kept short.
    goals.extend(Some(changed(lesson, now)).filter(|lines| *lines > 0).map(|lines| format!("lines: {lines}")));
    goals.truncate(MOST * 3);
    let offer = |goal: String| {
        let node = yaml::parse(&goal).root?;
        let wanted = Goal::from_node(&node, &mut Reader::default())?.wanted?;
        let (wants, still) = judged(lesson, now, &wanted);
        let (_, before) = judged(lesson, start, &wanted);
        still.is_none().then_some(Offer { goal, wants, kept: before.is_none() })
    };
    let offers: Vec<Offer> = goals.into_iter().filter_map(offer).collect();
    let (kept, new): (Vec<Offer>, Vec<Offer>) = offers.into_iter().partition(|offer| offer.kept);
    new.into_iter().chain(kept).take(MOST).collect()
}

/// An object as goals name it; none where its name would not stay in its line.
fn name(object: &Object) -> Option<String> {
    let name =
        Ref { kind: object.kind.value.clone(), namespace: object.namespace().into(), name: object.name().into() };
    let text = name.text();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '.');
    (!object.name().is_empty() && text.chars().all(is_plain)).then_some(text)
}

fn selections(now: &Analysis, goals: &mut Vec<String>) {
    for service in now.cluster.services().filter(|service| matches!(service.backing, Backing::Selector)) {
        let workloads = service.selects.iter().map(|selected| name(now.cluster.object(selected.workload)?));
        let workloads: Option<Vec<String>> = workloads.collect();
        let service = now.cluster.object(service.service).and_then(name);
        if let Some((service, workloads)) = service.zip(workloads) {
            goals.push(format!("selects: {{service: {service}, workloads: [{}]}}", workloads.join(", ")));
        }
    }
}

/// The ports that a workload's containers declare.
fn ports(object: &Object) -> Vec<u16> {
    let mut ports: Vec<u16> = object
        .workload()
        .map(|workload| workload.template.spec.ports().filter_map(|(_, port)| port.number()).collect())
        .unwrap_or_default();
    ports.sort_unstable();
    ports.dedup();
    ports
}

/// From where each port is reached, and that it is reached from nowhere beyond.
fn ways(now: &Analysis, goals: &mut Vec<String>) {
    for (id, object) in now.cluster.workloads() {
        let Some(to) = name(object) else { continue };
        for port in ports(object) {
            let ways = now.exposure.to(id).filter(|path| path.port() == Some(port) && path.verdict != Verdict::Blocked);
            let mut levels: Vec<(Reach, Verdict)> = ways.map(|path| (path.from, path.verdict)).collect();
            levels.sort_unstable();
            levels.dedup_by_key(|(level, _)| *level);
            let beyond = levels.first().map_or(Reach::Nobody, |(level, _)| *level);
            if beyond != Reach::Internet {
                goals.push(format!("closed: {{to: {to}, port: {port}, beyond: {}}}", beyond.id()));
            }
            for (level, _) in levels.iter().filter(|(_, verdict)| *verdict == Verdict::Open) {
                goals.push(format!("open: {{to: {to}, port: {port}, from: {}}}", level.id()));
            }
        }
    }
}

/// Who may connect to whom, where a policy has a say.
fn connections(now: &Analysis, goals: &mut Vec<String>) {
    if now.cluster.current().all(|(_, object)| &*object.kind.value != "NetworkPolicy") {
        return;
    }
    let workloads: Vec<(ObjectId, &Object)> = now.cluster.workloads().take(MOST_PAIRED).collect();
    for (from, sender) in &workloads {
        for (to, receiver) in workloads.iter().filter(|(to, _)| to != from) {
            let Some((from, to)) = name(sender).zip(name(receiver)).filter(|_| from != to) else { continue };
            for port in ports(receiver) {
                for wanted in ["connects", "apart"] {
                    goals.push(format!("{wanted}: {{from: {from}, to: {to}, port: {port}}}"));
                }
            }
        }
    }
}

/// What is not found any more, and how bad nothing is.
fn findings(start: &Analysis, now: &Analysis, goals: &mut Vec<String>) {
    let mut gone: Vec<&str> = start.findings.iter().map(|finding| finding.check).collect();
    gone.sort_unstable();
    gone.dedup();
    gone.retain(|check| now.findings.iter().all(|finding| finding.check != *check));
    goals.extend(gone.into_iter().map(|check| format!("no-finding: {{check: {check}}}")));
    let worst = now.findings.iter().map(|finding| finding.severity).min();
    let milder = Severity::ALL.into_iter().take_while(|severity| worst.is_none_or(|worst| *severity < worst));
    goals.extend(milder.last().map(|severity| format!("no-finding: {{severity: {}}}", severity.id())));
}

fn untouched(now: &Analysis, goals: &mut Vec<String>) {
    let objects = now.cluster.current().filter_map(|(_, object)| name(object));
    goals.extend(objects.map(|object| format!("untouched: [{object}]")));
}

/// How many lines differ from the start.
fn changed(lesson: &Lesson, now: &Analysis) -> usize {
    let text = |name: &str| now.texts.sources().find(|source| source.name == name).map_or("", |source| &*source.text);
    let begun = lesson.begin();
    begun.iter().flat_map(|source| hunks(&source.text, text(&source.name))).map(|hunk| hunk.len()).sum()
}
