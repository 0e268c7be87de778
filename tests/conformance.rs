//! Who may talk to whom, case by case as another tool answered it: `netpol-analyzer` of the
//! conformance cases. Its answers are compared as sets of lines with what `policy::connections` says;
//! where they differ, `tests/conformance/divergences.toml` says by which rule of Kubernetes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use porthole::exposure::Environment;
use porthole::labels::{Match, Operator, Requirement};
use porthole::manifest::Object;
use porthole::policy::{self, Described, End};
use porthole::source::Source;
use porthole::yaml::{self, Value};
use porthole::{Analysis, analyze};

/// The lines of an answer, each in one form: ranges of addresses joined, selectors in one order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Answer {
    lines: BTreeSet<String>,
    outside: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Answer {
    /// A line of which one side may be addresses.
    fn add(&mut self, section: &str, from: &str, to: &str, ports: &str) {
        let range = |side: &str| {
            let (first, last) = side.strip_suffix("[External]")?.split_once('-')?;
            let number = |text: &str| u32::from(text.parse::<Ipv4Addr>().unwrap());
            Some((number(first), number(last)))
        };
        let line = |from: &str, to: &str| format!("{section}: {from} => {to} : {ports}");
        match (range(from), range(to)) {
            (Some(range), _) => self.outside.entry(line("addresses", to)).or_default().push(range),
            (_, Some(range)) => self.outside.entry(line(from, "addresses")).or_default().push(range),
            _ => {
                self.lines.insert(line(from, to));
            }
        }
    }

    /// What one answer says and the other does not.
    fn without(&self, other: &Self) -> Vec<String> {
        let lines = self.lines.difference(&other.lines).cloned();
        let theirs = other.joined();
        let ranges = self.joined().into_iter().filter(|(line, ranges)| theirs.get(line) != Some(ranges));
        lines.chain(ranges.map(|(line, ranges)| format!("{line} of {ranges:?}"))).collect()
    }

    fn joined(&self) -> BTreeMap<String, Vec<(u32, u32)>> {
        let join = |(line, ranges): (&String, &Vec<(u32, u32)>)| {
            let mut sorted = ranges.clone();
            sorted.sort();
            let mut joined: Vec<(u32, u32)> = Vec::new();
            for (first, last) in sorted {
                match joined.last_mut() {
                    Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                    _ => joined.push((first, last)),
                }
            }
            (line.clone(), joined)
        };
        self.outside.iter().map(join).collect()
    }
}

/// The answer that a case expects, and the lines that speak of routes, which are not compared.
fn expected(text: &str) -> (Answer, Vec<String>) {
    let (mut answer, mut routes, mut section) = (Answer::default(), Vec::new(), "connection");
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        section = match line {
            "Exposure Analysis Result:" => "exposure",
            "Egress Exposure:" => "egress",
            "Ingress Exposure:" => "ingress",
            "Workloads not protected by network policies:" => "open",
            _ if line.starts_with("{ingress-controller}") => {
                routes.push(line.to_owned());
                continue;
            }
            _ if section == "open" => {
                let (workload, direction) = line.split_once(" is not protected on ").unwrap();
                answer.lines.insert(format!("open: {} {direction}", workload.trim()));
                continue;
            }
            _ => {
                let (sides, ports) = line.rsplit_once(" : ").unwrap_or_else(|| panic!("{line}"));
                let (from, to) = sides
                    .split_once("=>")
                    .or_else(|| sides.split_once("<=").map(|(to, from)| (from, to)))
                    .unwrap_or_else(|| panic!("{line}"));
                answer.add(section, &side(from.trim()), &side(to.trim()), ports.trim());
                continue;
            }
        };
    }
    (answer, routes)
}

/// A described pod's labels in one order, a pair as the expression that it stands for.
fn side(text: &str) -> String {
    let Some((before, rest)) = text.split_once(" with {") else { return text.to_owned() };
    let end = rest.find("}]").unwrap_or_else(|| panic!("{text}"));
    let mut labels: Vec<String> = Vec::new();
    let mut left = &rest[..end];
    while !left.is_empty() {
        let (label, behind) = match left.strip_prefix("{Key:") {
            Some(expression) => {
                let (key, expression) = expression.split_once(",Operator:").unwrap();
                let (operator, expression) = expression.split_once(",Values:[").unwrap();
                let (values, behind) = expression.split_once("],}").unwrap();
                (
                    format!(
                        "{key} {operator} {}",
                        values.split(' ').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
                    ),
                    behind,
                )
            }
            None => {
                let (pair, behind) = left.split_at(left.find(',').unwrap_or(left.len()));
                (pair.replacen('=', " In ", 1), behind)
            }
        };
        labels.push(label.trim().to_owned());
        left = behind.trim_start_matches(',');
    }
    labels.sort();
    format!("{before} with {{{}}}]{}", labels.join(", "), side(&rest[end + 2..]))
}

