//! What the page and the analysis say to each other, across a Worker's border or not.

use serde::{Deserialize, Serialize};

use super::{Key, Orientation, Panel, Preview, TextEdit, View};

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
        /// Files to compare with, in the place of these.
        against: Option<Vec<(String, String)>>,
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
    /// Write a report of the analysis that was kept.
    Export {
        /// The version that the page shows.
        version: u32,
        /// Its form.
        report: Report,
    },
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
    /// A report; none where the kept analysis is of another version.
    Export {
        /// The form that the question named.
        report: Report,
        /// The report.
        text: Option<String>,
    },
}
