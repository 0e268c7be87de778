//! What stands on the map, and what leads where.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::view::desk::{self, Desk};
use porthole::view::protocol::{Request, Response};
use porthole::view::{Inline, Lens, Map, Orientation, Panel, Shape};

fn map(text: &str) -> Map {
    let analysis = porthole::analyze(&[Source::new("f.yaml", text)], &Environment::default());
    desk::view(&analysis, Orientation::Across, 0.0).map
}

fn through(desk: &mut Desk, text: &str, lens: Lens) -> Map {
    let request = Request::Analyze {
        version: 1,
        files: vec![("f.yaml".to_owned(), text.to_owned())],
        assumed: Vec::new(),
        orientation: Orientation::Across,
        width: 0.0,
        lens,
        against: None,
        lesson: None,
    };
    let Response::View { view, .. } = desk.answer(request) else { panic!("an analysis gives a view") };
    view.map
}

fn panel(text: &str, key: &str) -> Panel {
    let mut desk = Desk::default();
    through(&mut desk, text, Lens::default());
    let answer = desk.answer(Request::Explain { version: 1, key: key.to_owned() });
    let Response::Panel { panel: Some(panel), .. } = answer else { panic!("{key} is not explained") };
    *panel
}

fn service(name: &str) -> String {
    format!(
        "---\nkind: Service\napiVersion: v1\nmetadata: {{name: {name}}}
spec: {{selector: {{app: {name}}}, ports: [{{port: 80}}]}}
---\nkind: Pod\napiVersion: v1\nmetadata: {{name: {name}, labels: {{app: {name}}}}}
spec: {{containers: [{{name: a, ports: [{{containerPort: 80}}]}}]}}\n"
    )
}

/// An Ingress and a Gateway, each of which sends to both Services.
fn gates() -> String {
    let path = |name: &str| {
        format!("{{path: /{name}, pathType: Prefix, backend: {{service: {{name: {name}, port: {{number: 80}}}}}}}}")
    };
    let to = |name: &str| format!("{{backendRefs: [{{name: {name}, port: 80}}]}}");
    format!(
        "kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: {{name: all}}\nspec: {{rules: [{{http: {{paths: [{}, {}]}}}}]}}
---\nkind: Gateway\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {{name: edge}}
spec: {{gatewayClassName: c, listeners: [{{name: web, port: 80, protocol: HTTP}}]}}
---\nkind: HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {{name: r}}
spec: {{parentRefs: [{{name: edge}}], rules: [{}, {}]}}\n{}{}",
        path("cart"),
        path("user"),
        to("cart"),
        to("user"),
        service("cart"),
        service("user")
    )
}

#[test]
fn an_ingress_or_a_gateway_is_drawn_once_and_leads_to_all_its_services() {
    let map = map(&gates());
    let gates = map.vertices.iter().enumerate().filter(|(_, vertex)| vertex.shape == Shape::Gate);
    let gates: Vec<(usize, &str)> = gates.map(|(index, vertex)| (index, &*vertex.title)).collect();
    let mut names: Vec<&str> = gates.iter().map(|(_, name)| *name).collect();
    names.sort_unstable();
    assert_eq!(names, ["all", "edge"]);
    for (gate, name) in gates {
        let leads = map.edges.iter().filter(|edge| edge.from == gate);
        let mut leads: Vec<&str> = leads.map(|edge| &*map.vertices[edge.to].title).collect();
        leads.sort_unstable();
        assert_eq!(leads, ["cart", "user"], "{name}");
        assert_eq!(map.edges.iter().filter(|edge| edge.to == gate).count(), 1, "one line from the Internet to {name}");
    }
}

#[test]
fn choosing_what_a_gate_sends_on_lights_that_way_and_no_other() {
    let text = gates();
    let all = map(&text);
    let edge = all.edges.iter().find(|edge| edge.label == "edge to cart").unwrap();
    let panel = panel(&text, &edge.key);
    let lit = |name: &str| {
        let vertex = all.vertices.iter().find(|vertex| vertex.title == name && vertex.shape != Shape::Workload);
        panel.lit.contains(&vertex.unwrap().key)
    };
    assert!(lit("Internet") && lit("edge") && lit("cart"));
    assert!(!lit("all") && !lit("user"));
}

