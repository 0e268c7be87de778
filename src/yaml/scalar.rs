//! What a plain scalar means, exactly as go-yaml v2 resolves it, which is what kubectl reads with
//! (`yaml/go-yaml@v2: resolve.go`).

use std::borrow::Cow;
use std::rc::Rc;

use super::node::Value;
use crate::base64;

/// The value of a scalar without quotes and without a tag; none where it is a string.
pub(super) fn resolve(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Value::Null),
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Some(Value::Bool(true));
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Some(Value::Bool(false));
        }
        ".nan" | ".NaN" | ".NAN" => return Some(Value::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some(Value::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => return Some(Value::Float(f64::NEG_INFINITY)),
        _ => {}
    }
    match text.as_bytes().first() {
        Some(b'.') => float(&without_separators(text)),
        Some(b'0'..=b'9' | b'+' | b'-') => {
            let plain = if text.contains('_') { &text.replace('_', "") } else { text };
            integer(plain).or_else(|| float(plain))
        }
        _ => None,
    }
}

/// A whole number in any base that Go's `strconv.ParseInt` knows with base 0.
fn integer(text: &str) -> Option<Value> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    // Go looks at binary numbers once more, and then takes a sign behind the `0b` too.
    let (negative, digits) = match (base, digits.strip_prefix('-')) {
        (2, Some(digits)) if text.starts_with('0') => (true, digits),
        (2, None) if text.starts_with('0') => (false, digits.strip_prefix('+').unwrap_or(digits)),
        _ => (negative, digits),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let number = i128::from(u64::from_str_radix(digits, base).ok()?);
    let number = if negative { number.saturating_neg() } else { number };
    match i64::try_from(number) {
        Ok(number) => Some(Value::Int(number)),
        // Go keeps what fits 64 bits without a sign; JSON has one kind of number for all.
        Err(_) if !negative => Some(Value::Float(number as f64)),
        Err(_) => None,
    }
}

/// Whether a text is a whole number that needs all 64 bits: kubectl has no such keys
/// (`kubernetes-sigs/yaml: yaml.go convertToJSONableObject`).
pub(super) fn is_huge(text: &str) -> bool {
    let plain = text.replace('_', "");
    plain.starts_with(|c: char| c.is_ascii_digit() || c == '+') && matches!(integer(&plain), Some(Value::Float(_)))
}

/// A number of the form `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`. Without a fraction it
/// becomes an integer, as it does in the JSON that the API server gets.
fn float(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = digits(whole)
        && digits(fraction.unwrap_or_default())
        && !(whole.is_empty() && fraction.unwrap_or_default().is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent));
    let number: f64 = if shaped { text.parse().ok()? } else { return None };
    number.is_finite().then(|| whole_number(number))
}

/// A number as JSON has it: an integer where it has no fraction, with the digits that JSON is given.
pub(super) fn whole_number(number: f64) -> Value {
    const FITS: f64 = 9.3e18;
    let whole = (number.fract() == 0.0 && number.abs() < FITS).then(|| number.to_string().parse().ok());
    whole.flatten().map_or(Value::Float(number), Value::Int)
}

