//! What of an analysis is drawn, and what stands beside what.

use std::collections::{BTreeMap, BTreeSet};

use super::Widest;
use crate::cluster::{Cluster, ServiceMatch};
use crate::exposure::Reach;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::words::count;

/// The map draws no more Services and no more workloads than this; those that can be reached from
/// furthest out come first.
const MOST: usize = 60;

/// What is drawn: everything, or what can be reached from furthest out where there is too much.
pub(super) fn choose(cluster: &Cluster, widest: &Widest) -> (BTreeSet<ObjectId>, Option<String>) {
    let reach = |id: &ObjectId| widest.get(id).map_or(Reach::Nobody, |(reach, _)| *reach);
    let mut services: Vec<&ServiceMatch> = cluster.services().iter().collect();
    services.order_by_key(|matched| matched.selects.iter().map(|selected| reach(&selected.workload)).min());
    let mut workloads: Vec<ObjectId> = cluster.workloads().map(|(id, _)| id).collect();
    workloads.order_by_key(reach);
    let (all_services, all_workloads) = (services.len(), workloads.len());
    services.truncate(MOST);
    let served = services.iter().flat_map(|matched| matched.selects.iter().map(|selected| selected.workload));
    let nearest = services.iter().filter_map(|matched| matched.near_misses.first()).map(|miss| miss.workload);
    let mut kept: Vec<ObjectId> = Vec::new();
    for id in served.chain(nearest).chain(workloads) {
        if kept.len() < MOST && !kept.contains(&id) {
            kept.push(id);
        }
    }
    let note = (all_services > MOST || all_workloads > MOST).then(|| {
        let (services, workloads) = (count(all_services, "Service"), count(all_workloads, "workload"));
        format!(
            "Of {services} and {workloads}, the map draws the {MOST} of each that can be reached from furthest out."
        )
    });
    (services.iter().map(|matched| matched.service).chain(kept).collect(), note)
}

/// Services and workloads that belong beside each other, numbered in the order of the text.
pub(super) fn groups(cluster: &Cluster, drawn: &BTreeSet<ObjectId>) -> BTreeMap<ObjectId, usize> {
    let mut group: BTreeMap<ObjectId, usize> = drawn.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let namespace = |id: ObjectId| cluster.object(id).map(Object::namespace);
    for matched in cluster.services() {
        let nearest = matched.near_misses.first().filter(|_| matched.selects.is_empty()).map(|miss| miss.workload);
        for other in matched.selects.iter().map(|selected| selected.workload).chain(nearest) {
            let (Some(&a), Some(&b)) = (group.get(&matched.service), group.get(&other)) else { continue };
            if a == b || namespace(matched.service) != namespace(other) {
                continue;
            }
            for number in group.values_mut().filter(|number| **number == a.max(b)) {
                *number = a.min(b);
            }
        }
    }
    group
}
