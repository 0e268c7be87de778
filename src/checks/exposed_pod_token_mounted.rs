//! Pods that can be reached from outside and that hold a token for the API server that nothing needs.

use super::exposed::{self, Exposed};
use super::{Check, Subject, reached};
use crate::access::Identity;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::generate::{self, Names};
use crate::labels::Match;
use crate::words::code;
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "exposed-pod-token-mounted",
    title: "Reachable pod with a token that it may not need",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
Every pod runs as a service account, and unless told otherwise it finds that account's token as a file. With the
token one can speak to the cluster's API server. This pod can be reached from outside, and no role here is bound
to its account, so that nothing shows what it would need the token for.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
```

## Why it matters
Whoever can read a file in the pod has a name on the API server. Today that name may be allowed little; the next
role that is bound to it, or to all service accounts, is theirs too.

## What to do
Say `automountServiceAccountToken: false` in the pod, or in its ServiceAccount for all pods of it. A volume that holds
a token has to go too.

```yaml before
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: web
    image: nginx
    ports:
    - containerPort: 80
```

```yaml after
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: web
    image: nginx
    ports:
    - containerPort: 80
  automountServiceAccountToken: false
```

```yaml clean
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {serviceAccountName: web, containers: [{name: web, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  automountServiceAccountToken: false
  containers:
  - name: web
    image: nginx
    ports: [{containerPort: 80, hostPort: 80}]
    volumeMounts: [{name: token, mountPath: /token}]
  volumes: [{name: token, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
```

## Limits
A token that is made for another audience is left out. The cluster may hold bindings that are not here. An
account that is not here may itself say that its pods get no token.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let accounts = Names::of(subject.cluster, "ServiceAccount");
    for exposed in exposed::exposed(subject).into_iter().filter(Exposed::is_outside) {
        // One that is made for another audience is there for something.
        let is_ours = |identity: &Identity| identity.token.mounted == Match::Yes || identity.token.place.is_none();
        let Some(identity) = exposed.identities(subject).find(is_ours) else { continue };
        let namespace = exposed.object.namespace();
        if !subject.access.grants(namespace, &identity.account).is_empty() {
            continue;
        }
        let unless = match identity.token.mounted {
            Match::Unknown => ", unless that account says otherwise",
            _ => "",
        };
        let what = format!(
            "{} finds a token of service account {} as a file{unless}, and nothing here shows what it needs it for.",
            exposed.title(),
            code(&identity.account),
        );
        let place = identity.token.place.or(identity.place).unwrap_or_else(|| exposed.object.name_place());
        let mut finding = exposed.finding(&CHECK, Severity::Low, place, &what);
        // What a volume of its own holds stays, whatever the pod says.
        if identity.token.in_volume == Match::No {
            finding.mend(subject, || leave_out(subject, &exposed));
            finding.mend(subject, || own_account(subject, &accounts, &exposed));
        }
        findings.push(finding);
    }
}

/// Where the pod does not say it itself.
fn leave_out(subject: &Subject, exposed: &Exposed) -> Option<Fix> {
    let workload = exposed.workload;
    let tree = subject.tree(exposed.object)?;
    let spec = tree.at(workload.kind.template_path())?.get("spec")?;
    let entry = [("automountServiceAccountToken", Insert::Plain("false"))];
    let edit = edit::insert_entries(subject.texts.document(exposed.object.document), spec, &entry)?;
    let title = format!("Give {} no token", exposed.title());
    let consequence = "Its containers no longer find a token. If they do speak to the API server, they are refused.";
    reached::fix(exposed.object, title, consequence, Some(vec![edit]))
}

/// An account of its own, where the pod names none: nothing that is later bound to the shared one is then its too.
fn own_account<'a>(subject: &Subject, accounts: &Names<'a>, exposed: &Exposed<'a>) -> Option<Fix> {
    let pod = &exposed.workload.template.spec;
    if pod.service_account_name.is_some() || pod.service_account.is_some() {
        return None;
    }
    let (name, account) = generate::without_token(subject.texts, accounts, exposed.object)?;
    let tree = subject.tree(exposed.object)?;
    let spec = tree.at(exposed.workload.kind.template_path())?.get("spec")?;
    let entries =
        [("serviceAccountName", Insert::Text(&name)), ("automountServiceAccountToken", Insert::Plain("false"))];
    let edit = edit::insert_entries(subject.texts.document(exposed.object.document), spec, &entries)?;
    let title = format!("Give {} a ServiceAccount of its own, without a token", exposed.title());
    let consequence = "Its containers no longer find a token, and what is bound to the namespace's `default` account is \
                       not theirs. If that account holds secrets for pulling images, the new one needs them too.";
    let mut fix = reached::fix(exposed.object, title, consequence, Some(vec![edit]))?;
    fix.edits.push(account);
    Some(fix)
}
