//! Manifests as a company has them: teams with a namespace each, applications with a workload, a
//! Service and what stands around them, and here and there a selector with a slip.

use std::fmt::Write;

/// An object more, to be put in the place of the line between two of them.
pub(crate) const ONE_MORE: &str = "---
apiVersion: v1
kind: Pod
metadata: {name: more, namespace: team-0, labels: {app: more}}
spec: {containers: [{name: main, image: example, ports: [{containerPort: 8080}]}]}
---
";

/// And as one more Namespace.
pub(crate) const ONE_NAMESPACE_MORE: &str = "---
apiVersion: v1
kind: Namespace
metadata: {name: team-0, labels: {stage: production}}
---
";

/// Objects per namespace, so that a larger set has more of them rather than larger ones.
const PER_NAMESPACE: usize = 200;

/// The same, of workloads that network policies guard.
const WORKLOADS_PER_NAMESPACE: usize = 50;

/// A set of this many objects.
pub(crate) fn objects(count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        object(&mut text, number).unwrap();
    }
    text
}

/// A set of at most this many lines, cut after a whole object.
pub(crate) fn lines(count: usize) -> String {
    let mut text = String::new();
    let mut number = 0;
    loop {
        let before = text.len();
        object(&mut text, number).unwrap();
        if text.lines().count() > count {
            text.truncate(before);
            return text;
        }
        number += 1;
    }
}

/// This many workloads, and a fifth as many network policies over them: some about one application, some
/// about a whole namespace, from labels, namespaces and addresses.
pub(crate) fn guarded(workloads: usize) -> String {
    let mut text = String::new();
    for number in 0..workloads {
        let (namespace, app) = (number / WORKLOADS_PER_NAMESPACE, number % WORKLOADS_PER_NAMESPACE);
        write!(
            text,
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{app}, namespace: team-{namespace}}}
spec:\n  selector: {{matchLabels: {{app: app-{app}}}}}
  template:\n    metadata: {{labels: {{app: app-{app}, tier: t{}}}}}
    spec: {{containers: [{{name: main, ports: [{{name: http, containerPort: 8080}}]}}]}}\n",
            app % 3
        )
        .unwrap();
        if number % 5 == 0 {
            let (selector, peer) = match app / 5 % 4 {
                0 => ("{}".to_owned(), "podSelector: {}".to_owned()),
                1 => (
                    format!("{{matchLabels: {{app: app-{app}}}}}"),
                    "podSelector: {matchLabels: {tier: t1}}".to_owned(),
                ),
                2 => (
                    "{matchLabels: {tier: t2}}".to_owned(),
                    format!(
                        "namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: team-{}}}}}",
                        namespace + 1
                    ),
                ),
                _ => (format!("{{matchLabels: {{app: app-{app}}}}}"), "ipBlock: {cidr: 10.0.0.0/8}".to_owned()),
            };
            write!(
                text,
                "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p-{app}, namespace: team-{namespace}}}
spec:\n  podSelector: {selector}\n  ingress:\n  - from: [{{{peer}}}]\n    ports: [{{port: http}}]\n"
            )
            .unwrap();
        }
    }
    text
}

/// Of every ten objects four are workloads, four Services, and two are others.
fn object(out: &mut String, number: usize) -> std::fmt::Result {
    let namespace = number / PER_NAMESPACE;
    let app = number / 10 * 4 + number % 10 / 2;
    let name = format!("{}-{app}", ["shop", "ledger", "search", "mailer", "gateway"][app % 5]);
    let (kind, version) = match number % 10 {
        8 => ("ConfigMap", "v1"),
        9 => ("NetworkPolicy", "networking.k8s.io/v1"),
        odd if odd % 2 == 1 => ("Service", "v1"),
        _ => match app % 7 {
            5 => ("StatefulSet", "apps/v1"),
            6 => ("DaemonSet", "apps/v1"),
            _ => ("Deployment", "apps/v1"),
        },
    };
    write!(
        out,
        "---\napiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: team-{namespace}\n"
    )?;
    write!(out, "  labels:\n    app.kubernetes.io/name: {name}\n    app.kubernetes.io/part-of: team-{namespace}\n")?;
    match kind {
        "Service" => {
            let type_ = ["ClusterIP", "ClusterIP", "ClusterIP", "NodePort", "LoadBalancer"][app % 5];
            let slip = if app % 20 == 19 { "x" } else { "" };
            write!(
                out,
                "spec:\n  type: {type_}\n  selector:\n    app.kubernetes.io/name: {name}{slip}\n    tier: backend\n  ports:\n"
            )?;
            write!(out, "    - name: http\n      port: 80\n      targetPort: http\n")?;
            write!(out, "    - name: metrics\n      port: 9090\n      targetPort: 9090\n")
        }
        "ConfigMap" => write!(out, "data:\n  settings.ini: |\n    [server]\n    threads = 4\n    timeout = 30\n"),
        "NetworkPolicy" => {
            write!(
                out,
                "spec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: {name}\n  ingress: []\n"
            )
        }
        _ => {
            write!(out, "spec:\n  replicas: {}\n  selector:\n    matchLabels:\n", 1 + app % 3)?;
            write!(out, "      app.kubernetes.io/name: {name}\n  template:\n    metadata:\n      labels:\n")?;
            write!(
                out,
                "        app.kubernetes.io/name: {name}\n        tier: backend\n        version: v{}\n",
                app % 4
            )?;
            write!(
                out,
                "    spec:\n      containers:\n        - name: main\n          image: registry.local/{name}:1.4.2\n"
            )?;
            write!(out, "          ports:\n            - name: http\n              containerPort: 8080\n")?;
            write!(out, "            - name: metrics\n              containerPort: 9090\n")?;
            write!(out, "          env:\n            - name: LOG_LEVEL\n              value: info\n")?;
            write!(
                out,
                "          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n"
            )
        }
    }
}
