//! The objects that goals name, and goals about findings.

use super::Still;
use crate::Analysis;
use crate::checks;
use crate::finding::Severity;
use crate::lesson::goal::{NoFinding, Ref};
use crate::manifest::{Object, ObjectId};
use crate::words::{code, uncapitalised};

/// What goals look at.
pub(super) struct Subject<'a> {
    pub(super) analysis: &'a Analysis,
}

impl<'a> Subject<'a> {
    /// An object by its name, where it is there.
    pub(super) fn find(&self, name: &Ref) -> Option<(ObjectId, &'a Object)> {
        self.analysis.cluster.current().filter(|(_, object)| name.is(object)).last()
    }

    /// The same, or what is still so where it is not there.
    pub(super) fn object(&self, name: &Ref) -> Result<(ObjectId, &'a Object), Still> {
        self.find(name).ok_or_else(|| Some((format!("There is no {}.", name.placed()), Vec::new())))
    }
}

impl Ref {
    /// Whether an object has this name. One of the whole cluster has no namespace, whatever is written.
    pub(super) fn is(&self, object: &Object) -> bool {
        *object.kind.value == *self.kind
            && object.name() == &*self.name
            && (object.namespace() == &*self.namespace || object.namespace().is_empty())
    }

    /// It as a file has it.
    pub(crate) fn text(&self) -> String {
        [&*self.kind, "/", &*self.namespace, "/", &*self.name].concat()
    }

    /// Its kind and name, for a sentence.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.kind, code(&self.name))
    }

    /// The same, with the namespace where that is not the default one.
    pub(super) fn placed(&self) -> String {
        if *self.namespace == *crate::manifest::DEFAULT_NAMESPACE {
            self.title()
        } else {
            format!("{} in namespace {}", self.title(), code(&self.namespace))
        }
    }
}

pub(super) fn wants(wanted: &NoFinding) -> String {
    let about = wanted.about.as_ref().map_or_else(String::new, |about| format!(" about {}", about.title()));
    let check = wanted.check.and_then(|check| checks::by_id(check.0));
    match (check, wanted.severity) {
        (Some(check), _) => format!("This is not found any more{about}: {}.", uncapitalised(check.title)),
        (None, Some(worst)) => {
            let or_worse = if worst.0 == Severity::Critical { "" } else { " or worse" };
            format!("Nothing is found{about} of severity {}{or_worse}.", worst.0.id())
        }
        (None, None) => format!("Nothing is found{about}."),
    }
}

pub(super) fn still(subject: &Subject, wanted: &NoFinding) -> Still {
    let analysis = subject.analysis;
    let is_wanted = |finding: &&crate::finding::Finding| {
        wanted.check.is_none_or(|check| finding.check == check.0)
            && wanted.severity.is_none_or(|worst| finding.severity <= worst.0)
            && wanted
                .about
                .as_ref()
                .is_none_or(|about| analysis.object_at(finding.place).is_some_and(|(_, object)| about.is(object)))
    };
    let found = analysis.findings.iter().find(is_wanted)?;
    Some((format!("This is still found: {}", found.message), vec![found.place]))
}
