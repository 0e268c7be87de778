//! The answer, in one sentence: what matters most comes first.

use std::collections::{BTreeMap, BTreeSet};

use super::names;
use crate::Analysis;
use crate::cluster::{Backing, ServiceMatch};
use crate::exposure::{Assumption, End, Path, Reach, Verdict, Via};
use crate::manifest::service::ServiceType;
use crate::manifest::{Body, Object, ObjectId};
use crate::source::DocumentId;
use crate::words::{capitalised, count, few, list, uncapitalised};

/// The answer to "what is open?", in one sentence.
pub fn verdict(analysis: &Analysis) -> String {
    let objects = analysis.cluster.objects().len();
    let broken = broken(analysis);
    match (broken, objects) {
        (None, 0) if analysis.texts.sources().all(|source| source.text.trim().is_empty()) => {
            "Paste manifests to see what they open.".to_owned()
        }
        (None, 0) => "Nothing here can be reached: there are no objects in this text.".to_owned(),
        (None, _) => capitalised(&followed(analysis)),
        (Some(broken), 0) => broken + ".",
        (Some(broken), _) => format!("{broken}; {}", uncapitalised(&followed(analysis))),
    }
}

/// What is exposed, and that it may be more where objects open ways that are not followed.
fn followed(analysis: &Analysis) -> String {
    let elsewhere = Elsewhere::new(analysis);
    let is_unfollowed = |(id, object): &(ObjectId, &Object)| object.is_unfollowed() || elsewhere.is_led_to(*id);
    let unfollowed = analysis.cluster.current().filter(is_unfollowed);
    let unfollowed: Vec<String> = unfollowed.map(|(_, object)| super::title(object)).collect();
    let exposed = exposed(analysis);
    if unfollowed.is_empty() {
        return exposed;
    }
    let exposed = uncapitalised(exposed.trim_end_matches('.'));
    format!("As far as Porthole follows, {exposed}; {} may open more.", few(unfollowed))
}

/// Where Services lead that have no selector: to addresses that somebody wrote, or to a name.
struct Elsewhere<'a> {
    analysis: &'a Analysis,
    /// The Services that Ingresses name, by namespace and name; a name that stands for something else needs no ports.
    named: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Elsewhere<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let ingresses = analysis.cluster.current().filter_map(|(_, object)| match &object.body {
            Body::Ingress(spec) => Some((object.namespace(), spec)),
            _ => None,
        });
        let named = ingresses.flat_map(|(namespace, spec)| {
            let names = spec.backends().filter_map(|(.., backend)| backend.service_name());
            names.map(move |name| (namespace, &*name.value))
        });
        Self { analysis, named: named.collect() }
    }

    /// Whether something from outside of the cluster gets there by a Service.
    fn is_led_to(&self, id: ObjectId) -> bool {
        let cluster = &self.analysis.cluster;
        let Some((matched, object)) = cluster.service(id).zip(cluster.object(id)) else { return false };
        let opens = object.service().is_some_and(|spec| {
            let is_door = matches!(spec.service_type(), ServiceType::NodePort | ServiceType::LoadBalancer);
            is_door || spec.external_addresses().next().is_some()
        });
        match &matched.backing {
            Backing::Selector => false,
            Backing::Manual(endpoints) => !endpoints.is_empty() && (opens || cluster.is_routed(id)),
            Backing::ExternalName => cluster.is_routed(id) || self.named.contains(&(object.namespace(), object.name())),
        }
    }
}

/// The documents that Kubernetes would not take.
fn broken(analysis: &Analysis) -> Option<String> {
    let refused = analysis.problems.iter().filter(|problem| problem.refused).map(|problem| problem.place.document);
    let refused: BTreeSet<DocumentId> = refused.collect();
    let read: BTreeSet<DocumentId> = analysis.cluster.objects().map(|(_, object)| object.document).collect();
    let unread = refused.difference(&read).count();
    match (unread, refused.len()) {
        (0, 0) => None,
        (0, refused) => Some(format!("Kubernetes refuses {}", count(refused, "document"))),
        (unread, _) => Some(format!("{} could not be read", count(unread, "document"))),
    }
}

