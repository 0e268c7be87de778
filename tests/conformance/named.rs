//! Which objects our findings name, to compare with those that another tool names.

use std::collections::BTreeSet;

use porthole::Analysis;
use porthole::manifest::Object;

/// A Service whose selector finds nothing, for whichever reason.
pub(crate) const SELECTS_NOTHING: &[&str] =
    &["service-selects-no-pods", "service-matches-workload-labels-only", "service-selects-other-namespace"];

/// How many findings these checks have.
pub(crate) fn count(analysis: &Analysis, checks: &[&str]) -> usize {
    analysis.findings.iter().filter(|finding| checks.contains(&finding.check)).count()
}

/// The objects at which the findings of these checks point, and at which their highlights do.
pub(crate) fn objects<'a>(analysis: &'a Analysis, checks: &[&str]) -> Vec<&'a Object> {
    let findings = analysis.findings.iter().filter(|finding| checks.contains(&finding.check));
    let places = findings.flat_map(|finding| {
        std::iter::once(finding.place).chain(finding.highlights.iter().map(|highlight| highlight.place))
    });
    places.filter_map(|place| analysis.object_at(place)).map(|(_, object)| object).collect()
}

/// The objects at which the findings of these checks point.
pub(crate) fn subjects<'a>(analysis: &'a Analysis, checks: &[&str]) -> Vec<&'a Object> {
    let findings = analysis.findings.iter().filter(|finding| checks.contains(&finding.check));
    findings.filter_map(|finding| analysis.object_at(finding.place)).map(|(_, object)| object).collect()
}

/// Kinds and names: that is what other tools give.
pub(crate) fn titles<'a>(objects: impl IntoIterator<Item = &'a Object>) -> BTreeSet<String> {
    objects.into_iter().map(title).collect()
}

pub(crate) fn title(object: &Object) -> String {
    format!("{} {}", object.kind.value, object.name())
}
