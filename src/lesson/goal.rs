//! A goal: something that an analysis says, or does not say.

use std::rc::Rc;

use super::words::Words;
use crate::checks;
use crate::exposure::Reach;
use crate::finding::Severity;
use crate::source::Span;
use crate::yaml::{FromNode, Node, Reader, fields};

/// What is said of a goal that wants nothing.
pub(super) const NONE: &str = "A goal wants one thing: `selects`, `leads`, `closed`, `open`, `connects`, `apart`, \
     `no-finding`, `lines`, `untouched`, `may`, `may-not` or `no-token`.";

/// A goal of a lesson.
#[derive(Debug, Clone, Default)]
pub struct Goal {
    /// Where it stands.
    pub span: Span,
    /// What it wants, in the author's words; without them the engine says it.
    pub says: Words,
    /// Whether it holds from the start, and has to go on holding.
    pub kept: bool,
    /// What it counts in a challenge.
    pub points: u32,
    /// What is wanted; none where that cannot be read.
    pub wanted: Option<Wanted>,
}

/// What a goal wants.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// A Service selects the pods of these workloads, and no others.
    Selects(Selects),
    /// A Service's port leads to a port that a container declares.
    Leads(Leads),
    /// Nobody from further out than a level reaches a workload, or a port of it.
    Closed(Closed),
    /// Whoever stands at a level reaches a workload's port.
    Open(Open),
    /// Network policies let a workload connect to a port of another one.
    Connects(Connects),
    /// They do not.
    Apart(Connects),
    /// Nothing is found of a check, of a severity or worse, about an object.
    NoFinding(NoFinding),
    /// At most so many lines differ from the start.
    Lines(usize),
    /// Objects hold what they held at the start.
    Untouched(Vec<Ref>),
    /// The service account of a workload may do something on the API server.
    May(Account),
    /// It may not.
    MayNot(Account),
    /// The pods of a workload hold no token for the API server.
    NoToken(Ref),
}

/// The name of an object: `Kind/name`, in the namespace `default`, or `Kind/namespace/name`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ref {
    /// The kind.
    pub kind: Rc<str>,
    /// The namespace.
    pub namespace: Rc<str>,
    /// The name.
    pub name: Rc<str>,
}

fields! {
    /// See [`Wanted::Selects`].
    pub struct Selects {
        /// The Service.
        pub service: Ref => "service",
        /// The workloads; none where it is to select nothing.
        pub workloads: Vec<Ref> => "workloads",
    }
}

fields! {
    /// See [`Wanted::Leads`].
    pub struct Leads {
        /// The Service.
        pub service: Ref => "service",
        /// Its port.
        pub port: Port => "port",
        /// The port of the pods.
        pub to: Port => "to",
    }
}

fields! {
    /// See [`Wanted::Closed`].
    pub struct Closed {
        /// The workload.
        pub to: Ref => "to",
        /// Its port; any where it is absent.
        pub port: Port => "port",
        /// The outermost level that may reach it; nobody where it is absent.
        pub beyond: Level => "beyond",
        /// Whether a way that depends on something counts as closed.
        pub surely: bool => "surely",
    }
}

fields! {
    /// See [`Wanted::Open`].
    pub struct Open {
        /// The workload.
        pub to: Ref => "to",
        /// Its port.
        pub port: Port => "port",
        /// Who reaches it.
        pub from: Level => "from",
        /// Whether a way that depends on something counts as open.
        pub perhaps: bool => "perhaps",
    }
}

fields! {
    /// See [`Wanted::Connects`].
    pub struct Connects {
        /// The workload that connects.
        pub from: Ref => "from",
        /// The one that it connects to.
        pub to: Ref => "to",
        /// The port of that one.
        pub port: Port => "port",
        /// Its protocol; TCP where it is absent.
        pub protocol: Rc<str> => "protocol",
    }
}

fields! {
    /// See [`Wanted::NoFinding`].
    pub struct NoFinding {
        /// The check; any where it is absent.
        pub check: Option<CheckId> => "check",
        /// As bad as this, or worse; any where it is absent.
        pub severity: Option<Worst> => "severity",
        /// The object; any where it is absent.
        pub about: Option<Ref> => "about",
    }
}

fields! {
    /// What the service account of a workload may do on the API server.
    pub struct Account {
        /// The workload.
        pub pods: Ref => "pods",
        /// `get`, `list`, `create`, ...
        pub verb: Rc<str> => "verb",
        /// The API group; empty for the core group.
        pub group: Rc<str> => "group",
        /// The resource, with its subresource.
        pub resource: Rc<str> => "resource",
        /// The namespace; the workload's own where it is absent.
        pub namespace: Rc<str> => "namespace",
    }
}

