//! What several checks share: the doors and ports of a set of manifests, who comes in by them, and
//! how one is closed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::cluster::{ServiceMatch, Target};
use crate::explain;
use crate::exposure::{Assumption, End, Path, Reach, Verdict};
use crate::finding::{Edit, Fix, Promise};
use crate::manifest::service::{ServicePort, ServiceSpec, ServiceType};
use crate::manifest::workload::Workload;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::source::Place;
use crate::words::{code, list};
use crate::yaml::Node;
use crate::yaml::edit::{self, TextEdit};

/// A Service that counts.
#[derive(Clone, Copy)]
pub(super) struct Door<'a> {
    pub(super) object: &'a Object,
    pub(super) spec: &'a ServiceSpec,
    pub(super) matched: &'a ServiceMatch,
}

/// A port of one.
pub(super) struct DoorPort<'a> {
    pub(super) door: Door<'a>,
    pub(super) port: &'a ServicePort,
    /// Where it leads in each selected workload.
    pub(super) targets: &'a [Target],
}

/// Every Service that counts, in the order of the text.
pub(super) fn doors<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Door<'a>> {
    let cluster = subject.cluster;
    cluster.services().filter_map(|matched| {
        let object = cluster.object(matched.service)?;
        Some(Door { object, spec: object.service()?, matched })
    })
}

/// Every port of every Service that counts.
pub(super) fn door_ports<'a>(subject: &Subject<'a>) -> impl Iterator<Item = DoorPort<'a>> {
    doors(subject).flat_map(|door| (0..door.spec.ports.len()).filter_map(move |at| door.port(at)))
}

/// The port of a Service at an index.
pub(super) fn door_port<'a>(subject: &Subject<'a>, service: ObjectId, at: usize) -> Option<DoorPort<'a>> {
    let (object, matched) = (subject.cluster.object(service)?, subject.cluster.service(service)?);
    Door { object, spec: object.service()?, matched }.port(at)
}

/// Every workload that has, or may have, pods.
pub(super) fn running<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (ObjectId, &'a Object, &'a Workload)> {
    let workloads = subject.cluster.workloads().filter_map(|(id, object)| Some((id, object, object.workload()?)));
    workloads.filter(|(_, _, workload)| workload.runs())
}

impl<'a> Door<'a> {
    fn port(self, at: usize) -> Option<DoorPort<'a>> {
        let matched = self.matched.ports.iter().find(|matched| matched.port == at);
        let targets = matched.map_or(&[][..], |matched| &matched.targets);
        Some(DoorPort { door: self, port: self.spec.ports.get(at)?, targets })
    }

    /// Where its type is written, else its name.
    pub(super) fn type_place(&self) -> Place {
        self.spec.type_.as_ref().map_or_else(|| self.object.name_place(), |type_| self.object.place(type_.span))
    }
}

impl DoorPort<'_> {
    /// Whether it leads to a port of some pods.
    pub(super) fn arrives(&self) -> bool {
        self.targets.iter().any(|target| target.resolution.number().is_some())
    }

    /// Where its target port is written, else its port.
    pub(super) fn target_place(&self) -> Place {
        let written = self.port.target_port.as_ref().map(|target| target.span);
        let span = written.or(self.port.port.as_ref().map(|port| port.span));
        self.door.object.place(span.unwrap_or(self.port.span))
    }

    /// "Port 80 of Service `web`", to begin a sentence.
    pub(super) fn title(&self) -> String {
        let of = explain::title(self.door.object);
        self.port.number().map_or_else(|| format!("A port of {of}"), |number| format!("Port {number} of {of}"))
    }

    /// Its node, for edits.
    pub(super) fn node(&self, subject: &Subject) -> Option<Node> {
        subject.tree(self.door.object)?.map_at(self.port.span).cloned()
    }
}

/// The outermost place from which one of the paths is open.
pub(super) fn outermost<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Option<Reach> {
    paths.into_iter().filter(|path| path.verdict == Verdict::Open).map(|path| path.from).min()
}

/// From how far out a Service surely lets come, wherever that leads.
pub(super) fn widest_door(subject: &Subject, service: ObjectId) -> Option<Reach> {
    subject.exposure.through(service).filter(|path| lets_in(path)).map(|path| path.from).min()
}

