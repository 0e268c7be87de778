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
mod places;
mod policy;
mod provider;
mod router;
mod service;

pub(crate) use balancer::{ignored_switch, internal_switch};
pub use environment::{Answer, Assumption, Environment};
pub use path::{End, Hop, Path, Reach, Verdict, Via};
pub use provider::Provider;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::cluster::Cluster;
use crate::earlier::Kept;
use crate::limits;
use crate::manifest::ObjectId;
use crate::policy::Policies;
use places::Places;

/// Every way to every pod port, and the ways that end before they arrive.
#[derive(Debug, Clone, Default)]
pub struct Exposure {
    /// In the order of the text: by Service, port and entrypoint, then the direct ways by workload. The next analysis
    /// has those that are still so.
    paths: Vec<Rc<Path>>,
    /// The places in `paths` of those that arrive at a workload, and of those that lead through a Service.
    arriving: Places,
    leading: Places,
    /// From where some port of each workload can be reached, whether it declares any or not.
    any_port: Vec<(ObjectId, (Reach, Verdict))>,
    /// The first Service of which not all ways are followed, where they are too many.
    pub(crate) curtailed: Option<ObjectId>,
}

impl Exposure {
    /// Follows every way in, but for those that are kept.
    pub(crate) fn new(cluster: &Cluster, policies: &Policies, environment: &Environment, kept: &Kept) -> Self {
        let judge = policy::Judge::new(cluster, policies, environment);
        let is_routed = !cluster.routes().is_empty();
        let fronts = is_routed.then(|| front::Fronts::new(cluster, environment, &judge));
        let (mut paths, mut new) = (Vec::new(), Vec::new());
        let judged = |mut path: Path| {
            judge.judge(&mut path);
            path.hops.shrink_to_fit();
            Rc::new(path)
        };
        let (most, mut curtailed) = (limits::most(cluster.objects().len()), None);
        for service in cluster.services() {
            let left = most.saturating_sub(paths.len());
            let is_whole = curtailed.or(cluster.curtailed()).is_none() && !cluster.is_routed(service.service);
            match kept.through(service.service).filter(|ways| is_whole && ways.clone().count() <= left) {
                Some(ways) => paths.extend(ways.cloned()),
                None => {
                    service::paths(cluster, environment, service, fronts.as_ref(), left, &mut new);
                    paths.extend(new.drain(..).map(judged));
                }
            }
            curtailed = curtailed.or((paths.len() >= most).then_some(service.service));
        }
        let mut any_port = Vec::new();
        for (id, object) in cluster.workloads() {
            match kept.directly_to(id) {
                Some(ways) => paths.extend(ways.cloned()),
                None => {
                    direct::paths(environment, id, object, &mut new);
                    knative::paths(environment, id, object, &mut new);
                    paths.extend(new.drain(..).map(judged));
                }
            }
            let reached = kept.any_port(id).unwrap_or_else(|| judge.any_port(id, object));
            any_port.extend(reached.map(|reached| (id, reached)));
        }
        paths.shrink_to_fit();
        let places = |of| Places::new(cluster.numbers(), &paths, of);
        let (arriving, leading) = (places(Path::workload), places(|path| path.service));
        Self { arriving, leading, any_port, curtailed, paths }
    }

    /// Every way, in the order of the text: by Service, port and entrypoint, then the direct ways by workload.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.paths.iter().map(|path| &**path)
    }

    /// The ways that arrive at a workload.
    pub fn to(&self, workload: ObjectId) -> impl Iterator<Item = &Path> {
        self.shared_to(workload).map(|path| &**path)
    }

    pub(crate) fn shared_to(&self, workload: ObjectId) -> impl Iterator<Item = &Rc<Path>> {
        self.arriving.of(workload).filter_map(|place| self.paths.get(place))
    }

    /// Of the ways that arrive at a workload and may be taken, the one that matters most: the outermost, but a
    /// sure one before one that depends and is only a little further out.
    pub fn foremost(&self, workload: ObjectId) -> Option<&Path> {
        let ways = self.to(workload).filter(|path| path.verdict != Verdict::Blocked);
        ways.min_by_key(|path| (path.remoteness(), path.from))
    }

    /// The ways that lead through a Service, dead ones included.
    pub fn through(&self, service: ObjectId) -> impl Iterator<Item = &Path> {
        self.shared_through(service).map(|path| &**path)
    }

    pub(crate) fn shared_through(&self, service: ObjectId) -> impl Iterator<Item = &Rc<Path>> + Clone {
        self.leading.of(service).filter_map(|place| self.paths.get(place))
    }

    /// From where some port of a workload can be reached, whether it declares any or not.
    pub(crate) fn any_port(&self, workload: ObjectId) -> Option<(Reach, Verdict)> {
        let at = self.any_port.binary_search_by_key(&workload, |(id, _)| *id).ok()?;
        self.any_port.get(at).map(|(_, reached)| *reached)
    }

    /// For every workload that can be reached, from how far out, and whether that is sure. A pod that
    /// declares no port may listen on any, and every other pod can connect to it; on the host's
    /// network, so can whoever reaches the node.
    pub fn widest(&self) -> BTreeMap<ObjectId, (Reach, Verdict)> {
        let mut widest: BTreeMap<_, _> = self.any_port.iter().copied().collect();
        for path in self.paths().filter(|path| path.verdict != Verdict::Blocked) {
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
