//! Every place of an object where labels are written: on them, on their pods, and in selectors.

use crate::manifest::workload::{WorkloadKind, WorkloadSelector};
use crate::manifest::{Body, Object};
use crate::yaml::StringMap;

/// The maps of labels of an object.
pub(super) fn of(object: &Object) -> Vec<(&'static str, &StringMap)> {
    let mut maps = vec![("a label of", &object.metadata.labels)];
    match &object.body {
        Body::Workload(workload) => {
            if workload.kind != WorkloadKind::Pod {
                maps.push(("a label of the pods of", &workload.template.metadata.labels));
            }
            match &workload.selector {
                Some(WorkloadSelector::Map(selector)) => maps.push((SELECTOR, &selector.pairs)),
                Some(WorkloadSelector::Labels(selector)) => maps.push((SELECTOR, &selector.match_labels)),
                None => {}
            }
        }
        Body::Service(spec) => maps.extend(spec.selector.iter().map(|selector| (SELECTOR, &selector.pairs))),
        Body::NetworkPolicy(spec) => maps.push((SELECTOR, &spec.pod_selector.match_labels)),
        _ => {}
    }
    maps
}

const SELECTOR: &str = "a label in the selector of";
