//! What the text and the Markdown form have in common: the parts of a report, as sentences with
//! names between backticks.

use std::collections::{BTreeMap, BTreeSet};

use crate::chain::{self, Chain};
use crate::cluster::{Backing, NearMiss, PortMatch, Selected, ServiceMatch};
use crate::explain::{self, title};
use crate::exposure::{End, Path, Via};
use crate::finding::Finding;
use crate::labels::Match;
use crate::manifest::service::ServiceSpec;
use crate::manifest::workload::Pods;
use crate::manifest::{Object, ObjectId};
use crate::source::Place;
use crate::words::{code, count, list};
use crate::{Analysis, Problem};

/// A report for people to read.
pub(super) struct Report {
    /// The answer, in one sentence.
    pub(super) verdict: String,
    /// What was read.
    pub(super) summary: String,
    /// The Services: what each selects, and how it is reached.
    pub(super) services: Vec<Entry>,
    /// The workloads that are reached without a Service, or not at all.
    pub(super) workloads: Vec<Entry>,
    /// The objects that may open ways in which are not followed.
    pub(super) unfollowed: Vec<Entry>,
    /// The workloads from which something leads further on the API server, link by link.
    pub(super) chains: Vec<Entry>,
    /// The findings, what matters most first.
    pub(super) findings: Vec<Item>,
    /// What could not be read.
    pub(super) problems: Vec<Item>,
    /// How much there is of everything.
    pub(super) counts: String,
}

/// An object and what is to be said of it.
pub(super) struct Entry {
    /// Its kind, name and namespace.
    pub(super) title: String,
    /// Where it stands: file and line.
    pub(super) at: String,
    /// A word and a sentence each.
    pub(super) facts: Vec<(&'static str, String)>,
}

/// A finding or a problem.
pub(super) struct Item {
    /// How bad it is.
    pub(super) mark: &'static str,
    /// The id of the check that says it; empty for a problem.
    pub(super) check: &'static str,
    /// Where it stands: file, line and column.
    pub(super) at: String,
    /// What it says, and what to do.
    pub(super) sentences: Vec<String>,
}

impl Report {
    pub(super) fn new(analysis: &Analysis) -> Self {
        let services = analysis.cluster.services();
        let selected: BTreeSet<ObjectId> =
            services.clone().flat_map(|service| &service.selects).map(|selected| selected.workload).collect();
        let (through, direct): (Vec<&Path>, Vec<&Path>) =
            analysis.exposure.paths().partition(|path| path.service.is_some());
        let through = group(through, |path| path.service);
        let direct = group(direct, Path::workload);
        let workload = |(id, object)| workload_entry(analysis, object, selected.contains(&id), of(&direct, id));
        Self {
            verdict: explain::verdict(analysis),
            summary: explain::summary(analysis),
            services: services.filter_map(|s| service_entry(analysis, s, of(&through, s.service))).collect(),
            workloads: analysis.cluster.workloads().filter_map(workload).collect(),
            unfollowed: analysis.cluster.current().filter_map(|(_, object)| unfollowed(analysis, object)).collect(),
            chains: chain::chains(analysis).iter().filter_map(|chain| chain_entry(analysis, chain)).collect(),
            findings: analysis.mended().iter().map(|finding| finding_item(analysis, finding)).collect(),
            problems: analysis.untaught().map(|(_, problem)| problem_item(analysis, problem)).collect(),
            counts: counts(analysis),
        }
    }
}

type Paths<'a> = BTreeMap<ObjectId, Vec<&'a Path>>;

fn group<'a>(paths: Vec<&'a Path>, by: impl Fn(&Path) -> Option<ObjectId>) -> Paths<'a> {
    let mut grouped = Paths::new();
    for path in paths {
        if let Some(id) = by(path) {
            grouped.entry(id).or_default().push(path);
        }
    }
    grouped
}

fn of<'a, 'b>(paths: &'b Paths<'a>, id: ObjectId) -> &'b [&'a Path] {
    paths.get(&id).map_or(&[], Vec::as_slice)
}

