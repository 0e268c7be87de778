//! Every place of the objects where labels are written: on them, on their pods, and in selectors.

use super::Subject;
use crate::manifest::workload::{WorkloadKind, WorkloadSelector};
use crate::manifest::{Body, Object};
use crate::yaml::StringMap;

/// The maps of labels of every object that counts, in the order of the text.
pub(super) fn maps<'a>(subject: &Subject<'a>) -> Vec<(&'a Object, &'static str, &'a StringMap)> {
    let mut maps = Vec::new();
    for (_, object) in subject.cluster.current() {
        maps.push((object, "a label of", &object.metadata.labels));
        match &object.body {
            Body::Workload(workload) => {
                if workload.kind != WorkloadKind::Pod {
                    maps.push((object, "a label of the pods of", &workload.template.metadata.labels));
                }
                match &workload.selector {
                    Some(WorkloadSelector::Map(selector)) => maps.push((object, SELECTOR, &selector.pairs)),
                    Some(WorkloadSelector::Labels(selector)) => maps.push((object, SELECTOR, &selector.match_labels)),
                    None => {}
                }
            }
            Body::Service(spec) => {
                maps.extend(spec.selector.iter().map(|selector| (object, SELECTOR, &selector.pairs)));
            }
            Body::NetworkPolicy(spec) => maps.push((object, SELECTOR, &spec.pod_selector.match_labels)),
            _ => {}
        }
    }
    maps
}

const SELECTOR: &str = "a label in the selector of";
