//! What a cluster writes into a workload, where it was read back from one.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// An object of the same namespace that another one is part of, by its entry in `ownerReferences`
/// (`kubernetes/apimachinery: pkg/apis/meta/v1/types.go`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its kind.
    pub kind: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
}

impl Owner {
    /// The one that controls an object, of which there can be one.
    pub(super) fn of(object: &Node) -> Option<Self> {
        let Value::Sequence(owners) = &object.get("metadata")?.get("ownerReferences")?.value else { return None };
        let controls =
            |owner: &&Node| matches!(owner.get("controller").map(|node| &node.value), Some(Value::Bool(true)));
        let owner = owners.iter().find(controls)?;
        let text = |key| match &owner.get(key)?.value {
            Value::String(text) => Some(Rc::from(&**text)),
            _ => None,
        };
        Some(Self { kind: text("kind")?, name: text("name")? })
    }
}

/// The phase of a Pod that has run and runs no more, which no Service sends to
/// (`kubernetes/endpointslice: util/controller_utils.go ShouldPodBeInEndpoints`).
pub(super) fn finished(object: &Node) -> Option<Spanned<Rc<str>>> {
    let phase = object.get("status")?.get("phase")?;
    match &phase.value {
        Value::String(text) if matches!(&**text, "Succeeded" | "Failed") => {
            Some(Spanned { value: Rc::from(["phase: ", text].concat()), span: phase.span })
        }
        _ => None,
    }
}
