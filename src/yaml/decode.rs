//! The bytes of a file to text.

/// Reads bytes as kubectl does: as UTF-16 where they begin with its byte order mark, else as UTF-8
/// with U+FFFD for every byte that is none
/// (`kubernetes/cli-runtime: pkg/resource/visitor.go FileVisitor.Visit`).
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    }
}

fn utf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| unit(pair));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.chain(rest.iter().map(|_| char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_by_their_byte_order_mark() {
        for (bytes, text, reason) in [
            (&b"k: v"[..], "k: v", "UTF-8 needs no mark"),
            (b"\xef\xbb\xbfk: \xc3\xbc", "k: ü", "a mark of UTF-8 is no part of the text"),
            (b"k: \xff\xe2\x82!", "k: \u{fffd}\u{fffd}\u{fffd}!", "every byte that is no UTF-8 is replaced"),
            (b"\xff\xfek\0:\0 \0\x34\xd8\x1e\xdd", "k: 𝄞", "UTF-16, low byte first"),
            (b"\xfe\xff\0k\0:\0 \xd8\x34\xdd\x1e", "k: 𝄞", "UTF-16, high byte first"),
            (b"\xfe\xff\0k\xd8\x34\0", "k\u{fffd}\u{fffd}", "what is no UTF-16 is replaced"),
            (b"", "", "nothing is nothing"),
        ] {
            assert_eq!(decode(bytes), text, "{reason}");
        }
    }
}
