//! Pods by a description instead of by name: whatever carries these labels, wherever it comes from.

use std::rc::Rc;

use crate::cluster::NAMESPACE_NAME;
use crate::labels::{Match, Operator, Requirement};
use crate::source::{Span, Spanned};

/// Pods of some namespaces, both by what their labels have to meet; by nothing, all of them.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// What the namespace's labels have to meet. A namespace by its name is one by the label that says it.
    pub namespace: Vec<Requirement>,
    /// What the pod's labels have to meet.
    pub pod: Vec<Requirement>,
}

impl Described {
    /// Pods of one namespace.
    pub fn of_namespace(name: &str, pod: Vec<Requirement>) -> Self {
        let spanned = |value: &str| Spanned { value: Rc::from(value), span: Span::default() };
        let requirement = Requirement {
            key: spanned(NAMESPACE_NAME),
            operator: Operator::In,
            values: vec![spanned(name)],
            span: Span::default(),
        };
        Self { namespace: vec![requirement], pod }
    }

    /// The one namespace that the pods are of, where there is only one.
    pub fn namespace_name(&self) -> Option<&Rc<str>> {
        let names = self.namespace.iter().filter(|requirement| &*requirement.key.value == NAMESPACE_NAME);
        names.filter_map(Requirement::wanted).map(|name| &name.value).next()
    }

    /// Whether it is every pod of the cluster.
    pub fn is_everything(&self) -> bool {
        self.namespace.is_empty() && self.pod.is_empty()
    }

    /// Its two parts as text: the namespace's name or what its labels have to meet, and the same of the pod.
    pub(crate) fn key(&self) -> (Vec<String>, Vec<String>) {
        let texts = |requirements: &[Requirement]| requirements.iter().map(Requirement::text).collect();
        (texts(&self.namespace), texts(&self.pod))
    }
}

/// Whether all labels that meet `known` meet `wanted` too, or none of them, or some.
pub(super) fn all_implied(known: &[Requirement], wanted: &[Requirement]) -> Match {
    Match::all(wanted.iter().map(|wanted| implied(known, wanted)))
}

fn implied(known: &[Requirement], wanted: &Requirement) -> Match {
    let about: Vec<&Requirement> = known.iter().filter(|known| known.key.value == wanted.key.value).collect();
    let has = |operator| about.iter().any(|known| known.operator == operator);
    if has(Operator::Invalid) {
        return Match::No;
    }
    match wanted.operator {
        Operator::In => is_in(&about, wanted),
        Operator::NotIn => !is_in(&about, wanted),
        Operator::Exists => exists(&about),
        Operator::DoesNotExist => !exists(&about),
        Operator::Invalid => Match::No,
    }
}

fn exists(about: &[&Requirement]) -> Match {
    let has = |operator| about.iter().any(|known| known.operator == operator);
    match (has(Operator::DoesNotExist), has(Operator::In) || has(Operator::Exists)) {
        (true, _) => Match::No,
        (_, true) => Match::Yes,
        _ => Match::Unknown,
    }
}

/// Whether the key's value is one of the wanted ones, from what is known about that key.
fn is_in(about: &[&Requirement], wanted: &Requirement) -> Match {
    let names = |requirement: &Requirement, value: &str| requirement.values.iter().any(|own| &*own.value == value);
    let possible = |value: &str| {
        about.iter().all(|known| match known.operator {
            Operator::In => names(known, value),
            Operator::NotIn => !names(known, value),
            Operator::Exists => true,
            Operator::DoesNotExist | Operator::Invalid => false,
        })
    };
    if !wanted.values.iter().any(|value| possible(&value.value)) {
        return Match::No;
    }
    let listed = about.iter().find(|known| known.operator == Operator::In);
    let certain = listed.is_some_and(|listed| {
        listed.values.iter().filter(|value| possible(&value.value)).all(|value| names(wanted, &value.value))
    });
    if certain { Match::Yes } else { Match::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(text: &str) -> Requirement {
        let spanned = |value: &str| Spanned { value: Rc::from(value), span: Span::default() };
        let (operator, values) = match text.split_once(':') {
            Some(("in", values)) => (Operator::In, values),
            Some((_, values)) => (Operator::NotIn, values),
            None if text == "exists" => (Operator::Exists, ""),
            None => (Operator::DoesNotExist, ""),
        };
        let values = values.split(',').filter(|value| !value.is_empty()).map(spanned).collect();
        Requirement { key: spanned("k"), operator, values, span: Span::default() }
    }

    #[test]
    fn what_is_implied_is_what_holds_of_all_labels_that_can_be() {
        let forms = ["in:a", "in:a,b", "in:b,c", "not:a", "not:a,b", "not:c", "exists", "absent"].map(requirement);
        let worlds = [None, Some("a"), Some("b"), Some("c"), Some("other")];
        let meets = |world: Option<&str>, requirement: &Requirement| {
            let named = world.is_some_and(|world| requirement.values.iter().any(|value| &*value.value == world));
            match requirement.operator {
                Operator::In => named,
                Operator::NotIn => !named,
                Operator::Exists => world.is_some(),
                _ => world.is_none(),
            }
        };
        for first in &forms {
            for second in &forms {
                for wanted in &forms {
                    let known = [first.clone(), second.clone()];
                    let possible = worlds.iter().filter(|world| known.iter().all(|known| meets(**world, known)));
                    let held: Vec<bool> = possible.map(|world| meets(*world, wanted)).collect();
                    if held.is_empty() {
                        continue; // Nothing carries such labels, so that anything may be said of it.
                    }
                    let expected = match (held.contains(&true), held.contains(&false)) {
                        (true, false) => Match::Yes,
                        (false, _) => Match::No,
                        _ => Match::Unknown,
                    };
                    let said = implied(&known, wanted);
                    assert_eq!(said, expected, "{} and {}: {}", first.text(), second.text(), wanted.text());
                }
            }
        }
    }
}
