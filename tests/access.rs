//! Who pods are on the API server, whether they can prove it, and what that lets them do.

#![allow(clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

use porthole::access::{Known, Request, RuleSource, allows, allows_url};
use porthole::exposure::Environment;
use porthole::labels::Match;
use porthole::manifest::Body;
use porthole::manifest::access::PolicyRule;
use porthole::source::Source;
use porthole::{Analysis, analyze};

const TOKEN: &str = "kubernetes.io/service-account-token";
const RBAC: &str = "apiVersion: rbac.authorization.k8s.io/v1\n";

fn read(objects: &[&str]) -> Analysis {
    let analysis = analyze(&[Source::new("f.yaml", objects.join("\n---\n"))], &Environment::default());
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    analysis
}

fn rule(rule: &str) -> PolicyRule {
    let role = format!("{RBAC}kind: Role\nmetadata: {{name: r}}\nrules: [{{{rule}}}]");
    let analysis = read(&[&role]);
    let (_, object) = analysis.cluster.objects().next().unwrap();
    let Body::Role(role) = &object.body else { panic!("no role") };
    role.rules.first().unwrap().clone()
}

fn request<'a>(verb: &'a str, group: &'a str, resource: &'a str, name: &'a str) -> Request<'a> {
    Request { verb, group, resource, name, namespace: None }
}

#[test]
fn rules_allow_what_the_api_server_would() {
    let rows = [
        ("verbs: [get], apiGroups: [''], resources: [pods]", request("get", "", "pods", "a"), true),
        ("verbs: [get], apiGroups: [''], resources: [pods]", request("list", "", "pods", ""), false),
        ("verbs: ['*'], apiGroups: [''], resources: [pods]", request("delete", "", "pods", "a"), true),
        ("verbs: [get], apiGroups: [''], resources: [pods]", request("get", "apps", "pods", "a"), false),
        ("verbs: [get], apiGroups: ['*'], resources: [pods]", request("get", "apps", "pods", "a"), true),
        ("verbs: [get], apiGroups: [], resources: [pods]", request("get", "", "pods", "a"), false),
        ("verbs: [create], apiGroups: [''], resources: [pods]", request("create", "", "pods/exec", "a"), false),
        ("verbs: [create], apiGroups: [''], resources: ['pods/*']", request("create", "", "pods/exec", "a"), false),
        ("verbs: [create], apiGroups: [''], resources: [pods/exec]", request("create", "", "pods/exec", "a"), true),
        ("verbs: [create], apiGroups: [''], resources: ['*']", request("create", "", "pods/exec", "a"), true),
        ("verbs: [get], apiGroups: [''], resources: ['*/scale']", request("get", "", "pods/scale", "a"), true),
        ("verbs: [get], apiGroups: [''], resources: ['*/scale']", request("get", "", "pods", "a"), false),
        ("verbs: [get], apiGroups: [''], resources: ['*/']", request("get", "", "pods", "a"), false),
        ("verbs: [get], apiGroups: [''], resources: [a], resourceNames: [x]", request("get", "", "a", "x"), true),
        ("verbs: [get], apiGroups: [''], resources: [a], resourceNames: [x]", request("get", "", "a", "y"), false),
        ("verbs: [list], apiGroups: [''], resources: [a], resourceNames: [x]", request("list", "", "a", ""), false),
        ("verbs: [get], nonResourceURLs: ['*']", request("get", "", "pods", "a"), false),
    ];
    for (text, asked, expected) in rows {
        assert_eq!(allows(&rule(text), &asked), expected, "{text}: {asked:?}");
    }
    let rows = [
        ("verbs: [get], nonResourceURLs: ['/logs/*']", "/logs/a", true),
        ("verbs: [get], nonResourceURLs: ['/logs/*']", "/logs", false),
        ("verbs: [get], nonResourceURLs: ['/logs']", "/logs/a", false),
        ("verbs: [get], nonResourceURLs: ['*']", "/metrics", true),
        ("verbs: [post], nonResourceURLs: ['*']", "/metrics", false),
        ("verbs: [get], apiGroups: ['*'], resources: ['*']", "/metrics", false),
    ];
    for (text, url, expected) in rows {
        assert_eq!(allows_url(&rule(text), "get", url), expected, "{text}: {url}");
    }
}

