//! Service accounts, roles and their bindings: who may do what on the API server.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::Draft;
use super::things::MOST_LINKS;
use crate::Analysis;
use crate::access::{Grant, Known, POWERS, RuleSource};
use crate::explain;
use crate::manifest::access::{Binding, Subject};
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{capitalised, code, few};

/// One of them.
pub(super) fn access(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) {
    match &object.body {
        Body::ServiceAccount(_) => account(analysis, object, draft),
        Body::Binding(spec) => binding(analysis, id, object, spec, draft),
        _ => role(analysis, id, object, draft),
    }
}

/// A service account: whose pods it is, and what it may do.
fn account(analysis: &Analysis, object: &Object, draft: &mut Draft) {
    let namespace = object.namespace();
    draft.lead = format!("A name on the API server, for pods of namespace {}.", code(namespace));
    let (access, cluster) = (&analysis.access, &analysis.cluster);
    let mut pods = Vec::new();
    for (_, workload) in cluster.workloads_of(namespace) {
        if access.identities(cluster, workload).iter().any(|identity| &*identity.account == object.name()) {
            pods.push(Block::Link(keys::object(workload), prose(&explain::title(workload))));
            draft.lit.push(keys::object(workload));
        }
    }
    pods.truncate(MOST_LINKS);
    draft.section("Which pods run as it", pods);
    let grants = access.grants(namespace, object.name());
    draft.section("What gives it a role", bindings(analysis, &grants));
    draft.section("What leads further", powers(&grants));
}

/// A binding: whom it gives what.
fn binding(analysis: &Analysis, id: ObjectId, object: &Object, binding: &Binding, draft: &mut Draft) {
    let name = |subject: &Subject| format!("{} {}", subject.kind().to_lowercase(), code(subject.name()));
    let whom = few(binding.subjects.iter().map(name));
    let within = match object.namespace() {
        "" => "in the whole cluster".to_owned(),
        namespace => format!("in namespace {}", code(namespace)),
    };
    draft.lead = format!("It gives {whom} the role {} {within}.", code(binding.role_ref.name()));
    let grants: Vec<&Grant> = analysis.access.given_by(id).collect();
    draft.places.extend(grants.iter().flat_map(|grant| [grant.subject, grant.role_place]));
    if grants.iter().any(|grant| grant.known == Known::Nothing) {
        draft.lead += " That role is not here.";
    }
    draft.section("What leads further", powers(&grants));
}

/// A role: who has it.
fn role(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) {
    let within = match object.namespace() {
        "" => "of the whole cluster, which a binding can also give in one namespace".to_owned(),
        namespace => format!("of namespace {}", code(namespace)),
    };
    draft.lead = capitalised(&format!("a role {within}."));
    let has = |grant: &&Grant| grant.rules.iter().any(|rule| rule.source == RuleSource::Object(id));
    let grants: Vec<&Grant> = analysis.access.all().filter(has).collect();
    draft.section("What gives it to someone", bindings(analysis, &grants));
    draft.section("What leads further", powers(&grants));
}

fn bindings(analysis: &Analysis, grants: &[&Grant]) -> Vec<Block> {
    let mut ids: Vec<ObjectId> = grants.iter().map(|grant| grant.binding).collect();
    ids.dedup();
    let objects = ids.into_iter().filter_map(|id| analysis.cluster.object(id));
    objects.take(MOST_LINKS).map(|object| Block::Link(keys::object(object), prose(&explain::title(object)))).collect()
}

/// The powers that any of several bindings give.
fn powers(grants: &[&Grant]) -> Vec<Block> {
    let given = POWERS.iter().filter(|power| grants.iter().any(|grant| power.given_by(grant).is_some()));
    let lines: Vec<_> = given.map(|power| prose(&format!("{}. {}", capitalised(power.words), power.leads))).collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}
