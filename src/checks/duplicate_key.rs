//! A key that stands twice in one map.

use super::{Check, Subject};
use crate::finding::{Confidence, Edit, Finding, Fix, Promise, Severity};
use crate::source::{Place, Span, lines};
use crate::yaml;

pub(super) static CHECK: Check = Check {
    id: "duplicate-key",
    title: "Key that is written twice",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A map has every key once. Here one stands again further down, and kubectl takes the last value without a word.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
  selector: {app: shop}
```

## Why it matters
The value above does nothing, although it reads as if it did: a whole list of ports or a security setting can be gone
that way. Other programs take the first value, or refuse the text.

## What to do
Keep the one that is meant, and join the two by hand where each holds a part.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector:
    app: web
  ports: [{port: 80}]
  selector:
    app: shop
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports: [{port: 80}]
  selector:
    app: shop
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web, tier: front}
  ports: [{port: 80}]
```

## Limits
The fix takes out what has no effect now; whether that is the one that was meant, it cannot know. A key that `<<` brings
in from elsewhere may stand again: that is what it is for.
"#;

/// A fix reads the document without what it takes out: not for more than this many, nor in documents of more bytes.
const MOST_FIXES: usize = 10;
const LONGEST: usize = 100_000;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (at, problem) in subject.repeated_keys.iter().enumerate() {
        let mut finding = Finding::new(&CHECK, problem.place, problem.message.clone());
        if at < MOST_FIXES {
            finding.mend(subject, || remove(subject, problem.place));
        }
        findings.push(finding);
    }
}

/// Takes out the lines of the first one, where the text then reads as it did.
fn remove(subject: &Subject, key: Place) -> Option<Fix> {
    let text = subject.texts.document(key.document);
    if text.len() > LONGEST {
        return None;
    }
    let start = lines::line_start(text, key.span.start as usize);
    let before = text.get(start..key.span.start as usize)?;
    if !before.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let is_beside = |line: &str| {
        let content = line.trim_start_matches(' ');
        lines::indent(line) <= before.len() && !content.trim().is_empty() && !content.starts_with("- ")
    };
    let mut behind = lines::lines(text.get(start..)?, start).skip(1);
    let end = behind.find(|(_, line)| is_beside(line)).map_or(text.len(), |(at, _)| at);
    let edited = format!("{}{}", text.get(..start)?, text.get(end..)?);
    let reads_the_same = yaml::parse(&edited).root?.same(&subject.root(key.document)?);
    let span = Span::between(start, end);
    reads_the_same.then(|| Fix {
        title: "Remove the first one".to_owned(),
        promise: Promise::Safe,
        consequence: "What is read stays the same: the last one counts already.".into(),
        edits: vec![Edit { place: Place::new(key.document, span), text: String::new() }],
    })
}
