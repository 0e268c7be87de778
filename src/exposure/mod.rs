//! Who can reach which pod port: the ways in, hop by hop, each with its verdict and its evidence.
//!
//! Judged are Services of every type, Ingresses, routes of the Gateway API, VirtualServices of Istio, host
//! ports, the host's network, and network policies.

mod balancer;
mod direct;
mod environment;
mod front;
mod gateway;
mod ingress;
mod knative;
mod mesh;
mod path;
mod policy;
mod provider;
mod router;
mod service;

pub(crate) use balancer::{ignored_switch, internal_switch};
pub use environment::{Answer, Assumption, Environment};
pub use path::{End, Hop, Path, Reach, Verdict, Via};
pub use provider::Provider;

use std::collections::BTreeMap;

use crate::cluster::Cluster;
use crate::manifest::ObjectId;
use crate::policy::Policies;

/// Every way to every pod port, and the ways that end before they arrive.
#[derive(Debug, Clone, Default)]
pub struct Exposure {
    /// In the order of the text: by Service, port and entrypoint, then the direct ways by workload.
    pub paths: Vec<Path>,
    /// The places in `paths` of those that arrive at a workload, and of those that lead through a Service.
    arriving: BTreeMap<ObjectId, Vec<usize>>,
    leading: BTreeMap<ObjectId, Vec<usize>>,
    /// From where some port of each workload can be reached, whether it declares any or not.
    any_port: BTreeMap<ObjectId, (Reach, Verdict)>,
}

impl Exposure {
    /// Follows every way in.
    pub(crate) fn new(cluster: &Cluster, policies: &Policies, environment: &Environment) -> Self {
        let judge = policy::Judge::new(cluster, policies, environment);
        let fronts = front::Fronts::new(cluster, environment, &judge);
        let mut paths = Vec::new();
        for service in cluster.services() {
            service::paths(cluster, environment, service, Some(&fronts), &mut paths);
        }
        for (id, object) in cluster.workloads() {
            direct::paths(environment, id, object, &mut paths);
            knative::paths(environment, id, object, &mut paths);
        }
        for path in &mut paths {
            judge.judge(path);
        }
        let (arriving, leading) = (places(&paths, Path::workload), places(&paths, |path| path.service));
        Self { arriving, leading, any_port: judge.any_port(), paths }
    }

    /// The ways that arrive at a workload.
    pub fn to(&self, workload: ObjectId) -> impl Iterator<Item = &Path> {
        self.at(self.arriving.get(&workload))
    }

    /// Of the ways that arrive at a workload and may be taken, the one that matters most: the outermost, but a
    /// sure one before one that depends and is only a little further out.
    pub fn foremost(&self, workload: ObjectId) -> Option<&Path> {
        let ways = self.to(workload).filter(|path| path.verdict != Verdict::Blocked);
        ways.min_by_key(|path| (path.remoteness(), path.from))
    }

    /// The ways that lead through a Service, dead ones included.
    pub fn through(&self, service: ObjectId) -> impl Iterator<Item = &Path> {
        self.at(self.leading.get(&service))
    }

    fn at<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Path> {
        places.into_iter().flatten().filter_map(|&place| self.paths.get(place))
    }

    /// For every workload that can be reached, from how far out, and whether that is sure. A pod that
    /// declares no port may listen on any, and every other pod can connect to it; on the host's
    /// network, so can whoever reaches the node.
    pub fn widest(&self) -> BTreeMap<ObjectId, (Reach, Verdict)> {
        let mut widest = self.any_port.clone();
        for path in self.paths.iter().filter(|path| path.verdict != Verdict::Blocked) {
            let Some(workload) = path.workload() else { continue };
            let found = (path.from, path.verdict);
            let entry = widest.entry(workload).or_insert(found);
            // What is open comes before what only may be: a sure reach from the cluster says more
            // than a possible one from the Internet.
            if (found.1, found.0) < (entry.1, entry.0) {
                *entry = found;
            }
        }
        widest
    }
}

fn places(paths: &[Path], of: impl Fn(&Path) -> Option<ObjectId>) -> BTreeMap<ObjectId, Vec<usize>> {
    let mut places: BTreeMap<ObjectId, Vec<usize>> = BTreeMap::new();
    for (place, path) in paths.iter().enumerate() {
        if let Some(id) = of(path) {
            places.entry(id).or_default().push(place);
        }
    }
    places
}
