//! *Capabilities*: which powers of root containers may have.

use std::rc::Rc;

use super::breach::{Breach, Breakers, values};
use super::{Control, Level};
use crate::manifest::pod::{Container, PodTemplate};
use crate::source::Spanned;

pub(super) static BASELINE: Control =
    Control { name: "Capabilities", level: Level::Baseline, check: adds_beyond_default };
pub(super) static RESTRICTED: Control = Control { name: "Capabilities", level: Level::Restricted, check: keeps_any };

/// Those that *baseline* lets a container add: what runtimes give by default.
const DEFAULT: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

fn adds_beyond_default(template: &PodTemplate) -> Option<Breach> {
    adds_beyond(template, &DEFAULT)
}

/// Containers that add what is not among the given capabilities.
fn adds_beyond(template: &PodTemplate, allowed: &[&str]) -> Option<Breach> {
    let mut breakers = Breakers::default();
    let mut added: Vec<&str> = Vec::new();
    for container in template.spec.all_containers() {
        for capability in container.security_context.iter().flat_map(|context| &context.capabilities.add) {
            if !allowed.contains(&&*capability.value) {
                added.push(&capability.value);
                breakers.container(container, capability.span);
            }
        }
    }
    let added = values(added);
    breakers.say(
        &format!("gets powers of root beyond the usual ones: {added}"),
        &format!("get powers of root beyond the usual ones: {added}"),
    )
}

/// On Windows there are none.
fn keeps_any(template: &PodTemplate) -> Option<Breach> {
    if template.spec.is_windows() {
        return None;
    }
    if let Some(breach) = adds_beyond(template, &["NET_BIND_SERVICE"]) {
        return Some(breach);
    }
    let mut breakers = Breakers::default();
    for container in template.spec.all_containers().filter(|container| !drops_all(container)) {
        breakers.container(container, container.name_span());
    }
    breakers.say(
        "keeps the powers of root that it starts with: `capabilities.drop` does not hold `ALL`",
        "keep the powers of root that they start with: `capabilities.drop` does not hold `ALL`",
    )
}

fn drops_all(container: &Container) -> bool {
    let is_all = |capability: &Spanned<Rc<str>>| &*capability.value == "ALL";
    container.security_context.iter().flat_map(|context| &context.capabilities.drop).any(is_all)
}
