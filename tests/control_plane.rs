//! The control plane on the map: drawn where a chain arrives at it, and explained as one selection.

#![allow(clippy::unwrap_used, clippy::panic)] // What fails here fails the test.

use porthole::view::desk::Desk;
use porthole::view::protocol::{Request, Response};
use porthole::view::{Map, Orientation, Panel, Shape, State};

const POD: &str = "\
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {automountServiceAccountToken: true, containers: [{name: web, ports: [{containerPort: 80}]}]}
";
const BINDING: &str = "\
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: all}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: default, namespace: default}]
";

fn map(desk: &mut Desk, text: String, orientation: Orientation) -> Map {
    let files = vec![("f.yaml".to_owned(), text)];
    let (assumed, lens, against, lesson) = (Vec::new(), porthole::view::Lens::default(), None, None);
    let request = Request::Analyze { version: 1, files, assumed, orientation, width: 366.0, lens, against, lesson };
    let Response::View { view, .. } = desk.answer(request) else { panic!("an analysis gives a view") };
    view.map
}

fn panel(desk: &mut Desk, key: &str) -> Box<Panel> {
    let answer = desk.answer(Request::Explain { version: 1, key: key.to_owned() });
    let Response::Panel { panel: Some(panel), .. } = answer else { panic!("{key} is not explained") };
    panel
}

#[test]
fn it_is_drawn_where_a_chain_arrives_at_it_and_nowhere_else() {
    let mut desk = Desk::default();
    for orientation in [Orientation::Across, Orientation::Down] {
        let silent = POD.replace("Token: true", "Token: false") + BINDING;
        for text in [POD.to_owned(), silent] {
            let map = map(&mut desk, text, orientation);
            assert!(map.vertices.iter().all(|vertex| vertex.shape != Shape::Control));
            assert_eq!(map.lanes.len(), 4);
        }
        let map = map(&mut desk, POD.to_owned() + BINDING, orientation);
        let drawn = map.vertices.iter().filter(|vertex| vertex.shape == Shape::Control);
        assert_eq!(drawn.map(|vertex| &*vertex.title).collect::<Vec<_>>(), ["API server", "etcd"]);
        assert_eq!(map.lanes.last().unwrap().title, "Control plane");
        let edge = map.edges.iter().find(|edge| edge.key == "chain:object:Pod/default/web").unwrap();
        assert_eq!(edge.label, "web may do everything in every namespace on the API server");
        assert_eq!(edge.state, State::Yes);
        assert!(map.edges.iter().any(|edge| edge.key == "control:etcd"));
    }
}

#[test]
fn a_chain_lights_up_from_the_internet_to_etcd() {
    let mut desk = Desk::default();
    let map = map(&mut desk, POD.to_owned() + BINDING, Orientation::Across);
    for key in ["chain:object:Pod/default/web", "control:api-server", "control:etcd", "object:Pod/default/web"] {
        let lit = panel(&mut desk, key).lit;
        // The same pod is reached from other places too, which are ways of their own.
        let outer = |key: &str| key.starts_with("outside:") && key != "outside:internet";
        let dark = map.vertices.iter().filter(|vertex| !outer(&vertex.key));
        let dark: Vec<&str> = dark.filter(|vertex| !lit.contains(&vertex.key)).map(|vertex| &*vertex.key).collect();
        assert_eq!(dark, Vec::<&str>::new(), "{key}");
        assert!(lit.iter().any(|lit| lit == "chain:object:Pod/default/web"), "{key}");
    }
}
