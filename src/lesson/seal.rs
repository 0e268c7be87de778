//! Hints and solutions that cannot be read at a glance: no secret, but nothing that spoils an exercise either.

use crate::base64;

/// What the bytes are mixed with.
const KEY: &[u8] = b"Porthole: look only when you have tried.";

fn mixed(bytes: impl Iterator<Item = u8>) -> Vec<u8> {
    bytes.zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key).collect()
}

/// Puts a text under a seal.
pub fn seal(text: &str) -> String {
    base64::encode(&mixed(text.bytes()))
}

/// What is under a seal; none where that is no text.
pub fn unseal(sealed: &str) -> Option<String> {
    let letters: Vec<u8> = sealed.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    String::from_utf8(mixed(base64::decode(&letters)?.bytes.into_iter())).ok()
}

/// The line of a file that holds what is sealed.
const SEALED: &str = "\nsealed: ";

/// The file of a lesson without its seal, for where it is packed so that it cannot be read at a glance anyway, and shorter
/// so: the solution says much of what the start says. [`resealed`] gives the very same file back; a file of which that is
/// not so stays as it is.
pub fn unsealed(file: &str) -> String {
    let opened = file.split_once(SEALED).and_then(|(head, sealed)| Some([head, "\n", &unseal(sealed)?].concat()));
    opened.filter(|opened| resealed(opened) == file).unwrap_or_else(|| file.to_owned())
}

/// The file of a lesson whose hints and solution are under a seal, where they stand at its end.
pub fn resealed(file: &str) -> String {
    let begins = ["\nhints:\n", "\nsolution:\n"].iter().filter_map(|key| file.find(key)).min();
    let parts = begins.and_then(|at| file.split_at_checked(at.saturating_add(1)));
    let is_key = |line: &str| !line.starts_with([' ', '-', '#']) && !line.is_empty();
    // Nothing but these two may follow, and nothing that is said once and meant twice.
    let fits = |head: &str, rest: &str| {
        rest.lines().filter(|line| is_key(line)).all(|line| line == "hints:" || line == "solution:")
            && !head.contains(SEALED)
            && !(head.contains(" &") && rest.contains('*'))
    };
    match parts {
        Some((head, rest)) if fits(head, rest) => [head, "sealed: ", &seal(rest), "\n"].concat(),
        _ => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_comes_back_and_is_not_readable() {
        for text in ["", "a", "ab", "abc", "hints:\n  - Look at the label `app`: ¿qué falta? 𝄞\n"] {
            let sealed = seal(text);
            assert_eq!(unseal(&sealed).as_deref(), Some(text));
            assert!(!sealed.contains("label") && !sealed.contains(' '));
        }
        assert_eq!(unseal("!"), None);
    }

    #[test]
    fn a_file_loses_its_seal_and_has_it_again() {
        let under = "hints:\n  - \"Look.\"\nsolution:\n  manifests.yaml: |\n    kind: Pod\n";
        let file = ["porthole: lesson\ntitle: A\nsealed: ", &seal(under), "\n"].concat();
        let opened = unsealed(&file);
        assert_eq!(opened, ["porthole: lesson\ntitle: A\n", under].concat());
        assert_eq!(resealed(&opened), file);
        assert_eq!(resealed(&file), file, "once is enough");
    }

    #[test]
    fn a_file_that_would_not_come_back_stays_as_it_is() {
        let sealed = |under: &str| ["porthole: lesson\nsealed: ", &seal(under), "\n"].concat();
        for file in [sealed("title: B\n"), sealed("hints:\n  - a\nnext: b\n"), "sealed: ?\n".to_owned(), String::new()]
        {
            assert_eq!(unsealed(&file), file);
        }
        for file in ["a: &b c\nhints:\n  - *b\n", "hints:\n  - a\n", "a: b\nhints:\n  - a\nnext: b\n"] {
            assert_eq!(resealed(file), file);
        }
    }
}
