//! Which ports are in use: those to which a Service, a route, a Gateway or a declared port opens a way now.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::selector::{self, Pods};
use crate::cluster::Cluster;
use crate::exposure::{Exposure, Verdict};
use crate::manifest::pod::PodSpec;
use crate::manifest::{Object, ObjectId};

/// More policies than this nobody reads, and nobody should apply what nobody reads.
const MOST: usize = 100;

/// A port of pods, and its protocol.
pub(super) type Port = (u16, Rc<str>);

/// What is in use of every workload.
pub(crate) struct InUse<'a> {
    /// In the order of the text.
    pub(super) targets: BTreeMap<ObjectId, Target<'a>>,
}

/// What is in use of one workload.
pub(super) struct Target<'a> {
    pub(super) object: &'a Object,
    /// Which pods a policy has to name to name these.
    pub(super) pods: Pods,
    /// The ports at which somebody arrives whom policies know by an address alone.
    pub(super) anyone: BTreeSet<Port>,
    /// The other ports: only pods arrive there.
    pub(super) from_pods: BTreeSet<Port>,
    /// Whether some of those pods are a controller's or a Gateway's that is not among the manifests.
    pub(super) unknown_pods: bool,
}

impl<'a> InUse<'a> {
    /// Looks at every way that can be taken, or may be. None where there are too many workloads to write a policy
    /// for each, or a port that no policy can name.
    pub(crate) fn new(cluster: &'a Cluster, exposure: &Exposure) -> Option<Self> {
        let mut targets: BTreeMap<ObjectId, Target> = BTreeMap::new();
        if cluster.workloads().count() > MOST {
            return None;
        }
        for (id, object) in cluster.workloads() {
            let mut target = Target {
                object,
                pods: selector::pods(object, cluster),
                anyone: BTreeSet::new(),
                from_pods: BTreeSet::new(),
                unknown_pods: false,
            };
            for path in exposure.to(id).filter(|path| path.verdict != Verdict::Blocked) {
                let port = (path.port()?, Rc::from(path.protocol()));
                if port.0 == 0 || !matches!(&*port.1, "TCP" | "UDP" | "SCTP") {
                    return None;
                }
                target.unknown_pods |= path.is_by_pods_elsewhere();
                if path.is_by_address(cluster) { &mut target.anyone } else { &mut target.from_pods }.insert(port);
            }
            target.from_pods.retain(|port| !target.anyone.contains(port));
            targets.insert(id, target);
        }
        Some(Self { targets })
    }
}

impl Target<'_> {
    /// Whether its pods share their node's network, where policies neither hold nor know them.
    pub(super) fn on_host_network(&self) -> bool {
        self.object.workload().map(|workload| &workload.template.spec).is_some_and(PodSpec::uses_host_network)
    }

    /// All its ports in use.
    pub(super) fn ports(&self) -> BTreeSet<Port> {
        self.anyone.union(&self.from_pods).cloned().collect()
    }
}
