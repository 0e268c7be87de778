//! The chain from whoever can connect to a workload to the API server: every link with its sentence, its place
//! and whether it holds.

#![allow(clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

use porthole::chain::{self, Chain};
use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::view::desk::Desk;
use porthole::view::protocol::{Request, Response};
use porthole::view::{Block, Inline, Orientation};
use porthole::{Analysis, analyze};

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n\
    spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n";
const ACCOUNT: &str = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n";
const REFUSE: &str =
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: none}\nspec: {podSelector: {}}\n";

fn pod(spec: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: web, labels: {{app: web}}}}\n\
         spec: {{containers: [{{name: web, ports: [{{containerPort: 80}}]}}]{spec}}}\n"
    )
}

fn role(rule: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: reader}}\nrules: [{{{rule}}}]\n"
    )
}

fn binding(kind: &str, role: &str, subject: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: {role}}}\n\
         roleRef: {{kind: ClusterRole, name: {role}}}\nsubjects: [{{{subject}}}]\n"
    )
}

fn read(objects: &[&str]) -> Analysis {
    let analysis = analyze(&[Source::new("f.yaml", objects.join("---\n"))], &Environment::default());
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    analysis
}

/// From where, with what verdict and what is unknown.
fn summary(chain: &Chain) -> String {
    let unknown: Vec<&str> = chain.unknown.iter().map(|unknown| unknown.id()).collect();
    format!("{} {} {}", chain.path.from.id(), chain.verdict.id(), unknown.join(" "))
}

/// Each link: its stage, its verdict, its sentence, and the text at its foremost place.
fn links(analysis: &Analysis, chain: &Chain) -> Vec<String> {
    let link = |link: &chain::Link| {
        let place = link.places.first().map(|place| {
            let text = analysis.texts.document(place.document);
            text.get(place.span.start as usize..place.span.end as usize).unwrap()
        });
        format!("{} {}: {} [{}]", link.stage.id(), link.verdict.id(), link.text, place.unwrap_or("-"))
    };
    chain.links.iter().map(link).collect()
}

#[test]
fn every_link_says_what_it_is_and_where() {
    let pod = pod(", serviceAccountName: web, automountServiceAccountToken: true, hostPID: true");
    let role = role("apiGroups: [''], resources: [secrets, pods/exec], verbs: [list, create]");
    let binding = binding("RoleBinding", "reader", "kind: ServiceAccount, name: web");
    let analysis = read(&[SERVICE, &pod, ACCOUNT, &role, &binding]);
    let chains = chain::chains(&analysis);
    let chain = chains.first().unwrap();
    assert_eq!(summary(chain), "internet open ");
    assert!(chain.arrives());
    let rule = "[{apiGroups: [''], resources: [secrets, pods/exec], verbs: [list, create]}]";
    let expected = [
        "pod open: Whoever takes it over is in a pod that keeps to no level of the Pod Security Standards. The pod \
         shares what its node has to itself: `hostPID`. [true]",
        "account open: On the API server the pod is service account `web` of namespace `default`. [web]",
        "token open: It finds that account's token as a file. [true]",
        "role open: RoleBinding `reader` gives the account the role `reader`. [web]",
        &format!("api-server open: With that it may read Secrets in namespace `default`. {rule}"),
        "leads-to open: Secrets hold passwords, keys and tokens; the API server reads them from etcd for whoever may \
         ask. [-]",
        &format!("api-server open: With that it may run commands inside other pods in namespace `default`. {rule}"),
        "leads-to open: Whatever those pods hold, and whatever their service accounts may do, is then within reach. [-]",
    ];
    assert_eq!(links(&analysis, chain), expected);
}

#[test]
fn what_the_manifests_do_not_say_is_said() {
    let bare = pod("");
    let silent = pod(", automountServiceAccountToken: false");
    let named = pod(", serviceAccountName: web");
    let elsewhere = binding("RoleBinding", "other", "kind: ServiceAccount, name: web");
    let view = binding("RoleBinding", "view", "kind: ServiceAccount, name: web");
    let admin = binding("ClusterRoleBinding", "cluster-admin", "kind: Group, name: 'system:serviceaccounts'");
    let mine = binding("RoleBinding", "mine", "kind: ServiceAccount, name: web");
    let whole = |of: &str| {
        format!(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: mine}}\n\
             aggregationRule: {{clusterRoleSelectors: [{{matchLabels: {{rbac.authorization.k8s.io/aggregate-to-{of}: 'true'}}}}]}}\n"
        )
    };
    let elsewhere_for = pod(
        ", automountServiceAccountToken: false, volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, audience: a}}]}}]",
    );
    let elsewhere_for = elsewhere_for.replace("{name: web, ports", "{name: web, volumeMounts: [{name: t}], ports");
    let rows: [(&[&str], &str, &str); 10] = [
        (
            &[SERVICE, &bare],
            "internet depends account-settings other-bindings",
            "No binding here gives the account a role; the cluster may hold others.",
        ),
        (
            &[&bare],
            "cluster depends account-settings other-bindings",
            "No binding here gives the account a role; the cluster may hold others.",
        ),
        (
            &[SERVICE, &silent, &admin],
            "internet blocked ",
            "It is not given that account's token, so that it can ask for nothing there.",
        ),
        (
            &[SERVICE, &named, ACCOUNT, &view],
            "internet depends other-bindings",
            "Nothing here says that these roles lead further; the cluster may hold other bindings.",
        ),
        (
            &[SERVICE, &named, ACCOUNT, &elsewhere],
            "internet depends role-elsewhere other-bindings",
            "Nothing here says that these roles lead further; the cluster may hold other bindings.",
        ),
        (
            &[SERVICE, &named, ACCOUNT, &mine, &whole("view")],
            "internet depends role-elsewhere other-bindings",
            "Nothing here says that these roles lead further; the cluster may hold other bindings.",
        ),
        (
            &[SERVICE, &named, ACCOUNT, &mine, &whole("admin")],
            "internet open ",
            "The API server then takes every request for that other one's.",
        ),
        (
            &[SERVICE, &elsewhere_for, &admin],
            "internet depends token-audience",
            "Whoever holds this is the cluster's administrator: every object that etcd holds can be read and changed.",
        ),
        (
            &[SERVICE, &bare, &admin],
            "internet depends account-settings",
            "Whoever holds this is the cluster's administrator: every object that etcd holds can be read and changed.",
        ),
        (
            &[SERVICE, &named, ACCOUNT, &admin, &view, &elsewhere],
            "internet open ",
            "Whoever holds this is the cluster's administrator: every object that etcd holds can be read and changed.",
        ),
    ];
    for (objects, expected, end) in rows {
        let analysis = read(objects);
        let chains = chain::chains(&analysis);
        let chain = chains.first().unwrap();
        assert_eq!((&*summary(chain), &*chain.links.last().unwrap().text), (expected, end), "{objects:#?}");
        let arrives = end.starts_with("Whoever") || end.starts_with("The API server then");
        assert_eq!(chain.arrives(), arrives, "{objects:#?}");
    }
}

