//! A field that its level of a manifest does not have.

use super::{Check, Subject, reached};
use crate::cluster::slip;
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::fields::TYPES;
use crate::manifest::{Object, UnknownField};
use crate::words::code;
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "unknown-field",
    title: "Field that Kubernetes does not know",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Every level of a manifest has fields with fixed names, and capital letters count. This name is none of those that can
stand here.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selctor: {app: web}, ports: [{port: 80}]}
```

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetport: 8080}]}
```

## Why it matters
Newer versions of kubectl refuse the manifest. Older ones, and other tools, leave the field out without a word: what
it was to set is not set, be it a selector or what holds a container back.

## What to do
Correct the name. If it is right, it may stand on the wrong level: compare its indentation.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetport: 8080 # nginx
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: 8080 # nginx
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web, labels: {targetport: "yes"}}
spec: {selector: {selctor: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: example.com/v1
kind: Service
metadata: {name: web}
spec: {selctor: {app: web}}
```

## Limits
Kubernetes' own common kinds are known, in their present versions, with every field that any release from 1.16 to 1.37
has, also where it was there only for a time or behind a feature gate. A newer release may have more. Kinds of others
are not looked at.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (_, object) in subject.cluster.current() {
        findings.extend(object.unknown.iter().map(|unknown| finding(subject, object, unknown)));
    }
}

fn finding(subject: &Subject, object: &Object, unknown: &UnknownField) -> Finding {
    let (title, key) = (explain::title(object), code(&unknown.key));
    let level_name = unknown.under.map_or_else(String::new, |under| format!(" under {}", code(under)));
    let nearest = nearest(&unknown.key, TYPES.fields(unknown.type_).iter().map(|(field, _)| *field));
    let hint = nearest.map_or_else(String::new, |nearest| format!(" {} looks like what was meant.", code(nearest)));
    let message = format!("{title} has a field {key}{level_name}, where Kubernetes has none of that name.{hint}");
    let mut finding = Finding::new(&CHECK, object.place(unknown.span), message);
    if let Some(nearest) = nearest {
        finding.confidence = Confidence::High;
        finding.mend(subject, || rename(subject, object, unknown, nearest));
    }
    finding
}

fn rename(subject: &Subject, object: &Object, unknown: &UnknownField, nearest: &str) -> Option<Fix> {
    let (text, tree) = subject.written(object)?;
    let edit = edit::rename_key(text, tree.map_at(unknown.level)?, &unknown.key, nearest);
    let title = format!("Write {} instead of {}", code(nearest), code(&unknown.key));
    let consequence = format!("Kubernetes then reads it as {}.", code(nearest));
    reached::fix(object, title, consequence, edit.map(|edit| vec![edit]))
}

/// The field of a level that a name is a slip of.
fn nearest(key: &str, fields: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    fields.filter_map(|field| Some((slip(field, key)?, field))).min().map(|(_, field)| field)
}
