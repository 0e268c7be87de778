//! The examples that a person can start from.

/// A text to start from.
#[derive(Debug, PartialEq)]
pub(super) struct Example {
    /// Its name in the menu.
    pub(super) title: &'static str,
    /// What it shows.
    pub(super) shows: &'static str,
    /// The manifests.
    pub(super) text: &'static str,
}

macro_rules! example {
    ($file:literal, $title:literal, $shows:literal) => {
        Example { title: $title, shows: $shows, text: include_str!(concat!("../../static/examples/", $file, ".yaml")) }
    };
}

/// Every example; the first is the one that the page begins with.
pub(super) static EXAMPLES: &[Example] = &[
    example!("rails-redis", "A Service without pods", "Open to the Internet, and nothing behind it."),
    example!("matching", "A Service and its pods", "One label on both sides, and a port by its name."),
    example!("typo", "One letter", "A selector that misses its Deployment by a letter."),
    example!("two-tiers", "Two tiers", "A node port, a database, and an agent on the host’s network."),
    example!("policies", "Closed inside", "An Ingress, and a network policy that cuts a node port off."),
    example!("elsewhere", "Right labels, wrong place", "In another namespace, and on the Deployment itself."),
    example!("broken", "A broken document", "The others are read all the same."),
];
