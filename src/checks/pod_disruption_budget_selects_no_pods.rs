//! A disruption budget whose selector finds no pods.

use super::{Check, Subject, nearest};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Body;

pub(super) static CHECK: Check = Check {
    id: "pod-disruption-budget-selects-no-pods",
    title: "Disruption budget for no pods",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A PodDisruptionBudget says how many of some pods have to stay when nodes are emptied. It finds them by
their labels, in its own namespace, and here no pod has those.

```yaml firing
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: wbe}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1}
```

## Why it matters
When nodes are replaced, all of the pods may be taken away at once.

## What to do
Ask for the labels that the pods have, letter for letter.

```yaml before
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: wbe
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml after
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: web
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: all}
spec: {minAvailable: 1, selector: {}}
```

## Limits
The pods may be made by something that is not here. An empty selector is for all pods of the namespace; in
the API versions before `policy/v1` it was for none.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (_, object) in subject.cluster.current() {
        let Body::PodDisruptionBudget(spec) = &object.body else { continue };
        let Some(selector) = &spec.selector else {
            let message = format!("{} is for no pods, since its selector asks for none.", explain::title(object));
            findings.push(Finding::new(&CHECK, object.name_place(), message));
            continue;
        };
        let requirements = selector.requirements();
        if !requirements.is_empty() && !subject.cluster.finds_pods(object.namespace(), &requirements) {
            findings.push(nearest::finding(subject, &CHECK, object, selector));
        }
    }
}
