//! Pods of which the same is known before anything is asked: the same policies select them, in the same namespace, and
//! they declare the same ports. What is found of one holds for all, and many policies on many pods are asked once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::inside::Inside;
use crate::cluster::Cluster;
use crate::manifest::ObjectId;
use crate::manifest::workload::Workload;
use crate::policy::{AddressSet, Policies, PortSet};

/// Which workloads are alike, and what was found of the first of them.
pub(super) struct Alike {
    first: BTreeMap<ObjectId, ObjectId>,
    inside: RefCell<Found<Inside>>,
    outside: RefCell<Found<(AddressSet, AddressSet)>>,
}

type Found<T> = BTreeMap<(ObjectId, PortSet), Rc<T>>;

impl Alike {
    pub(super) fn new(cluster: &Cluster, policies: &Policies) -> Self {
        let mut firsts = BTreeMap::new();
        let mut first = BTreeMap::new();
        for (id, object) in cluster.workloads() {
            let list: Vec<_> = policies.list(id).iter().map(|(place, selected)| (*place, *selected as u8)).collect();
            if list.is_empty() {
                continue;
            }
            let ports = object.workload().map(ports).unwrap_or_default();
            first.insert(id, *firsts.entry((list, object.namespace(), ports)).or_insert(id));
        }
        Self { first, inside: RefCell::default(), outside: RefCell::default() }
    }

    /// What is found of who is let in from inside of the cluster.
    pub(super) fn inside(&self, workload: ObjectId, ports: &PortSet, find: impl FnOnce() -> Inside) -> Rc<Inside> {
        known(&self.inside, self.key(workload, ports), find)
    }

    /// The addresses that are let in, and those that may be.
    pub(super) fn outside(
        &self,
        workload: ObjectId,
        ports: &PortSet,
        find: impl FnOnce() -> (AddressSet, AddressSet),
    ) -> Rc<(AddressSet, AddressSet)> {
        known(&self.outside, self.key(workload, ports), find)
    }

    fn key(&self, workload: ObjectId, ports: &PortSet) -> (ObjectId, PortSet) {
        (self.first.get(&workload).copied().unwrap_or(workload), ports.clone())
    }
}

fn known<T>(found: &RefCell<Found<T>>, key: (ObjectId, PortSet), find: impl FnOnce() -> T) -> Rc<T> {
    if let Some(known) = found.borrow().get(&key) {
        return known.clone();
    }
    let new = Rc::new(find());
    found.borrow_mut().insert(key, new.clone());
    new
}

/// The ports that pods declare: a policy may name them.
fn ports(workload: &Workload) -> Vec<(&str, &str, Option<u16>)> {
    let named = workload.template.spec.ports().filter_map(|(_, port)| {
        let name = port.name.as_ref()?;
        Some((&*name.value, port.protocol(), port.number()))
    });
    named.collect()
}
