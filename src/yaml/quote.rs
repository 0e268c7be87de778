//! Strings as YAML: plain where they read back as themselves, else in double quotes.

use super::scalar;

/// A string as a scalar that reads back as exactly that string, as a key and as a value, in block
/// and in flow style.
pub fn quote(value: &str) -> String {
    if is_plain(value) { value.to_owned() } else { double_quoted(value) }
}

/// Narrower than YAML itself: whatever a person could take for something else is quoted.
fn is_plain(value: &str) -> bool {
    let starts_with_letter = value.starts_with(|c: char| c.is_ascii_alphabetic());
    let colon_in_word = |at: usize| {
        let next = value.get(at..).and_then(|rest| rest.strip_prefix(':')).unwrap_or_default();
        starts_with_letter && next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
    };
    let allowed = |(at, c): (usize, char)| match c {
        ':' => colon_in_word(at),
        '-' | '.' => at > 0,
        c => c.is_ascii_alphanumeric() || matches!(c, '_' | '/'),
    };
    !value.is_empty() && value.char_indices().all(allowed) && scalar::resolve(value).is_none()
}

/// A string in double quotes, as YAML and JSON both read it.
pub(super) fn double_quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len().saturating_add(2));
    quoted.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What is wrong with the escapes of a double-quoted text, and what to do: the parser takes these two
/// from JSON, which go-yaml does not.
pub(super) fn unknown_escape(raw: &str) -> Option<(&'static str, &'static str)> {
    if raw.contains("\\/") && raw.replace("\\\\", "").contains("\\/") {
        return Some((
            "The text between double quotes has a `\\/`, which kubectl's YAML does not know.",
            "Write the slash alone.",
        ));
    }
    has_surrogate(raw).then_some((
        "The text between double quotes has one half of a character (`\\ud800` to `\\udfff`).",
        "Write the character itself, or `\\U` and eight digits.",
    ))
}

/// Whether a double-quoted text escapes a character in two halves, as JSON does and go-yaml does not.
fn has_surrogate(raw: &str) -> bool {
    let escapes = raw.split("\\\\").flat_map(|part| part.split("\\u").skip(1).map(|digits| digits.get(..2)));
    let half = |digits: &str| {
        digits.starts_with(['d', 'D']) && digits.ends_with(|c: char| matches!(c, '8' | '9' | 'a'..='f' | 'A'..='F'))
    };
    escapes.flatten().any(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_quoted_where_it_would_be_read_as_something_else() {
        for (value, quoted, reason) in [
            ("web", "web", "a word is itself"),
            ("app.kubernetes.io/name", "app.kubernetes.io/name", "a label's key is a word"),
            ("nginx:1.25", "nginx:1.25", "a colon inside a word does not end it"),
            ("http://web/", "http://web/", "nor does it in an address"),
            ("", "\"\"", "nothing would be null"),
            ("yes", "\"yes\"", "a boolean"),
            ("n", "\"n\"", "a boolean of one letter"),
            ("null", "\"null\"", "null"),
            ("8080", "\"8080\"", "a number"),
            ("0x1F", "\"0x1F\"", "a number in base 16"),
            ("1.10", "\"1.10\"", "a number that would lose its zero"),
            ("1e3", "\"1e3\"", "a number with an exponent"),
            ("1_000", "\"1_000\"", "a number with an underscore"),
            ("1.2.3", "1.2.3", "a version is no number"),
            ("1:30", "\"1:30\"", "other readers of YAML 1.1 take it for a number in base 60"),
            ("a: b", "\"a: b\"", "a map"),
            ("web:", "\"web:\"", "a key"),
            ("a b", "\"a b\"", "blanks are shown to be meant"),
            ("*", "\"*\"", "an alias"),
            ("-x", "\"-x\"", "nearly a list"),
            ("...", "\"...\"", "the end of a document"),
            ("say \"hi\"\\", "\"say \\\"hi\\\"\\\\\"", "quotes and backslashes are escaped"),
            ("a\nb\tc\u{1}\u{2028}", "\"a\\nb\\tc\\u0001\\u2028\"", "what is no printed character is escaped"),
            ("ü𝄞", "\"ü𝄞\"", "any other character stands for itself"),
        ] {
            assert_eq!(quote(value), quoted, "{reason}");
        }
    }
}
