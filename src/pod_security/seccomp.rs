//! *Seccomp*: which calls to the kernel are let through.

use super::app_armor::other;
use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::{Profile, SecurityContext};

pub(super) static BASELINE: Control = Control { name: "Seccomp", level: Level::Baseline, check: turned_off };
pub(super) static RESTRICTED: Control = Control { name: "Seccomp", level: Level::Restricted, check: not_on };

fn turned_off(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    if let Some(span) = profile(template.spec.security_context.as_deref()).and_then(other) {
        breakers.pod(span);
    }
    for container in template.spec.all_containers() {
        if let Some(span) = profile(container.security_context.as_deref()).and_then(other) {
            breakers.container(container, span);
        }
    }
    breakers.say(
        "asks for no filter of its calls to the node's kernel",
        "ask for no filter of their calls to the node's kernel",
    )
}

fn profile(context: Option<&SecurityContext>) -> Option<&Profile> {
    context?.seccomp_profile.as_ref()
}

/// On Windows there is no such filter.
fn not_on(template: &PodTemplate) -> Option<Breach> {
    let spec = &template.spec;
    if spec.is_windows() {
        return None;
    }
    let is_without = |context: &Option<Box<SecurityContext>>| profile(context.as_deref()).is_none();
    let mut breakers = Breakers::default();
    let containers = spec.all_containers().filter(|_| is_without(&spec.security_context));
    for container in containers.filter(|container| is_without(&container.security_context)) {
        breakers.container(container, container.name_span());
    }
    breakers.say(
        "has no filter of its calls to the node's kernel: nothing sets a `seccompProfile`",
        "have no filter of their calls to the node's kernel: nothing sets a `seccompProfile`",
    )
}
