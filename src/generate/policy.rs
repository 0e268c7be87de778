//! Network policies as text.

use std::collections::BTreeSet;

use super::in_use::{Port, Target};
use super::selector::Pods;
use crate::cluster::NAMESPACE_NAME;
use crate::manifest::policy::Direction;
use crate::yaml::edit::quote;

/// The `spec` of a policy for some pods that lets nothing through in these directions.
pub(super) fn spec(pods: &Pods, directions: &[Direction]) -> String {
    let mut text = "spec:\n  ".to_owned();
    pods.write("  ", &mut text);
    text.push_str("  policyTypes:\n");
    for direction in directions {
        text.push_str(match direction {
            Direction::Ingress => "  - Ingress\n",
            Direction::Egress => "  - Egress\n",
        });
    }
    text
}

/// Lets in what is in use. Everyone stands before all pods, since everyone is more.
pub(super) fn ingress(target: &Target, text: &mut String) {
    text.push_str("  ingress:\n");
    if !target.anyone.is_empty() {
        text.push_str("  - ports:\n");
        ports(&target.anyone, text);
    }
    if !target.from_pods.is_empty() {
        text.push_str("  - from:\n    - namespaceSelector: {}\n    ports:\n");
        ports(&target.from_pods, text);
    }
}

/// Lets pods of a namespace out to name servers, wherever these are, and to what is in use. Pods on their node's
/// network have its address, which only the cluster knows, so that a rule for their ports is one for all addresses.
pub(super) fn egress<'a>(targets: impl Iterator<Item = &'a Target<'a>>, namespace: &str, text: &mut String) {
    text.push_str("  egress:\n  - ports:\n");
    ports(&[(53, "UDP".into()), (53, "TCP".into())].into(), text);
    for target in targets {
        let theirs = target.object.namespace();
        if target.on_host_network() {
            text.push_str("  - ports:\n");
        } else {
            text.push_str("  - to:\n    - ");
            if theirs != namespace {
                text.push_str(&format!("namespaceSelector:\n        matchLabels:\n          {NAMESPACE_NAME}: "));
                text.push_str(&format!("{}\n      ", quote(theirs)));
            }
            target.pods.write("      ", text);
            text.push_str("    ports:\n");
        }
        ports(&target.ports(), text);
    }
}

fn ports(ports: &BTreeSet<Port>, text: &mut String) {
    for (port, protocol) in ports {
        text.push_str(&format!("    - port: {port}\n      protocol: {protocol}\n"));
    }
}
