//! The chain to the control plane: from whoever can connect to a workload, through its pods, to what these
//! may do on the API server, and so with what etcd holds.
//!
//! Up to the pod each link is a way that the manifests open. From there on each says what is in reach of
//! whoever takes the pod over; whether that can be done, no manifest says.

use crate::Analysis;
use crate::access::{Grant, Held, Identity, Known, RuleSource};
use crate::explain::title;
use crate::exposure::{Path, Verdict};
use crate::labels::Match;
use crate::manifest::{Object, ObjectId};
use crate::pod_security::{self, Level, Standing};
use crate::source::Place;
use crate::words::code;

/// The chain of one workload.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    /// The workload.
    pub workload: ObjectId,
    /// The way in that matters most.
    pub path: &'a Path,
    /// The Pod Security level that its pods keep to.
    pub level: Level,
    /// Whether it holds from end to end: open, blocked where a link is, else it depends.
    pub verdict: Verdict,
    /// What of it the manifests do not say, beside what the way in rests on.
    pub unknown: Vec<Unknown>,
    /// Its links behind the way in.
    pub links: Vec<Link>,
    /// What lies at its end: what the pods may do on the API server that leads further, the worst first.
    pub powers: Vec<Held<'a>>,
}

/// One link of a chain.
#[derive(Debug, Clone)]
pub struct Link {
    /// What it is about.
    pub stage: Stage,
    /// The object that makes it.
    pub object: Option<ObjectId>,
    /// What it says, as one or more sentences with names between backticks.
    pub text: String,
    /// The places that say so, the foremost first; none where nothing is written, or the cluster decides.
    pub places: Vec<Place>,
    /// Whether it holds.
    pub verdict: Verdict,
}

/// What a link is about, from outside to inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// How far the pod is held back from its node.
    Pod,
    /// Who it is on the API server.
    Account,
    /// Whether it can prove that.
    Token,
    /// What role it has.
    Role,
    /// What the role allows on the API server.
    ApiServer,
    /// Where that leads.
    LeadsTo,
}

impl Stage {
    /// Its name in reports: stable, in kebab-case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Pod => "pod",
            Self::Account => "account",
            Self::Token => "token",
            Self::Role => "role",
            Self::ApiServer => "api-server",
            Self::LeadsTo => "leads-to",
        }
    }
}

/// What of a chain the manifests do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// Whether a ServiceAccount that is not here gives out its token.
    AccountSettings,
    /// Whether the API server takes a token that is made for another audience.
    TokenAudience,
    /// What a role allows that is not here, or not all of it.
    RoleElsewhere,
    /// Bindings that are not here.
    OtherBindings,
}

impl Unknown {
    /// Its name in reports: stable, in kebab-case.
    pub fn id(self) -> &'static str {
        match self {
            Self::AccountSettings => "account-settings",
            Self::TokenAudience => "token-audience",
            Self::RoleElsewhere => "role-elsewhere",
            Self::OtherBindings => "other-bindings",
        }
    }

    /// What it is about, as a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::AccountSettings => "Whether the service account keeps its token from its pods: it is not here.",
            Self::TokenAudience => "Whether the API server takes a token that is made for another audience.",
            Self::RoleElsewhere => {
                "What a role allows that is bound here, but is not here itself, or not with all that it holds."
            }
            Self::OtherBindings => "Whether the cluster holds bindings that are not here.",
        }
    }
}

impl Chain<'_> {
    /// Whether something lies at its end that leads further.
    pub fn arrives(&self) -> bool {
        !self.powers.is_empty()
    }

    fn add(&mut self, stage: Stage, verdict: Verdict, object: Option<ObjectId>, text: String, places: Vec<Place>) {
        self.verdict = self.verdict.max(verdict);
        self.links.push(Link { stage, object, text, places, verdict });
    }

    /// What only the cluster knows.
    fn add_unknown(&mut self, unknown: Unknown) {
        if !self.unknown.contains(&unknown) {
            self.unknown.push(unknown);
        }
    }
}

/// More roles than these are too many to read at once.
const MOST_ROLES: usize = 8;

/// The chains of all workloads that can be reached, in the order of the text.
pub fn chains(analysis: &Analysis) -> Vec<Chain<'_>> {
    analysis.cluster.workloads().filter_map(|(id, _)| of(analysis, id)).collect()
}

/// The chain of a workload; none where nobody can connect to it.
pub fn of(analysis: &Analysis, id: ObjectId) -> Option<Chain<'_>> {
    let object = analysis.cluster.object(id)?;
    let standing = pod_security::evaluate(&object.workload()?.template);
    let path = analysis.exposure.foremost(id)?;
    let identities = analysis.access.identities(&analysis.cluster, object);
    let leads = |identity: &&Identity| {
        let account = &identity.account;
        identity.token.mounted != Match::No && !analysis.access.powers(object.namespace(), account).is_empty()
    };
    let identity = identities.iter().find(leads).or(identities.first())?;
    let mut chain = Chain {
        workload: id,
        path,
        level: standing.level,
        verdict: path.verdict,
        unknown: Vec::new(),
        links: Vec::new(),
        powers: Vec::new(),
    };
    pod(&mut chain, object, &standing);
    account(&mut chain, object, identity);
    if identity.token.mounted != Match::No {
        roles(&mut chain, analysis, object, identity);
    }
    Some(chain)
}

