//! An edit gives what reading the whole text anew gives, whatever was read before.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::collections::BTreeSet;

use porthole::documents::Documents;
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::{Analysis, analyze, analyze_with, render};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};

/// Documents with and without problems, of which several may be alike.
const DOCUMENTS: [&str; 8] = [
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}\n",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}\n",
    "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec: {replicas: 2, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: 1}}\n",
    "kind: Pod\nkind: Pod\nmetadata: {name: é}\n",
    "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}, 7]\n",
    "a: [\n",
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}}\n",
];

/// Objects of two namespaces and of the whole cluster that have to do with each other.
const NEIGHBOURS: &str = "\
apiVersion: v1
kind: Namespace
metadata: {name: one, labels: {team: web}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: one}
spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: one}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, ports: [{name: http, containerPort: 80}]}]}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: one}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: web}}}]}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: two, labels: {team: api}}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: two}
spec: {type: LoadBalancer, selector: {app: api}, ports: [{port: 80}, {port: 81}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: two}
spec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: api, namespace: two}
spec: {replicas: 2, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: api}}
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: two}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: old, namespace: two, labels: {kubernetes.io/service-name: old}}
endpoints: [{addresses: [10.0.0.1]}]
---
apiVersion: v1
kind: Service
metadata: {name: old, namespace: two}
spec: {ports: [{port: 80}]}
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: all}
spec: {priority: 1, subject: {namespaces: {matchLabels: {team: api}}}, ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: web}}}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gate, namespace: one}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: route, namespace: one}
spec: {parentRefs: [{name: gate}], rules: [{backendRefs: [{name: api, namespace: two, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: grant, namespace: two}
spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: one}], to: [{group: '', kind: Service}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: one}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: web}
rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: api}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: web}
subjects: [{kind: ServiceAccount, name: web, namespace: one}, {kind: ServiceAccount, name: default, namespace: two}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: one}
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: web, namespace: one}
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: all}
";

/// Words that change places, so that most edits leave as many objects as there were.
const WORDS: [&str; 20] = [
    "one",
    "two",
    "web",
    "api",
    "team",
    "app",
    "80",
    "81",
    "http",
    "NodePort",
    "LoadBalancer",
    "ClusterIP",
    "Service",
    "Deployment",
    "Rollout",
    "NetworkPolicy",
    "Namespace",
    "Deny",
    "Allow",
    "spec",
];

/// A text with each number of a kind as its place among all of them: numbers have room between them, of which an edit
/// takes some.
fn placed(text: &str, kind: &str) -> String {
    let mut parts = text.split(kind);
    let first = parts.next().unwrap_or_default();
    let numbered: Vec<(u32, &str)> = parts
        .map(|part| {
            let (number, rest) = part.split_once(')').unwrap();
            (number.parse().unwrap(), rest)
        })
        .collect();
    let all: BTreeSet<u32> = numbered.iter().map(|(number, _)| *number).collect();
    let all: Vec<u32> = all.into_iter().collect();
    let place = |number: &u32| all.binary_search(number).unwrap();
    let rest = numbered.iter().map(|(number, rest)| format!("{kind}{}){rest}", place(number)));
    rest.fold(first.to_owned(), |text, part| text + &part)
}

/// Everything that is known, and where all of it was read.
fn known(analysis: &Analysis) -> String {
    let Analysis { texts: _, problems, cluster, access, policies, exposure, findings, environment: _, repeated_keys } =
        analysis;
    let known =
        format!("{problems:?}\n{cluster:?}\n{access:?}\n{policies:?}\n{exposure:?}\n{findings:?}\n{repeated_keys:?}");
    placed(&placed(&known, "ObjectId("), "DocumentId(")
}

/// The same, and what a person is told.
fn all(analysis: &Analysis) -> String {
    format!("{}\n{}", render::json(analysis, true), known(analysis))
}

