//! The first form of links. It is frozen: links of it are out in the world.
//!
//! The letters are base64url without padding. The bytes that they stand for are a check of three
//! bytes, the lowest of the 32-bit FNV-1a hash of the state with the lowest first, and the state in
//! raw deflate, with `v1.dictionary` before it: a distance may reach back into it.
//!
//! The state is a row of UTF-8 texts. Each but the first has one byte before it that no UTF-8 holds and
//! that says what the text is: 0xF8 the name of a file, 0xF9 that file's text, 0xFA the shown file's
//! index in decimal digits, 0xFB the view, 0xFC the selection, 0xFD the id of an assumption or, every
//! second time, of its answer, 0xFE the id of a lesson, 0xFF a lesson's text. The first is the text of
//! a file called `manifests.yaml`, and is not there where a name follows at once. So the state of one
//! file without a name is its text and nothing else.

use super::{Lesson, Link, MOST_BYTES, MOST_FILES, Refusal, UNNAMED, deflate};
use crate::base64;

const DICTIONARY: &[u8] = include_bytes!("v1.dictionary");

const NAME: u8 = 0xF8;
const TEXT: u8 = 0xF9;
const SHOWN: u8 = 0xFA;
const VIEW: u8 = 0xFB;
const SELECTED: u8 = 0xFC;
const ASSUMED: u8 = 0xFD;
const LESSON: u8 = 0xFE;
const WRITTEN_LESSON: u8 = 0xFF;

/// The bytes of the check.
const CHECK: usize = 3;

pub(super) fn encode(link: &Link) -> Result<String, Refusal> {
    let state = written(link);
    if state.len() > MOST_BYTES || link.files.len() > MOST_FILES {
        return Err(Refusal::TooLarge);
    }
    let mut bytes = check(&state).to_vec();
    bytes.extend(deflate::deflate(DICTIONARY, &state));
    Ok(base64::encode(&bytes))
}

pub(super) fn decode(letters: &str) -> Result<Link, Refusal> {
    let bytes = base64::decode(letters.as_bytes()).ok_or(Refusal::Damaged)?;
    let bytes = if bytes.is_whole { bytes.bytes } else { return Err(Refusal::Cut) };
    let (checked, deflated) = bytes.split_at_checked(CHECK).ok_or(Refusal::Cut)?;
    let state = deflate::inflate(DICTIONARY, deflated, MOST_BYTES)?;
    if check(&state) != checked {
        return Err(Refusal::Damaged);
    }
    read(&state)
}

/// What tells that the state is the one that was written.
fn check(state: &[u8]) -> [u8; CHECK] {
    let hash = state.iter().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let [first, second, third, _] = hash.to_le_bytes();
    [first, second, third]
}

fn written(link: &Link) -> Vec<u8> {
    let mut state = Vec::new();
    let mut put = |mark: u8, text: &str| {
        state.push(mark);
        state.extend_from_slice(text.as_bytes());
    };
    // Of the first file the name goes without saying, and the mark of its text with it.
    let first =
        link.files.first().filter(|(name, text)| name == UNNAMED && (!text.is_empty() || link.files.len() == 1));
    for (name, text) in link.files.iter().skip(usize::from(first.is_some())) {
        put(NAME, name);
        put(TEXT, text);
    }
    if link.shown > 0 {
        put(SHOWN, &link.shown.to_string());
    }
    for (mark, text) in [(VIEW, &link.view), (SELECTED, &link.selected)] {
        if let Some(text) = text {
            put(mark, text);
        }
    }
    for (id, answer) in &link.assumed {
        put(ASSUMED, id);
        put(ASSUMED, answer);
    }
    match &link.lesson {
        Some(Lesson::Named(id)) => put(LESSON, id),
        Some(Lesson::Written(text)) => put(WRITTEN_LESSON, text),
        None => {}
    }
    match first {
        Some((_, text)) => [text.as_bytes(), &state].concat(),
        None => state,
    }
}

fn read(state: &[u8]) -> Result<Link, Refusal> {
    let mut link = Link { files: Vec::new(), ..Link::of(Vec::new()) };
    let (mut name, mut assumption) = (Some(UNNAMED.to_owned()), None);
    if state.first() == Some(&NAME) {
        name = None;
    }
    for (mark, text) in parts(state) {
        let text = str::from_utf8(text).map_err(|_| Refusal::Damaged)?.to_owned();
        match mark {
            NAME if name.is_none() => name = Some(text),
            TEXT if link.files.len() == MOST_FILES => return Err(Refusal::TooLarge),
            TEXT => link.files.push((name.take().ok_or(Refusal::Damaged)?, text)),
            SHOWN => link.shown = text.parse().map_err(|_| Refusal::Damaged)?,
            VIEW => link.view = Some(text),
            SELECTED => link.selected = Some(text),
            ASSUMED => match assumption.take() {
                Some(id) => link.assumed.push((id, text)),
                None => assumption = Some(text),
            },
            LESSON => link.lesson = Some(Lesson::Named(text)),
            WRITTEN_LESSON => link.lesson = Some(Lesson::Written(text)),
            _ => return Err(Refusal::Damaged),
        }
    }
    let is_whole = name.is_none() && assumption.is_none() && link.shown < link.files.len();
    if is_whole { Ok(link) } else { Err(Refusal::Damaged) }
}

/// The texts of a state, each with its mark.
fn parts(state: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let (first, mut rest) = state.split_at(state.iter().position(|byte| *byte >= NAME).unwrap_or(state.len()));
    let marked = std::iter::from_fn(move || {
        let (mark, after) = rest.split_first()?;
        let (text, more) = after.split_at(after.iter().position(|byte| *byte >= NAME).unwrap_or(after.len()));
        rest = more;
        Some((*mark, text))
    });
    let unmarked = (!first.is_empty() || state.first() != Some(&NAME)).then_some((TEXT, first));
    unmarked.into_iter().chain(marked)
}
