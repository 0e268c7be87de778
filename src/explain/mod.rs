//! The sentences that every report and the page share, with names between backticks.

mod changes;
mod gateway;
mod matching;
mod summary;
mod verdict;

pub(crate) use changes::by;
pub use changes::{change, difference};
pub(crate) use gateway::refusal;
pub use matching::{reason, target};
pub use summary::summary;
pub(crate) use verdict::depends_on;
pub use verdict::verdict;

use crate::manifest::Object;
use crate::manifest::service::ServiceSpec;
use crate::words::{code, list};

/// Names of objects for a sentence: up to two different ones, then how many more objects there are.
fn names<'a>(objects: impl IntoIterator<Item = &'a Object>) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut more = 0_usize;
    for object in objects {
        let name = match object.name() {
            "" => format!("a {}", title(object)),
            name => code(name),
        };
        if shown.len() < 2 && !shown.contains(&name) {
            shown.push(name);
        } else {
            more = more.saturating_add(1);
        }
    }
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    list(shown)
}

/// What is said of an object that opens ways which are not followed.
pub(crate) const UNFOLLOWED: &str = "It may open a way in to the Services that it names. Porthole knows the kind, but \
     does not follow it: what it opens is not among the ways that are shown.";

/// What a Service opens for its load balancer's own questions, if it does.
pub(crate) fn health_check(spec: &ServiceSpec) -> Option<String> {
    let number = spec.health_check_node_port.as_ref().map(|port| port.value).filter(|&port| port != 0);
    let port =
        number.map_or_else(|| "A node port that the cluster gives".to_owned(), |port| format!("Node port {port}"));
    let does =
        "is open on every node too: it tells a load balancer whether the node has a ready pod, and leads to none";
    spec.opens_health_check_port().then(|| format!("{port} {does}."))
}

/// An object for a sentence: its kind, and its name between backticks.
pub(crate) fn title(object: &Object) -> String {
    let mut kind = object.kind.value.to_string();
    kind.retain(|c| c.is_ascii_alphanumeric());
    match object.name() {
        "" => format!("{kind} without a name"),
        name => [&kind, " ", &code(name)].concat(),
    }
}
