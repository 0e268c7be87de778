//! Two analyses side by side.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // What fails here fails the test.

mod found;

use std::path::Path;

use found::manifests;
use porthole::compare::{Change, Comparison, compare};
use porthole::exposure::{Environment, Reach, Verdict};
use porthole::finding::{Fix, Promise};
use porthole::manifest::Object;
use porthole::manifest::policy::Direction;
use porthole::policy::{AddressSet, Described, Peer, PortSet};
use porthole::source::Source;
use porthole::{Analysis, analyze, explain};

fn analysed(text: &str) -> Analysis {
    analyze(&[Source::new("manifests.yaml", text)], &Environment::default())
}

/// What differs, in words: the sentence, then what opened, closed, came and went.
fn said(before: &str, after: &str) -> (String, [Vec<String>; 4]) {
    let (before, after) = (analysed(before), analysed(after));
    let Comparison { opened, closed, came, went } = &compare(&before, &after);
    let checks = |findings: &[&porthole::finding::Finding]| findings.iter().map(|f| f.check.to_owned()).collect();
    let sentence = explain::difference(&compare(&before, &after));
    (
        sentence,
        [
            opened.iter().map(explain::change).collect(),
            closed.iter().map(explain::change).collect(),
            checks(came),
            checks(went),
        ],
    )
}

const POD: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers: [{name: web, image: web, ports: [{containerPort: 80}]}]
---
";
const DENY: &str = "\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
";

fn service(type_: &str) -> String {
    let spec = format!("spec: {{type: {type_}, selector: {{app: web}}, ports: [{{port: 80}}]}}");
    format!("apiVersion: v1\nkind: Service\nmetadata: {{name: front}}\n{spec}\n---\n")
}

#[test]
fn the_same_text_differs_in_nothing_wherever_it_stands() {
    let one = POD.to_owned() + &service("LoadBalancer");
    let other = format!("# moved\n{}{POD}", service("LoadBalancer"));
    let (sentence, lists) = said(&one, &other);
    assert!(lists.iter().all(Vec::is_empty), "{lists:?}");
    assert_eq!(sentence, "Nothing changes in what can be reached or in what is found.");
}

#[test]
fn what_opens_is_said_first_and_each_way_by_what_it_enters() {
    let (sentence, [opened, closed, came, went]) = said(POD, &(POD.to_owned() + &service("LoadBalancer")));
    assert!(sentence.starts_with("The change opens 4 ways in"), "{sentence}");
    assert_eq!(
        opened[0],
        "Anyone on the Internet can now connect to port 80 of Pod `web`, by the load balancer of Service `front`."
    );
    assert!(closed.is_empty(), "{closed:?}");
    assert!(came.contains(&"load-balancer-open-to-internet".to_owned()), "{came:?}");
    assert!(went.is_empty(), "{went:?}");
}

#[test]
fn what_closes_is_named_with_who_could_take_it() {
    let open = POD.to_owned() + &service("LoadBalancer");
    let (_, [opened, closed, _, went]) = said(&open, &(POD.to_owned() + &service("ClusterIP")));
    assert!(opened.is_empty(), "{opened:?}");
    assert!(
        closed.iter().any(|way| way.starts_with("Anyone on the Internet can no longer connect to port 80")),
        "{closed:?}"
    );
    assert!(went.contains(&"load-balancer-open-to-internet".to_owned()), "{went:?}");
}

#[test]
fn a_policy_closes_and_its_removal_opens_the_same() {
    let open = POD.to_owned() + &service("ClusterIP");
    let shut = open.clone() + DENY;
    let (_, [opened, closed, ..]) = said(&open, &shut);
    assert!(opened.is_empty() && !closed.is_empty(), "{opened:?} {closed:?}");
    let (_, [reopened, reclosed, ..]) = said(&shut, &open);
    assert!(reclosed.is_empty());
    assert_eq!(reopened.len(), closed.len());
}

fn policy(from: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: some}}\n\
         spec: {{podSelector: {{}}, ingress: [{{from: [{from}]}}]}}\n---\n"
    )
}

/// What opens and what closes.
fn ways(before: &str, after: &str) -> [Vec<String>; 2] {
    let (_, [opened, closed, ..]) = said(before, after);
    [opened, closed]
}

#[test]
fn others_whom_a_policy_lets_in_are_an_opening_and_fewer_are_none() {
    let own = "{podSelector: {}}";
    let other = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: dev}}}";
    let [all, few, more] =
        ["", &policy(own), &policy(&format!("{own}, {other}"))].map(|policy| POD.to_owned() + policy);
    let way = "connect to port 80 of Pod `web` directly.";
    let (dev, any) = ("All pods of namespace `dev`", "Any pod in the cluster");
    assert_eq!(ways(&few, &more), [vec![format!("{dev} can now {way}")], vec![]]);
    assert_eq!(ways(&more, &few), [vec![], vec![format!("{dev} can no longer {way}")]]);
    for narrowed in [&few, &more] {
        assert_eq!(ways(&all, narrowed), [vec![], vec![format!("{any} can no longer {way}")]]);
        assert_eq!(ways(narrowed, &all), [vec![format!("{any} can now {way}")], vec![]]);
    }
}