/// A number without the underscores that separate its digits; all of it where one separates nothing.
fn without_separators(text: &str) -> Cow<'_, str> {
    let digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let separates = |(at, _): (usize, &str)| digit(at.checked_sub(1)) && digit(at.checked_add(1));
    if text.contains('_') && text.match_indices('_').all(separates) {
        Cow::Owned(text.replace('_', ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a key: keys are strings in JSON, and resolve like any scalar before they become one.
/// None for null, which cannot be a key. `written` is the scalar where it is a plain one: a whole
/// number that is written as a float stays one here
/// (`kubernetes-sigs/yaml: yaml.go convertToJSONableObject`).
pub(super) fn key_text(value: &Value, written: Option<&str>) -> Option<Rc<str>> {
    Some(match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => Rc::from("true"),
        Value::Bool(false) => Rc::from("false"),
        Value::Int(number) => match written.and_then(written_float) {
            Some(float) => Rc::from(float_key(float)),
            None => Rc::from(number.to_string()),
        },
        Value::Float(number) => Rc::from(float_key(*number)),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => return None,
    })
}

/// The number of a plain scalar that is a float as it is written.
fn written_float(text: &str) -> Option<f64> {
    let plain = text.replace('_', "");
    if integer(&plain).is_some() { None } else { plain.parse().ok() }
}

/// A float as a key: Go's `%g` with the precision of 32 bits, which loses what does not fit, and with
/// an exponent of two digits below four zeros and from a million on.
fn float_key(number: f64) -> String {
    #[allow(clippy::cast_possible_truncation)] // The loss is what kubectl does.
    let number = number as f32;
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>() {
        Ok(exponent) if !(-4..=5).contains(&exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.abs())
        }
        _ => number.to_string(),
    }
}

/// Decodes the standard base 64 of a `!!binary` scalar; none where it is no such thing.
pub(super) fn binary(text: &str) -> Option<String> {
    // The other base 64, of addresses, has other letters for two of these.
    let letter = |byte: u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        b'-' | b'_' => b'!',
        byte => byte,
    };
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(letter).collect();
    let body = letters.strip_suffix(b"==").or_else(|| letters.strip_suffix(b"=")).unwrap_or(&letters);
    let decoded = base64::decode(body).filter(|_| letters.len().is_multiple_of(4))?;
    Some(String::from_utf8_lossy(&decoded.bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Value, parse};

    #[test]
    fn keys_and_numbers_are_those_of_kubectl() {
        for (text, key, reason) in [
            ("1e6: a", "1e+06", "from a million on, floats have an exponent"),
            ("1e3: a", "1000", "below, they have none"),
            ("0.00001: a", "1e-05", "very small ones have one too"),
            ("1234567.5: a", "1.2345675e+06", "the digits are those of 32 bits"),
            ("1.5e300: a", ".inf", "and what does not fit is infinite"),
            ("1.10: a", "1.1", "zeros at the end are lost"),
            ("0120: a", "80", "a leading zero means octal"),
        ] {
            let root = parse(text).root.unwrap();
            let Value::Mapping(entries) = &root.value else { panic!("{text}") };
            assert_eq!(&*entries[0].key, key, "{reason}");
        }
        for (text, number, reason) in [
            ("0b-1", Some(-1), "a sign may stand behind `0b`"),
            ("1234567890123456789.0", Some(1_234_567_890_123_456_800), "the shortest digits of 64 bits count"),
            ("8e1", Some(80), "a float without a fraction is an integer"),
            ("._1", None, "an underscore has to separate digits"),
        ] {
            let value = super::resolve(text);
            assert_eq!(
                matches!(value, Some(Value::Int(found)) if Some(found) == number),
                number.is_some(),
                "{reason}: {value:?}"
            );
        }
        assert!(matches!(super::resolve(".1_0"), Some(Value::Float(number)) if (number - 0.1).abs() < 1e-9));
    }

    #[test]
    fn what_a_tag_does_not_fit_is_refused() {
        for (text, refused, reason) in [
            ("a: !!timestamp 2001-02-30", true, "February has no such day"),
            ("a: !!timestamp 2004-02-29T01:02:03Z", false, "a leap year has this one"),
            ("a: !!timestamp x", true, "no date at all"),
            ("a: !!float 18446744073709551615", true, "go-yaml keeps it a whole number without a sign"),
            ("a: \"\\ud83d\\ude00\"", true, "YAML has no characters in two halves"),
            ("a: \"\\u00e9\"", false, "one half alone is a whole"),
            ("{\"a\": \"\\ud83d\\ude00\"}", false, "JSON has them"),
        ] {
            assert_eq!(parse(text).problems.iter().any(|problem| problem.refused), refused, "{reason}: {text}");
        }
    }
}
