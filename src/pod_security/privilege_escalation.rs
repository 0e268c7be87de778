//! *Privilege Escalation*: no process gains more rights than the one that started it.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static CONTROL: Control = Control { name: "Privilege Escalation", level: Level::Restricted, check };

/// On Windows there is no such thing.
fn check(template: &PodTemplate) -> Option<Breach> {
    if template.spec.is_windows() {
        return None;
    }
    let mut breakers = Breakers::default();
    for container in template.spec.all_containers() {
        let context = container.security_context.as_ref();
        match context.and_then(|context| context.allow_privilege_escalation.as_ref()) {
            Some(written) if !written.value => {}
            Some(written) => breakers.container(container, written.span),
            None => breakers.container(container, container.name_span()),
        }
    }
    breakers.say(
        "can gain more rights than it starts with: nothing says `allowPrivilegeEscalation: false`",
        "can gain more rights than they start with: nothing says `allowPrivilegeEscalation: false`",
    )
}