fn exposed(analysis: &Analysis) -> String {
    let open = |from| reached(analysis, from, Verdict::Open);
    let may = |from| reached(analysis, from, Verdict::Depends);
    let idle = idle(analysis);
    let also = |sentence: String, joint: &str| match idle.as_slice() {
        [] => sentence + ".",
        idle => format!("{sentence}{joint} {}.", select_no_pods(idle)),
    };

    let anyone = open(Reach::Internet);
    if !anyone.is_empty() {
        return also(format!("Anyone on the Internet can reach {}", workloads(analysis, &anyone)), ", and");
    }
    let anyone = may(Reach::Internet);
    if !anyone.is_empty() {
        let names = workloads(analysis, &anyone);
        let on = depends_on(anyone.values());
        return also(format!("Anyone on the Internet may reach {names}: it depends on {on}"), ";");
    }
    let nearby = nearby(analysis);
    let doors = dead_doors(analysis);
    if !doors.is_empty() {
        let nearby = nearby.map_or_else(String::new, |nearby| format!("; {}", uncapitalised(&nearby)));
        return format!("{}{nearby}.", dead_ends(analysis, &doors));
    }
    if let Some(nearby) = nearby {
        return also(nearby, ", and");
    }
    let inside = open(Reach::Cluster);
    if !inside.is_empty() {
        return also(format!("Only the cluster can reach {}", workloads(analysis, &inside)), ", and");
    }
    let inside = may(Reach::Cluster);
    if !inside.is_empty() {
        let names = workloads(analysis, &inside);
        let on = depends_on(inside.values());
        return also(format!("At most the cluster can reach {names}: it depends on {on}"), ";");
    }
    for (from, who) in
        [(Reach::Namespace, "pods of its namespace"), (Reach::SelectedPods, "pods that network policies let in")]
    {
        let reached = open(from);
        if !reached.is_empty() {
            return also(format!("Only {who} can reach {}", workloads(analysis, &reached)), ", and");
        }
    }
    let widest = analysis.exposure.widest();
    let mut kept = reached(analysis, Reach::Cluster, Verdict::Blocked);
    kept.retain(|id, _| !widest.contains_key(id));
    if !kept.is_empty() {
        return also(format!("Network policies let nobody reach {}", workloads(analysis, &kept)), ", and");
    }
    let is_reached = |id: &ObjectId| widest.get(id).is_some_and(|(reach, _)| *reach >= Reach::Cluster);
    let by_address: Vec<&Object> =
        analysis.cluster.workloads().filter(|(id, _)| is_reached(id)).map(|(_, object)| object).collect();
    if !by_address.is_empty() {
        return also(format!("Only the cluster can reach {}, by the pods' own addresses", names(by_address)), ", and");
    }
    unreached(analysis, &idle)
}

/// What somebody outside of the cluster reaches who is not on the Internet: for sure, or else perhaps.
fn nearby(analysis: &Analysis) -> Option<String> {
    let near = [(Reach::PrivateNetwork, "the private network"), (Reach::NodeNetwork, "the nodes' network")];
    let said = |verdict| {
        near.into_iter().find_map(|(from, who)| {
            let reached = reached(analysis, from, verdict);
            let names = (!reached.is_empty()).then(|| workloads(analysis, &reached))?;
            Some(match verdict {
                Verdict::Open => format!("Anyone on {who} can reach {names}"),
                _ => format!("Anyone on {who} may reach {names}: it depends on {}", depends_on(reached.values())),
            })
        })
    };
    said(Verdict::Open).or_else(|| said(Verdict::Depends))
}

/// Nothing arrives anywhere: why not.
fn unreached(analysis: &Analysis, idle: &[&Object]) -> String {
    let workloads: Vec<&Object> = analysis.cluster.workloads().map(|(_, object)| object).collect();
    let runs = |object: &&&Object| object.workload().is_some_and(|workload| workload.runs());
    let running: Vec<&Object> = workloads.iter().filter(runs).copied().collect();
    let because = match (running.as_slice(), workloads.as_slice(), idle) {
        ([], [], []) if analysis.cluster.services().len() == 0 => "there are no workloads and no Services".to_owned(),
        ([], [], []) => "there are no workloads".to_owned(),
        ([], [], idle) => select_no_pods(idle),
        ([], [one], _) => format!("{} runs no pods", names([*one])),
        ([], several, _) => format!("{} run no pods", names(several.iter().copied())),
        ([one], ..) => format!("no Service leads to {}, and it declares no ports", names([*one])),
        (several, ..) => {
            format!("no Service leads to {}, and they declare no ports", names(several.iter().copied()))
        }
    };
    format!("Nothing here can be reached: {because}.")
}

/// The workloads that are reached from somewhere with this verdict, each with its first such path.
fn reached(analysis: &Analysis, from: Reach, verdict: Verdict) -> BTreeMap<ObjectId, &Path> {
    let mut reached = BTreeMap::new();
    for path in analysis.exposure.paths().filter(|path| path.from == from && path.verdict == verdict) {
        if let End::Port { workload, .. } = path.end {
            reached.entry(workload).or_insert(path);
        }
    }
    reached
}

