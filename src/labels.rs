//! Labels and the two kinds of selector, and why a selector does or does not match.
//!
//! A Service's [`Selector`] and a workload's [`LabelSelector`] are two types because their empty
//! forms mean opposite things: an empty `Selector` selects nothing, an empty `LabelSelector`
//! everything (`kubernetes/apimachinery: pkg/apis/meta/v1/helpers.go`).

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::source::{Span, Spanned};
use crate::yaml::{FromNode, Node, Reader, StringEntry, StringMap, fields};

/// The pairs that a Service or a ReplicationController asks of a pod's labels, all of them.
#[derive(Debug, Clone, Default)]
pub struct Selector {
    /// The map as it is written.
    pub pairs: StringMap,
}

impl FromNode for Selector {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        StringMap::from_node(node, reader).map(|pairs| Self { pairs })
    }
}

impl Selector {
    /// Its requirements, in the order of the text.
    pub fn requirements(&self) -> Vec<Requirement> {
        self.pairs.entries.iter().map(Requirement::equals).collect()
    }

    /// Whether it asks for nothing, which is the same as being absent: it selects no pods.
    pub fn is_empty(&self) -> bool {
        self.pairs.entries.is_empty() && self.pairs.mistyped.is_empty()
    }
}

fields! {
    /// The selector of a workload or a policy: pairs and expressions, all of them asked for.
    pub struct LabelSelector {
        /// Pairs that have to be equal.
        pub match_labels: StringMap => "matchLabels",
        /// Expressions that have to hold.
        pub match_expressions: Vec<MatchExpression> => "matchExpressions",
    }
}

fields! {
    /// One expression of a [`LabelSelector`], as it is written.
    pub struct MatchExpression {
        /// The label's key.
        pub key: Option<Spanned<Rc<str>>> => "key",
        /// `In`, `NotIn`, `Exists` or `DoesNotExist`, with exactly these capitals.
        pub operator: Option<Spanned<Rc<str>>> => "operator",
        /// The values of `In` and `NotIn`.
        pub values: Vec<Spanned<Rc<str>>> => "values",
    }
}

impl LabelSelector {
    /// Its requirements: the pairs first, then the expressions, each in the order of the text. An
    /// expression that the API server would refuse becomes a requirement that nothing meets.
    pub fn requirements(&self) -> Vec<Requirement> {
        let pairs = self.match_labels.entries.iter().map(Requirement::equals);
        pairs.chain(self.match_expressions.iter().map(MatchExpression::requirement)).collect()
    }
}

impl MatchExpression {
    fn requirement(&self) -> Requirement {
        let operator = match self.operator.as_ref().map(|operator| &*operator.value) {
            Some("In") if !self.values.is_empty() => Operator::In,
            Some("NotIn") if !self.values.is_empty() => Operator::NotIn,
            Some("Exists") if self.values.is_empty() => Operator::Exists,
            Some("DoesNotExist") if self.values.is_empty() => Operator::DoesNotExist,
            _ => Operator::Invalid,
        };
        let key = self.key.clone().unwrap_or(Spanned { value: Rc::from(""), span: self.span });
        Requirement { key, operator, values: self.values.clone(), span: self.span }
    }
}

/// One thing that a selector asks of a pod's labels.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The label's key.
    pub key: Spanned<Rc<str>>,
    /// What is asked of it.
    pub operator: Operator,
    /// The values that `In` and `NotIn` speak of.
    pub values: Vec<Spanned<Rc<str>>>,
    /// The whole requirement in the text.
    pub span: Span,
}

/// What a [`Requirement`] asks of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// The key is there, with one of the values.
    In,
    /// The key is absent, or has none of the values.
    NotIn,
    /// The key is there.
    Exists,
    /// The key is absent.
    DoesNotExist,
    /// An expression that the API server refuses; no labels meet it.
    Invalid,
}

impl Requirement {
    fn equals(entry: &StringEntry) -> Self {
        Self {
            key: entry.key.clone(),
            operator: Operator::In,
            values: vec![entry.value.clone()],
            span: entry.key.span.to(entry.value.span),
        }
    }

    /// The value of a requirement that asks for exactly one.
    pub fn wanted(&self) -> Option<&Spanned<Rc<str>>> {
        match (self.operator, self.values.as_slice()) {
            (Operator::In, [value]) => Some(value),
            _ => None,
        }
    }

    /// The requirement in kubectl's short form: `app=web`, `tier in (a,b)`, `!debug`.
    pub fn text(&self) -> String {
        let key = &self.key.value;
        let values = self.values.iter().map(|value| &*value.value).collect::<Vec<_>>().join(",");
        match self.operator {
            Operator::In if self.values.len() == 1 => format!("{key}={values}"),
            Operator::In => format!("{key} in ({values})"),
            Operator::NotIn if self.values.len() == 1 => format!("{key}!={values}"),
            Operator::NotIn => format!("{key} notin ({values})"),
            Operator::Exists => key.to_string(),
            Operator::DoesNotExist => format!("!{key}"),
            Operator::Invalid => format!("{key} (not a valid expression)"),
        }
    }

