//! The manifests of a lesson, and what it knows about its cluster.

use std::rc::Rc;

use crate::source::Source;
use crate::yaml::{FromNode, Node, Reader, Value, mapping};

/// The name of manifests that have none of their own.
const UNNAMED: &str = "manifests.yaml";

/// Names and texts. A single text goes without a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub Vec<(Rc<str>, Rc<str>)>);

impl Files {
    /// Bytes of all texts.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(_, text)| text.len()).sum()
    }

    /// Whether there is nothing in them.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the engine reads.
    pub fn sources(&self) -> Vec<Source> {
        self.0.iter().map(|(name, text)| Source::new(&**name, text.clone())).collect()
    }
}

impl FromNode for Files {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Mapping(entries) = &node.value {
            let read = |entry: &crate::yaml::Entry| Some((entry.key.clone(), Rc::from_node(&entry.value, reader)?));
            return Some(Self(entries.iter().filter_map(read).collect()));
        }
        let text = Rc::<str>::from_node(node, reader)?;
        Some(Self(if text.is_empty() { Vec::new() } else { vec![(UNNAMED.into(), text)] }))
    }
}

/// Names of assumptions and of their answers. YAML reads `yes` and `no` as truth values, and here they are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(pub Vec<(Rc<str>, Rc<str>)>);

impl FromNode for Answers {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(entries) = mapping(node, reader)? else { return Some(Self::default()) };
        let mut answers = Vec::new();
        for entry in entries.iter() {
            let answer = match &entry.value.value {
                Value::Bool(true) => Some("yes".into()),
                Value::Bool(false) => Some("no".into()),
                _ => reader.field(&entry.key, |reader| Rc::from_node(&entry.value, reader)),
            };
            answers.extend(answer.map(|answer| (entry.key.clone(), answer)));
        }
        Some(Self(answers))
    }
}
