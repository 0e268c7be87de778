//! What documents hold, read once for each text.
//!
//! A document's spans are relative to it, and what it holds depends on its own text alone. So a document
//! that an edit leaves as it was need not be read again, wherever it moved to.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::Problem;
use crate::earlier::Earlier;
use crate::manifest::{self, Object};
use crate::source::{DocumentId, Source, Texts};
use crate::yaml::{self, Strings};

/// The documents of the texts that were read last, in their order, and the analysis of them.
#[derive(Debug, Default)]
pub struct Documents {
    all: Vec<(Part, Rc<Document>)>,
    /// What was found of them.
    pub(crate) earlier: Option<Earlier>,
}

/// A document's part of its file, which stands for its text.
#[derive(Debug)]
struct Part {
    file: Rc<str>,
    start: usize,
    end: usize,
}

impl Part {
    fn text(&self) -> &str {
        self.file.get(self.start..self.end).unwrap_or_default()
    }
}

/// What one document holds, wherever it stands.
#[derive(Debug)]
struct Document {
    objects: Box<[Object]>,
    /// What is wrong with its YAML.
    broken: Box<[yaml::Problem]>,
    /// What is wrong with its values.
    mistyped: Box<[yaml::Problem]>,
}

impl Documents {
    /// Every object of the sources, and what could not be read. What was read before and does not stand in
    /// these sources is forgotten.
    pub(crate) fn read(&mut self, sources: &[Source]) -> (Texts, Vec<Object>, Vec<Problem>) {
        let mut texts = Texts::new(sources);
        let (mut parts, mut beside) = (Vec::new(), Vec::new());
        for (file, source) in sources.iter().enumerate() {
            for chunk in yaml::split(&source.text) {
                let id = texts.add_document(file, chunk.offset, chunk.length);
                parts.push(Part { file: source.text.clone(), start: chunk.offset, end: chunk.end() });
                beside.extend(chunk.problem.map(|problem| (id, problem)));
            }
        }
        self.renew(parts);
        let (mut objects, mut problems) = (Vec::with_capacity(self.all.len()), Vec::new());
        let mut beside = beside.into_iter().peekable();
        for ((_, document), id) in self.all.iter().zip((0..).map(DocumentId)) {
            objects.extend(document.objects.iter().map(|object| object.moved_to(id)));
            problems.extend(document.broken.iter().map(|problem| problem.clone().at(id)));
            problems.extend(beside.next_if(|(of, _)| *of == id).map(|(_, problem)| problem.at(id)));
            problems.extend(document.mistyped.iter().map(|problem| problem.clone().at(id)));
        }
        objects.shrink_to_fit();
        (texts, objects, problems)
    }

    /// Takes new parts in place of the earlier ones. Those before and behind an edit are known by where they
    /// stand, the others by their text, since they may have moved.
    fn renew(&mut self, parts: Vec<Part>) {
        let earlier = std::mem::take(&mut self.all);
        let same = |(old, new): (&(Part, _), &Part)| old.0.text() == new.text();
        let before = earlier.iter().zip(&parts).take_while(|pair| same(*pair)).count();
        let rest = earlier.iter().skip(before).rev().zip(parts.iter().skip(before).rev());
        let behind = rest.take_while(|pair| same(*pair)).count();
        let last = earlier.len().saturating_sub(behind);
        let moved = earlier.get(before..last).unwrap_or_default();
        let mut known: HashMap<&str, Rc<Document>> =
            moved.iter().map(|(part, document)| (part.text(), document.clone())).collect();
        let mut strings = Strings::default();
        let edited = parts.get(before..parts.len().saturating_sub(behind)).unwrap_or_default().iter().map(|part| {
            let read = || Document::read(part.text(), &mut strings).into();
            known.entry(part.text()).or_insert_with(read).clone()
        });
        let edited: Vec<Rc<Document>> = edited.collect();
        let kept = |range: Range<usize>| earlier.get(range).unwrap_or_default().iter().map(|(_, kept)| kept.clone());
        let documents: Vec<Rc<Document>> = kept(0..before).chain(edited).chain(kept(last..earlier.len())).collect();
        self.all = parts.into_iter().zip(documents).collect();
    }
}

impl Document {
    fn read(text: &str, strings: &mut Strings) -> Self {
        let parsed = yaml::parse_sharing(text, strings);
        let mut reader = yaml::Reader::default();
        let objects = parsed.root.map(|root| manifest::read(DocumentId::default(), &root, &mut reader));
        let (broken, mistyped) = (parsed.problems.into(), reader.into_problems().into());
        Self { objects: objects.unwrap_or_default().into(), broken, mistyped }
    }
}
