//! An object that is written more than once.

use super::{Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Highlight, Severity};

pub(super) static CHECK: Check = Check {
    id: "duplicate-object",
    title: "Object that is written more than once",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
An object is known by its kind, its namespace and its name. This one stands here again further down with all three
the same.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: shop}, ports: [{port: 80}]}
```

## Why it matters
They are one object to the cluster, and what is applied last counts. The one above has no effect in the end, and if
the order changes, so does what runs.

## What to do
Give one of them another name or namespace, or remove the one that is not meant.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
```

## Limits
One that says the same each time is only a note. Manifests that are alternatives, of which only one is ever applied,
look like any others. Porthole goes on with the last.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for &(earlier, later) in subject.cluster.superseded() {
        let (Some(earlier), Some(later)) = (subject.cluster.object(earlier), subject.cluster.object(later)) else {
            continue;
        };
        let is_same = earlier.is_same(later)
            || subject.tree(earlier).zip(subject.tree(later)).is_some_and(|(earlier, later)| earlier.same(&later));
        let title = explain::title(earlier);
        let message = match is_same {
            true => format!("{title} is written more than once, the same each time."),
            false => format!("{title} is written more than once, and not the same each time; the last one counts."),
        };
        let mut finding = Finding::new(&CHECK, earlier.name_place(), message);
        if is_same {
            finding.severity = Severity::Note;
        }
        finding.highlights.push(Highlight { place: later.name_place(), text: "written again here".into() });
        findings.push(finding);
    }
}
