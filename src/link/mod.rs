//! The whole state of the page as a link's fragment, which no server sees.
//!
//! A fragment is `v`, the number of its form, a dot, and the state in that form. The form says
//! everything about how the rest is read, and is never changed once a link of it may exist: what a
//! later Porthole wants to say otherwise gets the next number, and reads the old ones for ever.

mod deflate;
mod v1;

/// The most bytes that a link may unpack to, all texts and names together.
pub const MOST_BYTES: usize = 2_000_000;
/// The most files that a link may hold.
pub const MOST_FILES: usize = 1_000;
/// The most characters of a link that are looked at. No browser takes longer ones.
const MOST_CHARACTERS: usize = 4_000_000;
/// The name of a text that came without one, which a link need not spell out.
const UNNAMED: &str = "manifests.yaml";

/// What a link holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Name and text of every file, at least one.
    pub files: Vec<(String, String)>,
    /// The index of the file in the editor.
    pub shown: usize,
    /// The view, by the name that the page gives it; none for the one that the page begins with.
    pub view: Option<String>,
    /// What is chosen, by its key.
    pub selected: Option<String>,
    /// What is known about the cluster: ids of assumptions, each with the id of its answer.
    pub assumed: Vec<(String, String)>,
    /// The lesson that it belongs to. Where no file holds anything, it is the lesson from its start.
    pub lesson: Option<Lesson>,
}

/// A lesson that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lesson {
    /// One that comes with the page, by its id.
    Named(String),
    /// One that somebody wrote: its own text.
    Written(String),
}

/// Why a link is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its end is missing.
    Cut,
    /// Some of it is not what it was.
    Damaged,
    /// Its form has a number that is not known here yet.
    Newer,
    /// It would unpack to more than is taken from a link.
    TooLarge,
}

impl Refusal {
    /// What is wrong with the link, and what to do.
    pub fn text(self) -> &'static str {
        match self {
            Self::Cut => {
                "This link is cut off: its end is missing. Ask for it where long links stay whole, or for the manifests as a file."
            }
            Self::Damaged => {
                "This link is damaged: some of its characters are not those that it was made with. Copy it once more from where it came."
            }
            Self::Newer => {
                "This link was made by a newer Porthole than this one. Reload the page, or open the link where it was made."
            }
            Self::TooLarge => {
                "This link would unpack to more than 2 MB or 1,000 files, which is more than a link may hold. Ask for the manifests as a file."
            }
        }
    }
}

impl Link {
    /// A link to these files and nothing else.
    pub fn of(files: Vec<(String, String)>) -> Self {
        let files = if files.is_empty() { vec![(UNNAMED.to_owned(), String::new())] } else { files };
        Self { files, shown: 0, view: None, selected: None, assumed: Vec::new(), lesson: None }
    }

    /// A link to a lesson from its start.
    pub fn to(lesson: Lesson) -> Self {
        Self { lesson: Some(lesson), ..Self::of(Vec::new()) }
    }

    /// Whether it says what stands in the editor, and not only which lesson is to be begun.
    pub fn has_text(&self) -> bool {
        self.lesson.is_none() || self.files.iter().any(|(_, text)| !text.is_empty())
    }

    /// The fragment that holds it, without `#`: letters, digits, `.`, `-` and `_`.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] where it is more than a link may hold.
    pub fn encode(&self) -> Result<String, Refusal> {
        Ok("v1.".to_owned() + &v1::encode(self)?)
    }

    /// What a fragment holds, with or without its `#`; none where it is not of a link.
    ///
    /// # Errors
    ///
    /// Says why it is not opened, in time that the fragment's length and [`MOST_BYTES`] bound.
    pub fn decode(fragment: &str) -> Option<Result<Self, Refusal>> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let rest = fragment.strip_prefix('v')?;
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let (version, state) = rest.split_at(digits);
        if digits == 0 {
            return None;
        }
        Some(match (version, state.strip_prefix('.')) {
            (_, None) if state.is_empty() => Err(Refusal::Cut),
            (_, None) => return None,
            ("1", Some(state)) if state.len() > MOST_CHARACTERS => Err(Refusal::TooLarge),
            ("1", Some(state)) => v1::decode(state),
            ("0", _) => Err(Refusal::Damaged),
            _ => Err(Refusal::Newer),
        })
    }
}
