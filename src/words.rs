//! Putting names and lists into sentences.

/// A name from a manifest, set between backticks: what reports and the page show as code. Backticks
/// and control characters inside are replaced, so that a name can never end the code or break a line.
pub fn code(name: &str) -> String {
    // Most names are plain.
    if name.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'`') {
        return ["`", name, "`"].concat();
    }
    ["`", &shown(name).replace('`', "ˋ"), "`"].concat()
}

/// A name from a manifest as it is shown by itself: control characters are replaced, and what cannot be seen is written
/// as what it is, so that no name looks like another or turns the words around it.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c.is_control() => shown.push('\u{fffd}'),
            c if is_unseen(c) => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            c => shown.push(c),
        }
    }
    shown
}

/// Whether a character has no look of its own and changes how others look: a name with one is not the name that it
/// seems to be (Unicode's `Default_Ignorable_Code_Point`, `Bidi_Control` and the two separators of lines).
fn is_unseen(c: char) -> bool {
    matches!(
        u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff
    )
}

/// "a", "a and b", "a, b and c".
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    let mut items = items.into_iter();
    let (mut list, mut last) = (items.next().unwrap_or_default(), items.next());
    while let Some(item) = last {
        last = items.next();
        list.push_str(if last.is_some() { ", " } else { " and " });
        list.push_str(&item);
    }
    list
}

/// The same of the first three, and how many more there are: "a, b, c and 2 more".
pub(crate) fn few(items: impl IntoIterator<Item = String>) -> String {
    let mut items: Vec<String> = items.into_iter().collect();
    let more = items.len().saturating_sub(3);
    if more > 0 {
        items.truncate(3);
        items.push(format!("{more} more"));
    }
    list(items)
}

/// "1 Service", "3 Services": a count with its noun.
pub fn count(number: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        Some(stem) if !noun.ends_with("ay") && !noun.ends_with("ey") => format!("{stem}ies"),
        _ if noun == "Endpoints" => noun.to_owned(),
        _ if noun.ends_with('s') => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    if number == 1 { format!("1 {noun}") } else { format!("{number} {plural}") }
}

/// Words as the beginning of a sentence. Our own sentences begin with ASCII letters, and the tables
/// for all the others weigh a good part of what the page may.
pub(crate) fn capitalised(words: &str) -> String {
    let mut words = words.to_owned();
    words.get_mut(..1).map(str::make_ascii_uppercase);
    words
}

/// A sentence as the second half of another one.
pub(crate) fn uncapitalised(sentence: &str) -> String {
    let mut sentence = sentence.to_owned();
    sentence.get_mut(..1).map(str::make_ascii_lowercase);
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!((capitalised("any Pod"), capitalised("")), ("Any Pod".to_owned(), String::new()));
        assert_eq!((uncapitalised("The Pod"), uncapitalised("`A`")), ("the Pod".to_owned(), "`A`".to_owned()));
    }

    #[test]
    fn many_are_counted() {
        let names = |number: usize| (0..number).map(|name| name.to_string()).collect::<Vec<_>>();
        assert_eq!((few(names(0)), few(names(3))), (String::new(), "0, 1 and 2".to_owned()));
        assert_eq!(few(names(5)), "0, 1, 2 and 2 more");
    }

    #[test]
    fn names_stay_inside_their_code() {
        assert_eq!(code("web"), "`web`");
        assert_eq!(code("a`b\nc"), "`aˋb\u{fffd}c`");
        assert_eq!(code("web\u{202e}dp\u{200b}"), "`web⟨U+202E⟩dp⟨U+200B⟩`");
    }

    #[test]
    fn lists_and_counts_read_as_english() {
        let list_of = |items: &[&str]| list(items.iter().map(|&item| item.to_owned()));
        assert_eq!((list_of(&[]), list_of(&["a"])), (String::new(), "a".to_owned()));
        assert_eq!((list_of(&["a", "b"]), list_of(&["a", "b", "c"])), ("a and b".into(), "a, b and c".into()));
        assert_eq!((count(1, "Service"), count(2, "Ingress")), ("1 Service".into(), "2 Ingresses".into()));
        assert_eq!((count(0, "NetworkPolicy"), count(3, "Gateway")), ("0 NetworkPolicies".into(), "3 Gateways".into()));
        assert_eq!((count(1, "Endpoints"), count(2, "Endpoints")), ("1 Endpoints".into(), "2 Endpoints".into()));
    }
}
