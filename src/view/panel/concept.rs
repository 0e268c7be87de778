//! A word that a beginner meets, with what of the person's own objects is an example of it.

use std::collections::BTreeMap;

use super::super::prose::prose;
use super::super::{Block, keys};
use super::things::MOST_LINKS;
use super::{Draft, control};
use crate::cluster::Backing;
use crate::concepts::{self, Concept};
use crate::exposure::{Reach, Via};
use crate::lesson::{self, LessonSource};
use crate::manifest::service::ServiceType;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::{Order, tally};
use crate::words::{capitalised, code, count, few};
use crate::{Analysis, explain};

/// More lessons about a word than this are too many to choose from.
const MOST_LESSONS: usize = 4;

pub(super) fn concept(analysis: &Analysis, id: &str) -> Option<Draft> {
    let concept = concepts::by_id(id)?;
    let mut draft = Draft { title: concept.title.to_owned(), lead: concept.what.to_owned(), ..Draft::default() };
    draft.section("Why it matters", vec![Block::Text(prose(concept.why))]);
    let mut here = Here { analysis, blocks: Vec::new(), draft };
    here.examples(concept);
    let Here { mut blocks, mut draft, .. } = here;
    if blocks.is_empty() {
        blocks.push(Block::Text(prose("These manifests have no example of it.")));
    }
    draft.section("Here", blocks);
    draft.section("Lessons about it", lessons(concept));
    Some(draft)
}

/// The lessons that speak of a word.
fn lessons(concept: &Concept) -> Vec<Block> {
    let address = format!("(concept:{})", concept.id);
    let course = lesson::built_in();
    let block = |source: &LessonSource| {
        let LessonSource::Named(name) = source else { return None };
        let lesson = source.read().ok().filter(|lesson| lesson.story.within("en").contains(&address))?;
        Some(Block::Lesson(name.to_string(), prose(lesson.title.within("en"))))
    };
    course.lessons().filter_map(block).take(MOST_LESSONS).collect()
}

/// Which words an object is an example of, for links at the end of its explanation.
pub(super) fn words(object: &Object) -> Vec<Block> {
    let ids: &[&str] = match &object.body {
        Body::Workload(_) => &["pod", "label", "node"],
        Body::Service(spec) => match spec.service_type() {
            ServiceType::ExternalName => &["service", "external-name"],
            ServiceType::LoadBalancer => &["service", "selector", "load-balancer"],
            ServiceType::NodePort => &["service", "selector", "node-port"],
            _ => &["service", "selector", "cluster-ip"],
        },
        Body::NetworkPolicy(_) | Body::ClusterPolicy(_) => &["network-policy", "selector"],
        Body::Namespace => &["namespace"],
        Body::ServiceAccount(_) | Body::Role(_) | Body::Binding(_) => &["api-server", "control-plane"],
        _ => &[],
    };
    ids.iter().filter_map(|id| concepts::by_id(id)).map(link).collect()
}

/// A word, for a link to its card.
pub(super) fn of(id: &str) -> Vec<Block> {
    concepts::by_id(id).map(link).into_iter().collect()
}

fn link(concept: &Concept) -> Block {
    Block::Link(keys::concept(concept.id), prose(&format!("{}, in plain words", concept.title)))
}

/// The examples of a concept, as they are gathered.
struct Here<'a> {
    analysis: &'a Analysis,
    blocks: Vec<Block>,
    draft: Draft,
}

impl<'a> Here<'a> {
    fn examples(&mut self, concept: &Concept) {
        match concept.id {
            "cluster" => self.cluster(),
            "control-plane" | "api-server" | "etcd" => self.control_plane(),
            "node" | "kubelet" => self.node(),
            "pod" => self.links(|_, object| object.workload().is_some()),
            "label" => self.labels(),
            "selector" => self.selectors(),
            "namespace" => self.namespaces(),
            "service" | "kube-proxy" => self.links(|_, object| object.service().is_some()),
            "cluster-ip" => self.services(ServiceType::ClusterIp),
            "node-port" => self.services(ServiceType::NodePort),
            "load-balancer" => self.services(ServiceType::LoadBalancer),
            "external-name" => self.services(ServiceType::ExternalName),
            "network-policy" => {
                self.links(|_, object| matches!(object.body, Body::NetworkPolicy(_) | Body::ClusterPolicy(_)));
            }
            _ => {}
        }
    }

