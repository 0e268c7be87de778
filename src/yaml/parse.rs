//! The parser's events to a tree.
//!
//! Aliases share what they stand for. How deep and how large a tree grows through them is bounded,
//! so that no text can make more of itself than memory holds.

mod adding;
mod simple;

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag};

use super::entries::MappingBuilder;
use super::ignored::ignored;
use super::key::{Pending, dash};
use super::node::{Node, Style, Value};
use super::problem::{Failed, Problem, failed};
use super::strings::Strings;
use super::tabs::Tabs;
use super::tag::tagged;
use super::{block, errors, json, quote, scalar};
use crate::source::Span;

/// What a document holds.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Its tree; none where it is empty, or broken.
    pub root: Option<Node>,
    /// What is wrong with it, in the order in which it was met.
    pub problems: Vec<Problem>,
    /// The anchored values that aliases use: a change in one of them changes several places.
    pub(super) shared: Vec<Span>,
}

/// A tree may be this high, aliases included.
const MOST_HIGH: usize = 1_000;
/// More problems than this in one document help nobody.
const MOST_PROBLEMS: usize = 100;
/// A tree may hold this many values through aliases and merges.
const MOST_ALIASED: usize = 100_000;

/// Reads one document.
pub fn parse(text: &str) -> Parsed {
    parse_sharing(text, &mut Strings::default())
}

/// Reads one of many documents, which share what they repeat.
pub(crate) fn parse_sharing(text: &str, strings: &mut Strings) -> Parsed {
    if json::is_json(text) {
        let mut problems = Vec::new();
        if let Some(root) = json::read(text, &mut problems) {
            return Parsed { root: Some(root), problems, shared: Vec::new() };
        }
    }
    let mut builder = Builder::new(text, strings);
    if let Some(root) = simple::build(&mut builder) {
        return Parsed { root: Some(root), problems: builder.problems, shared: builder.shared };
    }
    let mut builder = Builder::new(text, strings);
    let root = match builder.build() {
        Ok(root) => root.filter(|root| !matches!(root.value, Value::Null)),
        Err(problem) => {
            builder.problems.push(*problem);
            None
        }
    };
    Parsed { root, problems: builder.problems, shared: builder.shared }
}

/// A node with how high it is and how much it holds, aliases counted each time.
#[derive(Clone)]
struct Built {
    node: Node,
    /// Where its own text ends; an alias' node keeps the span of the anchored one.
    end: u32,
    height: usize,
    size: usize,
}

/// A collection that is not closed yet.
struct Frame {
    start: u32,
    end: u32,
    style: Style,
    anchor: usize,
    height: usize,
    size: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping(MappingFrame),
}

#[derive(Default)]
struct MappingFrame {
    entries: MappingBuilder,
    /// The text of the last merge that is written in the mapping itself.
    merged: Span,
    pending: Option<Pending>,
}

