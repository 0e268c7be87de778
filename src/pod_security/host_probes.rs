//! *Host Probes / Lifecycle Hooks*: the node connects to the pod itself and to nothing else for it (since 1.34).

use super::breach::{Breach, Breakers, values};
use super::{Control, Level};
use crate::manifest::pod::{Container, HandlerHost, PodTemplate};

pub(super) static CONTROL: Control = Control { name: "Host Probes / Lifecycle Hooks", level: Level::Baseline, check };

fn check(template: &PodTemplate) -> Option<Breach> {
    let mut breakers = Breakers::default();
    let mut hosts: Vec<&str> = Vec::new();
    for container in template.spec.all_containers() {
        let written = connections(container).filter_map(|to| to.host.as_ref());
        for host in written.filter(|host| !host.value.is_empty()) {
            hosts.push(&host.value);
            breakers.container(container, host.span);
        }
    }
    let hosts = values(hosts);
    breakers.say(
        &format!("has its node connect to other hosts in a probe or hook: {hosts}"),
        &format!("have their node connect to other hosts in a probe or hook: {hosts}"),
    )
}

/// Every connection that the node makes for a container.
fn connections(container: &Container) -> impl Iterator<Item = &HandlerHost> {
    let Container { liveness_probe, readiness_probe, startup_probe, lifecycle, .. } = container;
    let probes = [liveness_probe, readiness_probe, startup_probe].into_iter().flatten().map(Box::as_ref);
    let hooks = lifecycle.iter().flat_map(|lifecycle| [&lifecycle.post_start, &lifecycle.pre_stop]);
    probes.chain(hooks).flat_map(|handler| [&handler.http_get, &handler.tcp_socket])
}
