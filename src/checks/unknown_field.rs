//! A field that its level of a manifest does not have.

use std::collections::BTreeSet;

use super::{ByItself, Check, Subject, reached};
use crate::cluster::slip;
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::{Object, fields::TYPES};
use crate::source::Span;
use crate::words::code;
use crate::yaml::{Entry, Node, Value, edit};

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
Kubernetes' own common kinds are known, in their present versions, with every field that one of the
releases 1.16, 1.20, 1.26, 1.31 and 1.37 has. A newer one may have more. Kinds of others are not looked at.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_by_itself(ByItself::UnknownField, findings, &|object, findings| {
        let Some(Value::String(version)) = object.node.get("apiVersion").map(|node| &node.value) else { return };
        let Some(type_) = TYPES.named(&format!("{version}/{}", object.kind.value)) else { return };
        let mut walk = Walk { subject, object, seen: BTreeSet::new(), findings };
        walk.level(&object.node, type_, None);
    });
}

struct Walk<'a> {
    subject: &'a Subject<'a>,
    object: &'a Object,
    /// What an alias brings in is said once.
    seen: BTreeSet<Span>,
    findings: &'a mut Vec<Finding>,
}

impl Walk<'_> {
    fn level(&mut self, node: &Node, type_: usize, under: Option<&str>) {
        let fields = TYPES.fields(type_);
        let Value::Mapping(entries) = &node.value else { return };
        for entry in entries.iter() {
            match fields.iter().find(|(field, _)| *field == &*entry.key) {
                None if self.seen.insert(entry.key_span) => {
                    let nearest = nearest(&entry.key, fields.iter().map(|(field, _)| *field));
                    self.say(node, entry, under, nearest);
                }
                Some((field, Some(type_))) => match &entry.value.value {
                    Value::Sequence(items) => items.iter().for_each(|item| self.level(item, *type_, Some(field))),
                    _ => self.level(&entry.value, *type_, Some(field)),
                },
                _ => {}
            }
        }
    }

    fn say(&mut self, level: &Node, entry: &Entry, under: Option<&str>, nearest: Option<&str>) {
        let (title, key) = (explain::title(self.object), code(&entry.key));
        let level_name = under.map_or_else(String::new, |under| format!(" under {}", code(under)));
        let hint = nearest.map_or_else(String::new, |nearest| format!(" {} looks like what was meant.", code(nearest)));
        let message = format!("{title} has a field {key}{level_name}, where Kubernetes has none of that name.{hint}");
        let mut finding = Finding::new(&CHECK, self.object.place(entry.key_span), message);
        if let Some(nearest) = nearest {
            finding.confidence = Confidence::High;
            let text = self.subject.texts.document(self.object.document);
            let edit = edit::rename_key(text, level, &entry.key, nearest);
            let consequence = format!("Kubernetes then reads it as {}.", code(nearest));
            let title = format!("Write {} instead of {key}", code(nearest));
            finding.fixes.extend(reached::fix(self.object, title, consequence, edit.map(|edit| vec![edit])));
        }
        self.findings.push(finding);
    }
}

/// The field of a level that a name is a slip of.
fn nearest(key: &str, fields: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    fields.filter_map(|field| Some((slip(field, key)?, field))).min().map(|(_, field)| field)
}
