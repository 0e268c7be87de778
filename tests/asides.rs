//! What the editor is told while a person reads and types: who matches a label, and which words may stand at a place.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

mod asked;

use asked::asked;
use porthole::view::desk::Desk;
use porthole::view::protocol::{Request, Response};
use porthole::view::{Inline, Spot};

const TEXT: &str = "\
apiVersion: v1
kind: Service
metadata: {name: front, namespace: shop}
spec:
  selector:
    app: web # ü𝄞
    tier: front
  ports: [{name: http, port: 80, targetPort: web}]
---
apiVersion: v1
kind: Service
metadata: {name: lost, namespace: shop}
spec: {selector: {app: web, tier: back}, ports: [{port: 81}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: pages, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front, free: \"yes\"}}
    spec: {containers: [{name: main, image: x, ports: [{name: web, containerPort: 8080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: quiet, namespace: shop}
spec: {podSelector: {matchLabels: {tier: front}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: other}
";

fn desk(text: &str) -> Desk {
    let mut desk = Desk::default();
    desk.answer(asked(text, None));
    desk
}

/// What is said of the `nth` place in the text that reads so, from 0, and the text that it is said of.
fn said(reads: &str, nth: usize) -> Option<(String, String)> {
    let at = TEXT.match_indices(reads).nth(nth).unwrap().0;
    let units = |text: &str| text.encode_utf16().count();
    let request = Request::Hover { version: 7, file: 0, offset: units(TEXT.get(..at).unwrap()) + 1 };
    let Response::Hover(hover) = desk(TEXT).answer(request) else { panic!("a question about a place is answered so") };
    let hover = hover?;
    let text: Vec<u16> = TEXT.encode_utf16().skip(hover.mark.from).take(hover.mark.to - hover.mark.from).collect();
    let plain = |piece: &Inline| match piece {
        Inline::Text(text) => text.clone(),
        Inline::Code(text) => format!("`{text}`"),
    };
    let sentences = hover.sentences.iter().map(|sentence| sentence.iter().map(plain).collect::<String>());
    Some((String::from_utf16(&text).unwrap(), sentences.collect::<Vec<_>>().join(" ")))
}

fn words(version: &str, kind: &str, path: &str, value: bool) -> Vec<String> {
    let path = path.split_whitespace().map(str::to_owned).collect();
    let spot = Spot { version: version.to_owned(), kind: kind.to_owned(), path, value };
    match desk(TEXT).answer(Request::Complete(spot)) {
        Response::Words(words) => words,
        other => panic!("a question for words is answered by {other:?}"),
    }
}

#[test]
fn a_selectors_entry_says_whose_pods_carry_it() {
    let (of, text) = said("app: web", 0).unwrap();
    assert_eq!(of, "app: web");
    assert_eq!(text, "Carried by Deployment `pages`: selected.");
    let (_, text) = said("app: web", 1).unwrap();
    assert_eq!(text, "Carried by Deployment `pages`, without something else that the Service asks for.");
    assert_eq!(said("tier: back", 0).unwrap().1, "No pods in namespace `shop` carry it.");
}

#[test]
fn a_label_of_pods_says_who_asks_for_it() {
    let (of, text) = said("app: web", 3).unwrap();
    assert_eq!(of, "app: web", "after characters of several units, too");
    assert_eq!(
        text,
        "Asked for by Service `front`: these pods are selected. Asked for by Service `lost`, but these pods lack \
         something else that is asked for."
    );
    assert_eq!(said("free", 0).unwrap().1, "No Service in namespace `shop` asks for it.");
}

#[test]
fn a_policys_selector_says_whose_pods_it_applies_to() {
    assert_eq!(said("tier: front", 2).unwrap().1, "The policy applies to the pods of Deployment `pages`.");
}

#[test]
fn nothing_is_said_of_other_places_or_of_another_text() {
    assert_eq!(said("image", 0), None);
    let stale = desk(TEXT).answer(Request::Hover { version: 6, file: 0, offset: TEXT.find("app: web").unwrap() });
    assert_eq!(stale, Response::Hover(None));
}

#[test]
fn fields_are_those_that_kubernetes_has_there() {
    let service = words("v1", "Service", "spec", false);
    assert!(service.contains(&"selector".to_owned()) && service.contains(&"ports".to_owned()), "{service:?}");
    let container = words("apps/v1", "Deployment", "spec template spec containers", false);
    assert!(container.contains(&"securityContext".to_owned()) && !container.contains(&"replicas".to_owned()));
    assert!(!words("v1", "Service", "", false).contains(&"status".to_owned()), "the cluster writes that");
    assert_eq!(words("", "", "", false), ["apiVersion", "kind", "metadata", "spec"]);
    assert_eq!(words("example.com/v1", "Thing", "spec", false), [""; 0]);
}

#[test]
fn labels_are_those_of_the_text() {
    assert_eq!(words("v1", "Service", "spec selector", false), ["app", "free", "tier"]);
    assert_eq!(words("v1", "Service", "spec selector tier", true), ["back", "front"]);
    assert_eq!(words("v1", "Pod", "metadata labels app", true), ["web"]);
}

#[test]
fn namespaces_names_and_ports_are_those_of_the_text() {
    assert_eq!(words("v1", "Pod", "metadata namespace", true), ["other", "shop"]);
    let backend = "spec rules http paths backend service";
    assert_eq!(words("networking.k8s.io/v1", "Ingress", &format!("{backend} name"), true), ["front", "lost"]);
    assert_eq!(words("networking.k8s.io/v1", "Ingress", &format!("{backend} port name"), true), ["http"]);
    assert_eq!(words("v1", "Service", "spec ports targetPort", true), ["web"]);
    assert_eq!(words("v1", "Service", "spec type", true), ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
    assert_eq!(words("", "Deployment", "apiVersion", true), ["apps/v1"]);
    assert_eq!(words("networking.k8s.io/v1", "NetworkPolicy", "spec policyTypes", false), ["Egress", "Ingress"]);
}
