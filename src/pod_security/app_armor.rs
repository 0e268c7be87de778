//! *AppArmor*: no other profile than the runtime's or one that the node has.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::Profile;
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
    if let Some(span) = other(spec.security_context.app_armor_profile.as_ref()) {
        breakers.pod(span);
    }
    for container in spec.all_containers() {
        if let Some(span) = other(container.security_context.app_armor_profile.as_ref()) {
            breakers.container(container, span);
        }
    }
    breakers.say("turns off what AppArmor holds back by default", "turn off what AppArmor holds back by default")
}

fn is_allowed(annotation: &str) -> bool {
    matches!(annotation, "" | "runtime/default") || annotation.starts_with("localhost/")
}

/// Where another profile is asked for.
pub(super) fn other(profile: Option<&Profile>) -> Option<Span> {
    let profile = profile?;
    let written = profile.type_.as_ref();
    let is_other = written.is_none_or(|written| !matches!(&*written.value, "RuntimeDefault" | "Localhost"));
    is_other.then(|| written.map_or(profile.span, |written| written.span))
}
