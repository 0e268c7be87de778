//! The cards of the map, with their texts and sizes, before they are placed.

mod draft;

pub(super) use draft::{Draft, few, port_width};
use draft::{MONO, cut};

use super::keys::{self, Part};
use super::map::Fold;
use super::{Shape, State};
use crate::Analysis;
use crate::cluster::{Backing, Cluster, Reason, ServiceMatch};
use crate::exposure::{Reach, Via};
use crate::layout;
use crate::manifest::service::ServiceSpec;
use crate::manifest::workload::Pods;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::words::count;

/// A place outside.
pub(super) fn outside(reach: Reach) -> Draft {
    let (title, kind) = match reach {
        Reach::Internet => ("Internet", "anyone"),
        Reach::PrivateNetwork => ("Private", "network"),
        Reach::NodeNetwork => ("Nodes", "network"),
        Reach::Cluster => ("Cluster", "any pod"),
        Reach::Namespace => ("Namespace", "its pods"),
        Reach::SelectedPods => ("Pods", "by policy"),
        Reach::Nobody => ("Nobody", ""),
    };
    let width = layout::CARD_WIDTH[0];
    let mut draft = Draft::new(0, Shape::Outside, keys::outside(reach), title, kind.to_owned(), width);
    draft.rank = reach as usize;
    draft.height = width;
    draft.reach = Some(reach);
    draft.label = format!("Outside: {}", reach.who());
    draft
}

/// A part of the control plane.
pub(super) fn control(part: Part, width: f32) -> Draft {
    let kind = match part {
        Part::ApiServer => "all requests",
        Part::Etcd => "all objects",
    };
    let mut draft = Draft::new(4, Shape::Control, keys::control(part), part.title(), kind.to_owned(), width);
    draft.height = 48.0;
    draft.rank = part as usize;
    draft.label = format!("Control plane: {}, {kind}", part.title());
    draft
}

/// A way in.
pub(super) fn entry(via: Via, object: &Object, analysis: &Analysis, door: ObjectId, width: f32) -> Draft {
    let ways = || analysis.exposure.paths().filter(|path| path.service.or(path.workload()) == Some(door));
    let mut ports: Vec<u16> = ways().filter(|path| path.via == via).filter_map(|path| path.entry_port).collect();
    ports.order();
    ports.dedup();
    let numbers: Vec<String> = ports.iter().map(|port| format!(":{port}")).collect();
    let with_node_ports = via == Via::LoadBalancer && ways().any(|path| path.via == Via::NodePort);
    let kind = match (numbers.as_slice(), with_node_ports) {
        (_, true) => "+ node ports".to_owned(),
        ([], _) if via == Via::NodePort => "30000-32767".to_owned(),
        ([], _) => String::new(),
        (numbers, _) => cut(&numbers.join(" "), width / MONO - 2.0),
    };
    let mut draft = Draft::new(1, Shape::Entry, keys::entry(via, object), via.title(), kind, width);
    draft.height = 48.0;
    draft.reach = ways().filter(|path| path.via == via).map(|path| path.from).min();
    draft.label = format!("{} of {}", via.title(), super::map::spoken(object));
    draft
}

/// An Ingress, a Route or a Gateway, or a route whose Gateway is not here.
pub(super) fn gate(object: &Object, id: ObjectId, kind: String, analysis: &Analysis, width: f32) -> Draft {
    let mut draft = Draft::new(1, Shape::Gate, keys::object(object), object.name(), kind, width);
    let ways = analysis.exposure.paths().filter(|path| path.gate == Some(id));
    draft.reach = ways.map(|path| path.from).min();
    draft.height = 48.0;
    draft.label = super::map::spoken(object);
    draft
}

/// What stands for a namespace, or for the rest of one.
pub(super) fn fold(fold: &Fold, width: f32) -> Draft {
    let (services, workloads) = (count(fold.services, "Service"), count(fold.workloads, "workload"));
    let has = format!("{services} · {workloads}");
    let (key, title) = if fold.is_rest {
        (keys::rest(fold.namespace), "and more")
    } else {
        (keys::namespace(fold.namespace), fold.namespace)
    };
    let mut draft = Draft::new(2, Shape::Fold, key, title, cut(&has, width / 6.2), width);
    draft.height = 48.0;
    draft.reach = fold.worst.map(|(reach, _)| reach);
    let who = fold.worst.map_or("nobody", |(reach, _)| reach.who());
    let rest = if fold.is_rest { "the rest of " } else { "folded: " };
    draft.label = format!("{rest}namespace {}, {services} and {workloads}, {who} can reach into it", fold.namespace);
    draft.label = crate::words::capitalised(&draft.label);
    draft
}

/// A Service.
pub(super) fn service(
    matched: &ServiceMatch,
    object: &Object,
    reach: Option<Reach>,
    cluster: &Cluster,
    width: f32,
) -> Draft {
    let spec = object.service();
    let kind = spec.map_or("", |spec| if spec.is_headless() { "headless" } else { spec.service_type().name() });
    let mut draft = Draft::new(2, Shape::Service, keys::object(object), object.name(), kind.to_owned(), width);
    let chips = matched.requirements.iter().map(|requirement| {
        let met = matched.selects.iter().filter_map(|selected| cluster.object(selected.workload)?.workload());
        let met = met.map(|workload| requirement.judge(&workload.labels).verdict).max_by_key(|verdict| *verdict as u8);
        let near = || matched.near_misses.first().and_then(|miss| cluster.object(miss.workload)?.workload());
        let has =
            near().is_some_and(|workload| requirement.judge(&workload.labels).verdict == crate::labels::Match::Yes);
        let state = match met {
            Some(crate::labels::Match::Yes) => State::Yes,
            Some(_) => State::Depends,
            None if has => State::Yes,
            None => State::No,
        };
        (requirement.text(), state)
    });
    let ports = spec.map_or_else(Vec::new, ports_of);
    draft.dead = is_dead_end(cluster, matched);
    draft.reach = reach;
    draft.label = format!("{}, {kind}, {}", super::map::spoken(object), selected_in_words(matched));
    draft.fill(chips.collect(), ports);
    draft
}