fn role(kind: &str, name: &str, more: &str) -> String {
    format!(
        "{RBAC}kind: {kind}\nmetadata: {{name: {name}{more}}}\nrules: [{{verbs: [get], apiGroups: [''], resources: [secrets]}}]"
    )
}

fn binding(kind: &str, role: &str, subject: &str) -> String {
    format!(
        "{RBAC}kind: {kind}\nmetadata: {{name: b, namespace: shop}}\nroleRef: {{{role}}}\nsubjects: [{{{subject}}}]"
    )
}

/// Whether the service account `web` of namespace `shop` may read Secrets in `shop`, elsewhere, and
/// everywhere at once.
fn may_read(objects: &[&str]) -> [bool; 3] {
    let analysis = read(objects);
    [Some("shop"), Some("bank"), None].map(|namespace| {
        let asked = Request { verb: "get", group: "", resource: "secrets", name: "", namespace };
        let found = analysis.access.can("shop", "web", &asked);
        assert!(found.is_none_or(|(grant, _)| analysis.texts.document(grant.subject.document).len() > 10));
        found.is_some()
    })
}

const WEB: &str = "kind: ServiceAccount, name: web, namespace: shop";
const NOWHERE: [bool; 3] = [false; 3];
const HERE: [bool; 3] = [true, false, false];
const EVERYWHERE: [bool; 3] = [true; 3];

#[test]
fn bindings_give_a_role_to_whom_they_name_and_where_they_hold() {
    let of_namespace = role("Role", "reader", ", namespace: shop");
    let elsewhere = role("Role", "reader", ", namespace: bank");
    let of_cluster = role("ClusterRole", "reader", "");
    let (small, large) = ("kind: Role, name: reader", "kind: ClusterRole, name: reader");
    let web = "kind: ServiceAccount, name: web";
    let there = "kind: ServiceAccount, name: web, namespace: shop";
    let (local, global) = ("RoleBinding", "ClusterRoleBinding");
    let rows = [
        (&of_namespace, binding(local, small, web), HERE, "the binding's namespace is the account's"),
        (&of_namespace, binding(local, small, there), HERE, "or the one that is written"),
        (
            &of_namespace,
            binding(local, small, "kind: ServiceAccount, name: web, namespace: bank"),
            NOWHERE,
            "another's",
        ),
        (&of_namespace, binding(local, small, "kind: User, name: web"), NOWHERE, "a user of that name"),
        (&elsewhere, binding(local, small, web), NOWHERE, "a role of another namespace"),
        (&of_cluster, binding(local, small, web), NOWHERE, "a role of another kind"),
        (&of_cluster, binding(local, large, web), HERE, "a cluster's role, bound in a namespace"),
        (&of_cluster, binding(global, large, there), EVERYWHERE, "bound in the cluster"),
        (&of_cluster, binding(global, large, web), NOWHERE, "without a namespace it is nobody"),
        (&of_namespace, binding(global, small, there), NOWHERE, "no namespace's role is bound in the cluster"),
        (
            &of_cluster,
            binding(global, large, "kind: Group, name: 'system:serviceaccounts'"),
            EVERYWHERE,
            "all accounts",
        ),
        (
            &of_cluster,
            binding(global, large, "kind: Group, name: 'system:serviceaccounts:shop'"),
            EVERYWHERE,
            "its namespace's",
        ),
        (
            &of_cluster,
            binding(global, large, "kind: Group, name: 'system:serviceaccounts:bank'"),
            NOWHERE,
            "another namespace's",
        ),
        (
            &of_cluster,
            binding(global, large, "kind: Group, name: 'system:authenticated'"),
            EVERYWHERE,
            "whoever has a name",
        ),
        (
            &of_cluster,
            binding(global, large, "kind: Group, name: 'system:unauthenticated'"),
            NOWHERE,
            "whoever has none",
        ),
        (
            &of_cluster,
            binding(local, large, "kind: User, name: 'system:serviceaccount:shop:web'"),
            HERE,
            "its user name",
        ),
    ];
    for (role, binding, expected, reason) in rows {
        assert_eq!(may_read(&[role, &binding]), expected, "{reason}:\n{role}\n{binding}");
    }
}

