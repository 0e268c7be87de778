//! Names for everything that can be chosen.
//!
//! A key is made of kinds, namespaces and names, never of positions, so that a choice survives an
//! edit of the text. Objects of one name share a key, and the last one answers to it, as it does in
//! the cluster.

use std::collections::BTreeMap;

use super::Key;
use crate::Analysis;
use crate::cluster::Cluster;
use crate::exposure::{Path, Reach, Via};
use crate::finding::Finding;
use crate::manifest::{Object, ObjectId};

/// What a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// An object.
    Object(ObjectId),
    /// A Service and a workload.
    Pair(ObjectId, ObjectId),
    /// A place outside.
    Outside(Reach),
    /// A way in: by what, to which Service or workload.
    Entry(Via, ObjectId),
    /// The step from a place outside to a way in or to a Service.
    Way(Reach, Via, ObjectId),
    /// What an Ingress, Route or Gateway sends to a Service.
    Sent(ObjectId, ObjectId),
    /// A word that a beginner meets, by the id in its key.
    Concept,
    /// The pods that are like this one.
    Alike(ObjectId),
    /// A namespace, by the name in its key.
    Namespace,
    /// A part of the control plane.
    Control(Part),
    /// The chain of a workload to the API server.
    Chain(ObjectId),
    /// A finding, which is found by its whole key.
    Finding,
    /// A problem, by its number.
    Problem(usize),
}

/// A part of the control plane that chains arrive at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What takes every request.
    ApiServer,
    /// What keeps every object.
    Etcd,
}

impl Part {
    /// Its name.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::ApiServer => "API server",
            Self::Etcd => "etcd",
        }
    }
}

pub(crate) fn object(object: &Object) -> Key {
    let dot = if object.group().is_empty() { "" } else { "." };
    format!("object:{}{dot}{}/{}/{}", object.kind.value, object.group(), object.namespace(), object.name())
}

pub(crate) fn pair(service: &Object, workload: &Object) -> Key {
    pair_of(&object(service), &object(workload))
}

/// The same, where the keys of both are at hand.
pub(crate) fn pair_of(service: &str, workload: &str) -> Key {
    ["pair:", service, "|", workload].concat()
}

pub(crate) fn outside(reach: Reach) -> Key {
    format!("outside:{}", reach.id())
}

pub(crate) fn entry(via: Via, object: &Object) -> Key {
    format!("entry:{}|{}", via_id(via), self::object(object))
}

pub(crate) fn way(reach: Reach, via: Via, object: &Object) -> Key {
    format!("way:{}:{}|{}", reach.id(), via_id(via), self::object(object))
}

/// A set of pods, by the first of them.
pub(crate) fn alike(first: &Object) -> Key {
    format!("alike:{}", object(first))
}

pub(crate) fn namespace(name: &str) -> Key {
    format!("namespace:{name}")
}

/// What of a namespace found no room on the map.
pub(crate) fn rest(namespace: &str) -> Key {
    format!("rest:{namespace}")
}

/// The namespace that a key of the last two kinds is of.
pub(crate) fn folded(key: &str) -> Option<&str> {
    key.strip_prefix("namespace:").or_else(|| key.strip_prefix("rest:"))
}

/// The namespace that an object's key is of, where it is of one.
pub(crate) fn namespace_of(key: &str) -> Option<&str> {
    let mut parts = key.strip_prefix("object:")?.split('/');
    parts.nth(1).filter(|name| !name.is_empty())
}

pub(crate) fn sent(gate: &Object, service: &Object) -> Key {
    ["sent:", &object(gate), "|", &object(service)].concat()
}

pub(crate) fn control(part: Part) -> Key {
    let id = match part {
        Part::ApiServer => "api-server",
        Part::Etcd => "etcd",
    };
    format!("control:{id}")
}

pub(crate) fn chain(workload: &Object) -> Key {
    format!("chain:{}", object(workload))
}

/// The keys of all findings, in their order: a check, the object that it speaks of, and its number
/// among those of both.
pub(crate) fn findings<'a>(analysis: &'a Analysis) -> Vec<Key> {
    let mut counts = BTreeMap::new();
    let key = |found: &Finding| {
        let about = analysis.object_at(found.place).map(|(_, about)| about);
        let named = |about: &'a Object| (&*about.kind.value, about.group(), about.namespace(), about.name());
        let count: &mut usize = counts.entry((found.check, about.map(named))).or_default();
        *count = count.saturating_add(1);
        format!("finding:{}:{}:{count}", found.check, about.map(object).unwrap_or_default())
    };
    analysis.findings.iter().map(key).collect()
}

