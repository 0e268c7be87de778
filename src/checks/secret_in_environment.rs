//! Passwords and the like in environment variables.

use super::{ByItself, Check, Subject};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::manifest::pod::{Container, EnvVar};
use crate::manifest::workload::Workload;
use crate::source::{Span, Spanned};
use crate::words::{code, few};

pub(super) static CHECK: Check = Check {
    id: "secret-in-environment",
    title: "Secret in an environment variable",
    severity: Severity::Medium,
    confidence: Confidence::Low,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A container gets a password, key or token as an environment variable: written down in the manifest, or taken from a
Secret.

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres, env: [{name: POSTGRES_PASSWORD, value: hunter2}]}]}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres, envFrom: [{secretRef: {name: database}}]}]}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres, env: [{name: DB_PASS, value: hunter2}]}]}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres, env: [{name: dbPassword, value: hunter2}]}]}
```

## Why it matters
What is written in a manifest is known to everyone who can read it, and to its history. Variables are handed on to
every program that is started, and end up in error reports and logs; whoever gets into the pod reads them first.

## What to do
Keep the value in a Secret and mount that as a file; many images read one named by `..._FILE`.

```yaml clean
apiVersion: v1
kind: Pod
metadata: {name: database}
spec:
  containers:
  - name: db
    image: postgres
    env:
    - {name: POSTGRES_PASSWORD_FILE, value: /secrets/password}
    - {name: TOKEN_URL, value: "https://a.example"}
    - {name: MAX_TOKEN, value: "5"}
    - {name: BYPASS, value: always}
    volumeMounts: [{name: secrets, mountPath: /secrets}]
  volumes: [{name: secrets, secret: {secretName: database}}]
```

## Limits
That a value is secret is guessed from its variable's name. Of variables that come from a Secret it is only noted.
"#;

/// How names of variables end that hold a secret.
const ENDINGS: [&str; 14] = [
    "ACCESS_KEY",
    "API_KEY",
    "APIKEY",
    "CREDENTIALS",
    "PASS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PGPASSWORD",
    "PRIVATE_KEY",
    "PWD",
    "SECRET",
    "SECRET_KEY",
    "TOKEN",
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_workload_by_itself(ByItself::Environment, findings, &look);
}

fn look(object: &Object, workload: &Workload, findings: &mut Vec<Finding>) {
    let containers = || workload.template.spec.all_containers();
    let written = containers().flat_map(|container| container.env.iter().filter_map(written));
    say(object, &written.collect(), findings);
    let taken: Variables = containers().flat_map(taken).collect();
    if let [(first, _), ..] = taken.as_slice() {
        let names = few(taken.iter().map(|(_, name)| code(name)));
        let message = format!("{} gets {names} from Secrets as environment variables.", explain::title(object));
        let mut finding = Finding::new(&CHECK, object.place(*first), message);
        (finding.severity, finding.confidence) = (Severity::Note, Confidence::High);
        findings.push(finding);
    }
}

/// The names of variables, each with where its value stands.
type Variables<'a> = Vec<(Span, &'a str)>;

fn say(object: &Object, written: &Variables, findings: &mut Vec<Finding>) {
    let Some((first, _)) = written.first() else { return };
    let names = few(written.iter().map(|(_, name)| code(name)));
    let (it, its) = if written.len() == 1 { ("It looks", "its value is") } else { ("They look", "their values are") };
    let message = format!(
        "{} has {names} among its environment variables. {it} secret, and {its} written here for all to read.",
        explain::title(object),
    );
    let mut finding = Finding::new(&CHECK, object.place(*first), message);
    for (span, _) in written {
        finding.highlight(Some(object.place(*span)), "another one");
    }
    findings.push(finding);
}

/// A variable with a value that looks secret: no path, no reference to another variable, no switch, no number of tokens.
fn written(variable: &EnvVar) -> Option<(Span, &str)> {
    let (name, value) = (variable.name.as_ref()?, variable.value.as_ref()?);
    let upper = upper(&name.value);
    let looks_secret = ENDINGS.iter().any(|ending| {
        upper.strip_suffix(ending).is_some_and(|rest| rest.is_empty() && *ending != "PWD" || rest.ends_with('_'))
    });
    let is_count = upper.ends_with("TOKEN") && value.value.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = ["/", "$(", "http://", "https://"].iter().any(|start| value.value.starts_with(start))
        || matches!(&*value.value, "" | "true" | "false");
    (looks_secret && !is_plain && !is_count).then_some((value.span, &*name.value))
}

/// A name in capitals, with an underscore between its words: `dbPassword` is `DB_PASSWORD`.
fn upper(name: &str) -> String {
    let mut upper = String::new();
    let mut before = None;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && before.is_some_and(|before: char| before.is_ascii_lowercase()) {
            upper.push('_');
        }
        upper.push(if matches!(letter, '-' | '.') { '_' } else { letter.to_ascii_uppercase() });
        before = Some(letter);
    }
    upper
}

/// Variables that come from Secrets, and Secrets all of which become variables.
fn taken(container: &Container) -> impl Iterator<Item = (Span, &str)> {
    let named = |name: Option<&Spanned<_>>, span| name.map_or(span, |name: &Spanned<_>| name.span);
    let single = container.env.iter().filter_map(move |variable| {
        let secret = variable.value_from.secret.as_ref()?;
        Some((named(secret.name.as_ref(), secret.span), &*variable.name.as_ref()?.value))
    });
    let whole = container.env_from.iter().filter_map(move |from| {
        let secret = from.secret.as_ref()?;
        Some((named(secret.name.as_ref(), secret.span), secret.name.as_ref().map_or("", |name| &*name.value)))
    });
    single.chain(whole)
}
