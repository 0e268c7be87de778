//! An administration tool, by its name, that is open from outside the cluster.

use std::collections::BTreeMap;

use super::reached::{self, DoorPort};
use super::{Check, Subject};
use crate::explain;
use crate::exposure::{Path, Reach, Verdict};
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::manifest::workload::Workload;
use crate::manifest::{Object, ObjectId};
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "admin-interface-exposed",
    title: "Administration tool open from outside",
    severity: Severity::High,
    confidence: Confidence::Low,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
By its name or its image a workload is a dashboard, or another tool that runs code or gives orders for
whoever uses it, and it can be reached from outside the cluster.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: ci}
spec: {type: NodePort, selector: {app: ci}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: ci, labels: {app: ci}}
spec: {containers: [{name: main, image: "jenkins/jenkins:lts", ports: [{containerPort: 8080}]}]}
```

## Why it matters
Many such tools ask for no password, or for one that everyone knows. Whoever gets in uses the rights that
the tool has in the cluster, and these are often all.

## What to do
Let only the cluster reach it, and open it for as long as it is needed with `kubectl port-forward`.

```yaml before
apiVersion: v1
kind: Service
metadata:
  name: ci
spec:
  type: LoadBalancer
  selector: {app: ci}
  ports:
  - port: 8080
---
apiVersion: v1
kind: Pod
metadata: {name: jenkins, labels: {app: ci}}
spec: {containers: [{name: main, image: example, ports: [{containerPort: 8080}]}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata:
  name: ci
spec:
  type: ClusterIP
  selector: {app: ci}
  ports:
  - port: 8080
---
apiVersion: v1
kind: Pod
metadata: {name: jenkins, labels: {app: ci}}
spec: {containers: [{name: main, image: example, ports: [{containerPort: 8080}]}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: ci}
spec: {selector: {app: ci}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: jenkins, labels: {app: ci}}
spec: {containers: [{name: main, image: example, ports: [{containerPort: 8080}]}]}
```

## Limits
It is a guess from names. Whether the tool asks who comes, a manifest does not say.
"#;

/// Words in the names of such workloads and images (`kubescape/regolibrary: default-config-inputs.json
/// sensitiveInterfaces`, and tools like them).
const TOOLS: &[&str] = &[
    "adminer",
    "airflow",
    "argo-server",
    "argocd-server",
    "argocli",
    "bentoml",
    "jenkins",
    "jupyterhub",
    "kserve",
    "kubeflow",
    "kubernetes-dashboard",
    "mlflow",
    "nifi",
    "ollama",
    "pgadmin4",
    "phpmyadmin",
    "portainer",
    "prometheus-deployment",
    "rancher",
    "ray-dashboard",
    "ray-head",
    "seldon",
    "triton-inference-server",
    "vllm",
    "weave-scope-app",
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for (id, object, workload) in reached::running(subject) {
        let open = |path: &&Path| path.verdict == Verdict::Open && path.from <= Reach::NodeNetwork;
        let mut ways = subject.exposure.to(id).filter(open).peekable();
        let Some(tool) = ways.peek().and_then(|_| tool(object, workload)) else { continue };
        let mut widest: BTreeMap<Option<ObjectId>, &Path> = BTreeMap::new();
        for path in ways {
            let known = widest.entry(path.service).or_insert(path);
            if path.from < known.from {
                *known = path;
            }
        }
        findings.extend(widest.values().filter_map(|path| finding(subject, object, &tool, path)));
    }
}

/// By what a workload is such a tool: by its name, or by that of an image.
fn tool(object: &Object, workload: &Workload) -> Option<String> {
    let images = workload.template.spec.containers.iter().filter_map(|container| container.image.as_ref());
    let mut images = images.filter_map(|image| image.value.rsplit('/').next()?.split([':', '@']).next());
    if is_tool(object.name()) {
        return Some("its name".to_owned());
    }
    images.find(|name| is_tool(name)).map(|name| format!("its image {}", code(name)))
}

/// Whether one of the tools is among the words of a name, which dashes part.
fn is_tool(name: &str) -> bool {
    let mut rests = std::iter::successors(Some(name), |rest| Some(rest.split_once('-')?.1));
    let begins = |rest: &str, tool: &str| {
        rest.strip_prefix(tool).is_some_and(|behind| behind.is_empty() || behind.starts_with('-'))
    };
    rests.any(|rest| TOOLS.iter().any(|tool| begins(rest, tool)))
}

fn finding(subject: &Subject, object: &Object, tool: &str, path: &Path) -> Option<Finding> {
    let door: Option<DoorPort> =
        path.service.zip(path.service_port).and_then(|(id, at)| reached::door_port(subject, id, at));
    let by = match &door {
        Some(port) => explain::title(port.door.object),
        None => "its node".to_owned(),
    };
    let (title, who) = (explain::title(object), path.from.who());
    let message = format!("{title}, by {tool} a tool that is best kept inside, is open to {who} by way of {by}.");
    let place = door.as_ref().map_or_else(|| object.name_place(), |port| port.door.type_place());
    let mut finding = Finding::new(&CHECK, place, message);
    finding.reach = Some(path.from);
    finding.highlights.push(Highlight { place: object.name_place(), text: "the tool".into() });
    finding.mend(subject, || door.and_then(|port| reached::close(subject, &port.door)));
    Some(finding)
}