/// A port; 0 where none is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Port(pub u16);

/// From where something is reached; nobody where nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(pub Reach);

/// A check by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckId(pub &'static str);

/// A severity by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worst(pub Severity);

impl Default for Level {
    fn default() -> Self {
        Self(Reach::Nobody)
    }
}

impl FromNode for Goal {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let entries = crate::yaml::mapping(node, reader)??;
        let mut goal = Self { span: node.span, ..Self::default() };
        for entry in entries.iter() {
            reader.field(&entry.key, |reader| goal.take(&entry.key, &entry.value, reader));
        }
        Some(goal)
    }
}

impl Goal {
    fn take(&mut self, key: &str, node: &Node, reader: &mut Reader) {
        let wanted = match key {
            "says" => return self.says = Words::from_node(node, reader).unwrap_or_default(),
            "kept" => return self.kept = bool::from_node(node, reader).unwrap_or_default(),
            "points" => {
                let points = i32::from_node(node, reader).and_then(|points| u32::try_from(points).ok());
                return self.points = points.unwrap_or_default().min(100);
            }
            "selects" => Selects::from_node(node, reader).map(Wanted::Selects),
            "leads" => Leads::from_node(node, reader).map(Wanted::Leads),
            "closed" => Closed::from_node(node, reader).map(Wanted::Closed),
            "open" => Open::from_node(node, reader).map(Wanted::Open),
            "connects" => Connects::from_node(node, reader).map(Wanted::Connects),
            "apart" => Connects::from_node(node, reader).map(Wanted::Apart),
            "no-finding" => NoFinding::from_node(node, reader).map(Wanted::NoFinding),
            "lines" => i32::from_node(node, reader).and_then(|most| usize::try_from(most).ok()).map(Wanted::Lines),
            "untouched" => Vec::from_node(node, reader).map(Wanted::Untouched),
            "may" => Account::from_node(node, reader).map(Wanted::May),
            "may-not" => Account::from_node(node, reader).map(Wanted::MayNot),
            "no-token" => Ref::from_node(node, reader).map(Wanted::NoToken),
            _ => return reader.mismatch(node, "left out, since no goal knows it"),
        };
        self.wanted = self.wanted.take().or(wanted);
    }
}

impl FromNode for Ref {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = Rc::<str>::from_node(node, reader)?;
        let parts: Vec<&str> = text.split('/').collect();
        let (kind, namespace, name) = match parts.as_slice() {
            [kind, name] => (*kind, crate::manifest::DEFAULT_NAMESPACE, *name),
            [kind, namespace, name] => (*kind, *namespace, *name),
            _ => {
                reader.mismatch(node, "an object, as in `Service/web` or `Service/shop/web`");
                return None;
            }
        };
        Some(Self { kind: kind.into(), namespace: namespace.into(), name: name.into() })
    }
}

impl FromNode for Port {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let port = u16::try_from(i32::from_node(node, reader)?).ok();
        if port.is_none() {
            reader.mismatch(node, "a port");
        }
        port.map(Self)
    }
}

impl FromNode for Level {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        use Reach::{Cluster, Internet, Namespace, Nobody, NodeNetwork, PrivateNetwork, SelectedPods};
        let all = [Internet, PrivateNetwork, NodeNetwork, Cluster, Namespace, SelectedPods, Nobody];
        named(node, reader, all, Reach::id).map(Self)
    }
}

impl FromNode for CheckId {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let id = Rc::<str>::from_node(node, reader)?;
        let check = checks::by_id(&id);
        if check.is_none() {
            reader.mismatch(node, "the id of a check");
        }
        check.map(|check| Self(check.id))
    }
}

impl FromNode for Worst {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        named(node, reader, Severity::ALL, Severity::id).map(Self)
    }
}

/// The one of several things that a text names.
fn named<T: Copy, const N: usize>(
    node: &Node,
    reader: &mut Reader,
    all: [T; N],
    id: fn(T) -> &'static str,
) -> Option<T> {
    let name = Rc::<str>::from_node(node, reader)?;
    let found = all.into_iter().find(|one| id(*one) == &*name);
    if found.is_none() {
        reader.mismatch(node, &format!("one of {}", all.map(id).join(", ")));
    }
    found
}