/// Namespaces `n0`, `n1` and on, each with this many Services and their pods; the first one's are public.
fn namespaces(number: usize, each: usize) -> String {
    let of = |namespace: usize| {
        let services = (0..each).map(move |index| service(&format!("s{index}")));
        services.map(move |text| {
            let text = text.replace("metadata: {", &format!("metadata: {{namespace: n{namespace}, "));
            if namespace == 0 { text.replace("spec: {selector", "spec: {type: LoadBalancer, selector") } else { text }
        })
    };
    (0..number).flat_map(of).collect()
}

fn note(map: &Map) -> String {
    let pieces = map.note.iter().flatten();
    pieces
        .map(|piece| match piece {
            Inline::Text(text) | Inline::Code(text) => text.as_str(),
        })
        .collect()
}

fn folded(map: &Map) -> Vec<&str> {
    map.vertices.iter().filter(|vertex| vertex.shape == Shape::Fold).map(|vertex| &*vertex.title).collect()
}

#[test]
fn too_many_namespaces_fold_to_a_card_each_with_what_is_in_them_and_their_worst_reach() {
    let map = map(&namespaces(5, 20));
    assert_eq!(folded(&map), ["n1", "n2", "n3", "n4"], "the public one stays open");
    assert_eq!(note(&map), "4 of 5 namespaces are folded to one card each.");
    let card = map.vertices.iter().find(|vertex| vertex.title == "n3").unwrap();
    assert_eq!(card.kind, "20 Services · 20 workloads");
    assert_eq!(card.reach, Some(porthole::view::Reach::Cluster));
    assert_eq!(
        card.label,
        "Folded: namespace n3, 20 Services and 20 workloads, any pod in the cluster can reach into it"
    );
    let few = self::map(&namespaces(5, 8));
    assert_eq!((folded(&few).len(), few.note), (0, None));
}

#[test]
fn a_person_folds_and_unfolds_namespaces_and_the_map_says_so() {
    let (mut desk, text) = (Desk::default(), namespaces(5, 20));
    let folds = vec![("n0".to_owned(), true), ("n3".to_owned(), false)];
    let map = through(&mut desk, &text, Lens { focus: None, folds });
    assert!(!folded(&map).contains(&"n3") && folded(&map).contains(&"n0"));
    assert_eq!(map.vertices.iter().filter(|vertex| vertex.shape == Shape::Service).count(), 20);
    assert!(note(&map).starts_with("4 of 5 namespaces are folded"), "{}", note(&map));
}

#[test]
fn what_is_folded_lights_up_as_its_card() {
    let text = namespaces(5, 20);
    assert!(panel(&text, "object:Service/n3/s7").lit.contains(&"namespace:n3".to_owned()));
    let whole = panel(&text, "namespace:n3");
    assert!(format!("{:?}", whole.sections).contains("20 Services"), "{:?}", whole.sections);
}

#[test]
fn a_focus_shows_a_thing_and_its_neighbours_and_nothing_else() {
    let (mut desk, text) = (Desk::default(), namespaces(5, 20));
    let focus = Some("object:Service/n3/s7".to_owned());
    let map = through(&mut desk, &text, Lens { focus, folds: Vec::new() });
    let titles: Vec<&str> = map.vertices.iter().map(|vertex| &*vertex.title).collect();
    assert_eq!(titles, ["Cluster", "s7", "s7"]);
    assert_eq!(note(&map), "Only this and its neighbours: Service s7 (2 of 200 Services and workloads).");
    let gone = Some("object:Service/n3/none".to_owned());
    assert_eq!(folded(&through(&mut desk, &text, Lens { focus: gone, folds: Vec::new() })).len(), 4, "all is shown");
}