/// Whether a path can be taken as far as it goes.
pub(super) fn lets_in(path: &Path) -> bool {
    let taken_as_given =
        |assumption: &Assumption| matches!(assumption, Assumption::PublicLoadBalancers | Assumption::GatewayElsewhere);
    path.verdict == Verdict::Open || path.end == End::Dead && path.depends_on.iter().all(taken_as_given)
}

/// Where paths arrive: "ports 80 and 443 of Deployment `web`", for up to three workloads.
pub(super) fn ends<'a>(subject: &Subject, paths: impl IntoIterator<Item = &'a Path>) -> String {
    let mut ends: BTreeMap<ObjectId, BTreeSet<u16>> = BTreeMap::new();
    for (workload, port) in paths.into_iter().filter_map(|path| path.workload().zip(path.port())) {
        ends.entry(workload).or_default().insert(port);
    }
    let title = |id| subject.cluster.object(id).map(explain::title).unwrap_or_default();
    let more = ends.len().saturating_sub(3);
    let named = ends.into_iter().take(3).map(|(id, numbers)| format!("{} of {}", ports(&numbers), title(id)));
    list(named.chain((more > 0).then(|| format!("{more} more"))))
}

/// "port 80", "ports 80 and 443".
pub(super) fn ports(numbers: &BTreeSet<u16>) -> String {
    let noun = if numbers.len() == 1 { "port" } else { "ports" };
    format!("{noun} {}", list(numbers.iter().map(u16::to_string)))
}

/// A fix of one object; none without edits, or where one would change what another does.
pub(super) fn fix(
    object: &Object,
    title: String,
    consequence: impl Into<Cow<'static, str>>,
    edits: Option<Vec<TextEdit>>,
) -> Option<Fix> {
    let mut edits = edits.filter(|edits| !edits.is_empty())?;
    edits.order_by_key(|edit| edit.span);
    let apart = edits.iter().zip(edits.iter().skip(1)).all(|(edit, next)| edit.span.end <= next.span.start);
    let edits = edits.into_iter().map(|edit| Edit { place: object.place(edit.span), text: edit.text }).collect();
    apart.then_some(Fix { title, promise: Promise::NeedsReview, consequence: consequence.into(), edits })
}

/// Leaves the choice of a node port to the cluster.
pub(super) fn give_up_node_port(subject: &Subject, port: &DoorPort, consequence: &'static str) -> Option<Fix> {
    let object = port.door.object;
    let edit = edit::remove_entry(subject.texts.document(object.document), &port.node(subject)?, "nodePort");
    fix(object, "Let the cluster choose the node port".to_owned(), consequence, edit.map(|edit| vec![edit]))
}

/// Fields that the API server refuses in a Service that only the cluster can reach
/// (`kubernetes/kubernetes: pkg/apis/core/validation/validation.go ValidateService`).
const ONLY_FROM_OUTSIDE: [&str; 5] = [
    "allocateLoadBalancerNodePorts",
    "externalTrafficPolicy",
    "healthCheckNodePort",
    "loadBalancerClass",
    "loadBalancerSourceRanges",
];

/// Makes a Service one that only the cluster can reach. None where `externalIPs` would keep it open.
pub(super) fn close(subject: &Subject, door: &Door) -> Option<Fix> {
    let tree = subject.tree(door.object).filter(|_| door.spec.external_ips.is_empty())?;
    let spec = tree.get("spec")?;
    let text = subject.texts.document(door.object.document);
    let mut edits = vec![edit::replace_value(text, spec.get("type")?, ServiceType::ClusterIp.name())];
    let written = ONLY_FROM_OUTSIDE.iter().filter(|field| spec.get(field).is_some());
    edits.extend(written.map(|field| edit::remove_entry(text, spec, field)));
    let ports = door.spec.ports.iter().filter(|port| port.node_port.is_some());
    edits.extend(ports.map(|port| edit::remove_entry(text, spec.map_at(port.span)?, "nodePort")));
    let name = code(door.object.name());
    let doors = match door.spec.service_type() {
        ServiceType::LoadBalancer => "load balancer and the node ports",
        _ => "node ports",
    };
    let consequence = format!("This closes the {doors} of {name}. Inside of the cluster nothing changes.");
    fix(door.object, format!("Make {name} a ClusterIP Service"), consequence, edits.into_iter().collect())
}