/// What the library says, in the form of the answers.
fn found(analysis: &Analysis, with_exposure: bool) -> Answer {
    let mut answer = Answer::default();
    let cluster = &analysis.cluster;
    let name = |end: &End| -> Vec<String> {
        match end {
            End::Workload(id) => vec![title(cluster.object(*id).unwrap())],
            End::Addresses(set) => {
                let fours = set.texts().into_iter().filter(|range| !range.contains(':'));
                fours.map(|range| format!("{range}[External]")).collect()
            }
            End::Described(pods) => vec![described(pods)],
        }
    };
    for connection in policy::connections(cluster, &analysis.policies).iter().filter(|connection| connection.certain) {
        let beyond = |end: &End| !matches!(end, End::Workload(_));
        let section = match (beyond(&connection.from), beyond(&connection.to)) {
            (true, _) => "ingress",
            (_, true) => "egress",
            _ => "connection",
        };
        let is_described = matches!(connection.from, End::Described(_)) || matches!(connection.to, End::Described(_));
        for from in name(&connection.from) {
            for to in name(&connection.to).iter().filter(|to| **to != from) {
                let mut add = |section| answer.add(section, &from, to, &connection.ports.text());
                if !is_described {
                    add("connection");
                }
                if section != "connection" && with_exposure {
                    add(section);
                }
            }
        }
    }
    for row in policy::isolation(cluster, &analysis.policies).iter().filter(|_| with_exposure) {
        let title = title(cluster.object(row.workload).unwrap());
        for (isolated, direction) in [(row.ingress, "Ingress"), (row.egress, "Egress")] {
            if isolated == Match::No {
                answer.lines.insert(format!("open: {title} {direction}"));
            }
        }
    }
    answer
}

/// `namespace/name[Kind]`, of a pod's owner where it has one.
fn title(object: &Object) -> String {
    let owner = object.node.at(&["metadata", "ownerReferences"]).and_then(|owners| match &owners.value {
        Value::Sequence(owners) => owners.first().cloned(),
        _ => None,
    });
    let text = |key: &str| match owner.as_ref()?.get(key)?.value {
        Value::String(ref text) => Some(text.to_string()),
        _ => None,
    };
    let name = text("name").unwrap_or_else(|| object.name().to_owned());
    let kind = text("kind").unwrap_or_else(|| object.kind.value.to_string());
    format!("{}/{name}[{kind}]", object.namespace())
}

fn described(pods: &Described) -> String {
    if pods.is_everything() {
        return "entire-cluster".to_owned();
    }
    let labels = |requirements: &[Requirement]| {
        let text = |requirement: &Requirement| {
            let operator = match requirement.operator {
                Operator::In => "In",
                Operator::NotIn => "NotIn",
                Operator::Exists => "Exists",
                Operator::DoesNotExist => "DoesNotExist",
                Operator::Invalid => "Invalid",
            };
            let values: BTreeSet<&str> = requirement.values.iter().map(|value| &*value.value).collect();
            let values = values.into_iter().collect::<Vec<_>>().join(" ");
            format!("{} {operator} {values}", requirement.key.value).trim().to_owned()
        };
        let mut labels: Vec<String> = requirements.iter().map(text).collect();
        labels.sort();
        labels.join(", ")
    };
    let namespace = match (pods.namespace_name(), pods.namespace.as_slice()) {
        (Some(name), [_]) => name.to_string(),
        (_, []) => "[all namespaces]".to_owned(),
        (_, asked) => format!("[namespace with {{{}}}]", labels(asked)),
    };
    match pods.pod.as_slice() {
        [] => format!("{namespace}/[all pods]"),
        asked => format!("{namespace}/[pod with {{{}}}]", labels(asked)),
    }
}

fn manifests(folder: &Path, sources: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            manifests(&path, sources);
        } else {
            sources.push(Source::new(path.display().to_string(), yaml::decode(&fs::read(&path).unwrap())));
        }
    }
}

