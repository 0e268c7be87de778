//! Bytes as letters that stand in any address: base64url without padding (RFC 4648, section 5).

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What letters stand for.
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    /// Whether they end as an encoding does: not with a letter too few for a byte, or with bits of a byte that is missing.
    pub(crate) is_whole: bool,
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for group in bytes.chunks(3) {
        let byte = |at: usize| group.get(at).copied().unwrap_or_default();
        let bits = u32::from_be_bytes([0, byte(0), byte(1), byte(2)]);
        // A letter more than there are bytes.
        for (shift, _) in [18, 12, 6, 0].into_iter().zip(0..=group.len()) {
            text.extend(LETTERS.get((bits >> shift & 63) as usize).copied().map(char::from));
        }
    }
    text
}

/// None where a letter is none of the 64.
pub(crate) fn decode(letters: &[u8]) -> Option<Decoded> {
    let mut decoded = Decoded { bytes: Vec::with_capacity(letters.len()), is_whole: true };
    for group in letters.chunks(4) {
        let mut bits = 0;
        for at in 0..4 {
            bits = bits << 6 | group.get(at).map_or(Some(0), |letter| sextet(*letter))?;
        }
        let [_, bytes @ ..] = u32::to_be_bytes(bits);
        // A byte fewer than there are letters.
        let (bytes, rest) = bytes.split_at_checked(group.len().saturating_sub(1))?;
        decoded.bytes.extend(bytes);
        decoded.is_whole &= group.len() > 1 && rest.iter().all(|bits| *bits == 0);
    }
    Some(decoded)
}

fn sextet(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter.saturating_sub(b'A'),
        b'a'..=b'z' => letter.saturating_sub(b'a' - 26),
        b'0'..=b'9' => letter.saturating_add(52 - b'0'),
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_every_number_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..all.len() {
            let letters = encode(&all[length..]);
            let decoded = decode(letters.as_bytes()).unwrap();
            assert!(decoded.is_whole && decoded.bytes == all[length..], "{letters}");
        }
        assert_eq!(encode(b"\xfb\xff\xfe?"), "-__-Pw");
        assert!(decode(b"-__-").unwrap().bytes == b"\xfb\xff\xfe");
    }

    #[test]
    fn what_is_cut_is_told_from_what_is_damaged() {
        for (letters, bytes, reason) in [
            ("QUJDR", "ABC", "a letter too few for a byte"),
            ("QUJDRF", "ABCD", "four bits of a byte that is missing"),
            ("QUJDREX", "ABCDE", "two of them"),
        ] {
            let decoded = decode(letters.as_bytes()).unwrap();
            assert!(!decoded.is_whole && decoded.bytes == bytes.as_bytes(), "{reason}");
        }
        for letters in ["QUJ+", "QUJ/", "QU==", "Q J"] {
            assert!(decode(letters.as_bytes()).is_none(), "{letters} is no letter");
        }
    }
}
