//! What documents hold, read once for each text.
//!
//! A document's spans are relative to it, and what it holds depends on its own text alone. So a document
//! that an edit leaves as it was need not be read again, wherever it moved to.

use std::collections::HashMap;
use std::rc::Rc;

use crate::manifest::{self, Object};
use crate::source::{DocumentId, Source, Texts};
use crate::{Problem, yaml};

/// The documents of the texts that were read last, by their text. Looked up, never iterated.
#[derive(Debug, Default)]
pub struct Documents(HashMap<Rc<str>, Rc<Document>>);

/// What one document holds, wherever it stands.
#[derive(Debug)]
struct Document {
    objects: Vec<Object>,
    /// What is wrong with its YAML.
    broken: Vec<yaml::Problem>,
    /// What is wrong with its values.
    mistyped: Vec<yaml::Problem>,
}

impl Documents {
    /// Every object of the sources, and what could not be read. What was read before and does not stand in
    /// these sources is forgotten.
    pub(crate) fn read(&mut self, sources: &[Source]) -> (Texts, Vec<Object>, Vec<Problem>) {
        let mut earlier = std::mem::take(&mut self.0);
        let mut texts = Texts::new(sources);
        let (mut objects, mut problems) = (Vec::new(), Vec::new());
        for (file, source) in sources.iter().enumerate() {
            for chunk in yaml::split(&source.text) {
                let id = texts.add_document(file, chunk.offset, chunk.length);
                let document = self.document(texts.document(id), &mut earlier);
                objects.extend(document.objects.iter().map(|object| Object { document: id, ..object.clone() }));
                let found = document.broken.iter().chain(&chunk.problem).chain(&document.mistyped);
                problems.extend(found.map(|problem| problem.clone().at(id)));
            }
        }
        (texts, objects, problems)
    }

    fn document(&mut self, text: &str, earlier: &mut HashMap<Rc<str>, Rc<Document>>) -> Rc<Document> {
        if let Some(document) = self.0.get(text) {
            return document.clone();
        }
        let (text, document) = earlier.remove_entry(text).unwrap_or_else(|| (text.into(), Document::read(text).into()));
        self.0.insert(text, document.clone());
        document
    }
}

impl Document {
    fn read(text: &str) -> Self {
        let parsed = yaml::parse(text);
        let mut reader = yaml::Reader::default();
        let objects = parsed.root.map(|root| manifest::read(DocumentId::default(), &root, &mut reader));
        Self { objects: objects.unwrap_or_default(), broken: parsed.problems, mistyped: reader.into_problems() }
    }
}
