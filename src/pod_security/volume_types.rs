//! *Volume Types*: only volumes that are safe for anyone to ask for.

use super::breach::{Breach, breach, values};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::volume::Volume;

pub(super) static CONTROL: Control = Control { name: "Volume Types", level: Level::Restricted, check };

const ALLOWED: [&str; 9] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

fn check(template: &PodTemplate) -> Option<Breach> {
    let allowed = |volume: &&Volume| volume.sources.iter().any(|source| ALLOWED.contains(&&*source.value));
    let others = || template.spec.volumes.iter().filter(|volume| !allowed(volume)).flat_map(|volume| &volume.sources);
    let types = values(others().map(|source| &*source.value));
    let text = format!("The pod has volumes of a kind that leads out of the cluster: {types}.");
    breach(others().map(|source| source.span).collect(), text)
}
