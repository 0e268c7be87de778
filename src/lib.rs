//! Porthole's engine: Kubernetes manifests in, an [`Analysis`] out.
//!
//! It reads text the way kubectl does, joins Services to the pods that they select, follows every
//! way in to a pod's port, and says what is worth knowing about it. The rooms, in reading order:
//!
//! - [`source`]: text and places in it; [`words`]: names and lists in sentences.
//! - [`yaml`]: text to a tree of nodes that know their spans.
//! - [`labels`]: selectors, labels, and why they do or do not match.
//! - [`manifest`]: nodes to typed objects.
//! - [`documents`]: what each document holds, read once for each text.
//! - [`pod_security`]: how far pods are held back from their node.
//! - [`cluster`]: what Services select, where their ports lead, what nearly matched.
//! - [`access`]: what pods may do on the API server.
//! - `earlier`: what holds of the analysis before, as a text is edited.
//! - `limits`: how much of all that is followed.
//! - [`policy`]: what network policies let through.
//! - [`exposure`]: who can reach which pod port.
//! - `generate`: objects that a fix adds, as text.
//! - [`finding`] and [`checks`]: what is worth knowing, one file per check.
//! - [`compare`]: what opened, closed, came and went between two analyses.
//! - [`concepts`]: the words that a beginner meets.
//! - [`explain`]: the sentences that every report and the page share.
//! - [`chain`]: from whoever can connect to a workload to what its pods may do on the API server.
//! - [`lesson`]: exercises, whose goals the analysis decides.
//! - [`render`]: an analysis as text, Markdown, JSON or SARIF.
//! - [`link`]: the whole state of the page as a link's fragment.
//! - [`view`]: an analysis as the page draws it, with [`layout`] for the map; [`ui`]: the page.
//!
//! It has no clock, no randomness, no storage, no global state and no browser, and it cannot fail: broken
//! text is data, and the same text always gives the same result.

#![cfg_attr(test, allow(clippy::string_slice, clippy::arithmetic_side_effects))] // As for indexing, which `clippy.toml` allows there.

pub mod access;
mod base64;
pub mod chain;
pub mod checks;
pub mod cluster;
pub mod compare;
pub mod concepts;
pub mod documents;
mod earlier;
pub mod explain;
pub mod exposure;
pub mod finding;
mod generate;
pub mod labels;
pub mod layout;
pub mod lesson;
mod limits;
pub mod link;
pub mod manifest;
mod order;
pub mod pod_security;
pub mod policy;
pub mod render;
pub mod source;
pub mod ui;
pub mod view;
pub mod words;
pub mod yaml;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::order::Order;
use access::Access;
use cluster::Cluster;
use documents::Documents;
use earlier::Earlier;
use exposure::{Answer, Assumption, Environment, Exposure};
use finding::Finding;
use manifest::{Object, ObjectId};
use policy::Policies;
use source::{Place, Source, Texts};

/// Everything that is known about a set of manifests.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The texts, to find places in.
    pub texts: Texts,
    /// What could not be read, or is read otherwise than it looks, in the order of the text.
    pub problems: Vec<Problem>,
    /// The objects and how they belong together.
    pub cluster: Rc<Cluster>,
    /// What pods may do on the API server.
    pub access: Access,
    /// What network policies let through.
    pub policies: Policies,
    /// Who can reach which pod port.
    pub exposure: Rc<Exposure>,
    /// What the checks say, what matters most first.
    pub findings: Vec<Finding>,
    /// What was known about the cluster beside the manifests.
    pub environment: Environment,
    /// The keys that stand twice, of which a check says more than a problem would.
    pub repeated_keys: Vec<Problem>,
}

/// Something that could not be read, or is read otherwise than it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong, in plain words.
    pub message: String,
    /// The likely cause, or what to do.
    pub hint: Option<String>,
    /// Whether kubectl or the API server refuses it; else it is only worth knowing.
    pub refused: bool,
    /// Whether it is a key that stands twice.
    pub(crate) repeated_key: bool,
}

/// Reads the sources and says all there is to say about them.
pub fn analyze(sources: &[Source], environment: &Environment) -> Analysis {
    analyze_with(&mut Documents::default(), sources, environment)
}

/// The same, without reading again the documents that stood in the texts before, nor following again what they leave as
/// it was: for one text after another, as someone edits it.
pub fn analyze_with(documents: &mut Documents, sources: &[Source], environment: &Environment) -> Analysis {
    let (texts, objects, mut problems) = documents.read(sources);
    let kept = documents.earlier.take().map(|earlier| earlier.kept(&objects, environment)).unwrap_or_default();
    let cluster = Rc::new(Cluster::new(objects, &kept));
    problems.order_by_key(|problem| problem.place);
    let (repeated_keys, mut problems): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.repeated_key);
    let access = Access::new(&cluster);
    let complete = environment.answer(Assumption::NamespaceLabelsComplete) == Answer::Yes;
    let policies = Policies::new(&cluster, complete);
    let exposure = Rc::new(Exposure::new(&cluster, &policies, environment, &kept));
    documents.earlier =
        Some(Earlier { cluster: cluster.clone(), exposure: exposure.clone(), environment: environment.clone() });
    let subject = checks::Subject {
        texts: &texts,
        cluster: &cluster,
        access: &access,
        policies: &policies,
        exposure: &exposure,
        environment,
        repeated_keys: &repeated_keys,
        fixes: checks::Fixes::None,
        trees: checks::Trees::default(),
    };
    let findings = checks::run(&subject);
    problems.extend(limits::problem(&cluster, &exposure));
    let environment = environment.clone();
    Analysis { texts, problems, cluster, access, policies, exposure, findings, environment, repeated_keys }
}

impl Analysis {
    /// The problems of which no finding says more at the same place, each with its index among all of them.
    pub fn untaught(&self) -> impl Iterator<Item = (usize, &Problem)> {
        let taught = self.findings.iter().filter(|finding| finding.check == checks::TEACHES_A_PROBLEM);
        let taught: BTreeSet<Place> = taught.map(|finding| finding.place).collect();
        self.problems.iter().enumerate().filter(move |(_, problem)| !taught.contains(&problem.place))
    }

    /// The object whose text holds a place.
    pub fn object_at(&self, place: Place) -> Option<(ObjectId, &Object)> {
        let holds = |object: &Object| object.span.start <= place.span.start && place.span.start <= object.span.end;
        self.cluster.in_document(place.document).filter(|(_, object)| holds(object)).last()
    }
}
