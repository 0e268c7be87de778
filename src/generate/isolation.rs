//! Policies that close a namespace but for what is in use: one that lets nothing through, and the least that let
//! through what these manifests open now.

use std::collections::BTreeSet;

use super::in_use::{InUse, Target};
use super::selector::Pods;
use super::{Names, head, policy, title};
use crate::cluster::Cluster;
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::policy::Policies;
use crate::words::few;

/// What closes a namespace.
pub(crate) struct Isolation {
    /// The policies, a document each.
    pub(crate) documents: Vec<String>,
    /// What was taken as in use, what is closed, and what a policy cannot say.
    pub(crate) consequence: String,
}

/// Closes a namespace in some directions. None where policies that may or may not be about its pods, or those of the
/// whole cluster, decide there already: what stays open is then not for new policies alone to say.
pub(crate) fn isolate<'a>(
    cluster: &'a Cluster,
    policies: &Policies,
    in_use: &InUse,
    namespace: &'a str,
    directions: &[Direction],
) -> Option<Isolation> {
    let here: Vec<_> = in_use.targets.iter().filter(|(_, target)| target.object.namespace() == namespace).collect();
    let held: Vec<_> = here.iter().copied().filter(|(_, target)| !target.on_host_network()).collect();
    let decided = |direction| {
        held.iter().all(|(id, _)| policies.isolates(**id, direction) == Match::Yes || !policies.judges(**id, direction))
    };
    if !directions.iter().all(|direction| decided(*direction)) {
        return None;
    }
    let open = |direction| held.iter().filter(move |(id, _)| !policies.judges(**id, direction)).map(|(_, one)| *one);
    let is_written = here.iter().any(|(_, target)| target.object.metadata.namespace.is_some());
    let mut names = Names::of(cluster, "NetworkPolicy");
    let mut document = |wanted: &str, spec: String| {
        let name = names.take(namespace, wanted);
        head("networking.k8s.io/v1", "NetworkPolicy", &name, namespace, is_written) + &spec
    };
    let all = Pods::default();
    let mut documents = vec![document("default-deny", policy::spec(&all, directions))];
    let mut says = Vec::new();
    if directions.contains(&Direction::Ingress) {
        let (used, unused): (Vec<_>, Vec<_>) = open(Direction::Ingress).partition(|one| !one.ports().is_empty());
        for target in &used {
            let mut spec = policy::spec(&target.pods, &[Direction::Ingress]);
            policy::ingress(target, &mut spec);
            documents.push(document(&format!("allow-to-{}", target.object.name()), spec));
        }
        says.extend(coming_in(&used, &unused));
    }
    if directions.contains(&Direction::Egress) {
        let let_out = |pods: &Pods| {
            let mut spec = policy::spec(pods, &[Direction::Egress]);
            let used = in_use.targets.values().filter(|target| !target.ports().is_empty());
            policy::egress(used, namespace, &mut spec);
            spec
        };
        if open(Direction::Egress).count() == held.len() {
            documents.push(document("allow-out", let_out(&all)));
        } else {
            // What limits the others shall go on limiting them.
            for target in open(Direction::Egress) {
                documents.push(document(&format!("allow-from-{}", target.object.name()), let_out(&target.pods)));
            }
        }
        says.push(
            "Its pods may still ask name servers, at port 53 of any address since the cluster's own are not here, \
             and connect to the ports in use of all pods that are here. Every other connection out is closed, to the \
             Internet and to the API server too."
                .to_owned(),
        );
        let on_nodes = in_use.targets.values().filter(|one| one.on_host_network() && !one.ports().is_empty());
        let what = "is its node's, which is not known here: connections to its ports are let out to any address.";
        says.extend(about("The address of", on_nodes, what));
    }
    let on_nodes = here.iter().map(|(_, target)| *target).filter(|target| target.on_host_network());
    says.extend(about("Policies do not hold pods on their node's network, so nothing changes for", on_nodes, ""));
    Some(Isolation { documents, consequence: says.join(" ") })
}

/// What is let in, what is not, and what of it policies cannot tell apart.
fn coming_in(used: &[&Target], unused: &[&Target]) -> Vec<String> {
    let mut says = Vec::new();
    if used.is_empty() {
        says.push("Nothing comes in any more: no Service, route or declared port here says what is in use.".to_owned());
    } else {
        let ports = |target: &&Target| {
            let numbers: BTreeSet<String> = target.ports().iter().map(|(number, _)| number.to_string()).collect();
            format!("{} ({})", title(target.object), few(numbers.into_iter()))
        };
        says.push(format!(
            "In use is what the Services, routes and declared ports here open now: {}. That stays open to all who can \
             come by it now, and nothing else comes in.",
            few(used.iter().map(ports))
        ));
    }
    let unused = unused.iter().copied();
    says.extend(about("No port is in use of", unused.clone(), "and nothing can connect there any more."));
    let from_outside = used.iter().copied().filter(|target| !target.anyone.is_empty());
    let what = "stays open to every address where it is in use from outside of the cluster: whether policies see the \
                client's address there or a node's, only the cluster knows.";
    says.extend(about("What is in use of", from_outside, what));
    let by_controllers = used.iter().copied().filter(|target| target.unknown_pods);
    let what = "are not here, so that all pods are let in; should they run on their node's network, its addresses have \
                to be added.";
    says.extend(about("The pods of the controller or Gateway that sends to", by_controllers, what));
    let twins = used.iter().copied().filter(|target| {
        let is_twin = |other: &&Target| {
            other.object.namespace() == target.object.namespace()
                && other.object.name_place() != target.object.name_place()
                && target.pods.fit(other.object)
        };
        used.iter().copied().chain(unused.clone()).any(|other| is_twin(&other))
    });
    let what = "and policies cannot tell them apart, and let in the same at both.";
    says.extend(about("Other pods carry all labels of", twins, what));
    says
}

/// A sentence about some workloads; none where there are none.
fn about<'a>(before: &str, targets: impl Iterator<Item = &'a Target<'a>>, after: &str) -> Option<String> {
    let mut names = targets.map(|target| title(target.object)).peekable();
    names.peek()?;
    let names = few(names);
    Some(match after.is_empty() {
        true => format!("{before} {names}."),
        false => format!("{before} {names} {after}"),
    })
}