/// What is sent to a Service from another namespace comes and goes, and nothing else.
#[test]
fn a_route_from_elsewhere_is_followed_and_forgotten() {
    let (mut kept, environment) = (Documents::default(), Environment::default());
    let elsewhere = NEIGHBOURS.replace("backendRefs: [{name: api", "backendRefs: [{name: nothing");
    assert_ne!(elsewhere, NEIGHBOURS);
    for text in [&elsewhere, NEIGHBOURS, &elsewhere] {
        let sources = [Source::new("any.yaml", text)];
        let edited = analyze_with(&mut kept, &sources, &environment);
        assert_eq!(all(&edited), all(&analyze(&sources, &environment)));
    }
}

/// Each object goes by itself, or something takes its place that nothing rests on, of another namespace; and comes back.
#[test]
fn each_object_takes_with_it_what_rests_on_it() {
    let environment = Environment::default();
    let documents: Vec<&str> = NEIGHBOURS.split("---\n").collect();
    for at in 0..documents.len() {
        for instead in ["", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: three}\n"] {
            let mut others = documents.clone();
            let gone = std::mem::replace(&mut others[at], instead);
            let others = others.join("---\n");
            let mut kept = Documents::default();
            for text in [NEIGHBOURS, &others, NEIGHBOURS] {
                let sources = [Source::new("any.yaml", text)];
                let edited = analyze_with(&mut kept, &sources, &environment);
                assert_eq!(all(&edited), all(&analyze(&sources, &environment)), "{gone}");
            }
        }
    }
}

/// A namespace gets other labels, or goes and another one comes, and is as it was again, whichever policies are there.
#[test]
fn a_namespace_counts_for_the_policies_that_ask_for_its_labels() {
    let environment = Environment::default();
    let policy =
        |rest: &str| NEIGHBOURS.replace("ingress: [{from: [{namespaceSelector: {matchLabels: {team: web}}}]}]", rest);
    let egress = policy("policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {team: api}}}]}]");
    let silent = policy("ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]");
    for whole in [NEIGHBOURS, &egress, &silent] {
        let alone = whole.replace("AdminNetworkPolicy", "Unknown");
        for text in [whole, &alone] {
            for (before, after) in [
                ("{name: one, labels: {team: web}}", "{name: one, labels: {team: db}}"),
                ("{name: two, labels: {team: api}}", "{name: other}"),
            ] {
                let other = text.replace(before, after);
                assert_ne!(text, other);
                let mut kept = Documents::default();
                for text in [text, &other, text] {
                    let sources = [Source::new("any.yaml", text)];
                    let edited = analyze_with(&mut kept, &sources, &environment);
                    assert_eq!(all(&edited), all(&analyze(&sources, &environment)), "{before}");
                }
            }
        }
    }
}

/// The first text and then the second, which gives what the second gives by itself, and not what the first gave.
fn follows(texts: [&str; 2]) {
    let environment = Environment::default();
    let mut kept = Documents::default();
    let [before, after] = texts.map(|text| {
        let sources = [Source::new("any.yaml", text)];
        let edited = analyze_with(&mut kept, &sources, &environment);
        assert_eq!(known(&edited), known(&analyze(&sources, &environment)));
        edited
    });
    let near = |analysis: &Analysis| analysis.cluster.services().next().map(|service| service.near_misses.len());
    assert_ne!(near(&before), near(&after));
}

/// Pods of one namespace, each with labels.
fn pods(namespace: &str, labels: &str, count: usize) -> String {
    let pod = |number: usize| {
        format!(
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{number}, namespace: {namespace}, labels: {{{labels}}}}}\n"
        )
    };
    (0..count).map(pod).collect()
}

