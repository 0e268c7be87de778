//! Text, and places in it.
//!
//! A file is split into documents before anything else is read (see [`crate::yaml::split`]). Every
//! [`Span`] is relative to the start of its document, so that a document whose text did not change
//! keeps its spans wherever it moves to. [`Texts`] turns a [`Place`] into a [`Location`] in a file.

pub(crate) mod lines;

use std::ops::Range;
use std::rc::Rc;

/// A named text, as a person gave it: a file, or what was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name that messages use: a path, or `manifests.yaml` for pasted text.
    pub name: String,
    /// The text itself, UTF-8.
    pub text: Rc<str>,
}

impl Source {
    /// A source from anything that turns into its two parts.
    pub fn new(name: impl Into<String>, text: impl Into<Rc<str>>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// A half-open range of bytes, relative to the start of its document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, and without, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span of so many bytes from `start`, counted as texts count: what 32 bits do not hold lies outside of every
    /// document.
    pub fn at(start: usize, length: usize) -> Self {
        Self::between(start, start.saturating_add(length))
    }

    /// The span from one such byte up to, and without, another.
    pub fn between(start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: offset(start), end: offset(end) }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value with the span of the text that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands, relative to its document.
    pub span: Span,
}

/// The number of a document, which grows along the files of an analysis. It stays while others come and go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// A span together with the document that it is relative to: enough to find it again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The range in that document.
    pub span: Span,
}

impl Place {
    /// A span in a document.
    pub const fn new(document: DocumentId, span: Span) -> Self {
        Self { document, span }
    }
}

/// A place in a file, in the units that people and editors use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Index of the file in the list of sources.
    pub file: usize,
    /// First byte in the file.
    pub start: usize,
    /// One past the last byte in the file.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
    /// Line of the end, from 1.
    pub end_line: usize,
    /// Column of the end in characters, from 1; one past the last character.
    pub end_column: usize,
}

/// All texts of an analysis, with where their documents begin.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    files: Vec<File>,
    documents: Vec<DocumentStart>,
}

#[derive(Debug, Clone)]
struct File {
    source: Source,
    /// The line breaks before each of its stretches. A file is not as long as 4 GB.
    lines: Vec<u32>,
    /// The UTF-16 units before each; none where every character is one byte and one unit.
    units: Vec<u32>,
}

/// A text is counted once by stretches of so many bytes, so that no place in it is far from one that is known.
const STRETCH: usize = 128;

impl File {
    fn new(source: &Source) -> Self {
        let bytes = source.text.as_bytes();
        let units = if bytes.is_ascii() { Vec::new() } else { sums(bytes, units) };
        Self { source: source.clone(), lines: sums(bytes, breaks), units }
    }

    /// How much there is of something before a byte, of which it is known how much there is before each stretch.
    fn before(&self, offset: usize, known: &[u32], count: fn(&[u8]) -> u8) -> usize {
        let stretch = (offset / STRETCH).min(known.len().saturating_sub(1));
        let (start, bytes) = (stretch.saturating_mul(STRETCH), self.source.text.as_bytes());
        let rest = bytes.get(start..offset.min(bytes.len())).unwrap_or_default();
        known.get(stretch).map_or(0, |known| *known as usize).saturating_add(count(rest).into())
    }
}

/// What a count adds up to before each stretch.
fn sums(bytes: &[u8], count: fn(&[u8]) -> u8) -> Vec<u32> {
    let mut sum = 0_u32;
    let stretches = bytes.chunks(STRETCH).map(|stretch| {
        let before = sum;
        sum = sum.saturating_add(count(stretch).into());
        before
    });
    stretches.collect()
}

/// The line breaks in a stretch, of which a byte counts all.
fn breaks(stretch: &[u8]) -> u8 {
    count(stretch, |byte| byte == b'\n')
}

/// The UTF-16 units of characters that begin in a stretch: two for one of four bytes, and one for any other.
fn units(stretch: &[u8]) -> u8 {
    count(stretch, |byte| byte & 0xC0 != 0x80).saturating_add(count(stretch, |byte| byte >= 0xF0))
}

/// A processor adds many bytes at once.
fn count(stretch: &[u8], is: impl Fn(u8) -> bool) -> u8 {
    stretch.iter().fold(0, |counted, byte| counted.wrapping_add(u8::from(is(*byte))))
}

#[derive(Debug, Clone, Copy)]
struct DocumentStart {
    id: DocumentId,
    file: usize,
    offset: usize,
    length: usize,
}

impl DocumentStart {
    /// The byte of the file that a byte of the document is, or else the end of the document.
    fn byte(&self, at: u32) -> usize {
        self.offset.saturating_add(self.length.min(at as usize))
    }
}

impl Texts {
    /// Takes the sources over; they hold no documents until [`Texts::add_document`] says where.
    pub fn new(sources: &[Source]) -> Self {
        Self { files: sources.iter().map(File::new).collect(), documents: Vec::new() }
    }

