//! Two analyses side by side: which ways opened, which closed, which findings came and went.

use std::collections::BTreeMap;

use crate::Analysis;
use crate::exposure::{Path, Reach, Verdict, Via};
use crate::finding::Finding;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;

/// What differs between two analyses, an earlier one and a later one. Objects are the same in both
/// where their kinds, namespaces and names are.
#[derive(Debug, Clone, Default)]
pub struct Comparison<'a> {
    /// The ways that can be taken now and could not before, or not as surely; widest first.
    pub opened: Vec<Change<'a>>,
    /// The ways that could be taken before and cannot now, or not as surely; widest first.
    pub closed: Vec<Change<'a>>,
    /// The findings that only the later one has, in its order.
    pub came: Vec<&'a Finding>,
    /// The findings that only the earlier one has, in its order.
    pub went: Vec<&'a Finding>,
}

/// A way to a pod's port whose verdict differs, or that lets in others too.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The way, in the analysis that lets more through.
    pub path: &'a Path,
    /// The workload at which it arrives, there.
    pub workload: &'a Object,
    /// The Service that it leads through, there.
    pub service: Option<&'a Object>,
    /// Whom it is about, where it is not all of those who take it: "all pods of namespace `shop`".
    pub who: Option<String>,
    /// Whether it could be taken before; blocked also where there was no such way.
    pub before: Verdict,
    /// Whether it can be taken now; blocked also where there is no such way.
    pub after: Verdict,
}

impl Comparison<'_> {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.opened.is_empty() && self.closed.is_empty() && self.came.is_empty() && self.went.is_empty()
    }
}

/// Compares an earlier analysis with a later one.
pub fn compare<'a>(before: &'a Analysis, after: &'a Analysis) -> Comparison<'a> {
    let (earlier, later) = (doors(before), doors(after));
    let opened = wider(&later, &earlier).map(|(change, was)| Change { before: was, ..change });
    let closed =
        wider(&earlier, &later).map(|(change, is)| Change { before: change.path.verdict, after: is, ..change });
    let mut comparison = Comparison {
        opened: opened.collect(),
        closed: closed.collect(),
        came: only(after, before),
        went: only(before, after),
    };
    for changes in [&mut comparison.opened, &mut comparison.closed] {
        changes.order_by_key(|change| (change.path.from, change.path.via));
    }
    comparison
}

/// An object by what it is called: its kind, its API group, its namespace and its name.
type Name<'a> = (&'a str, &'a str, &'a str, &'a str);

fn name(object: &Object) -> Name<'_> {
    (&object.kind.value, object.group(), object.namespace(), object.name())
}

/// What leads to a workload's port, by what does not change when the text around it does.
type Door<'a> = (Name<'a>, u16, &'a str, Via, Option<Name<'a>>);

/// Every way that can be taken, by its door, but for those that let in no more than another one from there: as many
/// routes as there are may lead to one door.
fn doors(analysis: &Analysis) -> BTreeMap<Door<'_>, Vec<Change<'_>>> {
    let mut doors: BTreeMap<Door, Vec<Change>> = BTreeMap::new();
    let object = |id: ObjectId| analysis.cluster.object(id);
    for path in analysis.exposure.paths().filter(|path| path.verdict != Verdict::Blocked) {
        let Some((workload, port)) = path.workload().and_then(object).zip(path.port()) else { continue };
        let service = path.service.and_then(object);
        let door = (name(workload), port, path.protocol(), path.via, service.map(name));
        let (before, after) = (Verdict::Blocked, path.verdict);
        let ways = doors.entry(door).or_default();
        let is_more = |known: &Change| {
            known.path.from == path.from && known.path.verdict <= path.verdict && known.path.covers(path)
        };
        if !ways.iter().any(is_more) {
            ways.push(Change { path, workload, service, who: None, before, after });
        }
    }
    doors
}

/// The ways that let in more than others do by the same door, of each from where it comes the surest, and how surely
/// the others let in all of it.
fn wider<'a>(
    ways: &BTreeMap<Door<'a>, Vec<Change<'a>>>,
    others: &BTreeMap<Door<'_>, Vec<Change<'_>>>,
) -> impl Iterator<Item = (Change<'a>, Verdict)> {
    let mut wider: BTreeMap<(Door, Reach), (Change, Verdict)> = BTreeMap::new();
    for (door, ways) in ways {
        let others: Vec<&Path> = others.get(door).into_iter().flatten().map(|other| other.path).collect();
        for way in ways {
            let covering = others.iter().filter(|other| other.covers(way.path)).map(|other| other.verdict);
            let covered = covering.min().unwrap_or(Verdict::Blocked);
            let known = wider.get(&(*door, way.path.from));
            if way.path.verdict < covered && known.is_none_or(|(known, _)| way.path.verdict < known.path.verdict) {
                let who = way.path.lets_in_besides(&others);
                wider.insert((*door, way.path.from), (Change { who, ..way.clone() }, covered));
            }
        }
    }
    wider.into_values()
}

/// The findings of one analysis that the other has not: of the same check and object, those beyond
/// the other's number, and of these rather those that say something else.
fn only<'a>(these: &'a Analysis, those: &Analysis) -> Vec<&'a Finding> {
    fn about<'a>(analysis: &'a Analysis, finding: &Finding) -> (&'static str, Option<Name<'a>>) {
        (finding.check, analysis.object_at(finding.place).map(|(_, object)| name(object)))
    }
    let mut known: BTreeMap<(&str, Option<Name>), Vec<&str>> = BTreeMap::new();
    for finding in &those.findings {
        known.entry(about(those, finding)).or_default().push(&finding.message);
    }
    let mut fresh: Vec<&Finding> = Vec::new();
    for finding in &these.findings {
        let same = known.get_mut(&about(these, finding));
        let said = same.and_then(|messages| {
            let found = messages.iter().position(|message| *message == finding.message)?;
            Some(messages.swap_remove(found))
        });
        if said.is_none() {
            fresh.push(finding);
        }
    }
    fresh.retain(|finding| known.get_mut(&about(these, finding)).and_then(Vec::pop).is_none());
    fresh
}
