//! The table of Services by workloads as the page draws it, as plain data.

use serde::{Deserialize, Serialize};

use super::{Inline, Key, Prose, State, keys};

/// Services by workloads of one namespace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchTable {
    /// The namespace.
    pub namespace: String,
    /// The columns.
    pub workloads: Vec<Column>,
    /// The rows.
    pub services: Vec<Row>,
    /// What its cells say, each once.
    pub texts: Vec<Prose>,
    /// What was left out, where the table would be too large.
    pub note: Option<Prose>,
}

/// A workload as the head of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The workload.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its pods' labels, each as `key=value`.
    pub labels: Vec<String>,
}

/// A Service and what it makes of every workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The Service.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Its selector, each requirement as `key=value`.
    pub selector: Vec<String>,
    /// Whether its traffic arrives nowhere, although it is meant to.
    pub dead: bool,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// What a Service makes of a workload. There are thousands of these, so it holds nothing that its table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Selected, perhaps, nearly or not.
    pub state: State,
    /// Which of the table's texts it says.
    pub text: usize,
}

impl MatchTable {
    /// Two to six words: "selected", "`tier` is `wbe`", "no label `app`".
    pub fn text(&self, cell: Cell) -> &[Inline] {
        self.texts.get(cell.text).map_or(&[], Vec::as_slice)
    }
}

impl Row {
    /// The Service and a workload; choosing them explains why they match, or why not.
    pub fn pair(&self, workload: &Column) -> Key {
        keys::pair_of(&self.key, &workload.key)
    }
}
