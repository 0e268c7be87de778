//! How the differences from kubescape are known, which all come from its rules' own text.

use porthole::Analysis;
use porthole::labels::Match;
use porthole::manifest::{Object, ObjectId};
use porthole::policy;

use crate::named;

const ISOLATION: &str = "ingress-and-egress-blocked";

/// Whether a difference is about what a divergence is about: a workload of which only one of us complains.
pub(super) fn is_about(about: &str, difference: &str, analysis: &Analysis, rule: &str) -> bool {
    let Some((whose, title)) = difference.split_once(": ") else { return false };
    let mut workloads = analysis.cluster.workloads();
    let Some((id, object)) = workloads.find(|(_, object)| named::title(object) == title) else { return false };
    let is_theirs = whose == "only theirs";
    match about {
        "host-network" => {
            is_theirs && rule == ISOLATION && object.workload().unwrap().template.spec.uses_host_network()
        }
        "load-balancer-without-status" => !is_theirs && waits(analysis, id),
        "own-labels" => is_theirs && is_selected_itself(analysis, id, object),
        "policies-add-up" => is_theirs && rule == ISOLATION && is_isolated(analysis, id),
        _ => panic!("{about} means nothing here"),
    }
}

/// Whether a Service that selects its pods has no address from a load balancer yet.
fn waits(analysis: &Analysis, id: ObjectId) -> bool {
    let mut doors = analysis.cluster.services();
    doors.any(|door| {
        let service = analysis.cluster.object(door.service).unwrap();
        door.selects.iter().any(|selected| selected.workload == id) && service.addresses.is_empty()
    })
}

/// Whether a Service that does not select its pods asks for labels that it has itself.
fn is_selected_itself(analysis: &Analysis, id: ObjectId, object: &Object) -> bool {
    let own = |key: &str| object.metadata.labels.get(key).map(|value| value.value.clone());
    analysis.cluster.services().any(|door| {
        let service = analysis.cluster.object(door.service).unwrap();
        let asked = &door.requirements;
        service.namespace() == object.namespace()
            && !door.selects.iter().any(|selected| selected.workload == id)
            && !asked.is_empty()
            && asked.iter().all(|asked| asked.wanted().map(|value| value.value.clone()) == own(&asked.key.value))
    })
}

fn is_isolated(analysis: &Analysis, id: ObjectId) -> bool {
    let mut rows = policy::isolation(&analysis.cluster, &analysis.policies).into_iter();
    rows.any(|row| row.workload == id && row.ingress == Match::Yes && row.egress == Match::Yes)
}

#[test]
fn differences_are_known_by_their_rules() {
    let text = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: own, labels: {app: web}}
spec:
  selector: {matchLabels: {app: other}}
  template: {metadata: {labels: {app: other}}, spec: {containers: [{name: main, image: example}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: closed, labels: {app: web, closed: both}}
spec: {containers: [{name: main, image: example}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: in}
spec: {podSelector: {matchLabels: {closed: both}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out}
spec: {podSelector: {matchLabels: {closed: both}}, policyTypes: [Egress]}
";
    let analysis = porthole::analyze(&[porthole::source::Source::new("case.yaml", text)], &Default::default());
    let known = ["host-network", "load-balancer-without-status", "own-labels", "policies-add-up"];
    for (difference, rule, about) in [
        ("only theirs: Deployment own", "exposure-to-internet", Some("own-labels")),
        ("only theirs: Pod closed", ISOLATION, Some("policies-add-up")),
        ("only theirs: Pod closed", "exposure-to-internet", None),
        ("only ours: Pod closed", "exposure-to-internet", Some("load-balancer-without-status")),
        ("only ours: Deployment own", ISOLATION, None),
        ("only theirs: Pod absent", ISOLATION, None),
    ] {
        let found: Vec<&str> = known.into_iter().filter(|about| is_about(about, difference, &analysis, rule)).collect();
        assert_eq!(found, Vec::from_iter(about), "{difference} of {rule}");
    }
}
