//! The plain objects that page and editor give each other; `static/editor/contract.d.ts` has their shapes.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

use crate::ui::draw::plain;
use crate::view::{CheckRow, FindingRow, Hover, Inline, Mark, ProblemRow, Severity, Spot};

pub(super) fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

/// What is said of the places of a text, as the editor takes it: thousands of objects with fields of their own would
/// cost it a moment that a person feels.
#[derive(Default)]
pub(super) struct Said {
    /// All the words, one after the other.
    pub(super) words: String,
    /// For each place: where it begins and ends, how bad it is, and the lengths of its title, its message and the key by
    /// which its fix is asked for, in UTF-16 code units.
    pub(super) numbers: Vec<u32>,
}

/// How bad something is, in the order of the editor's words for it.
enum Bad {
    Error,
    Warning,
    Note,
}

impl Said {
    /// Adds something that could not be read.
    pub(super) fn problem(&mut self, row: &ProblemRow) {
        let mut message = plain(&row.message);
        if let Some(hint) = &row.hint {
            message.push(' ');
            message.push_str(&plain(hint));
        }
        let bad = if row.refused { Bad::Error } else { Bad::Warning };
        self.add(&row.mark, bad, ["", &message, ""]);
    }

    /// Adds a finding of a check.
    pub(super) fn finding(&mut self, row: &FindingRow, check: Option<&CheckRow>) {
        let bad = if row.severity <= Severity::High { Bad::Warning } else { Bad::Note };
        let mends = if row.mendable { row.key.as_str() } else { "" };
        let title = check.map_or_else(String::new, |check| plain(&check.title));
        self.add(&row.mark, bad, [&title, &plain(&row.message), mends]);
    }

    fn add(&mut self, mark: &Mark, bad: Bad, texts: [&str; 3]) {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.numbers.extend([number(mark.from), number(mark.to), bad as u32]);
        for text in texts {
            self.numbers.push(number(text.encode_utf16().count()));
            self.words.push_str(text);
        }
    }
}

/// What is said of a place.
pub(super) fn hover(hover: &Hover) -> Object {
    let piece = |piece: &Inline| match piece {
        Inline::Text(text) => object([("text", text.as_str().into())]),
        Inline::Code(text) => object([("text", text.as_str().into()), ("code", JsValue::TRUE)]),
    };
    let sentences: Array = hover.sentences.iter().map(|said| said.iter().map(piece).collect::<Array>()).collect();
    object([("from", hover.mark.from.into()), ("to", hover.mark.to.into()), ("sentences", sentences.into())])
}

/// The place that the editor asks about.
pub(super) fn spot(spot: &JsValue) -> Spot {
    let field = |name: &str| Reflect::get(spot, &name.into()).unwrap_or_default();
    let text = |name: &str| field(name).as_string().unwrap_or_default();
    let path = field("path").dyn_into::<Array>().map(|path| path.iter().filter_map(|key| key.as_string()).collect());
    Spot {
        version: text("version"),
        kind: text("kind"),
        path: path.unwrap_or_default(),
        value: field("value").is_truthy(),
    }
}
