//! JSON, as kubectl reads a file that begins with a brace: objects one behind the other, and none of
//! YAML's liberties.

use std::ops::Range;
use std::rc::Rc;

use super::entries::MappingBuilder;
use super::node::{Entry, Node, Style, Value};
use super::problem::Problem;
use super::scalar;
use crate::source::Span;

/// Whether a text is read as JSON: its first character is a brace
/// (`kubernetes/apimachinery: pkg/util/yaml/decoder.go GuessJSONStream`).
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// A text that is one value of JSON and nothing else.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> Option<Node> {
    let mut reader = Reader { text, at: 0, found: Vec::new() };
    reader.space();
    let node = reader.value(DEEPEST)?;
    reader.space();
    if reader.at < text.len() {
        return None;
    }
    problems.append(&mut reader.found);
    Some(node)
}

/// Where the values of a stream of JSON lie that begins at a byte, and the byte behind them at which it
/// is JSON no longer, if there is one.
pub(super) fn values(text: &str, start: usize) -> (Vec<Range<usize>>, Option<usize>) {
    let mut reader = Reader { text, at: start, found: Vec::new() };
    let mut values = Vec::new();
    loop {
        reader.space();
        let start = reader.at;
        if start >= text.len() {
            return (values, None);
        }
        match reader.value(DEEPEST) {
            Some(_) => values.push(start..reader.at),
            None => return (values, Some(reader.at)),
        }
    }
}

/// Values may be nested this deep; a document that is deeper is refused, whichever way it is read.
const DEEPEST: usize = 500;
/// The length of `\u00e9`.
const ESCAPED: usize = 6;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Problem>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.skip(1);
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.skip(1))
    }

    fn span(&self, start: usize) -> Span {
        Span::between(start, self.at)
    }

    /// A value in which others may be nested so deep.
    fn value(&mut self, deep: usize) -> Option<Node> {
        let start = self.at;
        let (value, style) = match self.peek()? {
            b'{' => (self.object(deep)?, Style::Flow),
            b'[' => (self.array(deep)?, Style::Flow),
            b'"' => (Value::String(self.string()?), Style::Quoted),
            _ => (self.word()?, Style::Plain),
        };
        Some(Node { span: self.span(start), value, style })
    }

    fn object(&mut self, deep: usize) -> Option<Value> {
        let mut mapping = MappingBuilder::default();
        self.list(b'}', |reader| {
            let start = reader.at;
            let key = reader.string()?;
            let key_span = reader.span(start);
            reader.space();
            reader.take(b':')?;
            reader.space();
            let value = reader.value(deep.checked_sub(1)?)?;
            if let Some(earlier) = mapping.insert(Entry { key, key_span, value }) {
                reader.found.extend(super::entries::written_twice(reader.text, &earlier, key_span, reader.found.len()));
            }
            Some(())
        })?;
        Some(Value::Mapping(mapping.finish()))
    }

    fn array(&mut self, deep: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.list(b']', |reader| {
            items.push(reader.value(deep.checked_sub(1)?)?);
            Some(())
        })?;
        Some(Value::Sequence(items.into()))
    }

    fn list(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.skip(1);
        self.space();
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            self.space();
            item(self)?;
            self.space();
            if self.take(close).is_some() {
                return Some(());
            }
            self.take(b',')?;
        }
    }

    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..)?;
        let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let word = rest.split(|c| !in_word(c)).next()?;
        let value = match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => number(word)?,
        };
        self.skip(word.len());
        Some(value)
    }

    fn string(&mut self) -> Option<Rc<str>> {
        self.take(b'"')?;
        let start = self.at;
        let rest = self.text.get(start..)?;
        let end = rest.find(|c: char| c == '"' || c == '\\' || c < ' ')?;
        let mut string = rest.get(..end)?.to_owned();
        self.skip(end);
        loop {
            let c = self.text.get(self.at..)?.chars().next()?;
            match c {
                '"' => {
                    self.skip(1);
                    return Some(Rc::from(string));
                }
                '\\' => string.push(self.escape()?),
                c if c < ' ' => return None,
                c => {
                    string.push(c);
                    self.skip(c.len_utf8());
                }
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let [_, letter, ..] = self.text.as_bytes().get(self.at..)? else { return None };
        let c = match letter {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            &byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        };
        self.skip(2);
        Some(c)
    }

    /// `\u` with four digits, or a pair of them; half a pair becomes U+FFFD, as in Go.
    fn unicode(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..)?;
        let unit = |at: usize| {
            let digits = rest.get(at..)?.get(..ESCAPED)?.strip_prefix("\\u")?;
            digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
        };
        let pair = [Some(unit(0)?), unit(ESCAPED)];
        let c = char::decode_utf16(pair.into_iter().flatten()).next()?.unwrap_or(char::REPLACEMENT_CHARACTER);
        self.skip(c.len_utf16().saturating_mul(ESCAPED));
        Some(c)
    }
}

/// A number in JSON's own form: no leading zero, no plus, digits on both sides of the dot.
fn number(word: &str) -> Option<Value> {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let whole = unsigned.split(|c: char| !c.is_ascii_digit()).next()?;
    let rest = unsigned.get(whole.len()..)?;
    let exponent = rest.find(['e', 'E']).unwrap_or(rest.len());
    let fraction = rest.get(..exponent)?;
    let is_number = !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
        && (fraction.is_empty() || fraction.len() > 1 && fraction.starts_with('.'));
    if !is_number {
        return None;
    }
    if let Ok(number) = word.parse::<i64>() {
        return Some(Value::Int(number));
    }
    word.parse::<f64>().ok().filter(|number| number.is_finite()).map(scalar::whole_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_what_only_looks_like_it() {
        for (text, last, reason) in [
            ("{\"a\": [1, -2.5e3, true, null, \"\\/\\u00e9\"]}", None, "all that JSON has"),
            ("{\"a\":1}{\"a\":2}\n\t{}", None, "objects one behind the other"),
            ("{\"a\": 1,}", Some(8), "a comma too many"),
            ("{a: b}", Some(1), "a key without quotes"),
            ("{\"a\": 01}", Some(6), "a number with a zero before it"),
            ("{\"a\": 1.}", Some(6), "a number that ends in its dot"),
            ("{} # why", Some(3), "a comment"),
            ("{\"a\n\": 1}", Some(3), "a line break in a string"),
            ("{\"\\x41\": 1}", Some(2), "an escape of YAML's"),
        ] {
            assert_eq!(values(text, 0).1, last, "{reason}");
        }
    }

    #[test]
    fn strings_are_unescaped() {
        for (text, string) in [
            (r#""a\u00e9\n\/\"\\""#, "aé\n/\"\\"),
            (r#""\ud834\udd1e""#, "𝄞"),
            (r#""\ud834 \udd1e""#, "\u{fffd} \u{fffd}"),
        ] {
            let node = read(text, &mut Vec::new()).unwrap();
            assert!(matches!(&node.value, Value::String(found) if **found == *string), "{text}: {node:?}");
        }
    }
}
