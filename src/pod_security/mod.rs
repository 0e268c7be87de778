//! The Pod Security Standards: how far pods are held back from their node, and what keeps them from
//! being held back further.
//!
//! As of Kubernetes 1.37 (`kubernetes/pod-security-admission: policy/check_*.go`): two levels of
//! controls over all containers of a pod, one file per control here.

mod app_armor;
mod breach;
mod capabilities;
mod host_namespaces;
mod host_path;
mod host_ports;
mod host_probes;
mod host_process;
mod non_root;
mod privilege_escalation;
mod privileged;
mod proc_mount;
mod root_user;
mod se_linux;
mod seccomp;
mod sysctls;
mod volume_types;

pub use breach::Breach;

use crate::manifest::pod::PodTemplate;

/// How far pods are held back, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all for sure.
    Privileged,
    /// From the known ways to take over their node.
    Baseline,
    /// As far as is known to be good practice.
    Restricted,
}

impl Level {
    /// Its name, as in the label `pod-security.kubernetes.io/enforce`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }
}

/// What the standards make of a pod template.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The strictest level that it keeps to.
    pub level: Level,
    /// The controls that it breaks: those of *baseline* first, then in the order of the standards.
    pub breaches: Vec<Breach>,
}

impl Standing {
    /// What keeps it from the next level.
    pub fn next(&self) -> impl Iterator<Item = &Breach> {
        let first = self.breaches.first().map(|breach| breach.level);
        self.breaches.iter().filter(move |breach| Some(breach.level) == first)
    }
}

/// A rule of the standards.
struct Control {
    /// Its name there.
    name: &'static str,
    /// The level that asks for it.
    level: Level,
    /// What of a pod breaks it.
    check: fn(&PodTemplate) -> Option<Breach>,
}

/// All of them, in the order of the standards.
static ALL: [&Control; 19] = [
    &host_process::CONTROL,
    &host_namespaces::CONTROL,
    &privileged::CONTROL,
    &capabilities::BASELINE,
    &host_path::CONTROL,
    &host_ports::CONTROL,
    &host_probes::CONTROL,
    &app_armor::CONTROL,
    &se_linux::CONTROL,
    &proc_mount::BASELINE,
    &seccomp::BASELINE,
    &sysctls::CONTROL,
    &volume_types::CONTROL,
    &privilege_escalation::CONTROL,
    &non_root::CONTROL,
    &root_user::CONTROL,
    &seccomp::RESTRICTED,
    &capabilities::RESTRICTED,
    &proc_mount::RESTRICTED,
];

/// Holds a pod template against all controls. A stricter rule for the same field counts only where the
/// milder one is kept, so that nothing is said twice.
pub fn evaluate(template: &PodTemplate) -> Standing {
    let mut breaches: Vec<Breach> = Vec::new();
    for control in ALL {
        let Some(breach) = (control.check)(template) else { continue };
        if !breaches.iter().any(|known| known.control == control.name) {
            breaches.push(Breach { control: control.name, level: control.level, ..breach });
        }
    }
    let level = match breaches.first().map(|breach| breach.level) {
        None => Level::Restricted,
        Some(Level::Restricted) => Level::Baseline,
        Some(_) => Level::Privileged,
    };
    Standing { level, breaches }
}
