//! Goals about what network policies let through between two workloads.

use super::{Still, Subject};
use crate::exposure::{Answer, Assumption};
use crate::lesson::goal::{Connects, Ref};
use crate::manifest::{Object, ObjectId};
use crate::policy::{Evidence, Part, Peer, PortSet};
use crate::source::Place;
use crate::words::{code, few};

fn text(wanted: &Connects, verb: &str) -> String {
    let name = if wanted.from.namespace == wanted.to.namespace { Ref::title } else { Ref::placed };
    let (from, to) = (name(&wanted.from), name(&wanted.to));
    format!("The pods of {from} {verb} connect to port {} of {to}", wanted.port.0)
}

pub(super) fn wants(wanted: &Connects, can: bool) -> String {
    format!("{}.", text(wanted, if can { "can" } else { "cannot" }))
}

/// Whether a connection is let through, surely and perhaps, and by whom it is let out and in.
struct Between {
    sure: bool,
    possible: bool,
    kept_in: bool,
    out: Vec<Evidence>,
    into: Vec<Evidence>,
}

fn between(subject: &Subject, wanted: &Connects) -> Result<Between, Still> {
    let (from, sender) = subject.object(&wanted.from)?;
    let (to, receiver) = subject.object(&wanted.to)?;
    let policies = &subject.analysis.policies;
    let protocol = if wanted.protocol.is_empty() { "TCP" } else { &wanted.protocol };
    let ports = PortSet::port(protocol, wanted.port.0);
    let out = policies.egress(from, Peer::Workload(receiver));
    let into = policies.ingress(to, receiver, Peer::Workload(sender));
    Ok(Between {
        sure: out.sure.holds(&ports) && into.sure.holds(&ports),
        possible: !out.possible.intersection(&into.possible).intersection(&ports).is_empty(),
        kept_in: out.possible.intersection(&ports).is_empty(),
        out: policies.evidence_out(from, receiver, &ports),
        into: policies.evidence(to, receiver, Peer::Workload(sender), &ports),
    })
}

/// Whether nothing in the cluster minds what policies say.
fn is_unenforced(subject: &Subject) -> bool {
    subject.analysis.environment.answer(Assumption::PoliciesEnforced) == Answer::No
}

pub(super) fn still_apart(subject: &Subject, wanted: &Connects) -> Still {
    let between = match between(subject, wanted) {
        Ok(between) => between,
        Err(still) => return still,
    };
    if between.sure || is_unenforced(subject) {
        return None;
    }
    let cannot = text(wanted, "cannot");
    if between.possible {
        let text = text(wanted, "may perhaps");
        return Some((format!("{text}: it depends on labels that the manifests do not show."), Vec::new()));
    }
    let (evidence, way) = if between.kept_in { (&between.out, "out") } else { (&between.into, "in") };
    let (names, places) = policies(subject, evidence, |part| matches!(part, Part::Isolates(_)));
    Some((format!("{cannot}: no rule of {names} lets them {way}."), places))
}

pub(super) fn still_connected(subject: &Subject, wanted: &Connects) -> Still {
    let between = match between(subject, wanted) {
        Ok(between) => between,
        Err(still) => return still,
    };
    let can = text(wanted, "can still");
    if is_unenforced(subject) {
        return Some((format!("{can}: the cluster's network minds no policies."), Vec::new()));
    }
    if !between.possible {
        return None;
    }
    let (names, places) = policies(subject, &between.into, |part| matches!(part, Part::Rule(..)));
    if places.is_empty() {
        let to = wanted.to.title();
        let place = subject.find(&wanted.to).map(|(_, object): (ObjectId, &Object)| object.name_place());
        return Some((format!("{can}: no network policy selects {to}."), place.into_iter().collect()));
    }
    Some((format!("{can}: a rule of {names} lets them in."), places))
}

/// The policies that have a part of a kind in a connection, as a list in a sentence, and where they say so.
fn policies(subject: &Subject, evidence: &[Evidence], is_it: impl Fn(&Part) -> bool) -> (String, Vec<Place>) {
    let (mut names, mut places) = (Vec::new(), Vec::new());
    for evidence in evidence.iter().filter(|evidence| is_it(&evidence.part)) {
        let Some(policy) = subject.analysis.cluster.object(evidence.policy) else { continue };
        let (Part::Isolates(span) | Part::Rule(_, span)) = evidence.part;
        places.push(policy.place(span));
        let name = format!("{} {}", policy.kind.value, code(policy.name()));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (few(names), places)
}