    /// Tells where the next document lies, as bytes of its file. Its number is greater than those before.
    pub fn add_document(&mut self, id: DocumentId, file: usize, offset: usize, length: usize) {
        self.documents.push(DocumentStart { id, file, offset, length });
    }

    /// The sources, in the order in which they were given.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Source> {
        self.files.iter().map(|file| &file.source)
    }

    /// The name of a file; empty for an index that does not exist.
    pub fn name(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |file| file.source.name.as_str())
    }

    /// The text of a document; empty for an id that does not exist.
    pub fn document(&self, document: DocumentId) -> &str {
        let start = self.document_start(document);
        let text = self.files.get(start.file).map_or("", |file| &*file.source.text);
        text.get(start.offset..).and_then(|rest| rest.get(..start.length)).unwrap_or("")
    }

    /// The last document of the file in which one lies.
    pub fn last_beside(&self, document: DocumentId) -> DocumentId {
        let file = self.document_start(document).file;
        let last = self.documents.partition_point(|start| start.file <= file).saturating_sub(1);
        self.documents.get(last).map_or(document, |last| last.id)
    }

    /// The text at a place; empty where the place lies outside.
    pub fn slice(&self, place: Place) -> &str {
        self.document(place.document).get(place.span.start as usize..place.span.end as usize).unwrap_or("")
    }

    /// The file in which a place stands, and its bytes there.
    pub fn range(&self, place: Place) -> (usize, Range<usize>) {
        let document = self.document_start(place.document);
        (document.file, document.byte(place.span.start)..document.byte(place.span.end))
    }

    /// Where a place stands in its file.
    pub fn locate(&self, place: Place) -> Location {
        let (file, Range { start, end }) = self.range(place);
        let (line, column) = self.line_column(file, start);
        let (end_line, end_column) = self.line_column(file, end);
        Location { file, start, end, line, column, end_line, end_column }
    }

    /// Line, from 1, of a byte of a file.
    pub fn line(&self, file: usize, offset: usize) -> usize {
        self.files.get(file).map_or(1, |file| file.before(offset, &file.lines, breaks).saturating_add(1))
    }

    /// Line and column, both from 1 and the column in characters, of a byte of a file.
    pub fn line_column(&self, file: usize, offset: usize) -> (usize, usize) {
        let line = self.line(file, offset);
        let Some(file) = self.files.get(file) else { return (line, 1) };
        let start = lines::line_start(&file.source.text, offset);
        let column = file.source.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line, column.saturating_add(1))
    }

    /// How many UTF-16 units come before a byte of a file: what editors in a browser count in.
    pub fn utf16(&self, file: usize, offset: usize) -> usize {
        let Some(file) = self.files.get(file) else { return 0 };
        if file.units.is_empty() { offset } else { file.before(offset, &file.units, units) }
    }

    fn document_start(&self, document: DocumentId) -> DocumentStart {
        let nowhere = DocumentStart { id: document, file: 0, offset: 0, length: 0 };
        let at = self.documents.binary_search_by_key(&document, |start| start.id).ok();
        at.and_then(|at| self.documents.get(at)).copied().unwrap_or(nowhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_the_file_that_holds_their_document() {
        let mut texts = Texts::new(&[Source::new("a", "x\n"), Source::new("b", "é: 1\n---\nk: ü𝄞v\n")]);
        let document = DocumentId(3);
        texts.add_document(document, 1, 10, 11);
        let value = Place::new(document, Span::new(3, 10));
        assert_eq!(texts.slice(value), "ü𝄞v");
        let location = texts.locate(value);
        assert_eq!((location.file, location.line, location.column, location.end_column), (1, 3, 4, 7));
        assert_eq!([0, 2, 13, 19, 20].map(|offset| texts.utf16(1, offset)), [0, 1, 12, 15, 16]);
        assert_eq!(texts.utf16(0, 1), 1);
    }

    #[test]
    fn places_far_behind_the_first_are_counted_as_from_the_start() {
        let text = "a: é𝄞\n\n# a line of some length\r\n".repeat(40);
        let texts = Texts::new(&[Source::new("a", &*text)]);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..at];
            assert_eq!(texts.utf16(0, at), before.encode_utf16().count(), "{at}");
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
            assert_eq!(texts.line_column(0, at), (before.matches('\n').count() + 1, column + 1), "{at}");
        }
    }

    #[test]
    fn places_outside_are_clamped_and_empty() {
        let mut texts = Texts::new(&[Source::new("a", "k: v")]);
        let document = DocumentId::default();
        texts.add_document(document, 0, 0, 4);
        assert_eq!(texts.slice(Place::new(document, Span::new(3, 40))), "");
        assert_eq!(texts.locate(Place::new(document, Span::new(9, 40))).column, 5);
        assert_eq!(texts.locate(Place::new(DocumentId(7), Span::new(1, 2))).line, 1);
    }
}