fn pod(chain: &mut Chain, object: &Object, standing: &Standing) {
    let within = match standing.level {
        Level::Privileged => "in a pod that keeps to no level of the Pod Security Standards".to_owned(),
        Level::Baseline | Level::Restricted => {
            format!("in a pod of the Pod Security level {}", code(standing.level.id()))
        }
    };
    let mut text = format!("Whoever takes it over is {within}.");
    for breach in standing.next().take(3) {
        text = format!("{text} {}", breach.text);
    }
    let spans = standing.next().flat_map(|breach| &breach.spans);
    let places = spans.map(|span| object.place(*span)).collect();
    chain.add(Stage::Pod, Verdict::Open, Some(chain.workload), text, places);
}

fn account(chain: &mut Chain, object: &Object, identity: &Identity) {
    let (name, namespace) = (code(&identity.account), code(object.namespace()));
    let text = format!("On the API server the pod is service account {name} of namespace {namespace}.");
    chain.add(Stage::Account, Verdict::Open, identity.object, text, identity.place.into_iter().collect());
    let place = identity.token.place;
    let (verdict, text) = match (identity.token.mounted, place) {
        (Match::Yes, Some(_)) => (Verdict::Open, "It finds that account's token as a file."),
        (Match::Yes, None) => (Verdict::Open, "It finds that account's token as a file, since nothing says otherwise."),
        (Match::Unknown, Some(_)) => {
            chain.add_unknown(Unknown::TokenAudience);
            (
                Verdict::Depends,
                "It finds a token of that account as a file, made for another audience; the API server may refuse it.",
            )
        }
        (Match::Unknown, None) => {
            chain.add_unknown(Unknown::AccountSettings);
            (
                Verdict::Depends,
                "It finds that account's token as a file, unless the account says otherwise, which is not here.",
            )
        }
        (Match::No, _) => {
            (Verdict::Blocked, "It is not given that account's token, so that it can ask for nothing there.")
        }
    };
    chain.add(Stage::Token, verdict, identity.object, text.to_owned(), place.into_iter().collect());
}

fn roles<'a>(chain: &mut Chain<'a>, analysis: &'a Analysis, object: &Object, identity: &Identity) {
    let grants = analysis.access.grants(object.namespace(), &identity.account);
    let mut held = analysis.access.powers(object.namespace(), &identity.account);
    // Whoever may do everything needs nothing else said.
    if let Some(all) = held.iter().find(|held| held.is_everything()).copied() {
        held = vec![all];
    }
    let gives = |grant: &Grant, held: &Held| std::ptr::eq(held.grant, grant);
    let said = |grant: &&&Grant| held.is_empty() || held.iter().any(|held| gives(grant, held));
    for grant in grants.iter().filter(said).take(MOST_ROLES) {
        role(chain, analysis, grant);
        for held in held.iter().filter(|held| gives(grant, held)) {
            power(chain, analysis, held);
        }
    }
    let more = grants.iter().filter(said).skip(MOST_ROLES).count();
    if more > 0 {
        let text = format!("More bindings than these give it roles: {more}.");
        chain.add(Stage::Role, Verdict::Open, None, text, Vec::new());
    }
    if held.is_empty() {
        let text = match grants.is_empty() {
            true => "No binding here gives the account a role; the cluster may hold others.",
            false => "Nothing here says that these roles lead further; the cluster may hold other bindings.",
        };
        chain.add_unknown(Unknown::OtherBindings);
        chain.add(Stage::ApiServer, Verdict::Depends, None, text.to_owned(), Vec::new());
    }
    chain.powers = held;
}

fn role(chain: &mut Chain, analysis: &Analysis, grant: &Grant) {
    let binding = analysis.cluster.object(grant.binding).map(title).unwrap_or_default();
    let whom = match grant.group() {
        Some(group) => format!("the group {}, to which the account belongs,", code(group)),
        None => "the account".to_owned(),
    };
    let elsewhere = match grant.known {
        Known::Whole => "",
        Known::InPart => ", with the rules of others, not all of which may be here",
        Known::Nothing => ", which is not here",
    };
    // What is found in it does not rest on what else it may hold.
    let is_enough = grant.known == Known::Whole || Held::first(grant).is_some();
    let verdict = if is_enough { Verdict::Open } else { Verdict::Depends };
    if !is_enough {
        chain.add_unknown(Unknown::RoleElsewhere);
    }
    let text = format!("{binding} gives {whom} the role {}{elsewhere}.", code(&grant.role));
    chain.add(Stage::Role, verdict, Some(grant.binding), text, vec![grant.subject, grant.role_place]);
}

fn power(chain: &mut Chain, analysis: &Analysis, held: &Held) {
    let (object, place) = match held.rule.source {
        RuleSource::Object(id) => {
            (Some(id), analysis.cluster.object(id).map(|object| object.place(held.rule.rule.span)))
        }
        RuleSource::BuiltIn => (None, None),
    };
    let text = format!("With that it may {}.", held.words());
    chain.add(Stage::ApiServer, Verdict::Open, object, text, place.into_iter().collect());
    chain.add(Stage::LeadsTo, Verdict::Open, None, held.leads().to_owned(), Vec::new());
}