fn selected_in_words(matched: &ServiceMatch) -> String {
    match (&matched.backing, matched.selects.len()) {
        (Backing::ExternalName, _) => "selects no pods by design".to_owned(),
        (Backing::Manual(_), _) => "has no selector".to_owned(),
        (Backing::Selector, 0) => "selects no pods".to_owned(),
        (Backing::Selector, number) => format!("selects {}", count(number, "workload")),
    }
}

/// The ports of a Service, as ":80"; the lines from it say where they lead.
fn ports_of(spec: &ServiceSpec) -> Vec<String> {
    spec.ports.iter().map(|port| format!(":{}", port.number_text())).collect()
}

/// A workload and its pods.
pub(super) fn workload(cluster: &Cluster, id: ObjectId, object: &Object, reach: Option<Reach>, width: f32) -> Draft {
    let Some(workload) = object.workload() else {
        return Draft::new(3, Shape::Workload, keys::object(object), object.name(), String::new(), width);
    };
    let kind = &object.kind.value;
    let kind = match &workload.pods {
        Pods::Count(1) => kind.to_string(),
        Pods::Count(number) => format!("{kind} ×{number}"),
        Pods::OnePerNode | Pods::Varying => kind.to_string(),
        Pods::None(_) => format!("{kind} ×0"),
    };
    let mut draft = Draft::new(3, Shape::Workload, keys::object(object), object.name(), kind, width);
    let selectors = cluster.services().filter(|matched| matched.selects.iter().any(|s| s.workload == id));
    let asked: Vec<&str> = selectors.flat_map(|matched| matched.requirements.iter().map(|r| &*r.key.value)).collect();
    let chips = workload.labels.written.entries.iter().map(|entry| {
        let state = if asked.contains(&&*entry.key.value) { State::Yes } else { State::Nearly };
        (format!("{}={}", entry.key.value, entry.value.value), state)
    });
    let mut chips: Vec<(String, State)> = chips.collect();
    if chips.is_empty() {
        chips.push(("no labels".to_owned(), State::No));
    }
    chips.order_by_key(|(_, state)| *state);
    let ports = workload.template.spec.ports().filter_map(|(_, port)| {
        let number = port.number()?;
        Some(port.name.as_ref().map_or_else(|| number.to_string(), |name| format!("{number} {}", name.value)))
    });
    draft.reach = reach;
    draft.dead = !workload.runs();
    let from = reach.map_or_else(|| "nobody can reach it".to_owned(), |reach| format!("{} can reach it", reach.who()));
    draft.label = format!("{}, {from}", super::map::spoken(object));
    draft.fill(chips, ports.collect());
    draft
}

/// Whether a Service's traffic arrives nowhere, although it is meant to.
pub(super) fn is_dead_end(cluster: &Cluster, matched: &ServiceMatch) -> bool {
    match &matched.backing {
        Backing::ExternalName => false,
        Backing::Manual(endpoints) => endpoints.is_empty(),
        Backing::Selector => matched.selects.is_empty() || !matched.has_running_pods(cluster),
    }
}

/// The words that stand where a Service's pods should be.
pub(super) fn missing(matched: &ServiceMatch, service: &Object, width: f32, cluster: &Cluster) -> Draft {
    let nearest = matched.near_misses.first();
    let name = nearest.and_then(|miss| cluster.object(miss.workload)).map_or("", Object::name);
    let (title, kind) = match (&matched.backing, nearest.map(|miss| &miss.reason)) {
        (Backing::Manual(_), _) => ("no selector,", "and no endpoints".to_owned()),
        (_, None) if matched.selects.is_empty() => ("selects no pods", "nothing comes near".to_owned()),
        (_, None) => ("selects no pods", "that are running".to_owned()),
        (_, Some(reason)) => (
            "selects no pods:",
            match reason {
                Reason::OtherNamespace(namespace) => format!("{name} is in {namespace}"),
                Reason::WorkloadLabelsOnly => "labels not on the pods".to_owned(),
                Reason::NotAString(key) => format!("{key} is not a string"),
                Reason::NoLabels => format!("{name} has no labels"),
                Reason::MisspeltKey { found, .. } => format!("{name} says {found}"),
                Reason::WrongValue { found, close: true, key, .. } => format!("nearly {key}={found}"),
                Reason::WrongValue { found, key, .. } => format!("{name} is {key}={found}"),
                Reason::MissingKey(key) => format!("{name} has no {key}"),
                Reason::NeverGiven { wanted, .. } => format!("{name} has none with {wanted}"),
            },
        ),
    };
    let mut draft = Draft::new(3, Shape::Missing, keys::object(service), title, cut(&kind, width / 6.2), width);
    draft.height = 44.0;
    draft.dead = true;
    draft.label = format!("Service {} {title} {kind}", service.name());
    draft
}
