//! Which labels name a workload's pods, and no others of its namespace.

use std::rc::Rc;

use crate::cluster::Cluster;
use crate::manifest::Object;
use crate::yaml::edit::quote;
use crate::yaml::{StringEntry, StringMap};

/// What pods have to carry, and what they must not.
#[derive(Debug, Clone, Default)]
pub(super) struct Pods {
    labels: Vec<(Rc<str>, Rc<str>)>,
    without: Vec<Rc<str>>,
}

/// The labels by which the workload knows its own pods, which stay the same, where they are enough to tell them from
/// others; else as many more as that takes. Pods that carry the very same labels cannot be told apart.
pub(super) fn pods(object: &Object, cluster: &Cluster) -> Pods {
    let Some(workload) = object.workload() else { return Pods::default() };
    let own = &workload.labels.written;
    let asked = workload.selector.as_ref().map(|selector| selector.requirements()).unwrap_or_default();
    let is_asked = |entry: &&StringEntry| asked.iter().any(|one| one.key.value == entry.key.value);
    let mut chosen: Vec<&StringEntry> = own.entries.iter().filter(is_asked).collect();
    if chosen.is_empty() {
        chosen = own.entries.iter().collect();
    }
    let pair = |entry: &StringEntry| (Rc::clone(&entry.key.value), Rc::clone(&entry.value.value));
    let mut pods = Pods { labels: chosen.into_iter().map(pair).collect(), without: Vec::new() };
    for (_, other) in cluster.workloads_of(object.namespace()) {
        let Some(theirs) = other.workload().map(|workload| &workload.labels.written) else { continue };
        if other.name_place() == object.name_place() || !pods.fit(other) {
            continue;
        }
        let differs = |entry: &&StringEntry| get(theirs, &entry.key.value) != Some(&*entry.value.value);
        let is_new = |entry: &&StringEntry| own.get(&entry.key.value).is_none();
        if let Some(entry) = own.entries.iter().find(differs) {
            pods.labels.push(pair(entry));
        } else if let Some(entry) = theirs.entries.iter().find(is_new) {
            pods.without.push(Rc::clone(&entry.key.value));
        }
    }
    pods
}

fn get<'a>(labels: &'a StringMap, key: &str) -> Option<&'a str> {
    labels.get(key).map(|value| &*value.value)
}

impl Pods {
    /// Whether the pods of a workload are among them, the namespace aside.
    pub(super) fn fit(&self, object: &Object) -> bool {
        let Some(labels) = object.workload().map(|workload| &workload.labels.written) else { return false };
        self.labels.iter().all(|(key, value)| get(labels, key) == Some(&**value))
            && self.without.iter().all(|key| labels.get(key).is_none())
    }

    /// As a `podSelector` that is indented by `indent`, behind a dash or not.
    pub(super) fn write(&self, indent: &str, text: &mut String) {
        if self.labels.is_empty() && self.without.is_empty() {
            text.push_str("podSelector: {}\n");
            return;
        }
        text.push_str("podSelector:\n");
        if !self.labels.is_empty() {
            text.push_str(&format!("{indent}  matchLabels:\n"));
        }
        for (key, value) in &self.labels {
            text.push_str(&format!("{indent}    {}: {}\n", quote(key), quote(value)));
        }
        if !self.without.is_empty() {
            text.push_str(&format!("{indent}  matchExpressions:\n"));
        }
        for key in &self.without {
            text.push_str(&format!("{indent}  - key: {}\n{indent}    operator: DoesNotExist\n", quote(key)));
        }
    }
}
