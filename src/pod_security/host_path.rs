//! *HostPath Volumes*: no files of the node.

use super::breach::{Breach, breach, values};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static CONTROL: Control = Control { name: "HostPath Volumes", level: Level::Baseline, check };

fn check(template: &PodTemplate) -> Option<Breach> {
    let of_node = || template.spec.volumes.iter().filter_map(|volume| volume.host_path.as_ref());
    let paths = of_node().map(|host_path| host_path.path.as_ref().map_or("", |path| &*path.value));
    let text = format!("The pod can use files of its node: {}.", values(paths));
    let spans = of_node().map(|host_path| host_path.path.as_ref().map_or(host_path.span, |path| path.span));
    breach(spans.collect(), text)
}
