//! A network policy rule that means TCP alone, where UDP looks to be meant too.

use super::policed::{self, Policy, Rule};
use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::policy::{Direction, PolicyPort};
use crate::words::code;
use crate::yaml::IntOrString;
use crate::yaml::edit::{self, Insert};

pub(super) static CHECK: Check = Check {
    id: "network-policy-tcp-only",
    title: "Network policy port that is TCP alone",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A port in a rule of a network policy is one of TCP unless it says another protocol. Here UDP is what the
pods speak, or what name servers are asked over; or an entry names nothing at all, which means every port
of TCP and none of UDP.

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ports: [{port: 53}]}]
```

```yaml firing
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress: [{ports: [{}]}]
```

## Why it matters
What comes over UDP is dropped without a word. Where it is the DNS, no name is found any more.

## What to do
Write the protocol, with an entry for each. For all ports of all protocols leave `ports` out.

```yaml before
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: syslog}
spec:
  podSelector: {matchLabels: {app: syslog}}
  ingress:
  - ports:
    - port: 514
---
apiVersion: v1
kind: Pod
metadata: {name: syslog, labels: {app: syslog}}
spec: {containers: [{name: main, image: syslog, ports: [{containerPort: 514, protocol: UDP}]}]}
```

```yaml after
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: syslog}
spec:
  podSelector: {matchLabels: {app: syslog}}
  ingress:
  - ports:
    - port: 514
      protocol: UDP
---
apiVersion: v1
kind: Pod
metadata: {name: syslog, labels: {app: syslog}}
spec: {containers: [{name: main, image: syslog, ports: [{containerPort: 514, protocol: UDP}]}]}
```

```yaml clean
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ports: [{port: 53}, {port: 53, protocol: UDP}]}]
```

## Limits
Where TCP is written, it is taken to be meant. What pods speak is known only as far as their containers
declare it.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for policy in policed::policies(subject) {
        for rule in policy.rules() {
            let unsaid = rule.ports.iter().filter(|port| port.protocol.is_none());
            findings.extend(unsaid.filter_map(|port| finding(subject, &policy, &rule, port)));
        }
    }
}

fn finding(subject: &Subject, policy: &Policy, rule: &Rule, port: &PolicyPort) -> Option<Finding> {
    let title = explain::title(policy.object);
    let number = match port.port.as_ref().map(|port| &port.value) {
        None => None,
        Some(IntOrString::Int(number)) => Some(u16::try_from(*number).ok()?),
        Some(IntOrString::String(_)) => return None,
    };
    let (message, udp) = match (number, rule.direction) {
        (None, direction) if has_all_udp(policy, direction) => return None,
        (None, _) => {
            let what = "names neither a port nor a protocol, which means every port of TCP, and none of UDP";
            (format!("An entry of `ports` in {title} {what}."), None)
        }
        (Some(number), direction) if has_udp(policy, direction, number) => return None,
        (Some(53), Direction::Egress) => {
            let what = "names port 53, where name servers are asked over UDP, and without a protocol that is TCP alone";
            (format!("{title} {what}."), None)
        }
        (Some(number), Direction::Ingress) if speaks_udp(subject, policy, number) => {
            let what = "names no protocol, which means TCP alone, and the pods declare that port for UDP";
            (format!("Port {number} in {title} {what}."), Some(number))
        }
        _ => return None,
    };
    let mut finding = Finding::new(&CHECK, policy.object.place(port.span), message);
    finding.mend(subject, || udp.and_then(|number| write_udp(subject, policy, port, number)));
    Some(finding)
}

/// Whether some rule of the policy for the same direction is for every port of UDP.
fn has_all_udp(policy: &Policy, direction: Direction) -> bool {
    let is_all = |port: &PolicyPort| {
        port.port.is_none() && port.protocol.as_ref().is_some_and(|protocol| &*protocol.value == "UDP")
    };
    let mut rules = policy.rules().filter(|rule| rule.direction == direction);
    rules.any(|rule| rule.ports.is_empty() || rule.ports.iter().any(is_all))
}

/// Whether some rule of the policy for the same direction is for a port of UDP.
fn has_udp(policy: &Policy, direction: Direction, number: u16) -> bool {
    let is_udp = |port: &PolicyPort| {
        let is_number = match port.port.as_ref().map(|port| &port.value) {
            Some(IntOrString::Int(first)) => {
                let last = port.end_port.as_ref().map_or(*first, |last| last.value);
                (*first..=last).contains(&i32::from(number))
            }
            Some(IntOrString::String(_)) => false,
            None => true,
        };
        is_number && port.protocol.as_ref().is_some_and(|protocol| &*protocol.value == "UDP")
    };
    let mut rules = policy.rules().filter(|rule| rule.direction == direction);
    rules.any(|rule| rule.ports.is_empty() || rule.ports.iter().any(is_udp))
}

/// Whether pods of the policy declare the port for UDP, and none for TCP.
fn speaks_udp(subject: &Subject, policy: &Policy, number: u16) -> bool {
    let pods = subject.cluster.selected_by(policy.id);
    let workloads = pods.filter_map(|id| subject.cluster.object(id)?.workload());
    let ports = workloads.flat_map(|workload| workload.template.spec.ports());
    let mut protocols =
        ports.filter(|(_, port)| port.number() == Some(number)).map(|(_, port)| port.protocol()).peekable();
    protocols.peek().is_some() && protocols.all(|protocol| protocol == "UDP")
}

fn write_udp(subject: &Subject, policy: &Policy, port: &PolicyPort, number: u16) -> Option<Fix> {
    let (text, tree) = subject.written(policy.object)?;
    let written = tree.map_at(port.span)?;
    let edit = edit::insert_entries(text, written, &[("protocol", Insert::Text("UDP"))]);
    let title = format!("Write {} for port {number}", code("protocol: UDP"));
    let consequence = format!("This opens port {number} over UDP to whom the rule names, and closes it over TCP.");
    reached::fix(policy.object, title, consequence, edit.map(|edit| vec![edit]))
}
