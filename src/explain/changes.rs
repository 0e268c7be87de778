//! What differs between two analyses, in sentences.

use crate::compare::{Change, Comparison};
use crate::exposure::{Verdict, Via};
use crate::manifest::Object;
use crate::words::{capitalised, code, count, list};

/// What differs, in one sentence that begins with what opens.
pub fn difference(comparison: &Comparison) -> String {
    let ways = |verb: &str, number: usize| (number > 0).then(|| format!("{verb} {} in", count(number, "way")));
    let findings = |number: usize| (number > 0).then(|| count(number, "finding"));
    let parts = [
        ways("opens", comparison.opened.len()),
        ways("closes", comparison.closed.len()),
        findings(comparison.came.len()).map(|came| format!("brings {came}")),
        findings(comparison.went.len()).map(|went| format!("takes {went} away")),
    ];
    if comparison.is_empty() {
        return "Nothing changes in what can be reached or in what is found.".to_owned();
    }
    format!("The change {}.", list(parts.into_iter().flatten()))
}

/// One way that opened or closed: who can now, or no longer, connect to what, and by what.
pub fn change(change: &Change) -> String {
    let who = capitalised(change.who.as_deref().unwrap_or(change.path.from.who()));
    let verb = match (change.before, change.after) {
        (_, Verdict::Open) => "can now connect to",
        (Verdict::Open, Verdict::Depends) => "can only perhaps connect, from now on, to",
        (_, Verdict::Depends) => "may now be able to connect to",
        (_, Verdict::Blocked) => "can no longer connect to",
    };
    let port = change.path.port().map_or_else(String::new, |port| format!("port {port} of "));
    format!("{who} {verb} {port}{}{}.", super::title(change.workload), by(change.path.via, change.service))
}

/// By what a way enters, to stand at the end of a sentence.
pub(crate) fn by(via: Via, service: Option<&Object>) -> String {
    let of = |what: &str| match service {
        Some(service) => format!(", by {what} Service {}", code(service.name())),
        None => String::new(),
    };
    match via {
        Via::LoadBalancer => of("the load balancer of"),
        Via::Ingress | Via::Route => of("a route to"),
        Via::Knative => ", by Knative's own way in".to_owned(),
        Via::Gateway => of("a Gateway's route to"),
        Via::NodePort => of("the node port of"),
        Via::ExternalIp => of("an external address of"),
        Via::ClusterIp => of("the cluster address of"),
        Via::HostPort => ", by a port of its node".to_owned(),
        Via::HostNetwork => ", which shares its node's network".to_owned(),
        Via::PodIp => " directly".to_owned(),
    }
}