#[test]
fn aggregated_roles_hold_the_rules_of_others() {
    let whole = format!(
        "{RBAC}kind: ClusterRole\nmetadata: {{name: reader}}\nrules: []\n\
         aggregationRule: {{clusterRoleSelectors: [{{matchLabels: {{to: reader}}}}]}}"
    );
    let bound = binding("RoleBinding", "kind: ClusterRole, name: reader", "kind: ServiceAccount, name: web");
    let part = role("ClusterRole", "part", ", labels: {to: reader}");
    assert_eq!(may_read(&[&whole, &bound, &part]), HERE);
    assert_eq!(may_read(&[&whole, &bound, &part.replace("to:", "not-to:")]), NOWHERE);
    let ring = whole.replace("name: reader}", "name: reader, labels: {to: reader}}");
    assert_eq!(may_read(&[&ring, &bound, &part]), HERE, "one that selects itself");
    let own = whole.replace("rules: []", "rules: [{verbs: [get], apiGroups: [''], resources: [secrets]}]");
    assert_eq!(may_read(&[&own, &bound]), NOWHERE, "its own rules are written over");
}

#[test]
fn roles_that_every_cluster_has_are_known() {
    let bound = |role: &str| {
        binding("RoleBinding", &format!("kind: ClusterRole, name: {role}"), "kind: ServiceAccount, name: web")
    };
    for (role, expected) in
        [("cluster-admin", HERE), ("admin", HERE), ("edit", HERE), ("view", NOWHERE), ("other", NOWHERE)]
    {
        assert_eq!(may_read(&[&bound(role)]), expected, "{role}");
    }
    let added = role("ClusterRole", "more", ", labels: {rbac.authorization.k8s.io/aggregate-to-view: 'true'}");
    assert_eq!(may_read(&[&bound("view"), &added]), HERE, "a label adds a role to one of them");
    let analysis = read(&[&bound("edit")]);
    let grants = analysis.access.grants("shop", "web");
    let grant = grants.first().unwrap();
    assert!(grant.known == Known::Whole && grant.rules.iter().all(|rule| rule.source == RuleSource::BuiltIn));
    assert_eq!(read(&[&bound("other")]).access.grants("shop", "web").first().unwrap().known, Known::Nothing);
}

#[test]
fn what_view_holds_edit_holds_and_what_edit_holds_admin() {
    let nodes = request("get", "", "nodes/proxy", "");
    let holds = |bound: &str, label: &str| {
        let bound = binding("ClusterRoleBinding", &format!("kind: ClusterRole, name: {bound}"), WEB);
        let label = format!(", labels: {{rbac.authorization.k8s.io/aggregate-to-{label}: 'true'}}");
        let added = role("ClusterRole", "more", &label).replace("secrets", "nodes/proxy");
        read(&[&bound, &added]).access.can("shop", "web", &nodes).is_some()
    };
    for (label, expected) in
        [("view", [true, true, true]), ("edit", [false, true, true]), ("admin", [false, false, true])]
    {
        assert_eq!(["view", "edit", "admin"].map(|bound| holds(bound, label)), expected, "{label}");
    }
}

#[test]
fn selectors_see_the_roles_that_every_cluster_has() {
    let bound = binding("ClusterRoleBinding", "kind: ClusterRole, name: mine", WEB);
    let rows = [
        ("{}", true, true),
        ("{matchLabels: {kubernetes.io/bootstrapping: rbac-defaults}}", true, true),
        ("{matchLabels: {rbac.authorization.k8s.io/aggregate-to-admin: 'true'}}", true, false),
        ("{matchLabels: {rbac.authorization.k8s.io/aggregate-to-edit: 'true'}}", true, false),
        ("{matchLabels: {rbac.authorization.k8s.io/aggregate-to-view: 'true'}}", false, false),
        ("{matchExpressions: [{key: kubernetes.io/bootstrapping, operator: DoesNotExist}]}", false, false),
        ("{matchLabels: {mine: 'true'}}", false, false),
    ];
    for (selector, secrets, nodes) in rows {
        let mine = format!(
            "{RBAC}kind: ClusterRole\nmetadata: {{name: mine}}\nrules: []\n\
             aggregationRule: {{clusterRoleSelectors: [{selector}]}}"
        );
        let analysis = read(&[&mine, &bound]);
        let may = |resource| analysis.access.can("shop", "web", &request("get", "", resource, "")).is_some();
        assert_eq!((may("secrets"), may("nodes/proxy")), (secrets, nodes), "{selector}");
        let grants = analysis.access.grants("shop", "web");
        assert_eq!(
            grants.first().unwrap().known,
            Known::InPart,
            "{selector}: others may be selected that are not here"
        );
    }
    let mine = format!(
        "{RBAC}kind: ClusterRole\nmetadata: {{name: mine}}\n\
         aggregationRule: {{clusterRoleSelectors: [{{matchLabels: {{rbac.authorization.k8s.io/aggregate-to-edit: 'true'}}}}]}}"
    );
    let edit = format!("{RBAC}kind: ClusterRole\nmetadata: {{name: 'system:aggregate-to-edit'}}\nrules: []");
    let analysis = read(&[&mine, &bound, &edit]);
    let asked = request("get", "", "secrets", "");
    assert!(analysis.access.can("shop", "web", &asked).is_none(), "one of that name that is here counts in its place");
}