#[test]
fn the_rest_of_a_large_namespace_is_one_card() {
    let map = map(&namespaces(1, 70));
    let rest = map.vertices.iter().find(|vertex| vertex.shape == Shape::Fold).unwrap();
    assert_eq!((&*rest.title, &*rest.kind), ("and more", "10 Services · 10 workloads"));
    assert!(note(&map).contains("the other 10 Services and 10 workloads are one card"), "{}", note(&map));
}

/// A Service and this many Pods that differ by their names.
fn alike(number: usize) -> String {
    let pod = |index: usize| {
        format!(
            "---\nkind: Pod\napiVersion: v1\nmetadata: {{name: w{index}, labels: {{app: w}}}}
spec: {{containers: [{{name: a, ports: [{{containerPort: 80}}]}}]}}\n"
        )
    };
    let service =
        "kind: Service\napiVersion: v1\nmetadata: {name: w}\nspec: {selector: {app: w}, ports: [{port: 80}]}\n";
    [service.to_owned()].into_iter().chain((0..number).map(pod)).collect()
}

#[test]
fn pods_that_look_the_same_but_for_their_names_are_one_card_with_a_count() {
    let text = alike(12);
    let map = map(&text);
    let pods: Vec<(&str, &str)> = map
        .vertices
        .iter()
        .filter(|vertex| vertex.shape == Shape::Workload)
        .map(|vertex| (&*vertex.kind, &*vertex.key))
        .collect();
    assert_eq!(pods, [("Pod ×12", "alike:object:Pod/default/w0")]);
    assert_eq!(note(&map), "12 Pods with the same labels, ports and reach are 1 card.");
    assert_eq!(map.edges.iter().filter(|edge| edge.label == "Service w selects w0").count(), 1);
    assert!(panel(&text, "object:Pod/default/w7").lit.contains(&pods[0].1.to_owned()), "each lights up as the card");
    let card = panel(&text, pods[0].1);
    assert!(format!("{:?}", card.title).contains("12 Pods like"), "{:?}", card.title);
    let focus = Some(pods[0].1.to_owned());
    let alone = through(&mut Desk::default(), &text, Lens { focus, folds: Vec::new() });
    assert_eq!(alone.vertices.iter().filter(|vertex| vertex.shape == Shape::Workload).count(), 12, "each by itself");
    assert_eq!(self::map(&alike(2)).vertices.iter().filter(|vertex| vertex.shape == Shape::Workload).count(), 2);
}

#[test]
fn what_turns_or_hides_letters_is_shown_as_what_it_is_wherever_a_name_is_drawn() {
    let name = "a\u{202e}b";
    let text = format!(
        "kind: Service\napiVersion: v1\nmetadata: {{name: {name}, namespace: {name}}}
spec: {{type: LoadBalancer, selector: {{{name}: {name}}}, ports: [{{port: 80}}]}}\n---
kind: Service\napiVersion: v1\nmetadata: {{name: {name}-lost, namespace: {name}}}
spec: {{selector: {{{name}: {name}s}}, ports: [{{port: 80}}]}}\n---
kind: Pod\napiVersion: v1\nmetadata: {{name: {name}, namespace: {name}, labels: {{{name}: {name}}}}}
spec: {{containers: [{{name: a, ports: [{{containerPort: 80, name: {name}}}]}}]}}\n---
kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {{name: {name}, namespace: {name}}}
spec: {{podSelector: {{}}, ingress: [{{}}]}}\n"
    );
    let (map, mut drawn) = (map(&text), Vec::new());
    for vertex in map.vertices {
        drawn.extend([vertex.title, vertex.kind, vertex.label]);
        drawn.extend(vertex.ports.into_iter().chain(vertex.guard));
        drawn.extend(vertex.chips.into_iter().flat_map(|chip| [chip.text, chip.title]));
    }
    drawn.extend(map.edges.into_iter().map(|edge| edge.label));
    drawn.extend(map.bands.into_iter().map(|band| band.title));
    let turned: Vec<&String> = drawn.iter().filter(|text| text.contains('\u{202e}')).collect();
    assert!(turned.is_empty(), "{turned:#?}");
    assert!(drawn.iter().any(|text| text == "a⟨U+202E⟩b"), "{drawn:#?}");
}
