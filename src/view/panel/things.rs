//! Objects, pairs of them, places outside and ways in.

use super::super::prose::prose;
use super::super::{Block, Key, alike, keys};
use super::chain::chain;
use super::ways::ways;
use super::{Draft, access, concept, fix, gateway, ingress, parts, policy, route};
use crate::Analysis;
use crate::cluster::{Backing, ServiceMatch};
use crate::explain;
use crate::exposure::Path;
use crate::finding::Finding;
use crate::manifest::service::ServiceSpec;
use crate::manifest::workload::{Pods, Workload};
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{capitalised, code, count, list};

/// More links than this are too many to choose from.
pub(super) const MOST_LINKS: usize = 30;

pub(super) fn object(analysis: &Analysis, id: ObjectId) -> Option<Draft> {
    let object = analysis.cluster.object(id)?;
    let mut draft = Draft { title: explain::title(object), places: vec![object.name_place()], ..Draft::default() };
    if let Some((spec, matched)) = object.service().zip(analysis.cluster.service(id)) {
        service(analysis, object, spec, matched, &mut draft);
    } else if let Some(workload) = object.workload() {
        self::workload(analysis, id, object, workload, &mut draft);
    } else if matches!(object.body, Body::NetworkPolicy(_) | Body::ClusterPolicy(_)) {
        policy::policy(analysis, id, object, &mut draft);
    } else if matches!(
        object.body,
        Body::Ingress(_) | Body::OpenShiftRoute(_) | Body::GatewayRoute(_) | Body::VirtualService(_)
    ) {
        route::route(analysis, id, object, &mut draft);
    } else if matches!(object.body, Body::Gateway(_) | Body::IstioGateway(_)) {
        gateway::gateway(analysis, id, object, &mut draft);
    } else if matches!(object.body, Body::ServiceAccount(_) | Body::Role(_) | Body::Binding(_)) {
        access::access(analysis, id, object, &mut draft);
    } else if object.is_analysed() {
        let namespace = match object.namespace() {
            "" => "the whole cluster".to_owned(),
            name => format!("namespace {}", code(name)),
        };
        draft.lead = capitalised(&format!("{} of {namespace}.", a_kind(object)));
        if let Body::IngressClass(_) = object.body {
            draft.section("Which controller serves its Ingresses", ingress::class(analysis, id));
        }
    } else {
        let what =
            if object.is_unfollowed() { explain::UNFOLLOWED } else { "It is kept and counted, but not analysed." };
        draft.lead = format!("In namespace {}. {what}", code(object.namespace()));
    }
    fixes(analysis, object, &mut draft);
    draft.section("In plain words", concept::words(object));
    Some(draft)
}

/// Pods that are like one of them, which speaks for all.
pub(super) fn alike(analysis: &Analysis, first: ObjectId) -> Option<Draft> {
    let set = alike::sets(analysis, &analysis.exposure.widest()).into_iter().find(|set| set.first() == Some(&first))?;
    let pods = || set.iter().filter_map(|id| analysis.cluster.object(*id));
    let mut draft = object(analysis, first)?;
    draft.title = alike::title(pods().next()?, set.len());
    draft.lead = format!("They have the same labels, ports and reach. {}", draft.lead);
    draft.lit.extend(pods().map(keys::object));
    let link = |pod: &Object| Block::Link(keys::object(pod), prose(&explain::title(pod)));
    let mut links: Vec<Block> = pods().take(MOST_LINKS).map(link).collect();
    if let Some(more) = set.len().checked_sub(MOST_LINKS).filter(|more| *more > 0) {
        links.push(Block::Text(prose(&format!("And {more} more."))));
    }
    draft.section("Which pods these are", links);
    Some(draft)
}

/// "a Pod", "an Ingress".
pub(super) fn a_kind(object: &Object) -> String {
    let kind = &object.kind.value;
    let article = if kind.starts_with(['A', 'E', 'I', 'O']) || kind.starts_with("HTTP") { "an" } else { "a" };
    format!("{article} {kind}")
}