#[test]
fn users_and_groups_have_names_apart() {
    let role = role("ClusterRole", "reader", "");
    let rows = [
        ("kind: User, name: 'system:serviceaccount:shop:web'", EVERYWHERE),
        ("kind: Group, name: 'system:serviceaccount:shop:web'", NOWHERE),
        ("kind: Group, name: 'system:serviceaccounts:shop'", EVERYWHERE),
        ("kind: User, name: 'system:serviceaccounts:shop'", NOWHERE),
        ("kind: Group, name: 'system:authenticated'", EVERYWHERE),
        ("kind: User, name: 'system:authenticated'", NOWHERE),
    ];
    for (subject, expected) in rows {
        let bound = binding("ClusterRoleBinding", "kind: ClusterRole, name: reader", subject);
        assert_eq!(may_read(&[&role, &bound]), expected, "{subject}");
    }
}

#[test]
fn pods_say_who_they_are_and_whether_they_hold_the_token() {
    let pod = |spec: &str| {
        format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{name: a}}]{spec}}}")
    };
    let account =
        |name: &str, more: &str| format!("apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: {name}}}\n{more}");
    let volume = |mounted: &str, source: &str| {
        let pod = pod(&format!(", automountServiceAccountToken: false, volumes: [{{name: t, {source}}}]"));
        let mount = "volumeMounts: [{name: t, mountPath: /t}]";
        match mounted {
            "" => pod,
            "containers" => pod.replace("{name: a}]", &format!("{{name: a, {mount}}}]")),
            before => pod.replace("]", &format!("], initContainers: [{{name: i, {before}{mount}}}]")),
        }
    };
    let token = |mounted: &str, audience: &str| {
        volume(mounted, &format!("projected: {{sources: [{{serviceAccountToken: {{path: t{audience}}}}}]}}"))
    };
    let secret = |of: &str, kind: &str| {
        format!(
            "apiVersion: v1\nkind: Secret\ntype: {kind}\n\
             metadata: {{name: s, annotations: {{kubernetes.io/service-account.name: {of}}}}}"
        )
    };
    let off = "automountServiceAccountToken: false";
    let rows = [
        (pod(""), account("web", ""), "default", Match::Unknown),
        (pod(""), account("default", ""), "default", Match::Yes),
        (pod(""), account("default", off), "default", Match::No),
        (pod(", serviceAccountName: web"), account("web", off), "web", Match::No),
        (pod(", serviceAccount: web"), account("web", off), "web", Match::No),
        (pod(", serviceAccountName: web, serviceAccount: old"), account("web", ""), "web", Match::Yes),
        (pod(", serviceAccountName: ''"), account("default", off), "default", Match::No),
        (pod(", automountServiceAccountToken: true"), account("default", off), "default", Match::Yes),
        (pod(", automountServiceAccountToken: false"), account("default", ""), "default", Match::No),
        (token("containers", ""), account("default", ""), "default", Match::Yes),
        (token("containers", ", audience: vault"), account("default", ""), "default", Match::Unknown),
        (token("", ""), account("default", ""), "default", Match::No),
        (token("restartPolicy: Always, ", ""), account("default", ""), "default", Match::Yes),
        (token("image: i, ", ""), account("default", ""), "default", Match::No),
        (volume("containers", "secret: {secretName: s}"), secret("default", TOKEN), "default", Match::Yes),
        (volume("containers", "secret: {secretName: s}"), secret("web", TOKEN), "web", Match::Yes),
        (volume("containers", "secret: {secretName: s}"), secret("web", "Opaque"), "default", Match::No),
        (volume("containers", "secret: {secretName: other}"), secret("web", TOKEN), "default", Match::No),
        (volume("", "secret: {secretName: s}"), secret("web", TOKEN), "default", Match::No),
    ];
    for (pod, account, name, mounted) in rows {
        let analysis = read(&[&pod, &account]);
        let (_, object) = analysis.cluster.workloads().next().unwrap();
        let identity = analysis.access.identity(&analysis.cluster, object).unwrap();
        assert_eq!((&*identity.account, identity.token.mounted), (name, mounted), "{pod}\n{account}");
        let is_here = account.contains("ServiceAccount\n") && account.contains(&format!("name: {name}}}"));
        assert_eq!(identity.object.is_some(), is_here, "{pod}\n{account}");
    }
}

