//! Few lines that mean many pairs: of Services and pods, policies and pods, routes and Services.

use std::fmt::Write;

use porthole::exposure::Environment;
use porthole::source::Source;
use porthole::{Analysis, analyze};

use super::repeated;

fn read(text: &str) -> Analysis {
    analyze(&[Source::new("any.yaml", text)], &Environment::default())
}

fn pods(count: usize) -> String {
    repeated(count, |text, at| {
        let labels = "{app: a}";
        write!(text, "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{at}, labels: {labels}}}\nspec: {{containers: [{{name: c, ports: [{{name: http, containerPort: 80}}]}}]}}\n").unwrap();
    })
}

fn services(count: usize) -> String {
    repeated(count, |text, at| {
        write!(text, "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{at}}}\nspec: {{type: LoadBalancer, selector: {{app: a}}, ports: [{{port: 80}}]}}\n").unwrap();
    })
}

fn policies(count: usize, ingress: impl Fn(usize) -> String) -> String {
    repeated(count, |text, at| {
        let ingress = ingress(at);
        write!(text, "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: n{at}}}\nspec: {{podSelector: {{}}, ingress: [{ingress}]}}\n").unwrap();
    })
}

#[test]
fn pairs_of_services_and_pods_are_bounded_and_said() {
    let analysis = read(&(services(1_000) + &pods(1_000)));
    let pairs: usize = analysis.cluster.services().map(|service| service.selects.len()).sum();
    // A hundred thousand anyway, ten for each object, and one for each Service at least.
    let most = 100_000 + 10 * 2_000;
    assert!(pairs <= most + 1_000 && analysis.exposure.paths().len() <= most + 1_000, "{pairs}");
    assert!(analysis.cluster.services().all(|service| !service.selects.is_empty()));
    let said: Vec<&str> = analysis.problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(
        said,
        [
            "These manifests open more ways than can be followed one by one. From Service `s29` on, only some of the pods \
          and ways of each Service are looked at."
        ]
    );
    assert!(read(&(services(40) + &pods(500))).problems.is_empty(), "what can be followed is not left out");
}

#[test]
fn many_policies_on_many_pods_are_asked_once() {
    for ingress in [
        &(|_: usize| String::new()) as &dyn Fn(usize) -> String,
        &|at| format!("{{from: [{{podSelector: {{matchLabels: {{app: x{at}}}}}}}], ports: [{{port: {}}}]}}", at + 1),
        &|at| format!("{{from: [{{ipBlock: {{cidr: 10.{}.{}.0/24}}}}]}}", at / 250, at % 250),
    ] {
        let analysis = read(&(services(1) + &policies(300, ingress) + &pods(300)));
        assert!(analysis.problems.is_empty());
        let hops = analysis.exposure.paths().flat_map(|path| &path.hops);
        assert!(hops.map(|hop| hop.places.len()).max().unwrap() <= 101, "a step rests on too many lines");
    }
}

#[test]
fn many_ports_of_one_rule_are_one_set() {
    let ports: Vec<String> = (0..5_000).map(|at| format!("{{port: {}}}", 2 * at + 1)).collect();
    let analysis = read(&(services(1) + &policies(1, |_| format!("{{ports: [{}]}}", ports.join(", "))) + &pods(20)));
    assert!(analysis.exposure.paths().all(|path| path.is_cut()), "port 80 is not among the odd ones");
}

#[test]
fn a_template_is_lent_once() {
    let rollouts = repeated(500, |text, at| {
        write!(text, "---\napiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {{name: r{at}}}\nspec: {{workloadRef: {{kind: Deployment, name: d}}}}\n").unwrap()
    });
    let deployment = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {template: {metadata: {labels: {app: a}}}}\n";
    let analysis = read(&(rollouts + &deployment.repeat(500)));
    let added =
        analysis.cluster.workloads().filter_map(|(_, object)| object.workload()).map(|one| one.labels.added.len());
    assert!(added.max().unwrap() <= 3);
}

#[test]
fn values_that_are_nearly_the_same_are_few_to_look_at() {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap());
    let word = |at: usize| String::from_iter([letter(at), letter(at / 26), letter(at / 676)]);
    let text = repeated(1_000, |text, at| {
        let word = word(at);
        write!(text, "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{at}}}\nspec: {{selector: {{app: wide-{word}}}, ports: [{{port: 80}}]}}\n").unwrap();
        write!(text, "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{at}, labels: {{app: wide-x{word}}}}}\nspec: {{containers: [{{name: c}}]}}\n").unwrap();
    });
    let analysis = read(&text);
    assert!(analysis.cluster.services().all(|service| service.near_misses.len() <= 5));
    let misses = analysis.findings.iter().filter(|finding| finding.check == "service-selects-no-pods");
    assert_eq!(misses.count(), 1_000);
}
