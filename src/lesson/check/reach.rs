//! Goals about who reaches a port.

use super::{Still, Subject};
use crate::explain;
use crate::exposure::{Path, Reach, Verdict};
use crate::lesson::goal::{Closed, Open, Port, Ref};
use crate::order::Order;
use crate::source::Place;
use crate::words::{capitalised, code};

/// A workload's port for a sentence, or any of its ports.
fn port_of(to: &Ref, port: Port) -> String {
    if port.0 == 0 { to.title() } else { format!("port {} of {}", port.0, to.title()) }
}

pub(super) fn wants_closed(wanted: &Closed) -> String {
    let who = match wanted.beyond.0 {
        Reach::Nobody => "Nobody".to_owned(),
        Reach::SelectedPods => "Nobody but the pods that a policy names".to_owned(),
        Reach::Namespace => format!("Nobody outside of namespace {}", code(&wanted.to.namespace)),
        Reach::Cluster => "Nobody outside of the cluster".to_owned(),
        Reach::NodeNetwork => "Nobody but whoever reaches a node".to_owned(),
        Reach::PrivateNetwork | Reach::Internet => "Nobody on the Internet".to_owned(),
    };
    let surely = if wanted.surely { "surely " } else { "" };
    format!("{who} can {surely}reach {}.", port_of(&wanted.to, wanted.port))
}

pub(super) fn still_open(subject: &Subject, wanted: &Closed) -> Still {
    let (id, object) = match subject.object(&wanted.to) {
        Ok(found) => found,
        Err(still) => return still,
    };
    // Whoever may reach it from the Internet is kept out where nobody beyond the private network may.
    let most = wanted.beyond.0.max(Reach::PrivateNetwork);
    let counts = |verdict: Verdict| match verdict {
        Verdict::Open => true,
        Verdict::Depends => !wanted.surely,
        Verdict::Blocked => false,
    };
    let is_it = |path: &&Path| {
        let same = wanted.port.0 == 0 || path.port() == Some(wanted.port.0);
        let beyond = path.from < most || most == Reach::Namespace && path.is_beyond_namespace();
        same && beyond && counts(path.verdict)
    };
    let mut ways: Vec<&Path> = subject.analysis.exposure.to(id).filter(is_it).collect();
    ways.order_by_key(|path| (path.verdict, path.from));
    let port = port_of(&wanted.to, wanted.port);
    if let Some(path) = ways.first() {
        let service = path.service.and_then(|id| subject.analysis.cluster.object(id));
        let by = explain::by(path.via, service);
        let who = capitalised(path.from.who());
        let text = if path.verdict == Verdict::Open {
            format!("{who} can still reach {port}{by}.")
        } else {
            format!("{who} may still reach {port}{by}; that depends on {}.", explain::depends_on([path]))
        };
        return Some((text, places(path)));
    }
    // Pods that declare no port may listen on any.
    let (from, verdict) = subject.analysis.exposure.widest().get(&id).copied()?;
    let any = wanted.port.0 == 0 && from < most && counts(verdict);
    any.then(|| (format!("{} can still reach {port}.", capitalised(from.who())), vec![object.name_place()]))
}

/// The lines that say of a way that it is there.
fn places(path: &Path) -> Vec<Place> {
    path.hops.iter().filter_map(|hop| hop.places.first().copied()).collect()
}

pub(super) fn wants_open(wanted: &Open) -> String {
    format!("{} can reach {}.", capitalised(wanted.from.0.who()), port_of(&wanted.to, wanted.port))
}

/// That it is nobody of those at a level, to begin a sentence with.
fn none(level: Reach) -> &'static str {
    match level {
        Reach::Internet => "Nobody on the Internet",
        Reach::PrivateNetwork => "Nobody on the private network",
        Reach::NodeNetwork => "Nobody who can reach a node",
        Reach::Cluster => "No pod elsewhere in the cluster",
        Reach::Namespace => "No other pod of the namespace",
        Reach::SelectedPods | Reach::Nobody => "No pod that a policy names",
    }
}

/// Whether whoever stands at a level takes a path from another one: pods that a policy names are pods of the
/// cluster, but nobody knows of a private network whether the nodes' is part of it.
fn takes(level: Reach, path: Reach) -> bool {
    if level >= Reach::Cluster { path >= Reach::Cluster && path <= level } else { path == level }
}

pub(super) fn still_closed(subject: &Subject, wanted: &Open) -> Still {
    let (id, object) = match subject.object(&wanted.to) {
        Ok(found) => found,
        Err(still) => return still,
    };
    let is_it =
        |path: &&Path| (wanted.port.0 == 0 || path.port() == Some(wanted.port.0)) && takes(wanted.from.0, path.from);
    let mut ways: Vec<&Path> = subject.analysis.exposure.to(id).filter(is_it).collect();
    ways.order_by_key(|path| path.verdict);
    let (nobody, port) = (none(wanted.from.0), port_of(&wanted.to, wanted.port));
    let Some(path) = ways.first() else {
        return Some((format!("{nobody} can reach {port} yet: no way leads there."), vec![object.name_place()]));
    };
    match path.verdict {
        Verdict::Open => None,
        Verdict::Depends if wanted.perhaps => None,
        Verdict::Depends => {
            let on = explain::depends_on([path]);
            Some((format!("Whether {} can reach {port} depends on {on}.", wanted.from.0.who()), places(path)))
        }
        Verdict::Blocked => {
            let why = path.hops.last().map_or("", |hop| &*hop.text);
            Some((format!("{nobody} can reach {port}: {why}."), places(path)))
        }
    }
}
