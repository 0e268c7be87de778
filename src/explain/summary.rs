//! What was read, counted.

use std::collections::BTreeSet;

use crate::Analysis;
use crate::manifest::workload::WorkloadKind;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::words::{code, count, list};

/// A longer name of a kind says nothing.
const LONGEST_KIND: usize = 60;
/// Of what is not analysed, so many kinds are named.
const NAMED: usize = 3;

/// What was read: "2 Services · 1 Deployment in namespace `shop` · 3 ConfigMaps and 1 Widget not analysed".
pub fn summary(analysis: &Analysis) -> String {
    let superseded: BTreeSet<ObjectId> = analysis.cluster.superseded().iter().map(|(earlier, _)| *earlier).collect();
    let current = analysis.cluster.objects().filter(|(id, _)| !superseded.contains(id)).map(|(_, object)| object);
    let (analysed, rest): (Vec<&Object>, Vec<&Object>) = current.partition(|object| object.is_analysed());

    let mut kinds: Vec<(&str, bool, usize)> = Vec::new();
    for object in &analysed {
        one_more(&mut kinds, kind(object), !object.namespace().is_empty());
    }
    kinds.order_by_key(|(kind, ..)| *kind != "Service");
    let (inside, outside): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|(_, is_inside, _)| *is_inside);
    let counted = |(kind, _, number): &(&str, bool, usize)| count(*number, kind);
    let mut parts: Vec<String> = inside.iter().map(counted).collect();

    let namespaces: BTreeSet<&str> =
        analysed.iter().map(|object| object.namespace()).filter(|n| !n.is_empty()).collect();
    if let (Some(last), Some(first)) = (parts.last_mut(), namespaces.first()) {
        match namespaces.len() {
            1 => *last += &format!(" in namespace {}", code(first)),
            several => *last += &format!(" in {several} namespaces"),
        }
    }
    parts.extend(outside.iter().map(counted));
    // There may be as many kinds as objects, so that all but the first are only counted.
    let (mut others, mut further): (Vec<(&str, bool, usize)>, usize) = (Vec::new(), 0);
    for object in &rest {
        let kind = named(&object.kind.value);
        if others.len() < NAMED || others.iter().any(|(known, ..)| *known == kind) {
            one_more(&mut others, kind, false);
        } else {
            further = further.saturating_add(1);
        }
    }
    if !others.is_empty() {
        let further = (further > 0).then(|| count(further, "other"));
        parts.push(format!("{} not analysed", list(others.iter().map(counted).chain(further))));
    }
    if parts.is_empty() { "No objects".to_owned() } else { parts.join(" · ") }
}

/// Counts one more of a kind.
fn one_more<'a>(kinds: &mut Vec<(&'a str, bool, usize)>, kind: &'a str, is_inside: bool) {
    match kinds.iter_mut().find(|(known, ..)| *known == kind) {
        Some((_, _, number)) => *number = number.saturating_add(1),
        None => kinds.push((kind, is_inside, 1)),
    }
}

/// A kind by the name that a person gave it, where that can be the name of one.
fn named(kind: &str) -> &str {
    let is_name = kind.len() <= LONGEST_KIND && kind.bytes().all(|letter| letter.is_ascii_alphanumeric());
    if is_name && !kind.is_empty() { kind } else { "object" }
}

/// The kind, where Knative's Service must not be taken for Kubernetes' own.
fn kind(object: &Object) -> &str {
    match &object.body {
        Body::Workload(workload) if workload.kind == WorkloadKind::KnativeService => "Knative Service",
        _ => &object.kind.value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exposure::Environment;
    use crate::source::Source;

    #[test]
    fn kinds_are_counted_services_first() {
        let object = |version: &str, kind: &str, metadata: &str| {
            format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{ {metadata} }}\n---\n")
        };
        let (pod, web) = (object("v1", "Pod", "name: a"), object("v1", "Service", "name: web"));
        let widget = object("example.com/v1", "Widget", "name: w, namespace: far");
        let rows = [
            (String::new(), "No objects"),
            (web.clone(), "1 Service in namespace `default`"),
            (pod.clone() + &web, "1 Service · 1 Pod in namespace `default`"),
            (web.clone() + &web, "1 Service in namespace `default`"),
            (pod + &object("v1", "Pod", "name: b, namespace: shop"), "2 Pods in 2 namespaces"),
            (object("v1", "Namespace", "name: shop"), "1 Namespace"),
            (object("v1", "Namespace", "name: default") + &web, "1 Service in namespace `default` · 1 Namespace"),
            (
                object("rbac.authorization.k8s.io/v1", "ClusterRole", "name: r") + &web,
                "1 Service in namespace `default` · 1 ClusterRole",
            ),
            (widget.clone(), "1 Widget not analysed"),
            (
                web + &widget + &object("v1", "ConfigMap", "name: c") + &widget.replace("w,", "v,"),
                "1 Service in namespace `default` · 2 Widgets and 1 ConfigMap not analysed",
            ),
            (
                ["A", "B", "C", "D", "E"].map(|kind| widget.replace("Widget", kind)).concat(),
                "1 A, 1 B, 1 C and 2 others not analysed",
            ),
            (
                widget.replace("Widget", "'no kind'") + &widget.replace("Widget", &"x".repeat(61)),
                "2 objects not analysed",
            ),
            (object("serving.knative.dev/v1", "Service", "name: k"), "1 Knative Service in namespace `default`"),
        ];
        for (text, expected) in rows {
            let analysis = crate::analyze(&[Source::new("f", text)], &Environment::default());
            assert_eq!(summary(&analysis), expected);
        }
    }
}
