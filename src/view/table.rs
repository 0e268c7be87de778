//! The table of Services by workloads as the page draws it, as plain data.

use serde::{Deserialize, Serialize};

use super::{Key, Prose, State};

/// Services by workloads of one namespace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchTable {
    /// The namespace.
    pub namespace: String,
    /// The columns.
    pub workloads: Vec<Column>,
    /// The rows.
    pub services: Vec<Row>,
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

/// What a Service makes of a workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The pair; choosing it explains why, or why not.
    pub key: Key,
    /// Selected, perhaps, nearly or not.
    pub state: State,
    /// Two to six words: "selected", "`tier` is `wbe`", "no label `app`".
    pub text: Prose,
}
