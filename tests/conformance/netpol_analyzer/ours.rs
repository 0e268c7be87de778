//! What we say, in the form of the answers.

use std::collections::{BTreeMap, BTreeSet};

use porthole::Analysis;
use porthole::exposure::{Assumption, Path, Verdict, Via};
use porthole::labels::{Match, Operator, Requirement};
use porthole::manifest::{Object, ObjectId};
use porthole::policy::{self, Described, End, PortSet};
use porthole::yaml::Value;

use super::lines::Answer;

/// What the library says.
pub(super) fn found(analysis: &Analysis, with_exposure: bool) -> Answer {
    let mut answer = Answer::default();
    let cluster = &analysis.cluster;
    let titles: BTreeMap<ObjectId, String> =
        cluster.objects().map(|(id, object)| (id, title(analysis, object))).collect();
    let name = |end: &End| -> Vec<String> {
        match end {
            End::Workload(id) => vec![titles[id].clone()],
            End::Addresses(set) => {
                let fours = set.texts().into_iter().filter(|range| !range.contains(':'));
                fours.map(|range| format!("{range}[External]")).collect()
            }
            End::Described(pods) => vec![described(pods)],
        }
    };
    for connection in policy::connections(cluster, &analysis.policies).iter().filter(|connection| connection.certain) {
        let beyond = |end: &End| !matches!(end, End::Workload(_));
        let section = match (beyond(&connection.from), beyond(&connection.to)) {
            (true, _) => "ingress",
            (_, true) => "egress",
            _ => "connection",
        };
        let is_described = matches!(connection.from, End::Described(_)) || matches!(connection.to, End::Described(_));
        for from in name(&connection.from) {
            for to in name(&connection.to).iter().filter(|to| **to != from) {
                let mut add = |section| answer.add(section, &from, to, &connection.ports.text());
                if !is_described {
                    add("connection");
                }
                if section != "connection" && with_exposure {
                    add(section);
                }
            }
        }
    }
    for (workload, ports) in by_controllers(analysis) {
        answer.add("connection", "{ingress-controller}", &titles[&workload], &ports.text());
    }
    for row in policy::isolation(cluster, &analysis.policies).iter().filter(|_| with_exposure) {
        let title = &titles[&row.workload];
        for (isolated, direction) in [(row.ingress, "Ingress"), (row.egress, "Egress")] {
            if isolated == Match::No {
                answer.lines.insert(format!("open: {title} {direction}"));
            }
        }
    }
    answer
}

/// What controllers of routes send to which ports of pods. Theirs is a pod without labels in a namespace
/// of its own, so that one that has to be selected is kept out.
fn by_controllers(analysis: &Analysis) -> BTreeMap<ObjectId, PortSet> {
    let is_by_controller = |path: &&Path| {
        matches!(path.via, Via::Ingress | Via::Route)
            && path.verdict != Verdict::Blocked
            && !path.depends_on.contains(&Assumption::IngressControllerPods)
    };
    let mut found: BTreeMap<ObjectId, PortSet> = BTreeMap::new();
    for path in analysis.exposure.paths().filter(is_by_controller) {
        let Some((workload, port)) = path.workload().zip(path.port()) else { continue };
        let ports = found.entry(workload).or_default();
        *ports = ports.union(&PortSet::port(path.protocol(), port));
    }
    found
}

/// `namespace/name[Kind]`, of a pod's owner where it has one.
pub(super) fn title(analysis: &Analysis, object: &Object) -> String {
    let tree = object.tree(&analysis.texts).unwrap();
    let owner = tree.at(&["metadata", "ownerReferences"]).and_then(|owners| match &owners.value {
        Value::Sequence(owners) => owners.first().cloned(),
        _ => None,
    });
    let text = |key: &str| match owner.as_ref()?.get(key)?.value {
        Value::String(ref text) => Some(text.to_string()),
        _ => None,
    };
    let name = text("name").unwrap_or_else(|| object.name().to_owned());
    let kind = text("kind").unwrap_or_else(|| object.kind.value.to_string());
    format!("{}/{name}[{kind}]", object.namespace())
}

pub(super) fn described(pods: &Described) -> String {
    if pods.is_everything() {
        return "entire-cluster".to_owned();
    }
    let labels = |requirements: &[Requirement]| {
        let text = |requirement: &Requirement| {
            let operator = match requirement.operator {
                Operator::In => "In",
                Operator::NotIn => "NotIn",
                Operator::Exists => "Exists",
                Operator::DoesNotExist => "DoesNotExist",
                Operator::Invalid => "Invalid",
            };
            let values: BTreeSet<&str> = requirement.values.iter().map(|value| &*value.value).collect();
            let values = values.into_iter().collect::<Vec<_>>().join(" ");
            format!("{} {operator} {values}", requirement.key.value).trim().to_owned()
        };
        let mut labels: Vec<String> = requirements.iter().map(text).collect();
        labels.sort();
        labels.join(", ")
    };
    let namespace = match (pods.namespace_name(), pods.namespace.as_slice()) {
        (Some(name), [_]) => name.to_string(),
        (_, []) => "[all namespaces]".to_owned(),
        (_, asked) => format!("[namespace with {{{}}}]", labels(asked)),
    };
    match pods.pod.as_slice() {
        [] => format!("{namespace}/[all pods]"),
        asked => format!("{namespace}/[pod with {{{}}}]", labels(asked)),
    }
}
