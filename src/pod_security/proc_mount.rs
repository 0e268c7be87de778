//! */proc Mount Type*: what the kernel tells about the node stays hidden.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static BASELINE: Control =
    Control { name: "/proc Mount Type", level: Level::Baseline, check: without_own_users };
pub(super) static RESTRICTED: Control = Control { name: "/proc Mount Type", level: Level::Restricted, check };

/// Since 1.35 a pod with users of its own may see all of it at *baseline*.
fn without_own_users(template: &PodTemplate) -> Option<Breach> {
    if template.spec.has_own_users() { None } else { check(template) }
}

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    for container in template.spec.all_containers() {
        let written = container.security_context.as_ref().and_then(|context| context.proc_mount.as_ref());
        if let Some(other) = written.filter(|written| &*written.value != "Default") {
            breakers.container(container, other.span);
        }
    }
    breakers.say(
        "sees what runtimes hide of `/proc`, where the kernel tells about the node",
        "see what runtimes hide of `/proc`, where the kernel tells about the node",
    )
}
