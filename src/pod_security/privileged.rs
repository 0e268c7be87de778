//! *Privileged Containers*: no container may do whatever its node may.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static CONTROL: Control = Control { name: "Privileged Containers", level: Level::Baseline, check };

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    for container in template.spec.all_containers() {
        if let Some(privileged) = container.privileged() {
            breakers.container(container, privileged.span);
        }
    }
    breakers
        .say("runs privileged, and may do whatever its node may", "run privileged, and may do whatever their node may")
}
