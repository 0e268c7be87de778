//! *Seccomp*: which calls to the kernel are let through.

use super::app_armor::other;
use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static BASELINE: Control = Control { name: "Seccomp", level: Level::Baseline, check: turned_off };
pub(super) static RESTRICTED: Control = Control { name: "Seccomp", level: Level::Restricted, check: not_on };

fn turned_off(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    if let Some(span) = other(template.spec.security_context.seccomp_profile.as_ref()) {
        breakers.pod(span);
    }
    for container in template.spec.all_containers() {
        if let Some(span) = other(container.security_context.seccomp_profile.as_ref()) {
            breakers.container(container, span);
        }
    }
    breakers.say(
        "asks for no filter of its calls to the node's kernel",
        "ask for no filter of their calls to the node's kernel",
    )
}

/// On Windows there is no such filter.
fn not_on(template: &PodTemplate) -> Option<Breach> {
    let spec = &template.spec;
    if spec.is_windows() {
        return None;
    }
    let of_pod = spec.security_context.seccomp_profile.as_ref();
    let mut breakers = Breakers::default();
    let without = |profile: &Option<_>| profile.is_none() && of_pod.is_none();
    for container in spec.all_containers().filter(|container| without(&container.security_context.seccomp_profile)) {
        breakers.container(container, container.name_span());
    }
    breakers.say(
        "has no filter of its calls to the node's kernel: nothing sets a `seccompProfile`",
        "have no filter of their calls to the node's kernel: nothing sets a `seccompProfile`",
    )
}