fn service_entry(analysis: &Analysis, service: &ServiceMatch, paths: &[&Path]) -> Option<Entry> {
    let object = analysis.cluster.object(service.service)?;
    let spec = object.service()?;
    let type_ = if spec.is_headless() { "headless" } else { spec.service_type().name() };
    let title = format!("{}, {type_} in namespace {}", title(object), code(object.namespace()));
    let mut facts = backing(analysis, service, spec);
    facts.extend(service.near_misses.iter().filter_map(|miss| near_miss(analysis, miss)));
    facts.extend(service.ports.iter().filter_map(|port| Some(("port", port_fact(analysis, spec, port)?))));
    let (arrives, ends): (Vec<&Path>, Vec<&Path>) = paths.iter().partition(|path| path.end != End::Dead);
    facts.extend(if arrives.is_empty() { ways(ends.into_iter().take(1)) } else { ways(arrives) });
    facts.extend(explain::health_check(spec).map(|text| ("also", text)));
    Some(Entry { title, at: line(analysis, object), facts })
}

/// Where the Service's traffic is meant to go.
fn backing(analysis: &Analysis, service: &ServiceMatch, spec: &ServiceSpec) -> Vec<(&'static str, String)> {
    match &service.backing {
        Backing::ExternalName => {
            let name = spec.external_name.as_ref().map_or("", |name| &*name.value);
            vec![("is", format!("another name for {}", code(name)))]
        }
        Backing::Manual(endpoints) if endpoints.is_empty() => {
            vec![("selects", "no pods: it has no selector, and no endpoints are written for it".to_owned())]
        }
        Backing::Manual(endpoints) => {
            let by_hand = endpoints.iter().filter_map(|endpoints| {
                let object = analysis.cluster.object(endpoints.object)?;
                let addresses = count(endpoints.addresses, "address");
                Some(format!("{addresses} of {}", title(object)))
            });
            vec![("sends to", list(by_hand))]
        }
        Backing::Selector => {
            let asks = service.asks();
            let mut facts = vec![("asks for", asks)];
            if service.selects.is_empty() {
                facts.push(("selects", "no pods".to_owned()));
            }
            facts.extend(service.selects.iter().filter_map(|selected| selected_fact(analysis, selected)));
            facts
        }
    }
}

fn selected_fact(analysis: &Analysis, selected: &Selected) -> Option<(&'static str, String)> {
    let workload = analysis.cluster.object(selected.workload)?;
    let idle = if workload.workload().is_some_and(|workload| workload.runs()) { "" } else { ", which runs no pods" };
    let label = if selected.certainty == Match::Unknown { "perhaps" } else { "selects" };
    Some((label, format!("{}{idle}", title(workload))))
}

fn near_miss(analysis: &Analysis, miss: &NearMiss) -> Option<(&'static str, String)> {
    let workload = analysis.cluster.object(miss.workload)?;
    Some(("nearly", format!("{}: {}", title(workload), explain::reason(miss, workload))))
}

fn port_fact(analysis: &Analysis, spec: &ServiceSpec, matched: &PortMatch) -> Option<String> {
    let port = spec.ports.get(matched.port)?;
    let number = port.port.as_ref().map_or_else(|| "without a number".to_owned(), |port| port.value.to_string());
    let name = port.name.as_ref().map(|name| format!(" named {}", code(&name.value))).unwrap_or_default();
    let protocol = if port.protocol() == "TCP" { String::new() } else { format!(" for {}", code(port.protocol())) };
    let targets = matched
        .targets
        .iter()
        .filter_map(|target| Some(explain::target(&target.resolution, analysis.cluster.object(target.workload)?)));
    let targets: Vec<String> = targets.collect();
    let leads = if targets.is_empty() { String::new() } else { format!(", to {}", targets.join("; ")) };
    Some(format!("{number}{name}{protocol}{leads}"))
}

