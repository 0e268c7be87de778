//! *Running as Non-root*: containers that would run as root are not started.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;
use crate::manifest::security::SecurityContext;
use crate::source::Spanned;

pub(super) static CONTROL: Control = Control { name: "Running as Non-root", level: Level::Restricted, check };

/// Where users are the pod's own, root inside is nobody on the node.
fn check(template: &PodTemplate) -> Option<Breach> {
    let spec = &template.spec;
    if spec.has_own_users() {
        return None;
    }
    let mut breakers = Breakers::default();
    let of_pod = says(spec.security_context.as_deref());
    if let Some(written) = of_pod.filter(|written| !written.value) {
        breakers.pod(written.span);
    }
    for container in spec.all_containers() {
        match says(container.security_context.as_deref()) {
            Some(written) if written.value => {}
            Some(written) => breakers.container(container, written.span),
            None if of_pod.is_some_and(|written| written.value) => {}
            None => breakers.container(container, container.name_span()),
        }
    }
    breakers
        .say("may run as root: nothing says `runAsNonRoot: true`", "may run as root: nothing says `runAsNonRoot: true`")
}

fn says(context: Option<&SecurityContext>) -> Option<&Spanned<bool>> {
    context?.run_as_non_root.as_ref()
}
