//! *Sysctls*: settings of the kernel that concern the pod alone.

use super::breach::{Breach, breach, values};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static CONTROL: Control = Control { name: "Sysctls", level: Level::Baseline, check };

const SAFE: [&str; 14] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    // Since 1.27.
    "net.ipv4.ip_local_reserved_ports",
    // Since 1.29.
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    // Since 1.32.
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    // Since 1.37.
    "net.ipv4.tcp_slow_start_after_idle",
    "net.ipv4.tcp_notsent_lowat",
];

fn check(template: &PodTemplate) -> Option<Breach> {
    let sysctls = template.spec.security_context.iter().flat_map(|context| &context.sysctls);
    let written = sysctls.filter_map(|sysctl| sysctl.name.as_ref());
    let others = || written.clone().filter(|name| !SAFE.contains(&&*name.value));
    let names = values(others().map(|name| &*name.value));
    breach(others().map(|name| name.span).collect(), format!("The pod changes settings of the kernel: {names}."))
}
