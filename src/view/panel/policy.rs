//! Network policies.

use super::super::prose::prose;
use super::super::{Block, keys};
use super::Draft;
use super::things::{MOST_LINKS, a_kind};
use crate::Analysis;
use crate::explain;
use crate::labels::Match;
use crate::manifest::policy::Direction;
use crate::manifest::{Body, Object, ObjectId};
use crate::words::{capitalised, code, count};

/// What a policy is about and what that means, with the workloads that it selects.
pub(super) fn policy(analysis: &Analysis, id: ObjectId, object: &Object, draft: &mut Draft) {
    let subjects: Vec<(ObjectId, Match)> = analysis.policies.subjects(id).collect();
    let (whose, then) = match &object.body {
        Body::NetworkPolicy(spec) => {
            let what = match (spec.isolates(Direction::Ingress), spec.isolates(Direction::Egress)) {
                (true, true) => "what comes in and of what goes out",
                (true, false) => "what comes in",
                (false, true) => "what goes out",
                (false, false) => "nothing",
            };
            draft.places.push(object.place(spec.pod_selector.span));
            (
                format!("of namespace {}", code(object.namespace())),
                format!("Of {what}, only what a rule of some policy allows gets through."),
            )
        }
        Body::ClusterPolicy(spec) => {
            draft.places.push(object.place(spec.subject.span));
            ("of the whole cluster".to_owned(), "The first of its rules that fits decides.".to_owned())
        }
        _ => return,
    };
    let kind = capitalised(&a_kind(object));
    draft.lead = match subjects.len() {
        0 => format!("{kind} {whose}. It selects no pods here, so here it changes nothing."),
        number => format!("{kind} {whose}. It selects the pods of {}. {then}", count(number, "workload")),
    };
    let mut links = Vec::new();
    for (workload, certainty) in subjects {
        let Some(workload) = analysis.cluster.object(workload) else { continue };
        let perhaps = if certainty == Match::Yes { "" } else { ", perhaps" };
        let text = format!("{}{perhaps}", explain::title(workload));
        links.push(Block::Link(keys::object(workload), prose(&text)));
        draft.lit.push(keys::object(workload));
    }
    links.truncate(MOST_LINKS);
    draft.section("Which pods it selects", links);
}
