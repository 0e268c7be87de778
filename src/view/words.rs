//! What may stand at a place of the text, for completion: the fields that Kubernetes knows there, and the labels,
//! namespaces, names and ports that the text has.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Analysis;
use crate::manifest::fields::TYPES;
use crate::manifest::{Body, Object};

/// More than this are not offered at once.
const MOST: usize = 300;
/// Longer words are no words that someone looks for in a list.
const LONGEST: usize = 253;

/// A place of the text, whether or not anything stands there yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The object's `apiVersion`, as far as it is written.
    pub version: String,
    /// The object's `kind`, as far as it is written.
    pub kind: String,
    /// The keys around it, outermost first; lists add none.
    pub path: Vec<String>,
    /// Whether the value of the last key is asked for, and not a key under it.
    pub value: bool,
}

/// The words that may stand at a place, each once.
pub(super) fn words(analysis: &Analysis, spot: &Spot) -> Vec<String> {
    let path: Vec<&str> = spot.path.iter().map(String::as_str).collect();
    let mut words = Words { analysis, spot, found: BTreeSet::new() };
    match (spot.value, path.as_slice()) {
        (false, above) if is_labels(&spot.kind, above) => words.labels(None),
        (false, above) => {
            words.fields(above);
            // Where no fields are, a list of values may be.
            if words.found.is_empty() {
                words.values(above);
            }
        }
        (true, [above @ .., key]) if is_labels(&spot.kind, above) => words.labels(Some(key)),
        (true, path) => words.values(path),
    }
    words.found.into_iter().filter(|word| word.len() <= LONGEST).take(MOST).map(str::to_owned).collect()
}

/// Whether labels stand under a path.
fn is_labels(kind: &str, path: &[&str]) -> bool {
    match path {
        [.., "labels" | "matchLabels" | "podSelector" | "namespaceSelector"] => true,
        ["spec", "selector"] => matches!(kind, "Service" | "ReplicationController"),
        _ => false,
    }
}

struct Words<'a> {
    analysis: &'a Analysis,
    spot: &'a Spot,
    found: BTreeSet<&'a str>,
}

impl<'a> Words<'a> {
    fn objects(&self) -> impl Iterator<Item = &'a Object> + use<'a> {
        self.analysis.cluster.objects().map(|(_, object)| object)
    }

    /// The keys of labels, or the values of one of them, wherever labels are carried or asked for.
    fn labels(&mut self, key: Option<&str>) {
        for object in self.objects() {
            let pods = object.workload().map(|workload| &workload.template.metadata.labels);
            let selector =
                object.service().and_then(|service| service.selector.as_ref()).map(|selector| &selector.pairs);
            for entry in
                [Some(&object.metadata.labels), pods, selector].into_iter().flatten().flat_map(|map| &*map.entries)
            {
                match key {
                    None => self.found.insert(&entry.key.value),
                    Some(key) => *entry.key.value == *key && self.found.insert(&entry.value.value),
                };
            }
        }
    }

    /// The fields that Kubernetes knows under a path, but for what the cluster itself writes.
    fn fields(&mut self, above: &[&str]) {
        let mut at = TYPES.named(&[&*self.spot.version, "/", &*self.spot.kind].concat());
        if at.is_none() && above.is_empty() {
            self.found.extend(["apiVersion", "kind", "metadata", "spec"]);
        }
        for key in above {
            let mut fields = at.map_or(&[][..], |at| TYPES.fields(at)).iter();
            at = fields.find(|(field, _)| field == key).and_then(|(_, under)| *under);
        }
        let fields = at.map_or(&[][..], |at| TYPES.fields(at));
        self.found.extend(fields.iter().map(|(field, _)| *field).filter(|field| *field != "status"));
    }

    fn values(&mut self, path: &[&str]) {
        match path {
            ["apiVersion"] => self.kinds(true),
            ["kind"] => self.kinds(false),
            [.., "namespace"] => {
                self.found.extend(self.objects().map(Object::namespace).filter(|namespace| !namespace.is_empty()));
                let named = self.objects().filter(|object| matches!(object.body, Body::Namespace));
                self.found.extend(named.map(Object::name));
            }
            [.., "backend", "service", "name"]
            | [.., "serviceName"]
            | [.., "backendRefs" | "backendRef" | "to", "name"] => {
                self.found.extend(self.objects().filter(|object| object.service().is_some()).map(Object::name));
            }
            [.., "serviceAccountName"] => {
                self.found
                    .extend(self.objects().filter(|object| &*object.kind.value == "ServiceAccount").map(Object::name));
            }
            [.., "service", "port", "name"] | [.., "servicePort"] | ["spec", "port", "targetPort"] => {
                let specs = self.objects().filter_map(Object::service);
                let ports = specs.flat_map(|spec| &spec.ports).filter_map(|port| port.name.as_ref());
                self.found.extend(ports.map(|name| &*name.value));
            }
            [.., "targetPort"] | [.., "httpGet" | "tcpSocket", "port"] => {
                let pods = self.objects().filter_map(Object::workload);
                let ports = pods.flat_map(|workload| workload.template.spec.ports());
                self.found.extend(ports.filter_map(|(_, port)| port.name.as_ref()).map(|name| &*name.value));
            }
            ["spec", "type"] if self.spot.kind == "Service" => {
                self.found.extend(["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
            }
            [.., "protocol"] => self.found.extend(["SCTP", "TCP", "UDP"]),
            [.., "policyTypes"] => self.found.extend(["Egress", "Ingress"]),
            [.., "pathType"] => self.found.extend(["Exact", "ImplementationSpecific", "Prefix"]),
            _ => {}
        }
    }

    /// The kinds that Kubernetes has and the text too, or the versions that fit the kind that is written.
    fn kinds(&mut self, versions: bool) {
        let known = TYPES.names().filter_map(|name| name.rsplit_once('/'));
        for (version, kind) in known {
            match versions {
                true if self.spot.kind.is_empty() || self.spot.kind == kind => self.found.insert(version),
                false if self.spot.version.is_empty() || self.spot.version == version => self.found.insert(kind),
                _ => false,
            };
        }
        if !versions {
            self.found.extend(self.objects().map(|object| &*object.kind.value));
        }
    }
}