#[test]
fn powers_are_those_that_lead_further() {
    let powers = |kind: &str, rule: &str| {
        let role = format!("{RBAC}kind: ClusterRole\nmetadata: {{name: r}}\nrules: [{{{rule}}}]");
        let bound = binding(kind, "kind: ClusterRole, name: r", "kind: ServiceAccount, name: web, namespace: shop");
        let analysis = read(&[&role, &bound]);
        let held = analysis.access.powers("shop", "web");
        held.iter().map(|held| (held.power.id, held.namespace().unwrap_or("*").to_owned())).collect::<Vec<_>>()
    };
    let said = |held: &[(&'static str, String)]| held.iter().map(|(id, at)| format!("{id} {at}")).collect::<Vec<_>>();
    let rows: [(&str, &str, &[&str]); 16] = [
        ("RoleBinding", "verbs: [list], apiGroups: [''], resources: [secrets]", &["read-secrets shop"]),
        ("ClusterRoleBinding", "verbs: [list], apiGroups: [''], resources: [secrets]", &["read-secrets *"]),
        ("RoleBinding", "verbs: [get], apiGroups: [''], resources: [secrets], resourceNames: [a]", &[]),
        ("RoleBinding", "verbs: [get, list], apiGroups: ['', apps], resources: [pods, configmaps, deployments]", &[]),
        ("RoleBinding", "verbs: [create], apiGroups: [''], resources: [pods/exec, nodes/proxy]", &["enter-pods shop"]),
        ("ClusterRoleBinding", "verbs: [get], apiGroups: [''], resources: [nodes/proxy]", &["use-kubelet *"]),
        ("RoleBinding", "verbs: [create], apiGroups: [apps], resources: ['*']", &["run-pods shop"]),
        ("RoleBinding", "verbs: [patch], apiGroups: [''], resources: [namespaces]", &["label-namespaces shop"]),
        ("ClusterRoleBinding", "verbs: [bind], apiGroups: ['*'], resources: [clusterroles]", &["escalate-roles *"]),
        ("RoleBinding", "verbs: [bind], apiGroups: ['*'], resources: [clusterroles]", &["escalate-roles shop"]),
        ("RoleBinding", "verbs: [escalate], apiGroups: ['*'], resources: [roles]", &["escalate-roles shop"]),
        ("RoleBinding", "verbs: [escalate], apiGroups: ['*'], resources: [clusterroles]", &[]),
        ("RoleBinding", "verbs: [impersonate], apiGroups: [''], resources: [users, groups]", &[]),
        ("RoleBinding", "verbs: [impersonate], apiGroups: [''], resources: [serviceaccounts]", &["impersonate shop"]),
        ("ClusterRoleBinding", "verbs: [impersonate], apiGroups: [''], resources: [users]", &["impersonate *"]),
        (
            "ClusterRoleBinding",
            "verbs: [impersonate], apiGroups: [''], resources: [serviceaccounts]",
            &["impersonate *"],
        ),
    ];
    for (kind, rule, expected) in rows {
        assert_eq!(said(&powers(kind, rule)), expected, "{kind} {rule}");
    }
    let all = powers("ClusterRoleBinding", "verbs: ['*'], apiGroups: ['*'], resources: ['*']");
    assert_eq!((all.len(), all.first().map(|(id, _)| *id)), (12, Some("everything")));
    let in_one = powers("RoleBinding", "verbs: ['*'], apiGroups: ['*'], resources: ['*']");
    assert_eq!(in_one.len(), 8, "what is of the whole cluster is not in a namespace: {in_one:?}");
}
