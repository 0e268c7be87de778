//! The way in that Knative opens to its own Services, which are workloads and no Services of Kubernetes.

use super::path::Sender;
use super::{Assumption, End, Environment, Hop, Path, Reach, Verdict, Via};
use crate::manifest::workload::WorkloadKind;
use crate::manifest::{Object, ObjectId};
use crate::words::code;

/// Where a container of a Knative Service names no port, this is the one that it gets
/// (`knative/serving: pkg/apis/serving/v1/revision_defaults.go`).
const DEFAULT_PORT: u16 = 8080;

/// Adds the way by Knative's own ingress: from outside, unless a label keeps it inside the cluster
/// (`knative/networking: pkg/apis/networking/register.go VisibilityLabelKey`).
pub(super) fn paths(environment: &Environment, id: ObjectId, object: &Object, paths: &mut Vec<Path>) {
    let Some(workload) = object.workload().filter(|workload| workload.kind == WorkloadKind::KnativeService) else {
        return;
    };
    let declared = workload.template.spec.ports().find_map(|(_, port)| Some((port.number()?, port.span)));
    let (port, span) = declared.map_or((DEFAULT_PORT, None), |(port, span)| (port, Some(span)));
    let label = object.metadata.labels.get("networking.knative.dev/visibility");
    let inside = label.filter(|label| &*label.value == "cluster-local").map(|label| label.span);
    let from = if inside.is_some() { Reach::Cluster } else { Reach::Internet };
    let name = code(object.name());
    let entry = match inside {
        Some(_) => format!("connects to Knative's ingress inside the cluster, which alone serves Service {name}"),
        None => format!("connects to Knative's ingress, which serves Service {name} under a host of its own"),
    };
    let mut path = Path {
        from,
        via: Via::Knative,
        gate: None,
        service: None,
        service_port: None,
        entry_port: None,
        end: End::Port { workload: id, port },
        protocol: None,
        sender: Sender::Controller,
        inside: None,
        addresses: None,
        verdict: Verdict::Open,
        depends_on: Vec::new(),
        hops: vec![
            Hop::begin(from),
            Hop::new(Some(id), entry, vec![inside.map_or_else(|| object.name_place(), |span| object.place(span))]),
            Hop::new(
                Some(id),
                format!("that is, to a pod of it, port {port}"),
                vec![span.map_or_else(|| object.name_place(), |span| object.place(span))],
            ),
        ],
    };
    if from == Reach::Internet {
        path.rests_on(Assumption::PublicIngressController, environment);
    }
    paths.push(path);
}
