//! Production beside development in one cluster, with nothing in between.

use std::collections::BTreeMap;

use super::{Check, Subject, reached};
use crate::explain;
use crate::exposure::{Path, Reach, Verdict};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::{Body, Object};
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "environments-share-a-cluster",
    title: "Production beside development, with nothing between",
    severity: Severity::Medium,
    confidence: Confidence::Low,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Namespaces whose names say production stand beside others whose names say development or test, and no network policy
keeps pods of the one from connecting to pods of the other.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop-prod}
spec: {containers: [{name: shop, image: shop, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop-dev}
spec: {containers: [{name: shop, image: shop:next, ports: [{containerPort: 80}]}]}
```

```yaml firing
apiVersion: v1
kind: Namespace
metadata: {name: blue, labels: {env: production}}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: blue}
spec: {containers: [{name: shop, image: shop, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: sandbox}
spec: {containers: [{name: shop, image: shop:next, ports: [{containerPort: 80}]}]}
```

## Why it matters
A namespace is no wall: every pod can connect to every other one unless a policy says otherwise, and all share the
nodes and the API server. What runs in development is less looked after, and is then a way into production.

## What to do
Give production a cluster of its own, or at least a policy in each namespace that lets nobody in and then the few that
have to be.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop-prod}
spec: {containers: [{name: shop, image: shop, ports: [{containerPort: 80}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: own-namespace-only, namespace: shop-prod}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop-dev}
spec: {containers: [{name: shop, image: shop:next, ports: [{containerPort: 80}]}]}
```

## Limits
What a namespace is for is guessed from its name and from its labels `env` and `environment`. Manifests that are read
together need not go to the same cluster.
"#;

/// What a namespace is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Production,
    Before,
}

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let objects = subject.cluster.current().map(|(_, object)| object);
    let labelled = objects.filter(|object| matches!(object.body, Body::Namespace));
    let labelled: BTreeMap<&str, Stage> = labelled.filter_map(|object| Some((object.name(), label(object)?))).collect();
    let mut stages: BTreeMap<&str, Option<Stage>> = BTreeMap::new();
    for (_, object, _) in reached::running(subject) {
        let name = object.namespace();
        stages.entry(name).or_insert_with(|| labelled.get(name).copied().or_else(|| named(name)));
    }
    let before = stages.iter().filter(|(_, stage)| **stage == Some(Stage::Before));
    let others = few(before.map(|(namespace, _)| code(namespace)));
    let from_anywhere = |path: &Path| path.from <= Reach::Cluster && path.verdict == Verdict::Open;
    let open = reached::running(subject).filter(|(id, object, _)| {
        stages.get(object.namespace()) == Some(&Some(Stage::Production)) && subject.exposure.to(*id).any(from_anywhere)
    });
    let open: Vec<&Object> = open.map(|(_, object, _)| object).collect();
    let Some(first) = open.first().filter(|_| !others.is_empty()) else { return };
    let message = format!(
        "Nothing keeps {others} apart from production in {}: any pod there can connect to {}.",
        code(first.namespace()),
        few(open.iter().map(|object| explain::title(object))),
    );
    let place = first.metadata.namespace.as_ref().map_or_else(|| first.name_place(), |name| first.place(name.span));
    findings.push(Finding::new(&CHECK, place, message));
}

/// What a Namespace is for, by its labels.
fn label(object: &Object) -> Option<Stage> {
    let labels = &object.metadata.labels;
    named(&labels.get("env").or_else(|| labels.get("environment"))?.value)
}

/// What the parts of a name say; `pre-prod` and `non-prod` are before production.
fn named(name: &str) -> Option<Stage> {
    let mut stage = None;
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        match &*word.to_ascii_lowercase() {
            "dev" | "develop" | "development" | "test" | "testing" | "qa" | "uat" | "stage" | "staging" | "stg"
            | "sandbox" | "preprod" | "nonprod" | "pre" | "non" => return Some(Stage::Before),
            "prod" | "production" | "prd" | "live" => stage = Some(Stage::Production),
            _ => {}
        }
    }
    stage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_namespace_is_for() {
        let is = |name: &str| named(name).map(|stage| stage == Stage::Production);
        assert_eq!(["shop-prod", "PRODUCTION", "live"].map(is), [Some(true); 3]);
        assert_eq!(["dev", "shop-test-2", "pre-prod", "non.prod", "staging"].map(is), [Some(false); 5]);
        assert_eq!(["shop", "products", "latest", "contest", ""].map(is), [None; 5]);
    }
}