    /// Whether labels meet it, and what they hold under its key
    /// (`kubernetes/apimachinery: pkg/labels/selector.go Requirement.Matches`).
    pub fn judge(&self, labels: &Labels) -> Outcome {
        let found = labels.get(&self.key.value);
        let asked = |value: &str| self.values.iter().any(|wanted| &*wanted.value == value);
        let is_in = match &found {
            Found::Nothing | Found::Mistyped(_) => Match::No,
            Found::Value(value) => Match::from(asked(&value.value)),
            Found::Added(Added::Value(value)) => Match::from(asked(value)),
            Found::Added(Added::Ordinal(ordinals)) => Match::from(self.values.iter().any(|v| ordinals.has(&v.value))),
            Found::Added(Added::Unknown) => Match::Unknown,
        };
        let exists = Match::from(!matches!(found, Found::Nothing | Found::Mistyped(_)));
        let verdict = match self.operator {
            Operator::In => is_in,
            Operator::NotIn => match &found {
                // Each pod has a number of its own, so one that is not named is enough.
                Found::Added(Added::Ordinal(ordinals)) => Match::from(ordinals.has_other_than(&self.values)),
                _ => !is_in,
            },
            Operator::Exists => exists,
            Operator::DoesNotExist => !exists,
            Operator::Invalid => Match::No,
        };
        Outcome { verdict, found }
    }
}

/// Whether something matches, as far as a manifest can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It does.
    Yes,
    /// It depends on a value that only the cluster knows.
    Unknown,
    /// It does not.
    No,
}

impl From<bool> for Match {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl std::ops::Not for Match {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::Unknown => Self::Unknown,
            Self::No => Self::Yes,
        }
    }
}

impl Match {
    /// Whether all of several hold.
    pub fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        verdicts.into_iter().fold(Self::Yes, |all, verdict| match (all, verdict) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            _ => Self::Yes,
        })
    }
}

/// What one requirement made of a pod's labels.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Whether they meet it.
    pub verdict: Match,
    /// What they hold under its key.
    pub found: Found,
}

/// What a pod's labels hold under a key.
#[derive(Debug, Clone)]
pub enum Found {
    /// No such label.
    Nothing,
    /// A label with this value.
    Value(Spanned<Rc<str>>),
    /// A label whose value is not a string, so that the API server refuses it.
    Mistyped(Spanned<Rc<str>>),
    /// A label that a controller adds to the pod.
    Added(Added),
}

/// The value of a label that a controller adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// Always this one.
    Value(Rc<str>),
    /// A different one for each pod of a StatefulSet.
    Ordinal(Ordinals),
    /// Known only to the cluster.
    Unknown,
}

/// The values that a StatefulSet's pods carry, one each: `<prefix><ordinal>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordinals {
    /// What stands before the number; empty for `apps.kubernetes.io/pod-index`.
    pub prefix: Rc<str>,
    /// The first number.
    pub start: u32,
    /// How many pods there are.
    pub count: u32,
}

impl Ordinals {
    /// Whether some pod carries none of these values.
    fn has_other_than(&self, values: &[Spanned<Rc<str>>]) -> bool {
        let named: BTreeSet<&str> = values.iter().map(|value| &*value.value).filter(|value| self.has(value)).collect();
        named.len() < self.count as usize
    }

    fn has(&self, value: &str) -> bool {
        let number = value.strip_prefix(&*self.prefix).filter(|text| *text == "0" || !text.starts_with(['0', '+']));
        let number = number.and_then(|text| text.parse::<u32>().ok());
        number.and_then(|number| number.checked_sub(self.start)).is_some_and(|place| place < self.count)
    }
}

/// The labels of a workload's pods: those of its pod template and those that controllers add.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// As they are written.
    pub written: StringMap,
    /// What controllers add, by key.
    pub added: Vec<(Rc<str>, Added)>,
}

impl Labels {
    /// The written value of a key that no controller replaces.
    pub(crate) fn written(&self, key: &str) -> Option<&Spanned<Rc<str>>> {
        let is_added = self.added.iter().any(|(added, _)| &**added == key);
        self.written.get(key).filter(|_| !is_added)
    }

    /// What stands under a key. A controller's own value replaces a written one.
    pub fn get(&self, key: &str) -> Found {
        if let Some((_, added)) = self.added.iter().find(|(added, _)| &**added == key) {
            return Found::Added(added.clone());
        }
        if let Some(value) = self.written.get(key) {
            return Found::Value(value.clone());
        }
        let mistyped = self.written.mistyped.iter().find(|entry| &*entry.key.value == key);
        mistyped.map_or(Found::Nothing, |entry| Found::Mistyped(entry.value.clone()))
    }
}
