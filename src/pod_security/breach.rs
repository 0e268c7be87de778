//! A broken control, and the sentence about it.

use super::Level;
use crate::manifest::pod::Container;
use crate::source::Span;
use crate::words::{code, few};

/// A control that a pod template breaks.
#[derive(Debug, Clone)]
pub struct Breach {
    /// The control's name in the standards.
    pub control: &'static str,
    /// The level that asks for it.
    pub level: Level,
    /// The fields that break it, in the document of the template; for a field that is missing, the name
    /// of the container that lacks it. At least one.
    pub spans: Vec<Span>,
    /// What the pod or its containers do, as a sentence.
    pub text: String,
}

/// Those who break a control, and where.
#[derive(Default)]
pub(super) struct Breakers {
    pod: bool,
    containers: Vec<String>,
    spans: Vec<Span>,
}

impl Breakers {
    /// The pod as a whole.
    pub(super) fn pod(&mut self, span: Span) {
        self.pod = true;
        self.spans.push(span);
    }

    /// One of its containers.
    pub(super) fn container(&mut self, container: &Container, span: Span) {
        let name = code(container.name());
        if !self.containers.contains(&name) {
            self.containers.push(name);
        }
        self.spans.push(span);
    }

    /// "Container `a` runs privileged.", "The pod and containers `a` and `b` run as root.": what one does, and
    /// what several do. None where nobody does.
    pub(super) fn say(self, one: &str, several: &str) -> Option<Breach> {
        let number = self.containers.len();
        let containers = match number {
            0 => String::new(),
            1 => format!("ontainer {}", few(self.containers)),
            _ => format!("ontainers {}", few(self.containers)),
        };
        let (who, is_one) = match (self.pod, number) {
            (false, _) => (format!("C{containers}"), number == 1),
            (true, 0) => ("The pod".to_owned(), true),
            (true, _) => (format!("The pod and c{containers}"), false),
        };
        breach(self.spans, format!("{who} {}.", if is_one { one } else { several }))
    }
}

/// A breach at these places; none without any. Control and level are filled in from the control.
pub(super) fn breach(spans: Vec<Span>, text: String) -> Option<Breach> {
    (!spans.is_empty()).then_some(Breach { control: "", level: Level::Privileged, spans, text })
}

/// Values between backticks, each once, for a sentence.
pub(super) fn values<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let mut named: Vec<String> = Vec::new();
    for value in values {
        let value = code(value);
        if !named.contains(&value) {
            named.push(value);
        }
    }
    few(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_follows_the_number() {
        let container = |name: &str| Container {
            name: Some(crate::source::Spanned { value: name.into(), span: Span::new(1, 2) }),
            ..Container::default()
        };
        let said = |pod: bool, names: &[&str]| {
            let mut breakers = Breakers::default();
            if pod {
                breakers.pod(Span::new(0, 1));
            }
            for name in names {
                breakers.container(&container(name), Span::new(1, 2));
            }
            breakers.say("runs", "run").map(|breach| breach.text)
        };
        assert_eq!(said(false, &[]), None);
        assert_eq!(said(true, &[]).as_deref(), Some("The pod runs."));
        assert_eq!(said(false, &["a", "a"]).as_deref(), Some("Container `a` runs."));
        assert_eq!(said(false, &["a", "b"]).as_deref(), Some("Containers `a` and `b` run."));
        assert_eq!(said(true, &["a"]).as_deref(), Some("The pod and container `a` run."));
    }
}
