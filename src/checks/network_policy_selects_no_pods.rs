//! A network policy whose selector finds no pods.

use super::policed::{self, Policy};
use super::{Check, Subject, reached};
use crate::cluster::selection::compare;
use crate::cluster::slip;
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::labels::{Match, Requirement};
use crate::manifest::Object;
use crate::source::Spanned;
use crate::words::{code, list};
use crate::yaml::edit;

pub(super) static CHECK: Check = Check {
    id: "network-policy-selects-no-pods",
    title: "Network policy that selects no pods",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A network policy protects the pods of its own namespace that its `podSelector` finds by their labels. Here
no pod has them.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database}
spec: {podSelector: {matchLabels: {app: db}}}
---
apiVersion: v1
kind: Pod
metadata: {name: database, namespace: shop, labels: {app: db}}
spec: {containers: [{name: db, image: postgres}]}
```

## Why it matters
What the policy was written for stays open, and nothing says so.

## What to do
Ask for the labels that the pods have, and put the policy into their namespace.

```yaml before
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: database
spec:
  podSelector:
    matchLabels:
      app: databse
---
apiVersion: v1
kind: Pod
metadata: {name: database, labels: {app: database}}
spec: {containers: [{name: db, image: postgres}]}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: database
spec:
  podSelector:
    matchLabels:
      app: database
---
apiVersion: v1
kind: Pod
metadata: {name: database, labels: {app: database}}
spec: {containers: [{name: db, image: postgres}]}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: everything}
spec: {podSelector: {}}
```

## Limits
The pods may be made by something that is not here. An empty selector is for all pods of the namespace,
whenever they come, and is not judged.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let makes_pods = subject.cluster.workloads().next().is_some();
    for policy in policed::policies(subject) {
        let requirements = policy.spec.pod_selector.requirements();
        if requirements.is_empty() || subject.cluster.selected_by(policy.id).next().is_some() {
            continue;
        }
        let asks = list(requirements.iter().map(|requirement| code(&requirement.text())));
        let nearest = Nearest::find(subject, policy.object, &requirements).filter(|_| makes_pods);
        let but = if makes_pods { "no pod of its namespace has that" } else { "these manifests make no pods" };
        let hint = nearest.as_ref().map(|nearest| format!(" {}", nearest.sentence())).unwrap_or_default();
        let message = format!("{} is for pods with {asks}, and {but}.{hint}", explain::title(policy.object));
        let mut finding = Finding::new(&CHECK, policy.object.place(policy.spec.pod_selector.span), message);
        if !makes_pods {
            (finding.severity, finding.confidence) = (Severity::Low, Confidence::Low);
        }
        if let Some(nearest) = &nearest {
            let place = nearest.workload.name_place();
            finding.highlights.push(Highlight { place, text: "the nearest pods".to_owned() });
            finding.fixes.extend(nearest.fix(subject, &policy));
        }
        findings.push(finding);
    }
}

/// Pods that may be meant.
struct Nearest<'a> {
    workload: &'a Object,
    /// What they have instead, where that looks like a slip; else they are of another namespace.
    instead: Option<(Requirement, Spanned<std::rc::Rc<str>>)>,
}

impl<'a> Nearest<'a> {
    /// Pods with all the labels but for a slip in one value, or with all of them in another namespace.
    fn find(subject: &Subject<'a>, policy: &Object, requirements: &[Requirement]) -> Option<Self> {
        let all = || subject.cluster.workloads().map(|(_, workload)| workload);
        let near = all().filter(|workload| workload.namespace() == policy.namespace());
        let slipped = |workload: &'a Object| {
            let (_, outcomes) = compare(requirements, workload);
            let mut failing = requirements.iter().zip(outcomes).filter(|(_, outcome)| outcome.verdict == Match::No);
            let (requirement, _) = failing.next().filter(|_| failing.next().is_none())?;
            let found = workload.workload()?.labels.written.get(&requirement.key.value)?;
            slip(&requirement.wanted()?.value, &found.value)?;
            Some(Self { workload, instead: Some((requirement.clone(), found.clone())) })
        };
        let elsewhere = |workload: &&Object| compare(requirements, workload).0 == Match::Yes;
        let moved = || all().find(elsewhere).map(|workload| Self { workload, instead: None });
        near.filter_map(slipped).next().or_else(moved)
    }

    fn sentence(&self) -> String {
        let title = explain::title(self.workload);
        match &self.instead {
            Some((asked, found)) => {
                let has = code(&format!("{}={}", asked.key.value, found.value));
                format!("The pods of {title} have {has}, which looks like what was meant.")
            }
            None => {
                let namespace = code(self.workload.namespace());
                format!("The pods of {title} have it, but in namespace {namespace}.")
            }
        }
    }

    fn fix(&self, subject: &Subject, policy: &Policy) -> Option<Fix> {
        let text = subject.texts.document(policy.object.document);
        let (asked, found) = self.instead.as_ref()?;
        let written = policy.object.node.at(&["spec", "podSelector", "matchLabels"])?.get(&asked.key.value)?;
        let edit = edit::replace_value(text, written, &found.value)?;
        let pair = code(&format!("{}: {}", asked.key.value, found.value));
        let title = format!("Let {} ask for {pair}", explain::title(policy.object));
        let consequence = format!(
            "The policy then protects the pods of {}: what none of its rules lets through is cut off.",
            explain::title(self.workload)
        );
        reached::fix(policy.object, title, consequence, Some(vec![edit]))
    }
}
