//! What documents hold, read once for each text.
//!
//! A document's spans are relative to it, and what it holds depends on its own text alone. So a document
//! that an edit leaves as it was need not be read again, wherever it moved to.

mod numbers;

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
    all: Vec<Read>,
    /// What was found of them.
    pub(crate) earlier: Option<Earlier>,
}

/// A document where it stands.
#[derive(Debug)]
struct Read {
    part: Part,
    number: u32,
    document: Rc<Document>,
}

/// A document's part of its file, which stands for its text.
#[derive(Debug)]
struct Part {
    /// The place of the file among all.
    at: usize,
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
                let (of, start, end) = (parts.len(), chunk.offset, chunk.end());
                parts.push(Part { at: file, file: source.text.clone(), start, end });
                beside.extend(chunk.problem.map(|problem| (of, problem)));
            }
        }
        self.renew(parts);
        let (mut objects, mut problems) = (Vec::with_capacity(self.all.len()), Vec::new());
        let mut beside = beside.into_iter().peekable();
        for (at, Read { part, number, document }) in self.all.iter().enumerate() {
            let id = DocumentId(*number);
            texts.add_document(id, part.at, part.start, part.end.saturating_sub(part.start));
            objects.extend((0..).zip(&document.objects).map(|(at, object)| object.moved_to(id, at)));
            problems.extend(document.broken.iter().map(|problem| problem.clone().at(id)));
            problems.extend(beside.next_if(|(of, _)| *of == at).map(|(_, problem)| problem.at(id)));
            problems.extend(document.mistyped.iter().map(|problem| problem.clone().at(id)));
        }
        objects.shrink_to_fit();
        (texts, objects, problems)
    }

    /// Takes new parts in place of the earlier ones. Those before and behind an edit are known by where they
    /// stand, the others by their text, since they may have moved.
    fn renew(&mut self, parts: Vec<Part>) {
        let earlier = std::mem::take(&mut self.all);
        let same = |(old, new): (&Read, &Part)| old.part.text() == new.text();
        let before = earlier.iter().zip(&parts).take_while(|pair| same(*pair)).count();
        let rest = earlier.iter().skip(before).rev().zip(parts.iter().skip(before).rev());
        let behind = rest.take_while(|pair| same(*pair)).count();
        let last = earlier.len().saturating_sub(behind);
        let moved = earlier.get(before..last).unwrap_or_default();
        let known: HashMap<&str, &Rc<Document>> = moved.iter().map(|read| (read.part.text(), &read.document)).collect();
        let mut strings = Strings::default();
        let edited = parts.get(before..parts.len().saturating_sub(behind)).unwrap_or_default().iter().map(|part| {
            let read = || Document::read(part.text(), &mut strings).into();
            known.get(part.text()).map_or_else(read, |known| Rc::clone(known))
        });
        let edited: Vec<Rc<Document>> = edited.collect();
        let kept =
            |range: Range<usize>| earlier.get(range).unwrap_or_default().iter().map(|kept| kept.document.clone());
        let documents: Vec<Rc<Document>> = kept(0..before).chain(edited).chain(kept(last..earlier.len())).collect();
        let ranges: Vec<Range<u32>> =
            earlier.iter().map(|kept| kept.number..kept.number.saturating_add(kept.document.length())).collect();
        let lengths: Vec<u32> = documents.iter().map(|document| document.length()).collect();
        let numbers = numbers::numbers(&ranges, before, behind, &lengths);
        let read = |((part, document), number)| Read { part, number, document };
        self.all = parts.into_iter().zip(documents).zip(numbers).map(read).collect();
    }
}

impl Document {
    /// How many numbers it takes: one for each object, and one where there is none.
    fn length(&self) -> u32 {
        u32::try_from(self.objects.len()).unwrap_or(u32::MAX).max(1)
    }

    fn read(text: &str, strings: &mut Strings) -> Self {
        let parsed = yaml::parse_sharing(text, strings);
        let mut reader = yaml::Reader::default();
        let objects = parsed.root.map(|root| manifest::read(&root, &mut reader));
        let (broken, mistyped) = (parsed.problems.into(), reader.into_problems().into());
        Self { objects: objects.unwrap_or_default().into(), broken, mistyped }
    }
}
