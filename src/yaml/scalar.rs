//! What a plain scalar means, exactly as go-yaml v2 resolves it, which is what kubectl reads with
//! (`yaml/go-yaml@v2: resolve.go`).

use std::rc::Rc;

use super::node::Value;

/// The value of a scalar without quotes and without a tag.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Value::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        ".nan" | ".NaN" | ".NAN" => return Value::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Value::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Value::Float(f64::NEG_INFINITY),
        _ => {}
    }
    let number = match text.as_bytes().first() {
        Some(b'.') => float(text),
        Some(b'0'..=b'9' | b'+' | b'-') => {
            let plain = if text.contains('_') { &text.replace('_', "") } else { text };
            integer(plain).or_else(|| float(plain))
        }
        _ => None,
    };
    number.unwrap_or_else(|| Value::String(Rc::from(text)))
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
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let number = i128::from(u64::from_str_radix(digits, base).ok()?);
    let number = if negative { -number } else { number };
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

/// A number as JSON has it: an integer where it has no fraction.
pub(super) fn whole_number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        #[allow(clippy::cast_possible_truncation)] // It has no fraction and fits, as was just seen.
        Value::Int(number as i64)
    } else {
        Value::Float(number)
    }
}

/// The text of a key: keys are strings in JSON, and resolve like any scalar before they become one.
/// None for null, which cannot be a key. Floats are written with the precision of 32 bits, as
/// `sigs.k8s.io/yaml` does (`kubernetes-sigs/yaml: yaml.go convertToJSONableObject`).
pub(super) fn key_text(value: &Value) -> Option<Rc<str>> {
    Some(match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => Rc::from("true"),
        Value::Bool(false) => Rc::from("false"),
        Value::Int(number) => Rc::from(number.to_string()),
        Value::Float(number) if number.is_nan() => Rc::from(".nan"),
        Value::Float(number) if number.is_infinite() => Rc::from(if *number > 0.0 { ".inf" } else { "-.inf" }),
        #[allow(clippy::cast_possible_truncation)] // The loss is what kubectl does.
        Value::Float(number) => Rc::from((*number as f32).to_string()),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => return None,
    })
}

/// Decodes the standard base 64 of a `!!binary` scalar; none where it is no such thing.
pub(super) fn binary(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let body = digits.strip_suffix(b"==").or_else(|| digits.strip_suffix(b"=")).unwrap_or(&digits);
    if !digits.len().is_multiple_of(4) {
        return None;
    }
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).unwrap_or_default());
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
