//! What a Service selects, and where each of its ports leads.

use super::Cluster;
use super::endpoints::{Manual, ManualEndpoints};
use super::near::{self, NearMiss};
use super::ports::{self, Resolution};
use crate::labels::{Match, Outcome, Requirement};
use crate::manifest::service::ServiceType;
use crate::manifest::{Object, ObjectId};
use crate::words::{code, list};

/// A Service and everything that stands behind it.
#[derive(Debug, Clone)]
pub struct ServiceMatch {
    /// The Service.
    pub service: ObjectId,
    /// Its requirements, in the order of the text.
    pub requirements: Vec<Requirement>,
    /// Where its traffic is meant to go.
    pub backing: Backing,
    /// The workloads whose pods it selects, in the order of the text.
    pub selects: Vec<Selected>,
    /// Workloads that it does not select although it looks as if it should, nearest first.
    pub near_misses: Vec<NearMiss>,
    /// Its ports, in the order of the text.
    pub ports: Vec<PortMatch>,
}

/// Where a Service's traffic is meant to go.
#[derive(Debug, Clone)]
pub enum Backing {
    /// To the pods that its selector finds.
    Selector,
    /// To addresses that somebody, or some controller, writes down.
    Manual(Vec<ManualEndpoints>),
    /// Nowhere: it is a name for something else.
    ExternalName,
}

/// A workload that a Service selects.
#[derive(Debug, Clone)]
pub struct Selected {
    /// The workload.
    pub workload: ObjectId,
    /// `Yes`, or `Unknown` where a label's value is known only to the cluster.
    pub certainty: Match,
}

/// A Service's port and where it leads in each selected workload.
#[derive(Debug, Clone)]
pub struct PortMatch {
    /// The port's index in the Service.
    pub port: usize,
    /// One per selected workload, in the same order.
    pub targets: Vec<Target>,
}

/// Where a port leads in one workload.
#[derive(Debug, Clone)]
pub struct Target {
    /// The workload.
    pub workload: ObjectId,
    /// Its port.
    pub resolution: Resolution,
}

impl ServiceMatch {
    /// What it asks for, as a list in a sentence: "`app=web` and `tier=front`".
    pub(crate) fn asks(&self) -> String {
        if self.requirements.is_empty() && matches!(self.backing, Backing::Selector) {
            return "a label that is not a string".to_owned();
        }
        list(self.requirements.iter().map(|requirement| code(&requirement.text())))
    }

    /// How many pairs of a workload and a port there are: one at least for each workload.
    pub(super) fn pairs(&self) -> usize {
        self.selects.len().saturating_mul(self.ports.len().max(1))
    }

    /// Whether any selected workload has, or may have, pods.
    pub fn has_running_pods(&self, cluster: &Cluster) -> bool {
        let runs = |selected: &Selected| {
            cluster.object(selected.workload).and_then(Object::workload).is_some_and(|workload| workload.runs())
        };
        self.selects.iter().any(runs)
    }
}

/// What each requirement makes of a workload's pods, and whether all of them hold. A Service finds
/// pods of its own namespace only (`kubernetes/kubernetes: pkg/controller/endpointslice/endpointslice_controller.go`).
pub fn compare(requirements: &[Requirement], workload: &Object) -> (Match, Vec<Outcome>) {
    let Some(workload) = workload.workload() else { return (Match::No, Vec::new()) };
    let outcomes: Vec<Outcome> = requirements.iter().map(|requirement| requirement.judge(&workload.labels)).collect();
    let all = Match::all(outcomes.iter().map(|outcome| outcome.verdict));
    (if requirements.is_empty() { Match::No } else { all }, outcomes)
}

/// What the Service `id` selects; none if it is no Service. Of the workloads as many are followed, with each of its
/// ports, as are left, and one at least.
pub(super) fn of_service(cluster: &Cluster, manual: &Manual, id: ObjectId, left: &mut usize) -> Option<ServiceMatch> {
    let object = cluster.object(id)?;
    let spec = object.service()?;
    let backing = match spec.selector() {
        _ if spec.service_type() == ServiceType::ExternalName => Backing::ExternalName,
        Some(_) => Backing::Selector,
        None => Backing::Manual(manual.get(&(object.namespace(), object.name())).cloned().unwrap_or_default()),
    };
    let requirements = match backing {
        Backing::Selector => spec.selector().map(|selector| selector.requirements()).unwrap_or_default(),
        Backing::Manual(_) | Backing::ExternalName => Vec::new(),
    };
    let selects = selected(cluster, object.namespace(), &requirements);
    let mistyped = spec.selector().is_some_and(|selector| !selector.pairs.mistyped.is_empty());
    let near_misses = match backing {
        Backing::Selector if !mistyped => near::misses(cluster, object, &requirements, &selects),
        _ => Vec::new(),
    };
    // The API server refuses a selector with a value that is no string, so nothing is selected.
    let mut selects = if mistyped { Vec::new() } else { selects };
    let ports = spec.ports.len().max(1);
    let pairs = selects.len().saturating_mul(ports);
    if pairs > *left {
        selects.truncate(left.checked_div(ports).unwrap_or_default().max(1));
        selects.shrink_to_fit();
    }
    *left = left.saturating_sub(pairs);
    let targets = |port| {
        let target = |selected: &Selected| {
            let workload = cluster.object(selected.workload).and_then(Object::workload)?;
            Some(Target { workload: selected.workload, resolution: ports::resolve(port, &workload.template.spec) })
        };
        let mut targets = Vec::with_capacity(selects.len());
        targets.extend(selects.iter().filter_map(target));
        targets
    };
    let ports =
        spec.ports.iter().enumerate().map(|(at, port)| PortMatch { port: at, targets: targets(port) }).collect();
    Some(ServiceMatch { service: id, requirements, backing, selects, near_misses, ports })
}

fn selected(cluster: &Cluster, namespace: &str, requirements: &[Requirement]) -> Vec<Selected> {
    let members = cluster.index.namespace(namespace).filter(|_| !requirements.is_empty());
    let candidates = members.map(|members| members.narrowed(requirements));
    let judge = |workload: ObjectId| {
        let labels = &cluster.object(workload)?.workload()?.labels;
        let certainty = Match::all(requirements.iter().map(|requirement| requirement.judge(labels).verdict));
        (certainty != Match::No).then_some(Selected { workload, certainty })
    };
    candidates.unwrap_or_default().into_iter().filter_map(judge).collect()
}