pub(crate) fn concept(id: &str) -> Key {
    format!("concept:{id}")
}

pub(crate) fn problem(number: usize) -> Key {
    format!("problem:{number}")
}

/// Every step of a path, from outside to inside.
pub(crate) fn steps(cluster: &Cluster, path: &Path) -> Vec<Key> {
    let service = path.service.and_then(|id| cluster.object(id));
    let workload = path.workload().and_then(|id| cluster.object(id));
    let gate = path.gate.and_then(|id| cluster.object(id));
    let mut keys = vec![outside(path.from)];
    if let Some(door) = service.or(workload) {
        keys.push(way(path.from, path.via, gate.unwrap_or(door)));
        keys.push(gate.map_or_else(|| entry(path.via, door), |gate| sent(gate, door)));
    }
    // Before the door others may stand, such as the Service and the pods of a controller.
    let through: Vec<&Object> = path.hops.iter().filter_map(|hop| cluster.object(hop.object?)).collect();
    let is_pair = |one: &Object, next: &Object| one.service().is_some() && next.workload().is_some();
    let pairs = through.iter().zip(through.iter().skip(1)).filter(|(one, next)| is_pair(one, next));
    keys.extend(pairs.map(|(one, next)| pair(one, next)));
    keys.extend(through.into_iter().map(object));
    keys.extend(path.hops.iter().filter_map(|hop| cluster.object(hop.object?)).map(object));
    keys
}

/// What a key names, if there is such a thing.
pub(crate) fn resolve(cluster: &Cluster, key: &str) -> Option<Subject> {
    let find = |key: &str| {
        let found = cluster.objects().filter(|(_, candidate)| object(candidate) == key);
        found.map(|(id, _)| id).last()
    };
    let (kind, rest) = key.split_once(':')?;
    Some(match kind {
        "object" => Subject::Object(find(key)?),
        "pair" => {
            let (service, workload) = rest.split_once('|')?;
            Subject::Pair(find(service)?, find(workload)?)
        }
        "outside" => Subject::Outside(reach_of(rest)?),
        "entry" => {
            let (via, object) = rest.split_once('|')?;
            Subject::Entry(via_of(via)?, find(object)?)
        }
        "way" => {
            let (from, rest) = rest.split_once(':')?;
            let (via, object) = rest.split_once('|')?;
            Subject::Way(reach_of(from)?, via_of(via)?, find(object)?)
        }
        "sent" => {
            let (gate, service) = rest.split_once('|')?;
            Subject::Sent(find(gate)?, find(service)?)
        }
        "alike" => Subject::Alike(find(rest)?),
        "namespace" | "rest" => Subject::Namespace,
        "concept" => Subject::Concept,
        "control" => Subject::Control([Part::ApiServer, Part::Etcd].into_iter().find(|part| control(*part) == key)?),
        "chain" => Subject::Chain(find(rest)?),
        "finding" => Subject::Finding,
        "problem" => Subject::Problem(rest.parse().ok()?),
        _ => return None,
    })
}

const VIAS: [(Via, &str); 11] = [
    (Via::LoadBalancer, "load-balancer"),
    (Via::Ingress, "ingress"),
    (Via::Route, "route"),
    (Via::Knative, "knative"),
    (Via::Gateway, "gateway"),
    (Via::NodePort, "node-port"),
    (Via::ExternalIp, "external-ip"),
    (Via::HostPort, "host-port"),
    (Via::HostNetwork, "host-network"),
    (Via::ClusterIp, "cluster-ip"),
    (Via::PodIp, "pod-ip"),
];

fn via_id(via: Via) -> &'static str {
    VIAS.iter().find(|(known, _)| *known == via).map_or("", |(_, id)| id)
}

fn via_of(id: &str) -> Option<Via> {
    VIAS.iter().find(|(_, known)| *known == id).map(|(via, _)| *via)
}

fn reach_of(id: &str) -> Option<Reach> {
    use Reach::{Cluster, Internet, Namespace, Nobody, NodeNetwork, PrivateNetwork, SelectedPods};
    [Internet, PrivateNetwork, NodeNetwork, Cluster, Namespace, SelectedPods, Nobody]
        .into_iter()
        .find(|reach| reach.id() == id)
}
