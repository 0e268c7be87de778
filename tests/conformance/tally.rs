//! What was run of a tool's cases and came out how.

use std::collections::{BTreeMap, BTreeSet};

use crate::divergences::{self, Divergence};

/// The cases of a tool, by its rules.
pub(crate) struct Tally {
    tool: &'static str,
    divergences: Vec<Divergence>,
    ran: BTreeMap<String, usize>,
    cases: BTreeSet<String>,
    outside: usize,
    diverging: BTreeMap<String, String>,
    wrong: Vec<String>,
}

impl Tally {
    pub(crate) fn new(tool: &'static str) -> Self {
        Self {
            tool,
            divergences: divergences::of_tool(tool),
            ran: BTreeMap::new(),
            cases: BTreeSet::new(),
            outside: 0,
            diverging: BTreeMap::new(),
            wrong: Vec::new(),
        }
    }

    /// A case that was run without being compared, since it rests on what we do not read.
    pub(crate) fn is_outside(&mut self, rule: &str, case: &str) {
        self.count(rule, case);
        self.outside += 1;
    }

    /// A case and what differs in it. `is_about` says whether a difference is about what a divergence is.
    pub(crate) fn compared(
        &mut self,
        rule: &str,
        case: &str,
        mut differences: Vec<String>,
        is_about: impl Fn(&str, &str) -> bool,
    ) {
        self.count(rule, case);
        for divergence in &self.divergences {
            let before = differences.len();
            differences.retain(|difference| !is_about(&divergence.about, difference));
            if before > differences.len() {
                self.diverging.insert(case.to_owned(), divergence.about.clone());
            } else if divergence.cases.iter().any(|listed| listed == case) {
                self.wrong.push(format!("{case} is listed, but does not differ by {}", divergence.about));
            }
        }
        if !differences.is_empty() {
            self.wrong.push(format!("{case}\n  {}", differences.join("\n  ")));
        }
    }

    fn count(&mut self, rule: &str, case: &str) {
        *self.ran.entry(rule.to_owned()).or_default() += 1;
        self.cases.insert(case.to_owned());
    }

    /// Says what was run, and fails if anything came out otherwise than expected.
    pub(crate) fn finish(self) {
        let (tool, compared) = (self.tool, self.ran.values().sum::<usize>() - self.outside);
        eprintln!(
            "{tool}: {} cases of {} rules, {compared} compared, {} of them different as listed, {} not in scope",
            self.cases.len(),
            self.ran.len(),
            self.diverging.len(),
            self.outside
        );
        for (rule, count) in &self.ran {
            eprintln!("  {count:3} {rule}");
        }
        for (case, about) in &self.diverging {
            eprintln!("      {case} differs by {about}");
        }
        assert!(compared > 0, "no case of {tool} was compared");
        assert!(self.wrong.is_empty(), "{tool}: {} are wrong\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}
