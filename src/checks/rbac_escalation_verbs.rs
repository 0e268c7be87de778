//! Roles with verbs by which their holder gets more than they say.

use super::exposed::Holders;
use super::{Check, Subject};
use crate::access::{POWERS, Power, Request, allows};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::access::PolicyRule;
use crate::manifest::{Body, Object};
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "rbac-escalation-verbs",
    title: "Role that leads to more rights than it names",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A few things that a role can allow are worth more than they look: to `escalate` or `bind` roles, to `impersonate`
others, to make tokens, to approve certificates, to change webhooks, to make volumes, to speak to the kubelet.

```yaml firing
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: helper}
rules: [{apiGroups: [""], resources: [users, groups], verbs: [impersonate]}]
```

```yaml firing
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: monitor}
rules: [{apiGroups: [""], resources: [nodes, nodes/proxy], verbs: [get]}]
```

## Why it matters
Whoever holds such a role can make themselves the cluster's administrator in a step or two, although the role looks
small. `get` on `nodes/proxy` alone runs commands in every pod of a node.

## What to do
Leave the rule out, or name what it is for in `resourceNames`. For metrics of nodes `nodes/metrics` is enough.

```yaml clean
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: monitor}
rules:
- {apiGroups: [""], resources: [nodes, nodes/metrics], verbs: [get]}
- {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [view]}
```

Users, groups and nodes belong to no namespace, so that a Role gives nothing over them.

```yaml clean
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: helper}
rules:
- {apiGroups: [""], resources: [users, groups], verbs: [impersonate]}
- {apiGroups: [""], resources: [nodes/proxy], verbs: [get]}
- {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate]}
```

## Limits
A role matters only as far as it is bound. Starting pods and reading Secrets lead further too, but too many
controllers have to; other checks say it of pods that can be reached. Rules with `*` are another check's.
"#;

/// Of the powers that lead further, those that hardly anyone needs.
const RARE: [&str; 7] = [
    "use-kubelet",
    "make-tokens",
    "impersonate",
    "escalate-roles",
    "sign-certificates",
    "change-admission",
    "make-volumes",
];

/// These powers, the one that leads furthest first.
pub(super) fn rare() -> impl Iterator<Item = &'static Power> {
    POWERS.iter().filter(|power| RARE.contains(&power.id))
}

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    let holders = Holders::new(subject);
    for (id, object) in subject.cluster.current() {
        let Body::Role(role) = &object.body else { continue };
        if role.aggregation_rule.is_some() {
            continue;
        }
        for power in rare() {
            let given = role.rules.iter().find_map(|rule| Some((rule, asked(power, object, rule)?)));
            let Some((rule, request)) = given else { continue };
            let written = rule.verbs.iter().find(|verb| &*verb.value == request.verb);
            let place = object.place(written.map_or(rule.span, |verb| verb.span));
            let message = format!(
                "{} lets its holder {}: it allows {} on {}. {}",
                explain::title(object),
                power.words,
                code(request.verb),
                code(request.resource),
                power.leads,
            );
            let mut finding = Finding::new(&CHECK, place, message);
            holders.add(id, |grant| power.given_by(grant).is_some(), &mut finding);
            findings.push(finding);
        }
    }
}

/// What a rule allows of a power, by name. A Role holds no power over objects of the whole cluster.
fn asked<'a>(power: &'a Power, object: &Object, rule: &PolicyRule) -> Option<Request<'a>> {
    let is_wild = |texts: &[crate::source::Spanned<std::rc::Rc<str>>]| texts.iter().any(|text| &*text.value == "*");
    if is_wild(&rule.verbs) || is_wild(&rule.resources) {
        return None;
    }
    power.requests(!object.namespace().is_empty()).find(|request| allows(rule, request))
}
