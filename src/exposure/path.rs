//! One way from somewhere outside to a pod's port, or to where it ends.

mod conditions;

use std::rc::Rc;

use super::Assumption;
use super::policy::inside::Inside;
use crate::cluster::Cluster;
use crate::manifest::{Object, ObjectId};
use crate::policy::AddressSet;
use crate::source::Place;
use crate::words::capitalised;

/// A way in.
#[derive(Debug, Clone)]
pub struct Path {
    /// Who can take it.
    pub from: Reach,
    /// By what it enters.
    pub via: Via,
    /// The Ingress, Route or Gateway that sends it on; of a Gateway that is not here, the route that names it.
    pub gate: Option<ObjectId>,
    /// The Service that it leads through.
    pub service: Option<ObjectId>,
    /// The index of that Service's port.
    pub service_port: Option<usize>,
    /// The port that is connected to, from where it is taken, where the manifests say it.
    pub entry_port: Option<u16>,
    /// Where it ends.
    pub end: End,
    /// Its protocol, where that is written.
    pub(super) protocol: Option<Rc<str>>,
    /// Who connects to the pods in the end.
    pub(super) sender: Sender,
    /// Whom network policies let in of the pods of the cluster, where they let in some and not others.
    pub(super) inside: Option<Rc<Inside>>,
    /// The addresses outside of the cluster that are let in, where not all are.
    pub(super) addresses: Option<Rc<AddressSet>>,
    /// Whether it can be taken.
    pub verdict: Verdict,
    /// What the verdict rests on that the manifests do not say, each once.
    pub depends_on: Vec<Assumption>,
    /// Its steps from outside to inside.
    pub hops: Vec<Hop>,
}

/// From where something can be reached, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Anyone.
    Internet,
    /// The provider's or the company's network.
    PrivateNetwork,
    /// Whoever can reach the nodes.
    NodeNetwork,
    /// Any pod of the cluster.
    Cluster,
    /// Pods of the same namespace.
    Namespace,
    /// Pods that a policy names.
    SelectedPods,
    /// No one.
    Nobody,
}

impl Reach {
    /// Its name in reports: stable, in kebab-case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Internet => "internet",
            Self::PrivateNetwork => "private-network",
            Self::NodeNetwork => "node-network",
            Self::Cluster => "cluster",
            Self::Namespace => "namespace",
            Self::SelectedPods => "selected-pods",
            Self::Nobody => "nobody",
        }
    }

    /// Who that is, to stand in a sentence: "anyone on the Internet".
    pub fn who(self) -> &'static str {
        match self {
            Self::Internet => "anyone on the Internet",
            Self::PrivateNetwork => "anyone on the private network",
            Self::NodeNetwork => "anyone who can reach a node",
            Self::Cluster => "any pod in the cluster",
            Self::Namespace => "any pod of the namespace",
            Self::SelectedPods => "the pods that a policy names",
            Self::Nobody => "nobody",
        }
    }
}

/// Who connects to the pods at the end of a path, as network policies see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// Whoever took the path.
    Same,
    /// The pods of the controller that serves an Ingress, which are not here.
    Controller,
    /// The pods of this workload, which serves an Ingress.
    Pods(ObjectId),
    /// The pods that a Gateway is.
    Gateway,
}

/// By what a path enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// A provider's load balancer.
    LoadBalancer,
    /// A controller that serves an Ingress.
    Ingress,
    /// A router that serves a Route of OpenShift.
    Route,
    /// Knative's own ingress.
    Knative,
    /// A Gateway that serves routes.
    Gateway,
    /// A port on every node.
    NodePort,
    /// An address that a Service claims in `externalIPs`.
    ExternalIp,
    /// A port of the node that a container claims.
    HostPort,
    /// The node's own network, which the pod shares.
    HostNetwork,
    /// A Service's address inside the cluster.
    ClusterIp,
    /// The pod's own address.
    PodIp,
}

/// Where a path ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// At a port of a workload's pods.
    Port {
        /// The workload.
        workload: ObjectId,
        /// The port of its pods.
        port: u16,
    },
    /// Before it arrives anywhere. The last hop says why.
    Dead,
}

/// Whether a path can be taken, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It can.
    Open,
    /// It depends on what the manifests do not say.
    Depends,
    /// It cannot.
    Blocked,
}

impl Verdict {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Depends => "depends",
            Self::Blocked => "blocked",
        }
    }
}

/// One step of a path.
#[derive(Debug, Clone)]
pub struct Hop {
    /// The object that makes the step; none for where the path begins.
    pub object: Option<ObjectId>,
    /// The step as a part of one long sentence, with names between backticks.
    pub text: Box<str>,
    /// The places that say so, the foremost first; none where the cluster decides.
    pub places: Box<[Place]>,
}

impl Hop {
    /// A step, of which nothing is left over: there are many.
    pub(crate) fn new(object: Option<ObjectId>, text: String, places: Vec<Place>) -> Self {
        Self { object, text: text.into(), places: places.into() }
    }

    /// The first hop: who it is that comes.
    pub(super) fn begin(from: Reach) -> Self {
        Self::new(None, capitalised(from.who()), Vec::new())
    }
}

impl Path {
    /// `TCP`, `UDP` or `SCTP`.
    pub fn protocol(&self) -> &str {
        self.protocol.as_deref().unwrap_or("TCP")
    }

    /// The workload at which it arrives.
    pub fn workload(&self) -> Option<ObjectId> {
        match self.end {
            End::Port { workload, .. } => Some(workload),
            End::Dead => None,
        }
    }

    /// The port of the pods at which it arrives.
    pub fn port(&self) -> Option<u16> {
        match self.end {
            End::Port { port, .. } => Some(port),
            End::Dead => None,
        }
    }

    /// Whether network policies know by an address alone who connects to the pods in the end: somebody outside of
    /// the cluster, or pods on their node's network.
    pub(crate) fn is_by_address(&self, cluster: &Cluster) -> bool {
        match self.sender {
            Sender::Same => self.from < Reach::Cluster,
            Sender::Pods(id) => cluster
                .object(id)
                .and_then(Object::workload)
                .is_some_and(|workload| workload.template.spec.uses_host_network()),
            Sender::Controller | Sender::Gateway => false,
        }
    }

    /// Whether pods of other namespaces can take it.
    pub fn is_beyond_namespace(&self) -> bool {
        self.from < Reach::Namespace || self.inside.as_ref().is_some_and(|inside| inside.is_beyond)
    }

    /// Whether pods that are not among the manifests connect to its own in the end.
    pub(crate) fn is_by_pods_elsewhere(&self) -> bool {
        matches!(self.sender, Sender::Controller | Sender::Gateway)
    }

    /// How much less it matters than a way that anyone on the Internet can surely take: 0 to 3.
    pub(crate) fn remoteness(&self) -> usize {
        let distance: usize = match self.from {
            Reach::Internet => 0,
            Reach::PrivateNetwork | Reach::NodeNetwork => 1,
            _ => 2,
        };
        distance.saturating_add(usize::from(self.verdict == Verdict::Depends))
    }

    /// Whether it gets to the pods and a network policy keeps it out there, as its last hop says.
    pub fn is_cut(&self) -> bool {
        let arrives = self.hops.last().is_some_and(|hop| hop.object == self.workload());
        self.verdict == Verdict::Blocked && self.workload().is_some() && !arrives
    }

    /// Whether its door stands open for sure, whatever becomes of it behind that.
    pub fn is_entered(&self) -> bool {
        self.verdict == Verdict::Open || self.workload().is_none() || self.is_cut()
    }
}
