//! Which findings are listed.

use crate::order::Order;
use crate::view::{FindingRow, Reach, Severity, View};

/// What is listed: everything, until a person asks for less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sift {
    /// As bad as this, or worse.
    pub severity: Option<Severity>,
    /// Usable from here.
    pub reach: Option<Reach>,
}

impl Sift {
    /// Whether a finding is listed.
    pub fn takes(&self, finding: &FindingRow) -> bool {
        self.severity.is_none_or(|least| finding.severity <= least)
            && self.reach.is_none_or(|from| finding.reach == Some(from))
    }

    /// Whether everything is listed.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// From where any finding of an overview can be used, outermost first.
    pub fn reaches(view: &View) -> Vec<Reach> {
        let mut reaches: Vec<Reach> = view.findings.iter().filter_map(|finding| finding.reach).collect();
        reaches.order();
        reaches.dedup();
        reaches
    }
}