fn workloads(analysis: &Analysis, reached: &BTreeMap<ObjectId, &Path>) -> String {
    let all = analysis.cluster.workloads().count();
    match reached.len() {
        1 | 2 => names(objects(analysis, reached.keys())),
        number if number == all => format!("these {number} workloads"),
        _ => names(objects(analysis, reached.keys())),
    }
}

fn objects<'a>(
    analysis: &'a Analysis,
    ids: impl IntoIterator<Item = &'a ObjectId>,
) -> impl Iterator<Item = &'a Object> {
    ids.into_iter().filter_map(|id| analysis.cluster.object(*id))
}

/// The Services that select no pods.
fn idle(analysis: &Analysis) -> Vec<&Object> {
    let services = analysis.cluster.services().filter(|service| selects_nothing(service));
    services.filter_map(|service| analysis.cluster.object(service.service)).collect()
}

fn selects_nothing(service: &ServiceMatch) -> bool {
    matches!(service.backing, Backing::Selector) && service.selects.is_empty()
}

fn select_no_pods(idle: &[&Object]) -> String {
    let verb = if idle.len() == 1 { "selects" } else { "select" };
    format!("{} {verb} no pods", names(idle.iter().copied()))
}

/// The Services with a load balancer of which no port leads to any pod.
fn dead_doors(analysis: &Analysis) -> Vec<&ServiceMatch> {
    let is_public = |path: &&Path| path.via == Via::LoadBalancer && path.from == Reach::Internet;
    let balanced = analysis.exposure.paths().filter(is_public);
    let (dead, alive): (Vec<&Path>, Vec<&Path>) = balanced.partition(|path| path.end == End::Dead);
    let services = |paths: &[&Path]| paths.iter().filter_map(|path| path.service).collect::<BTreeSet<ObjectId>>();
    let (dead, alive) = (services(&dead), services(&alive));
    dead.difference(&alive).filter_map(|id| analysis.cluster.service(*id)).collect()
}

fn dead_ends(analysis: &Analysis, doors: &[&ServiceMatch]) -> String {
    let names = names(doors.iter().filter_map(|service| analysis.cluster.object(service.service)));
    let (are, they, s) = if doors.len() == 1 { ("is", "it", "s") } else { ("are", "they", "") };
    let nowhere = if doors.iter().all(|service| selects_nothing(service)) {
        format!("select{s} no pods")
    } else {
        format!("lead{s} to no running pod")
    };
    format!("{names} {are} open to the Internet, but {they} {nowhere}")
}

/// What keeps the given paths from being sure, each thing once.
pub(crate) fn depends_on<'a>(paths: impl IntoIterator<Item = &'a &'a Path>) -> String {
    let assumptions: BTreeSet<Assumption> =
        paths.into_iter().flat_map(|path| path.depends_on.iter().copied()).collect();
    let words = |assumption| match assumption {
        Assumption::PublicNodes => Some("whether nodes have public addresses"),
        Assumption::PoliciesEnforced => Some("whether network policies have any effect"),
        Assumption::PublicIngressController => Some("whether the controller that serves the route is public"),
        Assumption::SourceAddressKept => Some("whether the pods see the client's own address"),
        Assumption::NamespaceLabelsComplete => Some("labels of namespaces that the manifests do not show"),
        Assumption::ControllerLabel => Some("a label that gets its value in the cluster"),
        Assumption::LoadBalancerSettings => Some("the provider's settings for the load balancer"),
        Assumption::LoadBalancerDefault => Some("whether load balancers are public unless told otherwise"),
        Assumption::SourceRanges => Some("the address ranges that the load balancer lets in"),
        Assumption::PolicyAddresses => Some("the address ranges that the network policies let in"),
        Assumption::ExternalAddresses => Some("whether external addresses are routed to the nodes"),
        Assumption::IngressSettings => Some("the settings of the Ingress"),
        Assumption::IngressControllerPods => Some("which pods the controller or the Gateway runs as"),
        Assumption::PublicGateways => Some("whether the Gateway is public"),
        Assumption::GatewaySettings => Some("the settings of the Gateway"),
        Assumption::AuthorizationPolicies => Some("what Istio's AuthorizationPolicies let in"),
        Assumption::PluginPolicies => Some("what the network plugin's own policies let in"),
        Assumption::SameNode => Some("which nodes the pods run on"),
        // Taken as given, so that nothing depends on it.
        Assumption::PublicLoadBalancers | Assumption::GatewayElsewhere => None,
    };
    list(assumptions.into_iter().filter_map(words).map(str::to_owned))
}

#[cfg(test)]
mod tests;
