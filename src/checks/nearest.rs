//! Selectors of policies and budgets that find no pods, and the pods that they nearly find.

use std::rc::Rc;

use super::{Check, Subject, reached};
use crate::cluster::selection::compare;
use crate::cluster::slip;
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Highlight, Severity};
use crate::labels::{LabelSelector, Match, Requirement};
use crate::manifest::Object;
use crate::manifest::workload::WorkloadKind;
use crate::source::Spanned;
use crate::words::{code, list};
use crate::yaml::edit;

/// What a check says of an object that is for pods of its namespace, none of which has the labels.
pub(super) fn finding(subject: &Subject, check: &Check, object: &Object, selector: &LabelSelector) -> Finding {
    let makes_pods = subject.cluster.workloads().next().is_some();
    let requirements = selector.requirements();
    let asks = list(requirements.iter().map(|requirement| code(&requirement.text())));
    let nearest = Nearest::find(subject, object.namespace(), &requirements);
    let but = if makes_pods { "make none in its namespace" } else { "make no pods" };
    let hint = nearest.as_ref().map(|nearest| format!(" {}", nearest.sentence())).unwrap_or_default();
    let message = format!("{} is for pods with {asks}, and these manifests {but}.{hint}", explain::title(object));
    let mut finding = Finding::new(check, object.place(selector.span), message);
    if !makes_pods {
        // They are most likely in a file that is not here.
        (finding.severity, finding.confidence) = (Severity::Low, Confidence::Low);
    }
    if let Some(nearest) = &nearest {
        finding.highlights.push(nearest.highlight());
        finding.mend(subject, || nearest.fix(subject, object, selector));
    }
    finding
}

/// Pods that may be meant.
pub(super) struct Nearest<'a> {
    pub(super) workload: &'a Object,
    /// What they have instead, where that looks like a slip; else they are of another namespace.
    instead: Option<(Requirement, Spanned<Rc<str>>)>,
}

impl<'a> Nearest<'a> {
    /// Pods with all the labels but for a slip in one value, or with all of them in another namespace.
    pub(super) fn find(subject: &Subject<'a>, namespace: &str, requirements: &[Requirement]) -> Option<Self> {
        let cluster = subject.cluster;
        let slipped = |workload: &'a Object| {
            let (_, outcomes) = compare(requirements, workload);
            let mut failing = requirements.iter().zip(outcomes).filter(|(_, outcome)| outcome.verdict == Match::No);
            let (requirement, _) = failing.next().filter(|_| failing.next().is_none())?;
            let found = workload.workload()?.labels.written.get(&requirement.key.value)?;
            slip(&requirement.wanted()?.value, &found.value)?;
            Some(Self { workload, instead: Some((requirement.clone(), found.clone())) })
        };
        let near = cluster.slipped(namespace, requirements).into_iter();
        let meets = |workload: &&Object| compare(requirements, workload).0 == Match::Yes;
        let moved = || cluster.anywhere(requirements).into_iter().filter_map(|id| cluster.object(id)).find(meets);
        let elsewhere = || moved().map(|workload| Self { workload, instead: None });
        near.filter_map(|id| slipped(cluster.object(id)?)).next().or_else(elsewhere)
    }

    pub(super) fn sentence(&self) -> String {
        let title = explain::title(self.workload);
        let is_pod = self.workload.workload().is_some_and(|workload| workload.kind == WorkloadKind::Pod);
        let (who, have) = if is_pod { (title, "has") } else { (format!("The pods of {title}"), "have") };
        match &self.instead {
            Some((asked, found)) => {
                let label = code(&format!("{}={}", asked.key.value, found.value));
                format!("{who} {have} {label}, which looks like what was meant.")
            }
            None => format!("{who} {have} it, but in namespace {}.", code(self.workload.namespace())),
        }
    }

    /// Lets a selector of an object ask for what they have.
    pub(super) fn fix(&self, subject: &Subject, object: &Object, selector: &LabelSelector) -> Option<Fix> {
        let (text, tree) = subject.written(object)?;
        let (asked, found) = self.instead.as_ref()?;
        let written = tree.map_at(selector.match_labels.span)?.get(&asked.key.value)?;
        let edit = edit::replace_value(text, written, &found.value)?;
        let pair = code(&format!("{}: {}", asked.key.value, found.value));
        let title = format!("Let {} ask for {pair}", explain::title(object));
        let consequence =
            format!("It then selects the pods of {}, and does with them what it says.", explain::title(self.workload));
        reached::fix(object, title, consequence, Some(vec![edit]))
    }

    /// Where they are.
    pub(super) fn highlight(&self) -> Highlight {
        Highlight { place: self.workload.name_place(), text: "the nearest pods".into() }
    }
}
