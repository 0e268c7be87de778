//! What the page and the analysis say to each other, across a Worker's border or not.

use serde::{Deserialize, Serialize};

use super::{Hit, Hover, Key, Lens, LessonChoice, Orientation, Panel, Preview, Spot, Taught, Teach, TextEdit, View};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Analyse these texts and keep the result.
    Analyze {
        /// The page's number for these texts; the answer carries it.
        version: u32,
        /// Name and text of every file.
        files: Vec<(String, String)>,
        /// What is known about the cluster: ids of assumptions, each with the id of its answer.
        assumed: Vec<(String, String)>,
        /// How the map shall run.
        orientation: Orientation,
        /// The width of the map's box in CSS pixels, which a map that runs down is made to fit.
        width: f32,
        /// What of it the map shall show.
        lens: Lens,
        /// Files to compare with, in the place of these.
        against: Option<Vec<(String, String)>>,
        /// The lesson that they are an answer to, and the language that its goals are told in.
        lesson: Option<(LessonChoice, String)>,
    },
    /// Explain something of the analysis that was kept.
    Explain {
        /// The version that the page shows.
        version: u32,
        /// What was chosen.
        key: Key,
    },
    /// Say what edits would make of the analysis that was kept.
    Preview {
        /// The version that the page shows.
        version: u32,
        /// The edits, in the order of the text.
        edits: Vec<TextEdit>,
    },
    /// Find objects of the analysis that was kept.
    Find {
        /// Words, of which each must occur.
        text: String,
    },
    /// Tell about lessons.
    Teach(Teach),
    /// Write a report of the analysis that was kept.
    Export {
        /// The version that the page shows.
        version: u32,
        /// Its form.
        report: Report,
    },
    /// Say who matches the label or the selector's entry at a place.
    Hover {
        /// The version that the page shows.
        version: u32,
        /// The file's index.
        file: usize,
        /// UTF-16 units before the place.
        offset: usize,
    },
    /// Name what may stand at a place of a text that may be newer than the analysis that was kept.
    Complete(Spot),
}

/// A form of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Report {
    /// To read.
    Markdown,
    /// The contract for programs.
    Json,
    /// For code scanning.
    Sarif,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The overview of a version.
    View {
        /// The version asked for.
        version: u32,
        /// The overview.
        view: Box<View>,
    },
    /// The explanation of what was chosen; none where the kept analysis is of another version, or
    /// no longer has that thing.
    Panel {
        /// The version that the question named.
        version: u32,
        /// The explanation.
        panel: Option<Box<Panel>>,
    },
    /// What edits would make of a version; none where the kept analysis is of another one.
    Preview {
        /// The version that the question named.
        version: u32,
        /// What would differ.
        preview: Option<Box<Preview>>,
    },
    /// The objects that a few words find, best first.
    Found {
        /// The words that the question named.
        text: String,
        /// What they find.
        hits: Vec<Hit>,
    },
    /// About lessons.
    Taught(Taught),
    /// A report; none where the kept analysis is of another version.
    Export {
        /// The form that the question named.
        report: Report,
        /// The report.
        text: Option<String>,
    },
    /// What is said of a place; none where there is nothing to say, or the kept analysis is of another version.
    Hover(Option<Hover>),
    /// The words that may stand at a place.
    Words(Vec<String>),
}