/// A workload that no Service selects, or to which a way leads that needs none.
fn workload_entry(analysis: &Analysis, object: &Object, selected: bool, direct: &[&Path]) -> Option<Entry> {
    let workload = object.workload()?;
    let through_its_node = direct.iter().any(|path| path.via != Via::PodIp);
    if selected && !through_its_node {
        return None;
    }
    let facts = match &workload.pods {
        Pods::None(why) => vec![("runs", format!("no pods ({})", code(&why.value)))],
        _ if direct.is_empty() => vec![("reached", "by no Service, and it declares no ports".to_owned())],
        _ => ways(direct.iter().copied()),
    };
    let title = format!("{} in namespace {}", title(object), code(object.namespace()));
    Some(Entry { title, at: line(analysis, object), facts })
}

/// An object that may open a way in which is not followed.
fn unfollowed(analysis: &Analysis, object: &Object) -> Option<Entry> {
    let title = format!("{} in namespace {}", title(object), code(object.namespace()));
    let facts = vec![("not read", explain::UNFOLLOWED.to_owned())];
    object.is_unfollowed().then(|| Entry { title, at: line(analysis, object), facts })
}

/// The first of the paths from every place that any of them comes from, and how many others do.
fn ways<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Vec<(&'static str, String)> {
    let mut ways: Vec<(&Path, usize)> = Vec::new();
    for path in paths {
        match ways.iter_mut().find(|(known, _)| known.from == path.from) {
            Some((known, others)) => {
                *others = others.saturating_add(1);
                if path.verdict < known.verdict {
                    *known = path;
                }
            }
            None => ways.push((path, 0)),
        }
    }
    ways.sort_by_key(|(path, _)| path.from);
    let mut facts = Vec::new();
    for (path, others) in ways {
        let hops: Vec<&str> = path.hops.iter().map(|hop| &*hop.text).collect();
        let more = if others > 0 { format!(" (and {})", count(others, "other way")) } else { String::new() };
        facts.push((path.verdict.id(), format!("{}{more}", hops.join(" → "))));
        for assumption in &path.depends_on {
            let fact = ("rests on", assumption.text().to_owned());
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
    }
    facts
}

/// A chain of which something lies at the end: the way in as one fact, then every link.
fn chain_entry(analysis: &Analysis, chain: &Chain) -> Option<Entry> {
    let object = analysis.cluster.object(chain.workload).filter(|_| chain.arrives())?;
    let mut facts: Vec<(&'static str, String)> = ways([chain.path]);
    facts.extend(chain.unknown.iter().map(|unknown| ("rests on", unknown.text().to_owned())));
    facts.extend(chain.links.iter().map(|link| (link.verdict.id(), link.text.clone())));
    let title = format!("What follows from {} in namespace {}", title(object), code(object.namespace()));
    Some(Entry { title, at: line(analysis, object), facts })
}

fn finding_item(analysis: &Analysis, finding: &Finding) -> Item {
    let mut sentences = vec![finding.message.clone()];
    sentences.extend(finding.fixes.first().map(|fix| format!("{}. {}", fix.title, fix.consequence)));
    Item { mark: finding.severity.id(), check: finding.check, at: column(analysis, finding.place), sentences }
}

fn problem_item(analysis: &Analysis, problem: &Problem) -> Item {
    let mut sentences = vec![problem.message.clone()];
    sentences.extend(problem.hint.clone());
    let mark = if problem.refused { "refused" } else { "note" };
    Item { mark, check: "", at: column(analysis, problem.place), sentences }
}

fn counts(analysis: &Analysis) -> String {
    let objects = analysis.cluster.objects();
    let parts = [
        count(objects.len(), "object"),
        format!("{} not analysed", objects.filter(|(_, object)| !object.is_analysed()).count()),
        count(analysis.findings.len(), "finding"),
        count(analysis.untaught().count(), "problem"),
    ];
    parts.join(", ")
}

fn line(analysis: &Analysis, object: &Object) -> String {
    let location = analysis.texts.locate(object.place(object.span));
    format!("{}:{}", analysis.texts.name(location.file), location.line)
}

fn column(analysis: &Analysis, place: Place) -> String {
    let location = analysis.texts.locate(place);
    format!("{}:{}:{}", analysis.texts.name(location.file), location.line, location.column)
}