/// Of pods elsewhere with a label only the first 500 are looked at: where others go, one comes in sight.
#[test]
fn a_near_miss_elsewhere_comes_in_sight_behind_others_that_go() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: a}\n\
                   spec: {selector: {app: web, tier: front}, ports: [{port: 80}]}\n";
    let text = |others: usize| {
        let ahead = pods("d", "tier: front", others) + &pods("c", "app: web, tier: front", 1);
        service.to_owned() + &ahead + &pods("b", "app: web", 700)
    };
    follows([&text(600), &text(300)]);
}

/// What a controller adds to its pods can be asked for too.
#[test]
fn a_near_miss_elsewhere_may_have_an_added_label() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: a}\n\
                   spec: {selector: {app: web, batch.kubernetes.io/job-completion-index: '0'}, ports: [{port: 80}]}\n";
    let others = pods("e", "batch.kubernetes.io/job-completion-index: '0'", 2);
    let job = "---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: web, namespace: d}\n\
               spec: {completionMode: Indexed, completions: 2, template: {metadata: {labels: {app: web}}}}\n";
    follows([&[service, &others].concat(), &[service, &others, job].concat()]);
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, rng_seed: RngSeed::Fixed(1), cases: 96, ..Config::default() })]

    #[test]
    fn an_edit_gives_what_reading_anew_gives(
        documents in prop::collection::vec(select(DOCUMENTS.to_vec()), 1..10),
        edits in prop::collection::vec(
            (any::<Index>(), 0..30_usize, select(vec!["", "x", "\n---\n", "--- x\n", "é", "\n", "  a: b\n", DOCUMENTS[0]])),
            1..8,
        ),
    ) {
        let mut text = documents.join("---\n");
        let mut kept = Documents::default();
        let environment = Environment::default();
        for (at, removed, inserted) in edits {
            let letters: Vec<char> = text.chars().collect();
            let at = at.index(letters.len() + 1);
            let behind = (at + removed).min(letters.len());
            text = letters[..at].iter().copied().chain(inserted.chars()).chain(letters[behind..].iter().copied()).collect();
            let sources = [Source::new("any.yaml", text.as_str())];
            let edited = analyze_with(&mut kept, &sources, &environment);
            prop_assert_eq!(all(&edited), all(&analyze(&sources, &environment)), "{}", text);
        }
    }

    #[test]
    fn objects_that_come_and_go_leave_what_reading_anew_gives(
        changes in prop::collection::vec((any::<Index>(), any::<Option<Index>>()), 1..16),
    ) {
        let known: Vec<&str> = NEIGHBOURS.split("---\n").chain(DOCUMENTS).collect();
        let mut documents: Vec<&str> = NEIGHBOURS.split("---\n").collect();
        let mut kept = Documents::default();
        let environment = Environment::default();
        for (at, added) in changes {
            match added {
                Some(added) => documents.insert(at.index(documents.len() + 1), *added.get(&known)),
                None if documents.is_empty() => {}
                None => drop(documents.remove(at.index(documents.len()))),
            }
            let sources = [Source::new("any.yaml", documents.join("---\n"))];
            let edited = analyze_with(&mut kept, &sources, &environment);
            prop_assert_eq!(all(&edited), all(&analyze(&sources, &environment)), "{}", documents.join("---\n"));
        }
    }

    #[test]
    fn an_edit_in_one_namespace_gives_what_reading_all_anew_gives(
        edits in prop::collection::vec((any::<Index>(), select(WORDS.to_vec()), select(WORDS.to_vec())), 1..8),
    ) {
        let mut text = NEIGHBOURS.to_owned();
        let mut kept = Documents::default();
        let environment = Environment::default();
        for (at, before, after) in edits {
            let found: Vec<usize> = text.match_indices(before).map(|(at, _)| at).collect();
            if !found.is_empty() {
                let at = *at.get(&found);
                text.replace_range(at..at + before.len(), after);
            }
            let sources = [Source::new("any.yaml", text.as_str())];
            let edited = analyze_with(&mut kept, &sources, &environment);
            prop_assert_eq!(all(&edited), all(&analyze(&sources, &environment)), "{}", text);
        }
    }
}
