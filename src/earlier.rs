//! What still holds of the analysis before, as a text is edited.
//!
//! A Service finds pods of its own namespace, and of those the policies of that namespace decide, beside what belongs to
//! the whole cluster. So what was found in a namespace holds while no object of it has changed and none of the whole
//! cluster, those apart that nothing of this rests on: the index of its workloads, what Services select, and the ways that
//! none of them is sent from elsewhere. Of the namespaces themselves only the labels count, for policies that ask for
//! them. What rests on more than that is found anew each time. Everything is known by the numbers of the objects, which
//! stay while others come and go.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::cluster::{Cluster, Index, Members, ServiceMatch, near};
use crate::exposure::{Environment, Exposure, Path, Reach, Verdict};
use crate::labels::{Labels, Requirement};
use crate::manifest::{Body, Object, ObjectId};

/// An analysis, as far as the next one can take something from it.
#[derive(Debug, Clone)]
pub(crate) struct Earlier {
    pub(crate) cluster: Rc<Cluster>,
    pub(crate) exposure: Rc<Exposure>,
    pub(crate) environment: Environment,
}

/// What of it holds for other objects.
#[derive(Default)]
pub(crate) struct Kept {
    earlier: Option<Earlier>,
    /// The namespaces of which something is not as it was.
    changed: BTreeSet<String>,
    /// Whether all workloads are.
    workloads: bool,
    /// Where not, what the pods of those namespaces have as labels, before and now, and the keys of what is added to them.
    labels: BTreeSet<(Rc<str>, Rc<str>)>,
    added: BTreeSet<Rc<str>>,
}

impl Earlier {
    /// Compares the objects with those of now.
    pub(crate) fn kept(self, objects: &[Object], environment: &Environment) -> Kept {
        if self.environment != *environment {
            return Kept::default();
        }
        let (mut changed, mut workloads, mut namespaces) = (BTreeSet::new(), true, false);
        // What becomes something else counts as both: what follows from an object is known by its number.
        let mut note = |of: &[&Object]| {
            namespaces |= of.iter().any(|object| matches!(object.body, Body::Namespace));
            if of.iter().any(|object| concerns_ways(object)) {
                workloads &= of.iter().all(|object| object.workload().is_none());
                let about = of.iter().map(|object| object.plugin_policy().unwrap_or(object.namespace()));
                changed.extend(about.map(str::to_owned));
            }
        };
        let mut now = objects.iter().peekable();
        for (id, before) in self.cluster.objects() {
            while let Some(new) = now.next_if(|now| now.id < id) {
                note(&[new]);
            }
            match now.next_if(|now| now.id == id) {
                Some(now) if before.is_same(now) && before.document == now.document => {}
                Some(now) => note(&[before, now]),
                None => note(&[before]),
            }
        }
        now.for_each(|new| note(&[new]));
        if namespaces {
            let all = self.cluster.objects().map(|(_, object)| object).chain(objects);
            changed.extend(all.filter(|object| asks_of_namespaces(object)).map(|object| object.namespace().to_owned()));
        }
        if changed.contains("") {
            return Kept::default();
        }
        let before = self.cluster.objects().map(|(_, object)| object).filter(|_| !workloads);
        let there = before.chain(objects.iter().filter(|_| !workloads));
        let pods = there.filter(|object| changed.contains(object.namespace())).filter_map(Object::workload);
        let (mut labels, mut added) = (BTreeSet::new(), BTreeSet::new());
        for Labels { written, added: others } in pods.map(|workload| &workload.labels) {
            labels.extend(written.entries.iter().map(|pair| (pair.key.value.clone(), pair.value.value.clone())));
            added.extend(others.iter().map(|(key, _)| key.clone()));
        }
        Kept { changed, workloads, labels, added, earlier: Some(self) }
    }
}

/// Whether what Services select, or a way to a pod, can rest on an object.
fn concerns_ways(object: &Object) -> bool {
    let beside = matches!(
        object.body,
        Body::ServiceAccount(_)
            | Body::TokenSecret
            | Body::Role(_)
            | Body::Binding(_)
            | Body::PodDisruptionBudget(_)
            | Body::Namespace
            | Body::Other
    );
    !beside || object.plugin_policy().is_some()
}

/// Whether what is said of a way can rest on the labels of a namespace, for an object's sake.
fn asks_of_namespaces(object: &Object) -> bool {
    match &object.body {
        Body::NetworkPolicy(policy) => policy.asks_of_namespaces(),
        Body::ClusterPolicy(_) => true,
        _ => false,
    }
}

impl Kept {
    /// The analysis before, where it still holds of the namespace of an object.
    fn of(&self, object: ObjectId) -> Option<&Earlier> {
        let earlier = self.earlier.as_ref()?;
        let before = earlier.cluster.object(object)?;
        (!self.changed.contains(before.namespace())).then_some(earlier)
    }

    /// The index of all workloads, where none of them has changed.
    pub(crate) fn index(&self) -> Option<Rc<Index>> {
        Some(self.earlier.as_ref().filter(|_| self.workloads)?.cluster.index())
    }

    /// The index of a namespace's workloads, where nothing in it has changed.
    pub(crate) fn members(&self, namespace: &str) -> Option<Rc<Members>> {
        let earlier = self.earlier.as_ref().filter(|_| !self.changed.contains(namespace))?;
        earlier.cluster.index().shared_namespace(namespace).cloned()
    }

    /// What a Service selects. One that selects nothing is compared with the workloads of other namespaces too, so that
    /// none of those may have all that it asks for, nor may there be so many that only some are looked at.
    pub(crate) fn service(&self, id: ObjectId, index: &Index) -> Option<&Rc<ServiceMatch>> {
        let cluster = &self.of(id)?.cluster;
        let matched = cluster.shared_service(id).filter(|_| cluster.curtailed().is_none())?;
        if self.workloads || !matched.selects.is_empty() {
            return Some(matched);
        }
        let is_held = |asked: &Requirement| {
            let pair = asked.wanted().map(|wanted| (asked.key.value.clone(), wanted.value.clone()));
            pair.is_some_and(|pair| self.labels.contains(&pair)) || self.added.contains(&asked.key.value)
        };
        let asked = &matched.requirements;
        let are_few = near::are_few(index, asked) && near::are_few(&cluster.index(), asked);
        (are_few && !asked.iter().all(is_held)).then_some(matched)
    }

    /// The ways through a Service to which nothing is sent from elsewhere, judged.
    pub(crate) fn through(&self, service: ObjectId) -> Option<impl Iterator<Item = &Rc<Path>> + Clone> {
        let exposure = &self.of(service)?.exposure;
        let ways = exposure.shared_through(service);
        (exposure.curtailed.is_none() && ways.clone().all(|path| path.gate.is_none())).then_some(ways)
    }

    /// The ways to a workload that need no Service, judged.
    pub(crate) fn directly_to(&self, workload: ObjectId) -> Option<impl Iterator<Item = &Rc<Path>>> {
        Some(self.of(workload)?.exposure.shared_to(workload).filter(|path| path.service.is_none()))
    }

    /// From where some port of a workload can be reached.
    pub(crate) fn any_port(&self, workload: ObjectId) -> Option<Option<(Reach, Verdict)>> {
        Some(self.of(workload)?.exposure.any_port(workload))
    }
}