/// The fixes of the findings that stand in an object, and the findings themselves.
fn fixes(analysis: &Analysis, object: &Object, draft: &mut Draft) {
    let here = analysis.findings.iter().zip(keys::findings(analysis)).filter(|(finding, _)| {
        let span = finding.place.span;
        finding.place.document == object.document && object.span.start <= span.start && span.end <= object.span.end
    });
    let (here, keys): (Vec<&Finding>, Vec<Key>) = here.unzip();
    let fixes = analysis.fixes(&here).into_iter().flatten();
    draft.section("What to do", fixes.map(|fix| fix::fix(analysis, &fix)).collect());
    let link = |(finding, key): (&&Finding, &Key)| Block::Link(key.clone(), prose(&finding.message));
    let mut known: Vec<Block> = here.iter().zip(&keys).map(link).collect();
    draft.lit.extend(keys);
    known.truncate(MOST_LINKS);
    draft.section("What was found here", known);
}

fn service(analysis: &Analysis, object: &Object, spec: &ServiceSpec, matched: &ServiceMatch, draft: &mut Draft) {
    let cluster = &analysis.cluster;
    let kind = if spec.is_headless() { "headless" } else { spec.service_type().name() };
    let asks = matched.asks();
    let selects = match (&matched.backing, matched.selects.len()) {
        (Backing::ExternalName, _) => {
            let name = spec.external_name.as_ref().map_or("", |name| &*name.value);
            format!("It is only another name for {} in the cluster's DNS, and selects no pods.", code(name))
        }
        (Backing::Manual(endpoints), _) if endpoints.is_empty() => {
            "It has no selector, and nothing here says where its traffic goes.".to_owned()
        }
        (Backing::Manual(endpoints), _) => {
            let addresses = endpoints.iter().map(|endpoints| endpoints.addresses).sum();
            format!("It has no selector; its traffic goes to {} written by hand.", count(addresses, "address"))
        }
        (Backing::Selector, 0) => format!("It asks for pods with {asks}, and none has that."),
        (Backing::Selector, number) => {
            format!("It asks for pods with {asks}, and selects {}.", count(number, "workload"))
        }
    };
    draft.lead = format!("A {kind} Service in namespace {}. {selects}", code(object.namespace()));
    draft.places.extend(spec.type_.as_ref().map(|written| object.place(written.span)));
    draft.places.extend(spec.selector().map(|selector| object.place(selector.pairs.span)));

    let mut selected = Vec::new();
    for chosen in matched.selects.iter().take(MOST_LINKS) {
        let Some(workload) = cluster.object(chosen.workload) else { continue };
        selected.extend(parts::requirements(analysis, matched, chosen.workload));
        selected.extend(parts::ports(object, matched, chosen.workload, workload));
        draft.lit.extend([keys::object(workload), keys::pair(object, workload)]);
        draft.places.extend(workload.workload().map(|pods| workload.place(pods.labels.written.span)));
    }
    draft.section("What it selects", selected);

    let mut missed = Vec::new();
    for miss in &matched.near_misses {
        let Some(workload) = cluster.object(miss.workload) else { continue };
        missed.extend(parts::requirements(analysis, matched, miss.workload));
        if matched.selects.is_empty() {
            draft.lit.extend([keys::object(workload), keys::pair(object, workload)]);
        }
    }
    draft.section(if matched.selects.is_empty() { "Why it does not match" } else { "What it nearly matches" }, missed);
    let paths: Vec<&Path> = analysis.exposure.through(matched.service).collect();
    ways(analysis, &paths, draft);
    let also = explain::health_check(spec).map(|text| Block::Text(prose(&text)));
    draft.section("What else it opens", also.into_iter().collect());
}

