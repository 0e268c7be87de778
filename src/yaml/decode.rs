//! A file's bytes to text.

/// The text of a file as kubectl reads it: UTF-16 where a byte order mark says so, else UTF-8; what is
/// neither becomes U+FFFD, and the mark is left out
/// (`kubernetes/cli-runtime: pkg/resource/visitor.go FileVisitor`, which decodes with
/// `golang.org/x/text: encoding/unicode BOMOverride`).
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| unit(pair));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.chain(rest.first().map(|_| char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn byte_order_marks_decide() {
        let rows: [(&[u8], &str); 7] = [
            (b"k: \xc3\xbc", "k: ü"),
            (b"\xef\xbb\xbfk", "k"),
            (b"\xff\xfek\0:\0", "k:"),
            (b"\xfe\xff\0k\xd8\x34\xdd\x1e", "k𝄞"),
            (b"a\xffb", "a\u{fffd}b"),
            (b"\xff\xfek\0\x34\xd8b", "k\u{fffd}\u{fffd}"),
            (b"", ""),
        ];
        for (bytes, expected) in rows {
            assert_eq!(decode(bytes), expected, "{bytes:x?}");
        }
    }
}