struct Builder<'a> {
    text: &'a str,
    strings: &'a mut Strings,
    problems: Vec<Problem>,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Built>,
    shared: Vec<Span>,
    aliased: usize,
    duplicates: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, strings: &'a mut Strings) -> Self {
        Self {
            text,
            strings,
            problems: Vec::new(),
            stack: Vec::new(),
            anchors: HashMap::new(),
            shared: Vec::new(),
            aliased: 0,
            duplicates: 0,
        }
    }

    /// Builds the first YAML document of the text; kubectl ignores what may follow after `...`.
    fn build(&mut self) -> Failed<Option<Node>> {
        let options = granit_parser::options! {
            bom_inside_document_as_content: true,
        };
        let mut root = None;
        let mut tabs = Tabs::new(self.text);
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) =
                event.map_err(|error| Box::new(errors::explain(self.text, &error, self.open_flow())))?;
            let range = span.byte_range().unwrap_or_default();
            let span = Span::new(offset(range.start), offset(range.end));
            let around = self.stack.last().map(|frame| (frame.style, frame.start as usize));
            if let Some(tab) = tabs.check(self.text, &event, &range, around) {
                return Err(Box::new(errors::tab(tab)));
            }
            let built = match event {
                Event::Alias(id) => self.alias(id, span)?,
                Event::Scalar(text, style, anchor, tag) => {
                    let built = self.scalar(&text, style, tag.as_deref(), span)?;
                    self.anchor(anchor, &built);
                    built
                }
                Event::SequenceStart(style, anchor, _) => {
                    self.open(span, style, anchor, Content::Sequence(Vec::new()));
                    continue;
                }
                Event::MappingStart(style, anchor, _) => {
                    self.open(span, style, anchor, Content::Mapping(MappingFrame::default()));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match self.close(span)? {
                    Some(built) => built,
                    None => continue,
                },
                Event::DocumentEnd => {
                    self.problems.extend(ignored(self.text, span.start as usize));
                    break;
                }
                _ => continue,
            };
            match self.stack.last_mut() {
                Some(_) => self.add(built)?,
                None => root = Some(built.node),
            }
        }
        Ok(root)
    }

    /// Where the innermost bracket or brace stands that is not closed yet.
    fn open_flow(&self) -> Option<usize> {
        self.stack.iter().rfind(|frame| frame.style == Style::Flow).map(|frame| frame.start as usize)
    }

    fn open(&mut self, span: Span, style: StructureStyle, anchor: usize, content: Content) {
        let style = if style == StructureStyle::Flow { Style::Flow } else { Style::Block };
        let start = match (&content, style) {
            (Content::Sequence(_), Style::Block) => dash(self.text, span.start),
            _ => span.start,
        };
        self.stack.push(Frame { start, end: span.end, style, anchor, height: 0, size: 1, content });
    }

    fn close(&mut self, span: Span) -> Failed<Option<Built>> {
        let Some(frame) = self.stack.pop() else { return Ok(None) };
        let value = match frame.content {
            Content::Sequence(items) => Value::Sequence(items.into()),
            Content::Mapping(mapping) => Value::Mapping(mapping.entries.finish()),
        };
        // A block collection ends where its last value does; the parser's end lies after the blank
        // lines that follow.
        let end = if frame.style == Style::Block { frame.end } else { span.end };
        let node = Node { span: Span::new(frame.start, end), value, style: frame.style };
        let built = Built { node, end, height: frame.height.saturating_add(1), size: frame.size };
        if built.height > MOST_HIGH {
            return failed(built.node.span, "This document is nested too deeply.", None);
        }
        self.anchor(frame.anchor, &built);
        Ok(Some(built))
    }

    fn anchor(&mut self, id: usize, built: &Built) {
        if id != 0 {
            self.anchors.insert(id, built.clone());
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Failed<Built> {
        let Some(built) = self.anchors.get(&id).cloned() else {
            return failed(span, "This alias stands inside the value that it names.", Some("Copy the value instead."));
        };
        self.count(built.size, span)?;
        self.shared.push(built.node.span);
        Ok(Built { end: span.end, ..built })
    }

    /// Counts values that an alias or a merge brings in.
    fn count(&mut self, size: usize, span: Span) -> Failed<()> {
        self.aliased = self.aliased.saturating_add(size);
        if self.aliased > MOST_ALIASED {
            return failed(span, "The aliases of this document make it too large to read.", None);
        }
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Failed<Built> {
        let (style, span) = match style {
            ScalarStyle::Plain => (Style::Plain, span),
            ScalarStyle::SingleQuoted => (Style::Quoted, span),
            ScalarStyle::DoubleQuoted => {
                let raw = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
                if let Some((message, hint)) = quote::unknown_escape(raw) {
                    return failed(span, message, Some(hint));
                }
                (Style::Quoted, span)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => (Style::BlockScalar, block::span(self.text, span)),
        };
        let value = match tag {
            Some(tag) => tagged(text, style, tag, span)?,
            None => match scalar::resolve(text).filter(|_| style == Style::Plain) {
                Some(value) => value,
                None => Value::String(self.strings.share(text)),
            },
        };
        // JSON has no such numbers. As a key their text is used, so that they are refused as a value only.
        let is_value = !matches!(self.stack.last(), Some(Frame { content: Content::Mapping(mapping), .. }) if mapping.pending.is_none());
        if is_value && matches!(value, Value::Float(number) if !number.is_finite()) {
            return failed(
                span,
                "Kubernetes has no infinite numbers and no `.nan`.",
                Some("If it is text, put it in quotes."),
            );
        }
        Ok(Built { node: Node { span, value, style }, end: span.end, height: 0, size: 1 })
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
