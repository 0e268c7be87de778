//! The JSON report is a contract, version 1: the names at every level, and what they mean.

#![allow(clippy::expect_used, clippy::indexing_slicing)] // A test may panic, and its helpers with it.

use porthole::Analysis;
use porthole::exposure::Environment;
use porthole::finding::{Confidence, Edit, Finding, Fix, Promise, Severity};
use porthole::render::json;
use porthole::source::{Place, Source, Span};
use serde_json::{Value, json};

/// Fills every level of the report: a Service that works and one that nearly does, one without a
/// selector, a workload without pods, an object of a kind that is not analysed, and a broken document.
const MANIFESTS: &str = include_str!("json_contract/shop.yaml");

fn analysis() -> Analysis {
    porthole::analyze(&[Source::new("shop.yaml", MANIFESTS)], &Environment::default())
}

fn report() -> Value {
    serde_json::from_str(&json(&analysis(), false)).expect("JSON")
}

/// A finding that fills everything, at the name of the first Service, with an edit behind it.
fn finding(analysis: &Analysis) -> Finding {
    let (_, service) = analysis.cluster.objects().nth(2).expect("the Service");
    let place = service.name_place();
    let behind = Place::new(place.document, Span::new(place.span.end, place.span.end));
    let fix = Fix {
        title: "Add `-2`".to_owned(),
        promise: Promise::NeedsReview,
        consequence: "It is called `web-2`.".into(),
        edits: vec![Edit { place: behind, text: "-2 # `2`".to_owned() }],
    };
    Finding {
        check: "some-check",
        severity: Severity::High,
        confidence: Confidence::Medium,
        place,
        message: "Service `web` is here.".to_owned(),
        highlights: Vec::new(),
        reach: None,
        mendable: true,
        fixes: vec![fix],
    }
}

/// The report with that finding as its only one.
fn report_with_finding() -> Value {
    let mut analysis = analysis();
    analysis.findings = vec![finding(&analysis)];
    serde_json::from_str(&json(&analysis, false)).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn rows<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    let rows = value[name].as_array().expect("a list");
    assert!(!rows.is_empty(), "{name} is filled");
    rows
}

/// All rows of a list that stands in each of the given ones.
fn inner<'a>(outer: &[&'a Value], name: &str) -> Vec<&'a Value> {
    let inner: Vec<&Value> = outer.iter().flat_map(|row| row[name].as_array().expect("a list")).collect();
    assert!(!inner.is_empty(), "{name} is filled");
    inner
}

#[test]
fn every_level_has_exactly_its_names() {
    let report = report_with_finding();
    assert_eq!(keys(&report), ["chains", "findings", "objects", "problems", "reach", "services", "version"]);
    let all = |name| rows(&report, name).iter().collect::<Vec<&Value>>();
    let (services, reach, findings) = (all("services"), all("reach"), all("findings"));
    let ports = inner(&services, "ports");
    let near_misses = inner(&services, "near_misses");
    let fixes: Vec<&Value> = findings.iter().map(|row| &row["fix"]).filter(|fix| !fix.is_null()).collect();
    let chains = all("chains");
    let levels: [(&str, Vec<&Value>, &[&str]); 15] = [
        ("objects", all("objects"), &["file", "kind", "line", "name", "namespace"]),
        ("problems", all("problems"), &["column", "file", "line", "message"]),
        ("services", services.clone(), &["name", "namespace", "near_misses", "ports", "selector", "selects", "type"]),
        ("selects", inner(&services, "selects"), &["kind", "name", "namespace"]),
        ("ports", ports.clone(), &["name", "node_port", "port", "protocol", "targets"]),
        ("targets", inner(&ports, "targets"), &["kind", "name", "namespace", "port", "status"]),
        ("near_misses", near_misses.clone(), &["kind", "name", "namespace", "reason", "requirements"]),
        ("requirements", inner(&near_misses, "requirements"), &["found", "key", "verdict", "wanted"]),
        (
            "reach",
            reach.clone(),
            &["depends_on", "from", "hops", "kind", "name", "namespace", "port", "protocol", "verdict"],
        ),
        ("hops", inner(&reach, "hops"), &["file", "line", "object", "text"]),
        ("chains", chains.clone(), &["depends_on", "from", "kind", "level", "links", "name", "namespace", "verdict"]),
        ("links", inner(&chains, "links"), &["file", "line", "object", "stage", "text", "verdict"]),
        (
            "findings",
            findings.clone(),
            &[
                "check",
                "column",
                "confidence",
                "end_column",
                "end_line",
                "file",
                "fix",
                "kind",
                "line",
                "message",
                "name",
                "namespace",
                "severity",
            ],
        ),
        ("fix", fixes.clone(), &["consequence", "edits", "promise", "title"]),
        ("edits", inner(&fixes, "edits"), &["column", "end_column", "end_line", "file", "line", "text"]),
    ];
    for (level, rows, expected) in levels {
        for row in rows {
            assert_eq!(keys(row), expected, "{level}");
        }
    }
}

