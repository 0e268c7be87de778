//! A workload whose selector does not match its own pod template.

use super::{ByItself, Check, Subject, connect, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::labels::{Found, Labels, Match, MatchExpression, Outcome, Requirement};
use crate::manifest::Object;
use crate::manifest::workload::{Workload, WorkloadSelector};
use crate::source::Span;
use crate::words::{code, list};
use crate::yaml::edit::{self, Insert};
use crate::yaml::{Node, Value};

pub(super) static CHECK: Check = Check {
    id: "workload-selector-mismatch",
    title: "Workload whose selector misses its own pods",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A workload finds the pods that it made by its selector. This one asks for something that its own pod
template does not have, for nothing at all, or in a way that Kubernetes does not know.

```yaml firing
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: website}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  selector: {app: web}
  template:
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: web}
spec:
  selector: {}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml before
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx
```

```yaml after
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx
  selector:
    matchLabels:
      app: web
```

```yaml firing
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchExpressions: [{key: app, operator: in, values: [web]}]}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
The API server refuses such a workload, so no pods are made and nothing that was meant to protect or
serve them takes effect.

## What to do
Give the pod template every label that the selector asks for. It may have more. A selector that asks for nothing takes
the labels under `matchLabels`.

```yaml before
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: store
spec:
  serviceName: store
  selector:
    matchLabels: {app: store, tier: data}
  template:
    metadata:
      labels:
        app: store
    spec:
      containers: [{name: store, image: postgres}]
```

```yaml after
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: store
spec:
  serviceName: store
  selector:
    matchLabels: {app: store, tier: data}
  template:
    metadata:
      labels:
        app: store
        tier: data
    spec:
      containers: [{name: store, image: postgres}]
```

```yaml clean
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:
    matchExpressions: [{key: app, operator: In, values: [web, website]}]
  template:
    metadata: {labels: {app: website, track: canary}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: apps/v1beta1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
```

## Limits
Where a selector may be missing, as in a ReplicationController or before `apps/v1`, the labels of the template are taken
for it.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_workload_by_itself(ByItself::OwnSelector, findings, &|object, workload, findings| {
        findings.extend(look(subject, object, workload));
    });
}

fn look(subject: &Subject, object: &Object, workload: &Workload) -> Option<Finding> {
    let Some(selector) = &workload.selector else { return without_selector(subject, object, workload) };
    // Labels that controllers add do not count here.
    let labels = Labels { written: workload.labels.written.clone(), added: Vec::new() };
    let requirements = selector.requirements();
    if let WorkloadSelector::Labels(asked) = selector {
        if requirements.is_empty() && asked.match_labels.mistyped.is_empty() && needs_selector(object) {
            let mut finding = refused(object, selector.span(), "has a selector that asks for nothing");
            finding.mend(subject, || own_labels(subject, object, workload));
            return Some(finding);
        }
        if let Some((span, why)) = asked.match_expressions.iter().find_map(fault) {
            return Some(refused(object, span, &why));
        }
    }
    let judged = requirements.iter().map(|requirement| (requirement, requirement.judge(&labels)));
    // A value that is no string is a problem of its own.
    let fails = |found: &Found| !matches!(found, Found::Mistyped(_));
    let failing = judged.filter(|(_, outcome)| outcome.verdict == Match::No && fails(&outcome.found));
    let failing: Vec<(&Requirement, Outcome)> = failing.collect();
    (!failing.is_empty()).then(|| finding(subject, object, selector, &failing))
}

/// Whether the API server refuses it without a selector, or with one that asks for nothing
/// (`kubernetes/kubernetes: pkg/apis/apps/validation/validation.go`).
fn needs_selector(object: &Object) -> bool {
    &*object.api_version == "apps/v1"
}

/// Where none is written, and not one that cannot be read.
fn without_selector(subject: &Subject, object: &Object, workload: &Workload) -> Option<Finding> {
    let tree = if needs_selector(object) { subject.tree(object)? } else { return None };
    let spec = tree.get("spec").filter(|spec| spec.get("template").is_some())?;
    let is_absent = spec.get("selector").is_none_or(Node::is_null);
    let mut finding = refused(object, object.name_place().span, "has no selector, and cannot do without");
    finding.mend(subject, || own_labels(subject, object, workload));
    is_absent.then_some(finding)
}

/// Lets it select what its pods have, where nothing else stands in its selector.
fn own_labels(subject: &Subject, object: &Object, workload: &Workload) -> Option<Fix> {
    let labels = Some(&workload.template.metadata.labels).filter(|labels| !labels.entries.is_empty())?;
    let pairs: Vec<(&str, Insert)> =
        labels.entries.iter().map(|pair| (&*pair.key.value, Insert::Text(&pair.value.value))).collect();
    let asks = [("matchLabels", Insert::Map(&pairs))];
    let (text, tree) = subject.written(object)?;
    let spec = tree.get("spec")?;
    let edit = match spec.get("selector").map(|selector| (selector, &selector.value)) {
        Some((selector, Value::Mapping(entries))) if entries.is_empty() => edit::insert_entries(text, selector, &asks),
        Some(_) => None,
        None => edit::insert_entries(text, spec, &[("selector", Insert::Map(&asks))]),
    };
    let title = format!("Let {} select all labels of its pods", explain::title(object));
    let consequence = "It then finds its own pods. Once it is there its selector cannot be changed any more: leave out \
                       what may change, such as a version.";
    reached::fix(object, title, consequence, Some(vec![edit?]))
}

fn refused(object: &Object, span: Span, why: &str) -> Finding {
    let message = format!("{} {why}. The API server refuses it.", explain::title(object));
    Finding::new(&CHECK, object.place(span), message)
}

/// What is wrong with an expression of a selector, and where
/// (`kubernetes/apimachinery: pkg/apis/meta/v1/validation/validation.go ValidateLabelSelectorRequirement`).
fn fault(expression: &MatchExpression) -> Option<(Span, String)> {
    let Some(operator) = &expression.operator else {
        return Some((expression.span, "has an expression without an operator in its selector".to_owned()));
    };
    let name = code(&operator.value);
    let why = match (&*operator.value, expression.values.is_empty()) {
        ("In" | "NotIn", false) | ("Exists" | "DoesNotExist", true) => return None,
        ("In" | "NotIn", true) => format!("gives the operator {name} in its selector no values"),
        ("Exists" | "DoesNotExist", false) => {
            format!("gives the operator {name} in its selector values, and that takes none")
        }
        _ => format!(
            "has the operator {name} in its selector, which Kubernetes does not know: there are `In`, `NotIn`, `Exists` \
             and `DoesNotExist`, with these capitals"
        ),
    };
    Some((operator.span, why))
}

fn finding(
    subject: &Subject,
    object: &Object,
    selector: &WorkloadSelector,
    failing: &[(&Requirement, Outcome)],
) -> Finding {
    let asks = list(failing.iter().map(|(requirement, _)| code(&requirement.text())));
    let found = failing.iter().filter_map(|(requirement, outcome)| match &outcome.found {
        Found::Value(value) => Some(code(&format!("{}={}", requirement.key.value, value.value))),
        _ => None,
    });
    let found: Vec<String> = found.collect();
    let title = explain::title(object);
    let but = if found.is_empty() { "does not have that".to_owned() } else { format!("has {}", list(found)) };
    let message =
        format!("{title} selects pods with {asks}, but its own pod template {but}. The API server refuses it.");
    let mut finding = Finding::new(&CHECK, object.place(selector.span()), message);
    let labels = object.workload().map(|workload| workload.labels.written.span).filter(|span| span.end > span.start);
    finding.highlights.extend(
        labels.map(|span| Highlight { place: object.place(span), text: "the labels of its pod template".into() }),
    );
    finding.mend(subject, || {
        let (title, edits) = connect::relabel(subject, object, failing)?;
        let consequence = "The workload then finds its own pods, and so does every Service that asks for these labels.";
        reached::fix(object, title, consequence, Some(edits))
    });
    finding
}
