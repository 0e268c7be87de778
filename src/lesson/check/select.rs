//! Goals about what Services select, and where their ports lead.

use super::{Still, Subject};
use crate::cluster::ports::Resolution;
use crate::cluster::{ServiceMatch, selection};
use crate::explain;
use crate::labels::Match;
use crate::lesson::goal::{Leads, Ref, Selects};
use crate::manifest::{Object, ObjectId};
use crate::source::Place;
use crate::words::{code, list};

pub(super) fn wants(wanted: &Selects) -> String {
    let service = wanted.service.title();
    if wanted.workloads.is_empty() {
        return format!("{service} selects no pods.");
    }
    let pods = list(wanted.workloads.iter().map(Ref::placed));
    format!("{service} selects the pods of {pods}, and no others.")
}

pub(super) fn still(subject: &Subject, wanted: &Selects) -> Still {
    let (id, service) = match subject.object(&wanted.service) {
        Ok(found) => found,
        Err(still) => return still,
    };
    let matched = subject.analysis.cluster.service(id)?;
    for name in &wanted.workloads {
        let (workload, object) = match subject.object(name) {
            Ok(found) => found,
            Err(still) => return still,
        };
        if !matched.selects.iter().any(|selected| selected.workload == workload) {
            let nothing = matched.selects.is_empty();
            let what = if nothing { "no pods".to_owned() } else { format!("no pods of {}", name.title()) };
            let why = why(matched, workload, object, service);
            let places = vec![selector(service), labels(object)];
            return Some((format!("{} still selects {what}. {why}", wanted.service.title()), places));
        }
    }
    let extra = |id: &ObjectId| {
        let object = subject.analysis.cluster.object(*id)?;
        (!wanted.workloads.iter().any(|name| name.is(object))).then_some(object)
    };
    let extra: Vec<&Object> = matched.selects.iter().filter_map(|selected| extra(&selected.workload)).collect();
    let first = extra.first()?;
    let others = list(extra.iter().map(|object| explain::title(object)));
    let too = if extra.len() == matched.selects.len() { "" } else { " as well" };
    let text = format!("{} still selects the pods of {others}{too}.", wanted.service.title());
    Some((text, vec![selector(service), labels(first)]))
}

/// Why a Service does not select a workload.
fn why(matched: &ServiceMatch, workload: ObjectId, object: &Object, service: &Object) -> String {
    if let Some(miss) = matched.near_misses.iter().find(|miss| miss.workload == workload) {
        return explain::reason(miss, object);
    }
    if matched.requirements.is_empty() {
        return "It has no selector.".to_owned();
    }
    if object.namespace() != service.namespace() {
        let namespace = code(object.namespace());
        return format!("Those are in namespace {namespace}; a Service selects pods of its own namespace only.");
    }
    let (_, outcomes) = selection::compare(&matched.requirements, object);
    let missing = matched.requirements.iter().zip(&outcomes).filter(|(_, outcome)| outcome.verdict == Match::No);
    let missing = list(missing.map(|(requirement, _)| code(&requirement.text())));
    format!("It asks for {missing}, which those do not have.")
}

fn selector(service: &Object) -> Place {
    let selector = service.service().and_then(|spec| spec.selector());
    selector.map_or_else(|| service.name_place(), |selector| service.place(selector.pairs.span))
}

fn labels(object: &Object) -> Place {
    let span = object.workload().map(|workload| workload.labels.written.span);
    span.filter(|span| span.end > span.start).map_or_else(|| object.name_place(), |span| object.place(span))
}

pub(super) fn wants_port(wanted: &Leads) -> String {
    format!("Port {} of {} leads to port {} of its pods.", wanted.port.0, wanted.service.title(), wanted.to.0)
}

pub(super) fn still_leads(subject: &Subject, wanted: &Leads) -> Still {
    let (id, service) = match subject.object(&wanted.service) {
        Ok(found) => found,
        Err(still) => return still,
    };
    let (title, port) = (wanted.service.title(), wanted.port.0);
    let ports = service.service().map(|spec| spec.ports.as_slice()).unwrap_or_default();
    let is_it = |written: &crate::manifest::service::ServicePort| {
        written.port.as_ref().is_some_and(|number| number.value == i32::from(port))
    };
    let Some((at, written)) = ports.iter().enumerate().find(|(_, written)| is_it(written)) else {
        return Some((format!("{title} has no port {port}."), vec![service.name_place()]));
    };
    let places = vec![service.place(written.span)];
    let matched = subject.analysis.cluster.service(id)?;
    let targets = matched.ports.iter().find(|port| port.port == at).map(|port| port.targets.as_slice());
    let targets = targets.unwrap_or_default();
    if targets.is_empty() {
        return Some((format!("{title} still selects no pods, so its port {port} leads nowhere."), places));
    }
    let wrong = targets.iter().find(
        |target| !matches!(&target.resolution, Resolution::Resolved(resolved) if resolved.number == wanted.to.0),
    )?;
    let workload = subject.analysis.cluster.object(wrong.workload)?;
    let end = explain::target(&wrong.resolution, workload);
    Some((format!("Port {port} of {title} still leads to {end}."), places))
}
