//! What is particular to Ingresses: their classes, their rules in words, and what controllers make of them.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::Draft;
use super::things::MOST_LINKS;
use crate::Analysis;
use crate::cluster::{Controllers, IngressClass};
use crate::explain;
use crate::manifest::ingress::{IngressBackend, IngressPath, IngressSpec};
use crate::manifest::{Object, ObjectId};
use crate::words::{code, count};
use crate::yaml::IntOrString;

/// Says which controller serves an Ingress, what its rules mean, and what that controller does otherwise.
pub(super) fn ingress(analysis: &Analysis, object: &Object, spec: &IngressSpec, draft: &mut Draft) {
    let class = analysis.cluster.ingress_class(object);
    draft.section("Which controller serves it", controller(analysis, object, &class));
    let rules = rules(spec);
    draft.section("What its rules mean", if rules.is_empty() { Vec::new() } else { vec![Block::List(rules)] });
    let notes = notes(analysis, spec, &class).into_iter().map(|note| Block::Text(prose(&note)));
    draft.section("What its controller does", notes.collect());
}

/// The controller of an IngressClass, and the workloads that run it.
pub(super) fn class(analysis: &Analysis, id: ObjectId) -> Vec<Block> {
    let spec = analysis.cluster.class_spec(id);
    let controller = spec.and_then(|spec| spec.controller.as_ref()).map_or("", |controller| &*controller.value);
    let mut blocks = vec![Block::Text(prose(&format!("Its controller calls itself {}.", code(controller))))];
    blocks.extend(workloads(analysis, &IngressClass::Default(id), "runs it"));
    blocks
}

fn controller(analysis: &Analysis, object: &Object, class: &IngressClass) -> Vec<Block> {
    let link = |id: ObjectId, text: &str| {
        let title = analysis.cluster.object(id).map_or_else(String::new, explain::title);
        Block::Link(
            analysis.cluster.object(id).map_or_else(String::new, keys::object),
            prose(&format!("{title}{text}")),
        )
    };
    let text = |text: &str| Block::Text(prose(text));
    let mut blocks = Vec::new();
    match class {
        IngressClass::Named { name, class: None, .. } => blocks.push(text(&format!(
            "It is of class {}. The IngressClass is not here, so that the name alone tells who serves it.",
            code(&name.value)
        ))),
        IngressClass::Named { class: Some(id), .. } => blocks.push(link(*id, " says who serves it.")),
        IngressClass::Default(id) => blocks.push(link(*id, " serves it: it names none, and this is the default.")),
        IngressClass::Ambiguous(ids) => {
            let several = count(ids.len(), "IngressClass");
            blocks.push(text(&format!(
                "It names no class, and {several} say that they are the default. The newest counts, and which that is no \
                 manifest tells."
            )));
            blocks.extend(ids.iter().take(MOST_LINKS).map(|id| link(*id, " says so.")));
        }
        IngressClass::Unnamed => blocks.push(text(
            "It names no class, and none here is the default: some controllers take such an Ingress, and others do not.",
        )),
    }
    let annotation = object.metadata.annotations.get("kubernetes.io/ingress.class");
    if let (IngressClass::Named { name, by_annotation: false, .. }, Some(other)) = (class, annotation)
        && name.value != other.value
    {
        blocks.push(text(&format!(
            "An annotation names another class, {}: Kubernetes takes no new Ingress with both.",
            code(&other.value)
        )));
    }
    blocks.extend(workloads(analysis, class, "serves it"));
    blocks
}

/// The workloads here that run the controller of a class.
fn workloads(analysis: &Analysis, class: &IngressClass, does: &str) -> Vec<Block> {
    let controllers = Controllers::new(&analysis.cluster);
    let found = controllers.of(&analysis.cluster, class).filter_map(|id| analysis.cluster.object(id));
    let link =
        |object: &Object| Block::Link(keys::object(object), prose(&format!("{} {does}.", explain::title(object))));
    found.take(MOST_LINKS).map(link).collect()
}

/// Each rule as a sentence.
fn rules(spec: &IngressSpec) -> Vec<super::super::Prose> {
    let mut rules = Vec::new();
    for rule in &spec.rules {
        let host = match rule.host.as_ref().map_or("", |host| &*host.value) {
            "" => "any host".to_owned(),
            host => match host.strip_prefix("*.") {
                Some(rest) => format!("any host with exactly one name before {}", code(&format!(".{rest}"))),
                None => code(host),
            },
        };
        if rule.http.paths.is_empty() {
            rules.push(format!("Requests for {host} go to whatever the controller keeps for what has no path here."));
        }
        for path in &rule.http.paths {
            let to = path.backend.as_ref().map_or_else(|| "nowhere".to_owned(), backend);
            rules.push(format!("Requests for {host}{} go to {to}.", of_path(path)));
        }
    }
    if let Some(rest) = spec.rest() {
        let which = if spec.rules.is_empty() { "All requests" } else { "Requests that no rule fits" };
        rules.push(format!("{which} go to {}.", backend(rest)));
    }
    rules.iter().take(MOST_LINKS).map(|rule| prose(rule)).collect()
}

fn backend(backend: &IngressBackend) -> String {
    let Some(name) = backend.service_name() else { return "something that is no Service".to_owned() };
    let port = match backend.port().map(|port| port.value) {
        Some(IntOrString::Int(number)) => format!(", port {number}"),
        Some(IntOrString::String(name)) => format!(", port {}", code(&name)),
        None => String::new(),
    };
    format!("Service {}{port}", code(&name.value))
}

/// Of which paths a rule is, as its type says (`kubernetes/api: networking/v1/types.go PathType`).
fn of_path(path: &IngressPath) -> String {
    let type_ = path.path_type.as_ref().map_or("", |type_| &*type_.value);
    match (path.path.as_ref().map_or("", |path| &*path.value), type_) {
        ("" | "/", "Prefix") | ("", _) => String::new(),
        (path, "Exact") => format!(" and exactly the path {}", code(path)),
        (path, "Prefix") => format!(" and the path {} or one below it", code(path)),
        (path, _) => format!(" and what the controller takes the path {} for", code(path)),
    }
}

/// What a controller does that an Ingress does not say.
fn notes(analysis: &Analysis, spec: &IngressSpec, class: &IngressClass) -> Vec<String> {
    let id = match class {
        IngressClass::Named { class: Some(id), .. } | IngressClass::Default(id) => {
            let spec = analysis.cluster.class_spec(*id);
            spec.and_then(|spec| spec.controller.as_ref()).map_or("", |controller| &*controller.value)
        }
        _ => "",
    };
    let by_name = matches!(class, IngressClass::Named { name, class: None, .. } if &*name.value == "nginx");
    let mut notes = Vec::new();
    if id == "k8s.io/ingress-nginx" || by_name {
        if by_name {
            notes.push(
                "The name of the class is that of ingress-nginx, which does some things in its own way.".to_owned(),
            );
        }
        // `kubernetes/ingress-nginx: internal/ingress/controller/{controller,endpointslices}.go, README.md`
        notes.push(
            "ingress-nginx sends straight to the pods that are ready: the Service's own address and type do not matter."
                .to_owned(),
        );
        let is_number =
            |backend: &IngressBackend| backend.port().is_some_and(|port| matches!(port.value, IntOrString::Int(_)));
        if spec.backends().any(|(.., backend)| is_number(backend)) {
            notes.push(
                "It takes the number of a backend's port for the Service's target port as well, which Kubernetes does not."
                    .to_owned(),
            );
        }
        notes.push("The project is retired since March 2026: nobody mends what is found in it.".to_owned());
    }
    notes
}
