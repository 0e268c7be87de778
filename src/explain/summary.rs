//! What was read, counted.

use std::collections::BTreeSet;

use crate::Analysis;
use crate::manifest::workload::WorkloadKind;
use crate::manifest::{Body, Object, ObjectId};
use crate::order::Order;
use crate::words::{code, count};

/// What was read: "2 Services · 1 Deployment in namespace `shop` · 4 objects not analysed".
pub fn summary(analysis: &Analysis) -> String {
    let superseded: BTreeSet<ObjectId> = analysis.cluster.superseded().iter().map(|(earlier, _)| *earlier).collect();
    let current = analysis.cluster.objects().filter(|(id, _)| !superseded.contains(id)).map(|(_, object)| object);
    let (analysed, rest): (Vec<&Object>, Vec<&Object>) = current.partition(|object| object.is_analysed());

    let mut kinds: Vec<(&str, bool, usize)> = Vec::new();
    for object in &analysed {
        let (kind, is_inside) = (kind(object), !object.namespace().is_empty());
        match kinds.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, number)) => *number = number.saturating_add(1),
            None => kinds.push((kind, is_inside, 1)),
        }
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
    if !rest.is_empty() {
        parts.push(format!("{} not analysed", count(rest.len(), "object")));
    }
    if parts.is_empty() { "No objects".to_owned() } else { parts.join(" · ") }
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
            (widget.clone(), "1 object not analysed"),
            (web + &widget + &widget.replace("w,", "v,"), "1 Service in namespace `default` · 2 objects not analysed"),
            (object("serving.knative.dev/v1", "Service", "name: k"), "1 Knative Service in namespace `default`"),
        ];
        for (text, expected) in rows {
            let analysis = crate::analyze(&[Source::new("f", text)], &Environment::default());
            assert_eq!(summary(&analysis), expected);
        }
    }
}