/// The cases in which the tool differs from Kubernetes, each with what every differing line speaks of.
/// Every entry has a `case`, a `rule`, its `source` and these `lines`, one a line.
fn divergences() -> BTreeMap<String, String> {
    let text = include_str!("conformance/divergences.toml");
    let mut divergences = BTreeMap::new();
    for entry in text.split("[[divergence]]").skip(1) {
        let value = |key: &str| {
            let line = entry.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_prefix('='));
            line.unwrap_or_else(|| panic!("no {key} in {entry}")).trim().trim_matches('"').to_owned()
        };
        assert!(!value("rule").is_empty() && value("source").contains(": "), "{entry}");
        divergences.insert(value("case"), value("lines"));
    }
    divergences
}

/// The descriptions that fit a workload of the manifests: the tool has that workload's own line and, by
/// most of its descriptions, no other.
fn known_pods(analysis: &Analysis) -> BTreeSet<String> {
    let cluster = &analysis.cluster;
    let fits = |pods: &Described| {
        cluster.workloads().any(|(_, object)| {
            let labels = &object.workload().unwrap().labels;
            pods.namespace_name().is_none_or(|name| **name == *object.namespace())
                && pods.pod.iter().all(|asked| asked.judge(labels).verdict == Match::Yes)
        })
    };
    let sides = policy::connections(cluster, &analysis.policies).into_iter().flat_map(|row| [row.from, row.to]);
    let described = sides.filter_map(|end| match end {
        End::Described(pods) => (!pods.is_everything() && fits(&pods)).then(|| described(&pods)),
        _ => None,
    });
    described.collect()
}

/// Whether a line is about what a divergence is about: a text in it, or a workload on the host's network.
fn speaks_of(line: &str, about: &str, analysis: &Analysis) -> bool {
    let on_host_network = |object: &Object| object.workload().unwrap().template.spec.uses_host_network();
    let mut workloads = analysis.cluster.workloads();
    match about {
        "host-network" => workloads.any(|(_, object)| on_host_network(object) && line.contains(&title(object))),
        text => line.contains(text),
    }
}

#[test]
fn connections_are_as_another_tool_found_them() {
    let root = std::env::var_os("PORTHOLE_CONFORMANCE").map_or("../shared/conformance".into(), PathBuf::from);
    let folder = root.join("netpol-analyzer");
    if !folder.is_dir() {
        eprintln!("{} is absent, so no connections were compared.", folder.display());
        return;
    }
    let divergences = divergences();
    let mut environment = Environment::default();
    environment.assume("namespace-labels-complete", "yes").unwrap();
    let (mut ran, mut answers, mut uncompared, mut known, mut wrong) = (BTreeSet::new(), 0, 0, 0, Vec::new());
    for case in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect::<BTreeSet<_>>() {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let mut sources = Vec::new();
        manifests(&case.join("input"), &mut sources);
        let analysis = analyze(&sources, &environment);
        let mut differences = Vec::new();
        for form in ["connlist", "exposure"] {
            let Ok(text) = fs::read_to_string(case.join(format!("expected.{form}.txt"))) else { continue };
            answers += 1;
            let (expected, routes) = expected(&text);
            uncompared += routes.len();
            let found = found(&analysis, form == "exposure");
            differences.extend(expected.without(&found).into_iter().map(|line| format!("  only theirs: {line}")));
            differences.extend(found.without(&expected).into_iter().map(|line| format!("  only ours: {line}")));
        }
        let fitted = differences.len();
        let pods = known_pods(&analysis);
        let ours = |line: &String| line.starts_with("  only ours: ") && pods.iter().any(|pods| line.contains(pods));
        differences.retain(|line| !ours(line));
        known += fitted - differences.len();
        let listed = divergences.get(&name);
        if listed.is_some() && differences.is_empty() {
            wrong.push(format!("{name} is listed as a divergence, but nothing differs"));
        }
        differences.retain(|line| !listed.is_some_and(|about| speaks_of(line, about, &analysis)));
        if !differences.is_empty() {
            wrong.push(format!("{name}\n{}", differences.join("\n")));
        }
        ran.insert(name);
    }
    eprintln!(
        "netpol-analyzer: {} cases, {answers} answers, {} diverge; {uncompared} lines of routes not compared; \
         {known} of our lines describe pods of the manifests, which the tool leaves out.",
        ran.len(),
        divergences.len()
    );
    assert!(divergences.keys().all(|case| ran.contains(case)), "a divergence names a case that there is not");
    assert!(ran.len() >= 76 && answers >= 79, "only {} cases with {answers} answers", ran.len());
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}
