//! What the checks on reachable workloads share: who can connect to each, how bad that makes what is
//! found there, and what its service account gives to whoever takes it over.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Subject, reached};
use crate::access::{Grant, Held, Identity, RuleSource};
use crate::explain;
use crate::exposure::{Path, Reach, Verdict};
use crate::finding::{Confidence, Finding, Highlight, Severity};
use crate::labels::Match;
use crate::manifest::workload::Workload;
use crate::manifest::{Object, ObjectId};
use crate::order::Order;
use crate::source::Place;
use crate::words::{capitalised, code};

/// A workload that someone else can, or may be able to, connect to.
pub(super) struct Exposed<'a> {
    pub(super) object: &'a Object,
    pub(super) workload: &'a Workload,
    /// The way that matters most.
    path: &'a Path,
}

/// Every workload that can be reached, in the order of the text, each by the way that matters most. One that
/// declares no port, and to which nothing sends, may listen or not; nothing is said of it.
pub(super) fn exposed<'a>(subject: &Subject<'a>) -> Vec<Exposed<'a>> {
    let reached = |(id, object, workload)| {
        let path = subject.exposure.foremost(id)?;
        Some(Exposed { object, workload, path })
    };
    reached::running(subject).filter_map(reached).collect()
}

impl<'a> Exposed<'a> {
    /// Whether someone outside of the cluster can, or may be able to, connect.
    pub(super) fn is_outside(&self) -> bool {
        self.path.from <= Reach::NodeNetwork
    }

    /// How bad something is here that is this bad where anyone on the Internet can use it.
    pub(super) fn grade(&self, worst: Severity) -> Severity {
        let as_bad = Severity::ALL.iter().skip_while(|severity| **severity != worst);
        as_bad.copied().nth(self.path.remoteness()).unwrap_or(Severity::Low).min(Severity::Low)
    }

    /// "anyone on the Internet can connect to it"
    fn who(&self) -> String {
        let can = if self.path.verdict == Verdict::Open { "can" } else { "may be able to" };
        format!("{} {can} connect to it", self.path.from.who())
    }

    /// A finding: what there is, as one or more sentences, and then who can connect.
    pub(super) fn finding(&self, check: &Check, worst: Severity, place: Place, what: &str) -> Finding {
        let message = format!("{what} {}.", capitalised(&self.who()));
        let mut finding = Finding::new(check, place, message);
        finding.severity = self.grade(worst);
        finding.reach = Some(self.path.from);
        if self.path.verdict != Verdict::Open {
            finding.confidence = finding.confidence.max(Confidence::Medium);
        }
        let way = self.path.hops.iter().flat_map(|hop| &hop.places).next();
        finding.highlight(way.copied(), "how it is reached");
        finding
    }

    pub(super) fn title(&self) -> String {
        explain::title(self.object)
    }

    /// Who it is on the API server, as far as it holds, or may hold, the tokens for that.
    pub(super) fn identities(&self, subject: &Subject<'a>) -> impl Iterator<Item = Identity> {
        let identities = subject.access.identities(subject.cluster, self.object);
        identities.into_iter().filter(|identity| identity.token.mounted != Match::No)
    }
}

impl Finding {
    /// Marks another place that it rests on.
    pub(super) fn highlight(&mut self, place: Option<Place>, text: impl Into<Cow<'static, str>>) {
        let known = |place: &Place| *place == self.place || self.highlights.iter().any(|known| known.place == *place);
        if let Some(place) = place.filter(|place| !known(place)) {
            self.highlights.push(Highlight { place, text: text.into() });
        }
    }
}

/// The reachable workloads that have roles of the manifests.
pub(super) struct Holders<'a> {
    exposed: Vec<Exposed<'a>>,
    /// For each role what gives it, with the place of the workload that has it so, those that matter most first.
    of: BTreeMap<ObjectId, Vec<(&'a Grant, usize)>>,
}

