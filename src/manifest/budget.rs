//! How many pods may be taken away at a time.

use crate::labels::LabelSelector;
use crate::yaml::fields;

fields! {
    /// The `spec` of a PodDisruptionBudget.
    pub struct PodDisruptionBudgetSpec {
        /// The pods that it is for: none when absent, all of the namespace when empty.
        pub selector: Option<LabelSelector> => "selector",
    }
}

impl PodDisruptionBudgetSpec {
    /// As its API version means it: an empty selector was for no pods before `v1`
    /// (`kubernetes/api: policy/v1beta1/types.go`, `policy/v1/types.go`).
    pub(super) fn known_to(mut self, api_version: &str) -> Self {
        if api_version != "policy/v1" {
            self.selector = self.selector.filter(|selector| !selector.requirements().is_empty());
        }
        self
    }
}