#[test]
fn addresses_that_are_let_in_besides_are_an_opening_and_an_inner_load_balancer_is_none() {
    let balancer = |more: &str| {
        let spec =
            "type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: {app: web}, ports: [{port: 80}]";
        let annotation = if more.is_empty() { "" } else { "networking.gke.io/load-balancer-type: Internal" };
        let metadata = format!("metadata: {{name: front, annotations: {{{annotation}}}}}");
        format!("{POD}apiVersion: v1\nkind: Service\n{metadata}\nspec: {{{spec}{more}}}\n---\n")
    };
    let open = balancer("");
    let [near, nearer] =
        ["10.0.0.0/8", "10.0.0.0/9"].map(|range| balancer(&format!(", loadBalancerSourceRanges: [{range}]")));
    let way = "connect to port 80 of Pod `web`, by the load balancer of Service `front`.";
    assert_eq!(ways(&nearer, &near), [vec![format!("Some on the private network may now be able to {way}")], vec![]]);
    assert_eq!(ways(&near, &nearer), [vec![], vec![format!("Some on the private network can no longer {way}")]]);
    assert_eq!(ways(&open, &near), [vec![], vec![format!("Anyone on the Internet can no longer {way}")]]);
}

/// The analysis of the text that a fix makes; a file is one document or more.
fn fixed(analysis: &Analysis, fix: &Fix) -> Analysis {
    let mut texts: Vec<String> = analysis.texts.sources().map(|source| source.text.to_string()).collect();
    for edit in fix.edits.iter().rev() {
        let place = analysis.texts.locate(edit.place);
        texts[place.file].replace_range(place.start..place.end, &edit.text);
    }
    analysed(&texts.concat())
}

/// "It changes nothing that can be reached, and cannot be wrong": of every fix in our cases that says
/// so, and every other one ends the finding that it is offered for, or leaves it to a person.
#[test]
fn what_a_fix_promises_holds() {
    let files = manifests(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    let (mut fixes, mut isolations) = (0, 0);
    for file in files {
        let before = analysed(&std::fs::read_to_string(&file).unwrap());
        for finding in &before.mended() {
            for fix in finding.fixes.iter().filter(|fix| fix.promise != Promise::DisplayOnly) {
                fixes += 1;
                let after = fixed(&before, fix);
                let comparison = compare(&before, &after);
                let about = format!("{}: {}: {}", file.display(), finding.check, fix.title);
                assert!(after.problems.len() <= before.problems.len(), "{about}: {:?}", after.problems);
                assert!(comparison.went.iter().any(|went| went.check == finding.check), "{about}: it stays");
                if finding.check == "pod-not-isolated" {
                    closes_all_but_what_is_in_use(&before, &after, fix, &about);
                    isolations += 1;
                }
                if fix.promise == Promise::Safe {
                    assert!(comparison.opened.is_empty() && comparison.closed.is_empty(), "{about}");
                }
            }
        }
    }
    assert!(fixes > 20 && isolations > 20, "only {fixes} fixes were made, and {isolations} namespaces closed");
}

/// No way that could be taken is lost, none is won, and what comes in to the pods that were open before is nothing
/// but what was in use of them and of those that policies cannot tell from them.
fn closes_all_but_what_is_in_use(before: &Analysis, after: &Analysis, fix: &Fix, about: &str) {
    let comparison = compare(before, after);
    let said = |changes: &[Change]| changes.iter().map(explain::change).collect::<Vec<_>>();
    assert!(comparison.closed.is_empty(), "{about}: {:?}\n{}", said(&comparison.closed), fix.edits[0].text);
    assert!(comparison.opened.is_empty(), "{about}: {:?}\n{}", said(&comparison.opened), fix.edits[0].text);
    if fix.consequence.contains("cannot tell them apart") {
        return;
    }
    let in_use = |id, outside: bool| {
        let ways = before.exposure.to(id).filter(|path| path.verdict != Verdict::Blocked);
        let ways = ways.filter(|path| !outside || path.from <= Reach::NodeNetwork);
        ways.fold(PortSet::default(), |all, path| all.union(&PortSet::port(path.protocol(), path.port().unwrap())))
    };
    let (anyone, all) = (Described::default(), AddressSet::all());
    for (id, object) in before.cluster.workloads() {
        let (later, same) = after.cluster.workloads().find(|(_, one)| is_same(one, object)).unwrap();
        let was_open = !before.policies.judges(id, Direction::Ingress);
        if !was_open || !after.policies.judges(later, Direction::Ingress) {
            continue;
        }
        let pods = after.policies.ingress(later, same, Peer::Described(&anyone)).possible;
        assert!(pods.difference(&in_use(id, false)).is_empty(), "{about}: {} lets in more pods", object.name());
        let outside = after.policies.ingress(later, same, Peer::Addresses(&all)).possible;
        assert!(outside.difference(&in_use(id, true)).is_empty(), "{about}: {} lets in more addresses", object.name());
    }
}

#[test]
fn closing_a_namespace_keeps_what_real_applications_have_in_use() {
    let folder = Path::new("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("{} is absent, so no real namespace was closed.", folder.display());
        return;
    }
    let files = manifests(folder);
    let (mut closed, mut policies, mut kept) = (0, 0, 0);
    for file in &files {
        let before = analysed(&porthole::yaml::decode(&std::fs::read(file).unwrap()));
        for finding in before.mended().iter().filter(|finding| finding.check == "pod-not-isolated") {
            for fix in &finding.fixes {
                let after = fixed(&before, fix);
                let about = format!("{}: {}", file.display(), fix.title);
                closes_all_but_what_is_in_use(&before, &after, fix, &about);
                assert!(after.problems.len() == before.problems.len(), "{about}: {:?}", after.problems);
                closed += 1;
                policies += fix.edits[0].text.matches("kind: NetworkPolicy").count();
                kept += before.exposure.paths().filter(|path| path.verdict != Verdict::Blocked).count();
            }
        }
    }
    eprintln!("{closed} namespaces of {} files closed by {policies} policies, {kept} ways kept.", files.len());
    assert!(closed > 20, "only {closed} namespaces were closed");
}

fn is_same(one: &Object, other: &Object) -> bool {
    let name = |object: &Object| (object.kind.value.clone(), object.namespace().to_owned(), object.name().to_owned());
    name(one) == name(other)
}
