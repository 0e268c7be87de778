//! A text in one language or several.

use std::rc::Rc;

use crate::yaml::{FromNode, Node, Reader, Value};

/// The most bytes of one text in one language.
const MOST: usize = 32 * 1024;
/// The most languages.
const MOST_LANGUAGES: usize = 20;

/// A text, by language. One that is written without a language stands under `en`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<(Rc<str>, Rc<str>)>);

impl Words {
    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// The languages that it is there in, in the order of the text.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(language, _)| &**language)
    }

    /// The text in a language, else in English, else in the first that there is.
    pub fn within(&self, language: &str) -> &str {
        let find = |wanted: &str| self.0.iter().find(|(known, _)| &**known == wanted);
        find(language).or_else(|| find("en")).or_else(|| self.0.first()).map_or("", |(_, text)| text)
    }
}

impl FromNode for Words {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Mapping(entries) = &node.value else {
            return Some(Self(vec![(Rc::from("en"), short(node, reader)?)]));
        };
        let read = |entry: &crate::yaml::Entry| Some((entry.key.clone(), short(&entry.value, reader)?));
        Some(Self(entries.iter().take(MOST_LANGUAGES).filter_map(read).collect()))
    }
}

/// A text that is not too long to be read.
fn short(node: &Node, reader: &mut Reader) -> Option<Rc<str>> {
    let text = Rc::<str>::from_node(node, reader)?;
    if text.len() > MOST {
        reader.mismatch(node, &format!("a text of {MOST} bytes at the most"));
        return None;
    }
    Some(text)
}
