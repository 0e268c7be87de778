//! A label whose value YAML does not read as text.

use super::label_syntax_invalid::value_fault;
use super::{ByItself, Check, Subject, labelled};
use crate::explain;
use crate::finding::{Confidence, Edit, Finding, Fix, Promise, Severity};
use crate::manifest::Object;
use crate::source::Place;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "label-value-not-a-string",
    title: "Label whose value is not text",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
The value of a label is text. YAML reads a number without quotes as a number, and `yes`, `no`, `on`, `off`, `true`
and `false` as true or false.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, version: 1.10}}
spec: {containers: [{name: web, image: nginx}]}
```

## Why it matters
The API server refuses the object. Even where something puts it right on the way, `1.10` may have become `1.1` by then.

## What to do
Put the value between double quotes, here and in the selectors that ask for it.

```yaml before
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    version: 1.10 # the second
spec: {containers: [{name: web, image: nginx}]}
```

```yaml after
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    version: "1.10" # the second
spec: {containers: [{name: web, image: nginx}]}
```

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, version: "1.10", debug: "no"}}
spec: {containers: [{name: web, image: nginx}]}
```

## Limits
What is no value of a label between quotes either, as `+5`, has to be written otherwise. Annotations have to be text as
well; there it is shown as a problem of its line.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_by_itself(ByItself::LabelValue, findings, &|object, findings| look(subject, object, findings));
}

fn look(subject: &Subject, object: &Object, findings: &mut Vec<Finding>) {
    for (what, labels) in labelled::of(object) {
        for entry in labels.mistyped.iter() {
            let place = object.place(entry.value.span);
            let (title, value) = (explain::title(object), &entry.value.value);
            let message = format!(
                "{} is {what} {title}, and its value {} is not text for YAML. The API server refuses the object.",
                code(&entry.key.value),
                code(value)
            );
            let mut finding = Finding::new(&CHECK, place, message);
            finding.mend(subject, || quoted(subject, place));
            findings.push(finding);
        }
    }
}

/// The value as it is written between quotes, where that is a label's.
fn quoted(subject: &Subject, place: Place) -> Option<Fix> {
    let written = subject.texts.slice(place);
    let before = subject.texts.document(place.document).get(..place.span.start as usize)?;
    let is_alone = !written.is_empty() && value_fault(written).is_none() && before.trim_end().ends_with(':');
    is_alone.then(|| Fix {
        title: format!("Put {} between quotes", code(written)),
        promise: Promise::NeedsReview,
        consequence: "It is then text, letter for letter, and selectors can ask for it.".into(),
        edits: vec![Edit { place, text: format!("\"{written}\"") }],
    })
}