fn workload(analysis: &Analysis, id: ObjectId, object: &Object, workload: &Workload, draft: &mut Draft) {
    let pods = match &workload.pods {
        Pods::Count(1) => "one pod".to_owned(),
        Pods::Count(number) => format!("{number} pods"),
        Pods::OnePerNode => "one pod on every node".to_owned(),
        Pods::Varying => "as many pods as there is work".to_owned(),
        Pods::None(why) => format!("no pods, because of {}", code(&why.value)),
    };
    let labels =
        workload.labels.written.entries.iter().map(|entry| code(&format!("{}={}", entry.key.value, entry.value.value)));
    let labels: Vec<String> = labels.collect();
    let labelled = if labels.is_empty() { "without labels".to_owned() } else { format!("with {}", list(labels)) };
    let is_pod = workload.kind.template_path().is_empty();
    let what = if is_pod { format!("A pod {labelled}") } else { format!("It makes {pods} {labelled}") };
    draft.lead = format!("{what}, in namespace {}.", code(object.namespace()));
    draft.places.push(object.place(workload.labels.written.span));

    let mut selectors = Vec::new();
    for matched in analysis.cluster.services() {
        let Some(service) = analysis.cluster.object(matched.service) else { continue };
        if matched.selects.iter().any(|selected| selected.workload == id) {
            selectors.push(Block::Link(
                keys::pair(service, object),
                prose(&format!("Service {} selects it.", code(service.name()))),
            ));
            draft.lit.extend([keys::object(service), keys::pair(service, object)]);
        } else if matched.near_misses.iter().any(|miss| miss.workload == id) {
            let text = format!("Service {} does not, but comes near.", code(service.name()));
            selectors.push(Block::Link(keys::pair(service, object), prose(&text)));
            draft.lit.push(keys::pair(service, object));
        }
    }
    selectors.truncate(MOST_LINKS);
    if selectors.is_empty() {
        selectors.push(Block::Text(prose("No Service here selects it.")));
    }
    draft.section("Which Services select it", selectors);
    let paths: Vec<&Path> = analysis.exposure.to(id).collect();
    ways(analysis, &paths, draft);
    chain(analysis, id, draft);
}

pub(super) fn pair(analysis: &Analysis, service: ObjectId, workload: ObjectId) -> Option<Draft> {
    let (door, pods) = (analysis.cluster.object(service)?, analysis.cluster.object(workload)?);
    let matched = analysis.cluster.service(service)?;
    let selected = matched.selects.iter().any(|selected| selected.workload == workload);
    let verb = if selected { "selects" } else { "does not select" };
    let mut draft = Draft {
        title: format!("{} {verb} {}", code(door.name()), code(pods.name())),
        lead: match matched.backing {
            Backing::Selector if selected => {
                "Every requirement of the Service's selector is met by the pods' labels.".to_owned()
            }
            Backing::Selector => "A Service selects a pod only if every requirement of its selector is met.".to_owned(),
            Backing::Manual(_) => "The Service has no selector, so it selects no pods.".to_owned(),
            Backing::ExternalName => "An ExternalName Service is only a name; it selects no pods.".to_owned(),
        },
        lit: vec![keys::object(door), keys::object(pods)],
        ..Draft::default()
    };
    draft.places.extend(door.service().and_then(ServiceSpec::selector).map(|selector| door.place(selector.pairs.span)));
    draft.places.extend(pods.workload().map(|workload| pods.place(workload.labels.written.span)));
    draft.section("Requirement by requirement", parts::requirements(analysis, matched, workload).into_iter().collect());
    draft.section("Where the ports lead", parts::ports(door, matched, workload, pods));
    if selected {
        let through = analysis.exposure.through(service).filter(|path| path.workload() == Some(workload));
        ways(analysis, &through.collect::<Vec<_>>(), &mut draft);
    } else if matches!(matched.backing, Backing::Selector) {
        let subject = crate::checks::Subject::of(analysis);
        let fixes = crate::checks::connect(&subject, matched, workload);
        draft.section("What to do", fixes.iter().map(|fix| fix::fix(analysis, fix)).collect());
    }
    Some(draft)
}
