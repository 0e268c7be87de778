//! *Running as Non-root user*: no container is told to run as root.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::SecurityContext;
use crate::source::Span;

pub(super) static CONTROL: Control = Control { name: "Running as Non-root user", level: Level::Restricted, check };

/// Where users are the pod's own, root inside is nobody on the node.
fn check(template: &PodTemplate) -> Option<Breach> {
    let spec = &template.spec;
    if spec.has_own_users() {
        return None;
    }
    let mut breakers = Breakers::default();
    if let Some(span) = spec.security_context.as_deref().and_then(root) {
        breakers.pod(span);
    }
    for container in spec.all_containers() {
        if let Some(span) = container.security_context.as_deref().and_then(root) {
            breakers.container(container, span);
        }
    }
    breakers.say("is told to run as root", "are told to run as root")
}

fn root(context: &SecurityContext) -> Option<Span> {
    Some(context.run_as_user.as_ref().filter(|user| user.value == 0)?.span)
}
