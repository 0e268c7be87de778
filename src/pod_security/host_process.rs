//! *HostProcess*: no processes of a Windows node itself.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::SecurityContext;
use crate::source::Span;

pub(super) static CONTROL: Control = Control { name: "HostProcess", level: Level::Baseline, check };

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    if let Some(span) = template.spec.security_context.as_deref().and_then(host_process) {
        breakers.pod(span);
    }
    for container in template.spec.all_containers() {
        if let Some(span) = container.security_context.as_deref().and_then(host_process) {
            breakers.container(container, span);
        }
    }
    breakers.say(
        "runs as a process of its Windows node, not in a container of it",
        "run as processes of their Windows node, not in containers of it",
    )
}

fn host_process(context: &SecurityContext) -> Option<Span> {
    Some(context.windows_options.host_process.as_ref().filter(|on| on.value)?.span)
}