#[test]
fn words_are_those_of_the_contract() {
    let report = report_with_finding();
    let all = |name| rows(&report, name).iter().collect::<Vec<&Value>>();
    let among = |rows: &[&Value], name: &str, words: &[&str]| {
        for row in rows {
            assert!(row[name].as_str().is_some_and(|word| words.contains(&word)), "{name}: {row}");
        }
    };
    let (services, reach, findings) = (all("services"), all("reach"), all("findings"));
    among(&services, "type", &["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]);
    among(&inner(&inner(&services, "ports"), "targets"), "status", &["resolved", "undeclared", "unresolved"]);
    among(&inner(&inner(&services, "near_misses"), "requirements"), "verdict", &["yes", "unknown", "no"]);
    let places = ["internet", "private-network", "node-network", "cluster", "namespace", "selected-pods", "nobody"];
    among(&reach, "from", &places);
    among(&reach, "verdict", &["open", "blocked", "depends"]);
    let chains = all("chains");
    among(&chains, "level", &["privileged", "baseline", "restricted"]);
    among(&chains, "verdict", &["open", "blocked", "depends"]);
    let stages = ["way", "pod", "account", "token", "role", "api-server", "leads-to"];
    among(&inner(&chains, "links"), "stage", &stages);
    among(&findings, "severity", &["critical", "high", "medium", "low", "note"]);
    among(&findings, "confidence", &["high", "medium", "low"]);
    assert_eq!(report["version"], 1);
}

#[test]
fn objects_say_where_they_begin_and_what_namespace_they_are_in() {
    let report = report();
    let row = |kind: &str, namespace: &str, name: &str, line: u32| json!({ "kind": kind, "namespace": namespace, "name": name, "file": "shop.yaml", "line": line });
    let expected = json!([
        row("Namespace", "", "shop", 1),
        row("Deployment", "shop", "web", 6),
        row("Service", "shop", "web", 26),
        row("Service", "shop", "misspelt", 49),
        row("Service", "default", "elsewhere", 62),
        row("Deployment", "default", "idle", 70),
        row("Widget", "default", "gadget", 84),
    ]);
    assert_eq!(report["objects"], expected);
    assert_eq!((&report["problems"][0]["file"], &report["problems"][0]["line"]), (&json!("shop.yaml"), &json!(89)));
}

#[test]
fn services_say_what_they_select_and_where_their_ports_lead() {
    let report = report();
    let web = json!({ "kind": "Deployment", "namespace": "shop", "name": "web" });
    let target = |port: Value, status: &str| json!([{ "kind": "Deployment", "namespace": "shop", "name": "web", "port": port, "status": status }]);
    let public = json!({ "name": "public", "port": 80, "protocol": "TCP", "node_port": 30080,
                         "targets": target(json!(3000), "resolved") });
    let other = json!({ "name": "other", "port": 81, "protocol": "UDP", "node_port": null,
                        "targets": target(json!(9000), "undeclared") });
    let lost = json!({ "name": "lost", "port": 82, "protocol": "TCP", "node_port": null,
                       "targets": target(json!(null), "unresolved") });
    let expected = json!({ "namespace": "shop", "name": "web", "type": "LoadBalancer",
                           "selector": { "app": "web", "tier": "front" }, "selects": [web],
                           "ports": [public, other, lost], "near_misses": [] });
    assert_eq!(report["services"][0], expected);
    let expected = json!({ "namespace": "default", "name": "elsewhere", "type": "ExternalName", "selector": null,
                           "selects": [], "ports": [], "near_misses": [] });
    assert_eq!(report["services"][2], expected);
}

#[test]
fn near_misses_say_why_requirement_by_requirement() {
    let report = report();
    let expected = json!([{
        "kind": "Deployment", "namespace": "shop", "name": "web",
        "reason": "The selector asks for app=webb; the pods have app=web, which looks like a slip of the pen.",
        "requirements": [
            { "key": "app", "wanted": "webb", "found": "web", "verdict": "no" },
            { "key": "tier", "wanted": "front", "found": "front", "verdict": "yes" },
            { "key": "pod-template-hash", "wanted": "abc", "found": "set by the cluster", "verdict": "unknown" },
        ],
    }]);
    assert_eq!(report["services"][1]["near_misses"], expected);
    assert_eq!(report["services"][1]["ports"][0]["name"], json!(null));
}

#[test]
fn reach_holds_the_ways_that_arrive_and_the_ports_that_nobody_reaches() {
    let report = report();
    let rows = rows(&report, "reach");
    let first = &rows[0];
    let place = [&first["name"], &first["port"], &first["protocol"], &first["from"], &first["verdict"]];
    assert_eq!(place, [&json!("web"), &json!(3000), &json!("TCP"), &json!("internet"), &json!("open")]);
    assert_eq!(first["depends_on"], json!(["public-load-balancers"]));
    assert_eq!(
        first["hops"][0],
        json!({ "object": null, "text": "Anyone on the Internet", "file": null, "line": null })
    );
    assert_eq!(first["hops"][1]["object"], "Service/shop/web");
    assert!(first["hops"][1]["line"].is_u64());
    let hop = json!({ "object": "Deployment/default/idle", "text": "Deployment idle runs no pods (replicas: 0)",
                      "file": "shop.yaml", "line": 75 });
    let nobody = json!({ "kind": "Deployment", "namespace": "default", "name": "idle", "port": 53, "protocol": "UDP",
                         "from": "nobody", "verdict": "blocked", "depends_on": [], "hops": [hop] });
    assert_eq!(rows.last(), Some(&nobody));
    assert!(rows.iter().all(|row| row["name"] != "misspelt"), "a way that ends is not a row");
}

#[test]
fn findings_say_where_and_how_to_mend_them() {
    let expected = json!([{
        "check": "some-check", "severity": "high", "confidence": "medium", "message": "Service web is here.",
        "kind": "Service", "namespace": "shop", "name": "web",
        "file": "shop.yaml", "line": 29, "column": 9, "end_line": 29, "end_column": 12,
        "fix": {
            "title": "Add -2", "consequence": "It is called web-2.", "promise": "needs-review",
            "edits": [{
                "file": "shop.yaml", "line": 29, "column": 12, "end_line": 29, "end_column": 12, "text": "-2 # `2`",
            }],
        },
    }]);
    assert_eq!(report_with_finding()["findings"], expected);
}

#[test]
fn sentences_carry_no_backticks() {
    assert!(!json(&analysis(), false).contains('`'));
}

#[test]
fn connections_are_there_when_asked_for() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\n\
        spec: { containers: [{ name: main }] }\n---\n\
        apiVersion: v1\nkind: Pod\nmetadata: { name: db, labels: { app: db } }\nspec: { containers: [{ name: main }] }\n---\n\
        apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db }\nspec:\n  \
        podSelector: { matchLabels: { app: db } }\n  policyTypes: [Ingress, Egress]\n  ingress:\n  \
        - from: [{ podSelector: { matchLabels: { app: web } } }]\n    ports: [{ port: 6379 }]\n  egress:\n  \
        - to: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n";
    let analysis = porthole::analyze(&[Source::new("f.yaml", text)], &Environment::default());
    let report: Value = serde_json::from_str(&json(&analysis, true)).expect("JSON");
    let pod = |name: &str| json!({ "kind": "Pod", "namespace": "default", "name": name });
    let row = |from: Value, to: Value, ports: &str, verdict: &str| json!({ "from": from, "to": to, "ports": ports, "verdict": verdict });
    let web_by_label =
        json!({ "namespace_labels": ["kubernetes.io/metadata.name=default"], "pod_labels": ["app=web"] });
    let expected = [
        row(json!("internet"), pod("web"), "All", "open"),
        row(json!("entire-cluster"), pod("web"), "All", "open"),
        row(pod("web"), pod("db"), "TCP 6379", "open"),
        row(pod("web"), json!("internet"), "All", "open"),
        row(pod("web"), json!("entire-cluster"), "All", "open"),
        row(web_by_label, pod("db"), "TCP 6379", "open"),
        row(pod("db"), pod("web"), "All", "depends"),
        row(pod("db"), json!({ "addresses": ["10.0.0.0-10.255.255.255"] }), "All", "open"),
    ];
    assert_eq!(report["connections"], Value::from(expected.to_vec()), "{:#}", report["connections"]);
    let isolation = |name: &str, isolated: &str| json!({ "kind": "Pod", "namespace": "default", "name": name, "ingress": isolated, "egress": isolated });
    assert_eq!(report["isolation"], json!([isolation("web", "no"), isolation("db", "yes")]));
}