    fn say(&mut self, sentence: &str) {
        self.blocks.push(Block::Text(prose(sentence)));
    }

    /// Objects to choose, lit up on the map.
    fn links(&mut self, is_one: impl Fn(ObjectId, &Object) -> bool) {
        let found: Vec<&Object> = self
            .analysis
            .cluster
            .current()
            .filter(|(id, object)| is_one(*id, object))
            .map(|(_, object)| object)
            .collect();
        for object in found.iter().take(MOST_LINKS) {
            self.blocks.push(Block::Link(keys::object(object), prose(&explain::title(object))));
        }
        if let Some(more) = found.len().checked_sub(MOST_LINKS).filter(|&more| more > 0) {
            self.say(&format!("And {more} more."));
        }
        self.draft.lit.extend(found.iter().map(|object| keys::object(object)));
    }

    fn services(&mut self, type_: ServiceType) {
        self.links(|_, object| object.service().is_some_and(|spec| spec.service_type() == type_));
    }

    fn cluster(&mut self) {
        let summary = explain::summary(self.analysis);
        self.say(&format!("What these manifests tell of it: {summary}."));
        self.draft.lit.push(keys::outside(Reach::Cluster));
    }

    fn control_plane(&mut self) {
        let powers = control::powers(self.analysis, &mut self.draft);
        if !powers.is_empty() {
            self.say("Whose pods may do what on the API server:");
            self.blocks.extend(powers);
        }
    }

    /// What opens ports of the nodes, or shares their network.
    fn node(&mut self) {
        let by_node = |via: Via| matches!(via, Via::NodePort | Via::HostPort | Via::HostNetwork);
        let paths = self.analysis.exposure.paths().filter(|path| by_node(path.via));
        let mut doors: Vec<ObjectId> = paths.filter_map(|path| path.service.or(path.workload())).collect();
        doors.order();
        if !doors.is_empty() {
            self.say("These open ports on the nodes, or share their network:");
            self.links(|id, _| doors.binary_search(&id).is_ok());
            self.draft.lit.push(keys::outside(Reach::NodeNetwork));
        }
    }

    fn labels(&mut self) {
        let mut pods: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (_, object) in self.analysis.cluster.workloads() {
            let Some(workload) = object.workload() else { continue };
            for entry in workload.template.metadata.labels.entries.iter() {
                let pair = format!("{}={}", entry.key.value, entry.value.value);
                pods.entry(pair).or_default().push(code(object.name()));
            }
        }
        let items = pods.into_iter().take(MOST_LINKS).map(|(pair, names)| format!("{} on {}", code(&pair), few(names)));
        let items: Vec<_> = items.map(|item| prose(&item)).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    fn selectors(&mut self) {
        let cluster = &self.analysis.cluster;
        let services = cluster.services().filter(|service| matches!(service.backing, Backing::Selector));
        let item = |service: &crate::cluster::ServiceMatch| {
            let object = cluster.object(service.service)?;
            let found = match service.selects.len() {
                0 => "finds none".to_owned(),
                number => format!("finds {}", count(number, "workload")),
            };
            Some(prose(&format!("{} asks for {} and {found}", capitalised(&explain::title(object)), service.asks())))
        };
        let items: Vec<_> = services.filter_map(item).take(MOST_LINKS).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    fn namespaces(&mut self) {
        let names = self.analysis.cluster.current().map(|(_, object)| object.namespace());
        let namespaces = tally(names.filter(|name| !name.is_empty()));
        let item = |(name, number): (&str, usize)| prose(&format!("{}, with {}", code(name), count(number, "object")));
        let items: Vec<_> = namespaces.into_iter().take(MOST_LINKS).map(item).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }
}
