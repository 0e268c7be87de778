//! *Host Ports*: no ports of the node.

use super::breach::{Breach, Breakers};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static CONTROL: Control = Control { name: "Host Ports", level: Level::Baseline, check };

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    for container in template.spec.all_containers() {
        for port in &container.ports {
            if let Some(host_port) = port.host_port.as_ref().filter(|port| port.value != 0) {
                breakers.container(container, host_port.span);
            }
        }
    }
    breakers.say("claims a port of its node", "claim ports of their node")
}
