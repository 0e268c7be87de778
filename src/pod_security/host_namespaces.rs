//! *Host Namespaces*: a network, processes and memory of the pod's own.

use super::breach::{Breach, breach, values};
use super::{Control, Level};
use crate::manifest::pod::PodTemplate;

pub(super) static CONTROL: Control = Control { name: "Host Namespaces", level: Level::Baseline, check };

fn check(template: &PodTemplate) -> Option<Breach> {
    let spec = &template.spec;
    let fields = [("hostNetwork", &spec.host_network), ("hostPID", &spec.host_pid), ("hostIPC", &spec.host_ipc)];
    let shared = || fields.iter().filter_map(|(name, field)| Some((*name, field.as_ref().filter(|on| on.value)?.span)));
    let names = values(shared().map(|(name, _)| name));
    let text = format!("The pod shares what its node has to itself: {names}.");
    breach(shared().map(|(_, span)| span).collect(), text)
}
