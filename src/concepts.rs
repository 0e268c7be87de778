//! The words that a beginner meets, each as a short card in plain words. What of a person's own objects is an
//! example of one, the page looks up (`view/panel/concept.rs`).
//!
//! Facts as in `kubernetes/website: content/en/docs/concepts`.

/// A word and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    /// Its name for ever, in kebab-case.
    pub id: &'static str,
    /// The word.
    pub title: &'static str,
    /// What it is, in two or three sentences.
    pub what: &'static str,
    /// Why it matters to whoever wants to keep something closed.
    pub why: &'static str,
}

/// The concept with an id.
pub fn by_id(id: &str) -> Option<&'static Concept> {
    ALL.iter().find(|concept| concept.id == id)
}

/// All concepts, from the whole to its parts: each uses words only of those before it, or says them anew.
pub static ALL: [Concept; 17] = [
    Concept {
        id: "cluster",
        title: "Cluster",
        what: "A cluster is a set of machines that run containers together. You hand it manifests, which say what \
               there should be, and it works to make it so and to keep it so.",
        why: "Inside a cluster everything can talk to everything unless something forbids it. Whoever gets into one \
              of its pods stands in the middle of all the others.",
    },
    Concept {
        id: "control-plane",
        title: "Control plane",
        what: "The control plane is the part of a cluster that decides: it takes manifests in, picks a node for each \
               pod, and notices when something is not as it should be. Its parts are the API server, etcd, the \
               scheduler and the controllers.",
        why: "Whoever controls it controls everything that runs. It should be reached by few, and by nobody on the \
              Internet who does not have to.",
    },
    Concept {
        id: "api-server",
        title: "API server",
        what: "The API server is the one door of the control plane. It takes every request to the cluster: from \
               people, from nodes, from controllers and from pods with a token. It asks who is there and what a role \
               allows them, and it alone writes to etcd.",
        why: "It listens on port 6443. A pod that holds the token of a mighty service account can ask it for \
              Secrets, or for new pods, as its owner could.",
    },
    Concept {
        id: "etcd",
        title: "etcd",
        what: "etcd is the cluster's memory: a database that holds every object, Secrets included. Only the API \
               server needs to talk to it.",
        why: "Who can read etcd can read every Secret, without being asked for a role; who can write it owns the \
              cluster. Its ports, 2379 and 2380, belong to the control plane alone.",
    },
    Concept {
        id: "node",
        title: "Node",
        what: "A node is a machine of the cluster, real or virtual, on which pods run. Several pods share one.",
        why: "Whoever breaks out of a container onto its node gets at every pod there. A port that is opened on \
              nodes is open on all of them at once.",
    },
    Concept {
        id: "kubelet",
        title: "kubelet",
        what: "The kubelet is the agent on each node: it starts the containers that the control plane assigned to \
               the node, and reports how they are.",
        why: "It has a port of its own, 10250, by which commands can be run in the node's containers. It must not be \
              open to pods or to anyone outside.",
    },
    Concept {
        id: "pod",
        title: "Pod",
        what: "A pod is the smallest thing that runs: one container or a few that share an address. Deployments, \
               StatefulSets, DaemonSets and Jobs make pods from a template.",
        why: "A pod's ports can be reached by its own address from anywhere in the cluster, whether a Service leads \
              to them or not, until a network policy selects the pod. The list of ports in its manifest only informs.",
    },
    Concept {
        id: "label",
        title: "Label",
        what: "A label is a key and a value on an object, such as `app: rails`. Labels mean nothing by themselves: \
               they are there for selectors to ask for.",
        why: "Who sets a pod's labels decides which Services lead to it and which policies guard it. Of a \
              Deployment, the labels of the template count, not its own.",
    },
    Concept {
        id: "selector",
        title: "Selector",
        what: "A selector is a list of labels that something asks for. A Service's selector finds pods of its own \
               namespace that have every pair, letter for letter.",
        why: "One wrong letter and nothing is found, without an error. And two kinds of selector mean opposite \
              things when they are empty: a Service's then finds no pods, a network policy's all.",
    },
    Concept {
        id: "namespace",
        title: "Namespace",
        what: "A namespace is a part of the cluster with names of its own: two Services may both be called `web` if \
               their namespaces differ. Selectors of Services do not look beyond their own.",
        why: "It keeps names and roles apart, not traffic: a pod of one namespace can connect to a pod of any other \
              unless a network policy forbids it.",
    },
    Concept {
        id: "service",
        title: "Service",
        what: "A Service is a lasting name and address in front of pods that come and go. What connects to its port \
               is passed on to the target port of one of the pods that its selector finds.",
        why: "Its type decides from where it can be reached: ClusterIP from inside, NodePort from the nodes' \
              network, LoadBalancer from outside. Each type opens what the one before it opens, too.",
    },
    Concept {
        id: "kube-proxy",
        title: "kube-proxy",
        what: "kube-proxy runs on every node and carries Services out: it sends what arrives for a Service's address \
               or node port on to one of its pods.",
        why: "A node port answers on every node, also on those that run none of the pods, because kube-proxy on each \
              of them passes connections on.",
    },
    Concept {
        id: "cluster-ip",
        title: "ClusterIP",
        what: "ClusterIP is the type that a Service has if it names none: an address that exists inside the cluster \
               only.",
        why: "It keeps the Internet out, not the neighbours: every pod of every namespace can connect to it.",
    },
    Concept {
        id: "node-port",
        title: "NodePort",
        what: "NodePort adds to a ClusterIP a port between 30000 and 32767 on every node.",
        why: "Whoever can reach any node can connect. Whether that is the Internet depends on the nodes' addresses \
              and firewalls, which no manifest shows.",
    },
    Concept {
        id: "load-balancer",
        title: "LoadBalancer",
        what: "LoadBalancer asks the provider for a load balancer in front of the Service; at most providers it \
               has a public address unless an annotation says otherwise.",
        why: "It opens node ports as well, unless `allocateLoadBalancerNodePorts` is false, and \
              `loadBalancerSourceRanges` does not guard those.",
    },
    Concept {
        id: "external-name",
        title: "ExternalName",
        what: "ExternalName makes a Service that is only another name in the cluster's DNS for a host elsewhere. It \
               selects no pods and passes nothing on.",
        why: "Pods that trust the name talk to whatever it stands for. If that host can be claimed by someone else, \
              they talk to a stranger.",
    },
    Concept {
        id: "network-policy",
        title: "Network policy",
        what: "A network policy says who may connect to the pods that it selects, or to whom they may connect. \
               Pods that no policy selects let everyone in; selected ones let in only what some policy allows.",
        why: "It is the way to close what is open inside a cluster, as long as the cluster's network plugin enforces \
              policies: some do not, and the manifest does not tell.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_is_found_by_its_id_and_is_short() {
        for concept in &ALL {
            assert_eq!(by_id(concept.id), Some(concept));
            let words = |text: &str| text.split_whitespace().count();
            assert!(words(concept.what) <= 60 && words(concept.why) <= 60, "{}", concept.id);
            assert!(concept.what.ends_with('.') && concept.why.ends_with('.'), "{}", concept.id);
        }
    }
}
