//! Why a Service misses a workload, and where its ports lead in one.

use crate::cluster::ports::{Resolution, Unresolved};
use crate::cluster::{NearMiss, Reason};
use crate::manifest::Object;
use crate::manifest::workload::WorkloadKind;
use crate::words::code;

/// What keeps a Service and a workload apart, in one sentence.
pub fn reason(miss: &NearMiss, workload: &Object) -> String {
    let is_pod = workload.workload().is_some_and(|workload| workload.kind == WorkloadKind::Pod);
    let (pods, have, are) = if is_pod { ("pod", "has", "is") } else { ("pods", "have", "are") };
    match &miss.reason {
        Reason::OtherNamespace(namespace) => {
            let namespace = code(namespace);
            format!("The {pods} {are} in namespace {namespace}; a Service selects pods of its own namespace only.")
        }
        Reason::WorkloadLabelsOnly => {
            format!("The labels are on the {} itself, not on its pod template.", workload.kind.value)
        }
        Reason::NotAString(key) => {
            let key = code(key);
            format!("The value of {key} is not a string, which Kubernetes refuses; in quotes it would be one.")
        }
        Reason::NoLabels => format!("The {pods} {have} no labels."),
        Reason::MisspeltKey { wanted, found } => {
            let (wanted, found) = (code(wanted), code(found));
            format!("The selector asks for the label {wanted}; the {pods} {have} {found} instead.")
        }
        Reason::WrongValue { key, wanted, found, close } => {
            let (wanted, found) = (code(&format!("{key}={wanted}")), code(&format!("{key}={found}")));
            let slip = if *close { ", which looks like a slip of the pen" } else { "" };
            format!("The selector asks for {wanted}; the {pods} {have} {found}{slip}.")
        }
        Reason::MissingKey(key) => format!("The {pods} {have} no label {}.", code(key)),
        Reason::NeverGiven { key, wanted } => {
            format!("The label {} is set by the controller, on none of the pods to {}.", code(key), code(wanted))
        }
    }
}

/// Where a Service's port leads in one workload, as the end of a sentence.
pub fn target(resolution: &Resolution, workload: &Object) -> String {
    let of = super::title(workload);
    match resolution {
        Resolution::Resolved(port) if port.container.is_empty() => format!("port {} of {of}", port.number),
        Resolution::Resolved(port) => format!("port {} of {of}, container {}", port.number, code(&port.container)),
        Resolution::Undeclared(number) => format!("port {number} of {of}, which no container declares"),
        Resolution::Unresolved(why) => {
            let why = match why {
                Unresolved::NoSuchName(name) => format!("no container has a port named {}", code(name)),
                Unresolved::OtherProtocol { name, declared, .. } => {
                    format!("the port named {} is declared for {}", code(name), code(declared))
                }
                Unresolved::QuotedNumber(number) => {
                    format!("{} is in quotes, so it is read as a name", code(number))
                }
                Unresolved::OutOfRange(number) => format!("{number} is not a port"),
                Unresolved::Missing => "no port is written".to_owned(),
            };
            format!("no port of {of}: {why}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exposure::Environment;
    use crate::source::Source;

    /// The first near miss of a Service with this selector, beside this pod or workload.
    fn why(selector: &str, workload: &str) -> String {
        let service =
            format!("apiVersion: v1\nkind: Service\nmetadata: {{ name: s }}\nspec: {{ selector: {selector} }}");
        let analysis =
            crate::analyze(&[Source::new("f", format!("{service}\n---\n{workload}"))], &Environment::default());
        let miss = analysis.cluster.services().next().and_then(|service| service.near_misses.first());
        let miss = miss.expect("a near miss");
        reason(miss, analysis.cluster.object(miss.workload).expect("a workload"))
    }

    fn pod(metadata: &str) -> String {
        format!("apiVersion: v1\nkind: Pod\nmetadata: {{ name: p, {metadata} }}")
    }

    fn deployment(own: &str, template: &str) -> String {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: d, labels: {own} }}\n\
             spec: {{ template: {{ metadata: {{ labels: {template} }} }} }}"
        )
    }

    #[test]
    fn every_reason_is_a_sentence_that_names_the_words() {
        let rows = [
            (
                why("{ app: web }", &pod("namespace: staging, labels: { app: web }")),
                "The pod is in namespace `staging`; a Service selects pods of its own namespace only.",
            ),
            (
                why("{ app: web }", &deployment("{ app: web }", "{ tier: front }")),
                "The labels are on the Deployment itself, not on its pod template.",
            ),
            (
                why("{ app: '1' }", &pod("labels: { app: 1 }")),
                "The value of `app` is not a string, which Kubernetes refuses; in quotes it would be one.",
            ),
            (why("{ app: web }", &pod("labels: {}")), "The pod has no labels."),
            (why("{ app: web }", &deployment("{}", "{}")), "The pods have no labels."),
            (
                why("{ component: web }", &pod("labels: { componnet: web }")),
                "The selector asks for the label `component`; the pod has `componnet` instead.",
            ),
            (
                why("{ app: frontend }", &deployment("{}", "{ app: fronted }")),
                "The selector asks for `app=frontend`; the pods have `app=fronted`, which looks like a slip of the pen.",
            ),
            (
                why("{ app: web }", &pod("labels: { app: database }")),
                "The selector asks for `app=web`; the pod has `app=database`.",
            ),
            (why("{ app: web }", &pod("labels: { tier: front }")), "The pod has no label `app`."),
        ];
        for (found, expected) in rows {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn every_end_of_a_port_is_said() {
        let ends = |ports: &str| {
            let text = format!(
                "apiVersion: v1\nkind: Service\nmetadata: {{ name: s }}\n\
                 spec: {{ selector: {{ app: web }}, ports: [{ports}] }}\n---\n\
                 apiVersion: v1\nkind: Pod\nmetadata: {{ name: p, labels: {{ app: web }} }}\n\
                 spec: {{ containers: [{{ name: c, ports: [{{ name: http, containerPort: 3000 }}] }}] }}"
            );
            let analysis = crate::analyze(&[Source::new("f", text)], &Environment::default());
            let port = analysis.cluster.services().next().and_then(|service| service.ports.first());
            let end = port.and_then(|port| port.targets.first()).expect("a target");
            target(&end.resolution, analysis.cluster.object(end.workload).expect("a workload"))
        };
        let rows = [
            ("{ port: 80, targetPort: http }", "port 3000 of Pod `p`, container `c`"),
            ("{ port: 80 }", "port 80 of Pod `p`, which no container declares"),
            ("{ port: 80, targetPort: web }", "no port of Pod `p`: no container has a port named `web`"),
            (
                "{ port: 80, targetPort: http, protocol: UDP }",
                "no port of Pod `p`: the port named `http` is declared for `TCP`",
            ),
            ("{ port: 80, targetPort: '80' }", "no port of Pod `p`: `80` is in quotes, so it is read as a name"),
            ("{ port: 80, targetPort: 70000 }", "no port of Pod `p`: 70000 is not a port"),
            ("{ name: a }", "no port of Pod `p`: no port is written"),
        ];
        for (port, expected) in rows {
            assert_eq!(ends(port), expected);
        }
    }
}
