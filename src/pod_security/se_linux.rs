//! *SELinux*: what containers are taken for.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::SecurityContext;
use crate::source::Span;

pub(super) static CONTROL: Control = Control { name: "SELinux", level: Level::Baseline, check };

/// Since 1.31 with the last one.
const TYPES: [&str; 5] = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    for span in template.spec.security_context.iter().flat_map(|context| others(context)) {
        breakers.pod(span);
    }
    for container in template.spec.all_containers() {
        for span in container.security_context.iter().flat_map(|context| others(context)) {
            breakers.container(container, span);
        }
    }
    breakers.say(
        "asks SELinux to be taken for something else than a container",
        "ask SELinux to be taken for something else than a container",
    )
}

fn others(context: &SecurityContext) -> impl Iterator<Item = Span> {
    let options = &context.se_linux_options;
    let type_ = options.type_.as_ref().filter(|type_| !TYPES.contains(&&*type_.value));
    let set = [&options.user, &options.role].into_iter().flatten().filter(|set| !set.value.is_empty());
    type_.into_iter().chain(set).map(|written| written.span)
}
