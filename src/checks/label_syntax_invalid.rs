//! A label that no object can have.

use super::{ByItself, Check, Subject, labelled};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "label-syntax-invalid",
    title: "Label that is not formed as labels have to be",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A label is a key with a value. Both have at most 63 characters: letters, digits, hyphens, underscores and dots, with a
letter or a digit at either end; a value may be empty. Before the key can stand the name of a domain and a slash, in
small letters.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: "my web"}}
spec: {containers: [{name: web, image: nginx}]}
```

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {"app/kind/part": web}, ports: [{port: 80}]}
```

## Why it matters
The API server refuses the object, all of it.

## What to do
Write another label, the same on the pods and in the selectors that ask for it. What is longer or has blanks in it,
such as a description or an address, belongs into an annotation.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: my-web, example.com/part: ""}}
spec: {containers: [{name: web, image: nginx}]}
```

## Limits
Labels on objects and their pods, and pairs in the selectors of workloads, Services and network policies are looked at.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_by_itself(ByItself::LabelSyntax, findings, &look);
}

fn look(object: &Object, findings: &mut Vec<Finding>) {
    for (what, labels) in labelled::of(object) {
        for entry in labels.entries.iter() {
            let (key, value) = (&entry.key, &entry.value);
            // A template that is still to be filled in says nothing about what comes of it.
            if [key, value].iter().any(|text| text.value.contains("{{")) {
                continue;
            }
            let (which, faulty, why) = match (key_fault(&key.value), value_fault(&value.value)) {
                (Some(why), _) => ("key", key, why),
                (None, Some(why)) => ("value", value, why),
                (None, None) => continue,
            };
            let title = explain::title(object);
            let message = format!(
                "The {which} {} of {what} {title} {why}. The API server refuses the object.",
                code(&faulty.value)
            );
            findings.push(Finding::new(&CHECK, object.place(faulty.span), message));
        }
    }
}

/// Why a text is no key of a label (`kubernetes/apimachinery: pkg/api/validate/content/kube.go IsLabelKey`).
fn key_fault(key: &str) -> Option<&'static str> {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    match prefix {
        _ if name.contains('/') => Some("has more than one slash"),
        Some(prefix) if !is_domain(prefix) => Some("has something before its slash that is no name of a domain"),
        _ if name.is_empty() => Some("has no name"),
        _ => value_fault(name),
    }
}

/// Why a text is no value of a label (`…IsLabelValue`).
pub(super) fn value_fault(value: &str) -> Option<&'static str> {
    let letter = |byte: &u8| byte.is_ascii_alphanumeric();
    let known = |byte: u8| letter(&byte) || matches!(byte, b'-' | b'_' | b'.');
    let bytes = value.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return None };
    if bytes.len() > 63 {
        Some("is longer than 63 characters")
    } else if !value.bytes().all(known) {
        Some("has other characters than letters, digits, hyphens, underscores and dots")
    } else if !letter(first) || !letter(last) {
        Some("does not begin and end with a letter or a digit")
    } else {
        None
    }
}

fn is_domain(prefix: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(known) && !part.starts_with('-') && !part.ends_with('-');
    prefix.len() <= 253 && prefix.split('.').all(part)
}