impl<'a> Holders<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        // Where nothing is bound, nobody has a role.
        let is_bound = subject.access.all().next().is_some();
        let mut exposed = if is_bound { exposed(subject) } else { Vec::new() };
        exposed.order_by_key(|exposed| (exposed.path.remoteness(), exposed.path.from));
        let (mut of, mut seen) = (BTreeMap::<_, Vec<_>>::new(), BTreeSet::new());
        for (place, holder) in exposed.iter().enumerate() {
            let grants = |identity: Identity| subject.access.grants(holder.object.namespace(), &identity.account);
            for grant in holder.identities(subject).flat_map(grants).filter(|grant| seen.insert(grant.binding)) {
                let roles = grant.rules.iter().filter_map(|rule| match rule.source {
                    RuleSource::Object(role) => Some(role),
                    RuleSource::BuiltIn => None,
                });
                for role in roles.collect::<BTreeSet<_>>() {
                    of.entry(role).or_default().push((grant, place));
                }
            }
        }
        Self { exposed, of }
    }

    /// Says of a finding about a role which reachable workload has it, of those to whom it gives what was found.
    pub(super) fn add(&self, role: ObjectId, gives: impl Fn(&Grant) -> bool, finding: &mut Finding) {
        let mut having = self.of.get(&role).into_iter().flatten().filter(|(grant, _)| gives(grant));
        let Some(holder) = having.next().and_then(|(_, place)| self.exposed.get(*place)) else { return };
        finding.message += &format!(" {} has this role, and {}.", holder.title(), holder.who());
        finding.reach = Some(holder.path.from);
        finding.highlight(Some(holder.object.name_place()), "who has the role");
    }
}

/// Says of each reachable workload the widest of its account's powers that are wanted: how bad that is where
/// anyone on the Internet can connect, or none where it is not.
pub(super) fn powers(
    subject: &Subject,
    check: &Check,
    wanted: fn(&Held) -> Option<Severity>,
    findings: &mut Vec<Finding>,
) {
    if subject.access.all().next().is_none() {
        return;
    }
    for exposed in exposed(subject) {
        for identity in exposed.identities(subject) {
            findings.extend(power(subject, check, wanted, &exposed, &identity));
        }
    }
}

fn power(
    subject: &Subject,
    check: &Check,
    wanted: fn(&Held) -> Option<Severity>,
    exposed: &Exposed,
    identity: &Identity,
) -> Option<Finding> {
    let held = subject.access.powers(exposed.object.namespace(), &identity.account);
    // Whoever may do everything needs nothing else said.
    let all = held.iter().find(|held| held.is_everything());
    let mut said = held.iter().filter(|held| all.is_none() || held.is_everything());
    let (held, worst) = said.find_map(|held| Some((held, wanted(held)?)))?;
    let place = identity.place.unwrap_or_else(|| exposed.object.name_place());
    let mut finding = exposed.finding(check, worst, place, &says(subject, exposed, identity, held));
    if identity.token.mounted == Match::Unknown {
        finding.confidence = finding.confidence.max(Confidence::Medium);
    }
    finding.highlight(identity.token.place, "what gives it the token");
    finding.highlight(Some(held.grant.subject), "who gets the role");
    finding.highlight(rule_place(subject, held), "what the role allows");
    Some(finding)
}

/// "Pod `web` runs as service account `web` and holds its token. The account may read Secrets in every namespace:
/// ClusterRoleBinding `web` gives it ClusterRole `reader`. Secrets hold ..."
fn says(subject: &Subject, exposed: &Exposed, identity: &Identity, held: &Held) -> String {
    let binding = subject.cluster.object(held.grant.binding);
    let account = code(&identity.account);
    let token = match identity.is_by_secret() {
        true => format!("holds a token of service account {account}"),
        false => format!("runs as service account {account} and holds its token{}", identity.token.unless()),
    };
    format!(
        "{} {token}. The account may {}: {} gives it the role {}. {}",
        exposed.title(),
        held.words(),
        binding.map(explain::title).unwrap_or_default(),
        code(&held.grant.role),
        held.leads(),
    )
}

fn rule_place(subject: &Subject, held: &Held) -> Option<Place> {
    match held.rule.source {
        RuleSource::Object(id) => Some(subject.cluster.object(id)?.place(held.rule.rule.span)),
        RuleSource::BuiltIn => Some(held.grant.role_place),
    }
}