#[test]
fn a_group_that_gives_the_role_is_named() {
    let admin = binding("ClusterRoleBinding", "cluster-admin", "kind: Group, name: 'system:authenticated'");
    let analysis = read(&[SERVICE, &pod(""), &admin]);
    let chains = chain::chains(&analysis);
    let expected = "role open: ClusterRoleBinding `cluster-admin` gives the group `system:authenticated`, to which the account belongs, \
         the role `cluster-admin`. ['system:authenticated']";
    assert!(links(&analysis, chains.first().unwrap()).contains(&expected.to_owned()));
}

/// What the page says of an object: its lead, then the headings of its sections with how much each holds.
fn panel(objects: &[&str], key: &str) -> (String, Vec<(String, usize)>) {
    let mut desk = Desk::default();
    let files = vec![("f.yaml".to_owned(), objects.join("---\n"))];
    let assumed = Vec::new();
    desk.answer(Request::Analyze {
        version: 1,
        files,
        assumed,
        orientation: Orientation::Across,
        width: 800.0,
        lens: porthole::view::Lens::default(),
        against: None,
        lesson: None,
    });
    let answer = desk.answer(Request::Explain { version: 1, key: key.to_owned() });
    let Response::Panel { panel: Some(panel), .. } = answer else { panic!("{key} is not explained") };
    let lead = panel.lead.iter().map(|piece| match piece {
        Inline::Text(text) => text.clone(),
        Inline::Code(code) => format!("`{code}`"),
    });
    let sizes = panel.sections.iter().map(|section| {
        let items = section.blocks.iter().map(|block| match block {
            Block::Hops(hops) => hops.len(),
            Block::List(items) => items.len(),
            _ => 1,
        });
        (section.heading.clone(), items.sum())
    });
    (lead.collect(), sizes.collect())
}

#[test]
fn the_page_explains_the_links() {
    let pod = pod(", serviceAccountName: web");
    let role = role("apiGroups: [''], resources: [secrets, pods/exec], verbs: [list, create]");
    let binding = binding("RoleBinding", "reader", "kind: ServiceAccount, name: web");
    let objects: [&str; 5] = [SERVICE, &pod, ACCOUNT, &role, &binding];
    let has = |(lead, sections): (String, Vec<(String, usize)>), heading: &str| {
        (lead, sections.iter().find(|(known, _)| known == heading).map(|(_, size)| *size))
    };
    let said = |key: &str, heading: &str| has(panel(&objects, key), heading);
    let rbac = "rbac.authorization.k8s.io";
    assert_eq!(said("object:Pod/default/web", "What comes next").1, Some(8));
    assert_eq!(
        said("object:ServiceAccount/default/web", "Which pods run as it"),
        ("A name on the API server, for pods of namespace `default`.".to_owned(), Some(1))
    );
    assert_eq!(said("object:ServiceAccount/default/web", "What leads further").1, Some(2));
    assert_eq!(
        said(&format!("object:RoleBinding.{rbac}/default/reader"), "What leads further"),
        ("It gives serviceaccount `web` the role `reader` in namespace `default`.".to_owned(), Some(2))
    );
    assert_eq!(
        said(&format!("object:ClusterRole.{rbac}//reader"), "What gives it to someone"),
        ("A role of the whole cluster, which a binding can also give in one namespace.".to_owned(), Some(1))
    );
}

#[test]
fn many_bindings_are_counted() {
    let bindings: Vec<String> = (0..10)
        .map(|number| {
            let one = binding("RoleBinding", "view", "kind: ServiceAccount, name: web");
            one.replace("metadata: {name: view}", &format!("metadata: {{name: b{number}}}"))
        })
        .collect();
    let pod = pod(", serviceAccountName: web");
    let mut objects = vec![SERVICE, &pod, ACCOUNT];
    objects.extend(bindings.iter().map(String::as_str));
    let analysis = read(&objects);
    let chains = chain::chains(&analysis);
    let links = links(&analysis, chains.first().unwrap());
    assert_eq!(links.iter().filter(|link| link.starts_with("role ")).count(), 9);
    assert!(links.contains(&"role open: More bindings than these give it roles: 2. [-]".to_owned()), "{links:#?}");
}

#[test]
fn nobody_who_can_connect_means_no_chain() {
    let analysis = read(&[SERVICE, &pod(""), REFUSE]);
    assert!(chain::chains(&analysis).is_empty());
}
