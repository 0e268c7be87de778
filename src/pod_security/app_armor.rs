//! *AppArmor*: no other profile than the runtime's or one that the node has.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::{Profile, SecurityContext};
use crate::source::Span;

pub(super) static CONTROL: Control = Control { name: "AppArmor", level: Level::Baseline, check };

/// Before the annotation's container; it still counts beside the field.
const ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    for entry in template.metadata.annotations.entries.iter() {
        if entry.key.value.starts_with(ANNOTATION) && !is_allowed(&entry.value.value) {
            breakers.pod(entry.value.span);
        }
    }
    let spec = &template.spec;
    if let Some(span) = profile(spec.security_context.as_deref()).and_then(other) {
        breakers.pod(span);
    }
    for container in spec.all_containers() {
        if let Some(span) = profile(container.security_context.as_deref()).and_then(other) {
            breakers.container(container, span);
        }
    }
    breakers.say("turns off what AppArmor holds back by default", "turn off what AppArmor holds back by default")
}

fn is_allowed(annotation: &str) -> bool {
    matches!(annotation, "" | "runtime/default") || annotation.starts_with("localhost/")
}

fn profile(context: Option<&SecurityContext>) -> Option<&Profile> {
    context?.app_armor_profile.as_ref()
}

/// Where another profile is asked for.
pub(super) fn other(profile: &Profile) -> Option<Span> {
    let written = profile.type_.as_ref();
    let is_other = written.is_none_or(|written| !matches!(&*written.value, "RuntimeDefault" | "Localhost"));
    is_other.then(|| written.map_or(profile.span, |written| written.span))
}
