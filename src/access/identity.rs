//! Who a workload's pods are on the API server, and whether they can prove it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Access;
use crate::cluster::Cluster;
use crate::labels::Match;
use crate::manifest::pod::{PodSpec, PodTemplate};
use crate::manifest::volume::{ProjectedToken, Volume};
use crate::manifest::workload::Workload;
use crate::manifest::{Body, Object, ObjectId};
use crate::source::{Place, Spanned};

/// The service account that a workload's pods run as.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its name; `default` where none is written.
    pub account: Rc<str>,
    /// Where the pod template names it, or the Secret with its token.
    pub place: Option<Place>,
    /// The ServiceAccount, where it is among the manifests.
    pub object: Option<ObjectId>,
    /// Whether the pods hold its token.
    pub token: Token,
}

/// Whether pods hold the token of their service account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// They do, unless unknown.
    pub mounted: Match,
    /// Whether a volume of their own holds it, whatever the pod and its account say about tokens. That is unknown of a
    /// token for another audience.
    pub in_volume: Match,
    /// What says so; none where nothing does: then they do, or their account decides, which is not here.
    pub place: Option<Place>,
}

impl Identity {
    /// Whether they run as another account, and are this one by a Secret with its token.
    pub fn is_by_secret(&self) -> bool {
        self.place.is_some() && self.place == self.token.place
    }
}

impl Token {
    /// What it is about a token of which it is unknown whether it is one, to stand behind that the pods hold it.
    pub fn unless(&self) -> &'static str {
        match (self.mounted, self.place) {
            (Match::Unknown, None) => " unless that account says otherwise, which is not here",
            (Match::Unknown, Some(_)) => " unless the API server refuses it, since it is made for another audience",
            _ => "",
        }
    }
}

impl Access {
    /// Who the pods of a workload are; none of anything else.
    pub fn identity(&self, cluster: &Cluster, object: &Object) -> Option<Identity> {
        self.identities(cluster, object).into_iter().next()
    }

    /// All that the pods of a workload are: the account that they run as, and those of whom a Secret in a volume of
    /// theirs is a token. Where they hold one of these only, the first is left out.
    pub fn identities(&self, cluster: &Cluster, object: &Object) -> Vec<Identity> {
        let Some(Workload { template: PodTemplate { spec, .. }, .. }) = object.workload() else { return Vec::new() };
        let written = [&spec.service_account_name, &spec.service_account].into_iter().flatten();
        let written = written.clone().find(|name| !name.value.is_empty());
        let account = written.map_or_else(|| Rc::from("default"), |name| name.value.clone());
        let volumes = lasting_volumes(spec);
        let mut secrets: BTreeMap<&Rc<str>, Place> = BTreeMap::new();
        for (of, place) in volumes.iter().filter_map(|volume| self.secret(object, volume)) {
            secrets.entry(of).or_insert(place);
        }
        let id = self.account(object, &account);
        let settings = settings(object, spec, id.and_then(|id| cluster.object(id)));
        let token = settings.with(in_volumes(object, &volumes, secrets.remove(&account)));
        let is_held = token.mounted != Match::No || secrets.is_empty();
        let own = Identity { account, place: written.map(|name| object.place(name.span)), object: id, token };
        let others = secrets.into_iter().map(|(of, place)| {
            let token = Token { mounted: Match::Yes, in_volume: Match::Yes, place: Some(place) };
            Identity { account: of.clone(), place: Some(place), object: self.account(object, of), token }
        });
        is_held.then_some(own).into_iter().chain(others).collect()
    }

    fn account(&self, object: &Object, name: &Rc<str>) -> Option<ObjectId> {
        self.accounts.get(&(object.namespace().into(), name.clone())).copied()
    }

    /// The account whose token a volume holds as a Secret, and where that is named.
    fn secret(&self, object: &Object, volume: &Volume) -> Option<(&Rc<str>, Place)> {
        let name = volume.secret.as_ref()?.secret_name.as_ref()?;
        let account = self.tokens.get(&(object.namespace().into(), name.value.clone()))?;
        Some((account, object.place(name.span)))
    }
}

/// The volumes that may hold a token, of those that containers mount which last.
fn lasting_volumes(spec: &PodSpec) -> Vec<&Volume> {
    let may_hold = |volume: &&Volume| volume.secret.is_some() || !volume.projected.sources.is_empty();
    let mut volumes: Vec<&Volume> = spec.volumes.iter().filter(may_hold).collect();
    if !volumes.is_empty() {
        let mounts = spec.lasting_containers().flat_map(|container| &container.volume_mounts);
        let names: BTreeSet<&str> = mounts.filter_map(|mount| Some(&*mount.name.as_ref()?.value)).collect();
        volumes.retain(|volume| names.contains(volume.name()));
    }
    volumes
}

/// What the pod says about tokens, else its account; where neither does, pods get one
/// (`kubernetes/kubernetes: plugin/pkg/admission/serviceaccount/admission.go`).
fn settings(object: &Object, spec: &PodSpec, account: Option<&Object>) -> Token {
    let token = |mounted, place| Token { mounted, in_volume: Match::No, place };
    let says = |object: &Object, on: &Spanned<bool>| token(on.value.into(), Some(object.place(on.span)));
    if let Some(written) = &spec.automount_token {
        return says(object, written);
    }
    match account.map(|account| (account, &account.body)) {
        Some((account, Body::ServiceAccount(spec))) => match &spec.automount {
            Some(written) => says(account, written),
            None => token(Match::Yes, None),
        },
        _ => token(Match::Unknown, None),
    }
}

/// Whether volumes hold a token for the API server, and where. One for another audience may be taken there: its own are
/// the names that it is given at its start, by default its issuer
/// (`kubernetes/website: content/en/docs/reference/command-line-tools-reference/kube-apiserver.md --api-audiences`).
fn in_volumes(object: &Object, volumes: &[&Volume], secret: Option<Place>) -> (Match, Option<Place>) {
    let sources = volumes.iter().flat_map(|volume| &volume.projected.sources);
    let tokens = || sources.clone().filter_map(|source| source.service_account_token.as_ref());
    let is_ours = |token: &&ProjectedToken| token.audience.as_ref().is_none_or(|audience| audience.value.is_empty());
    let place = |token: &ProjectedToken| object.place(token.span);
    match (tokens().find(is_ours).map(place).or(secret), tokens().next().map(place)) {
        (Some(place), _) => (Match::Yes, Some(place)),
        (None, Some(place)) => (Match::Unknown, Some(place)),
        (None, None) => (Match::No, None),
    }
}

impl Token {
    /// With what volumes hold.
    fn with(self, (in_volume, place): (Match, Option<Place>)) -> Self {
        let is_volumes = in_volume == Match::Yes || in_volume == Match::Unknown && self.mounted == Match::No;
        if is_volumes { Self { mounted: in_volume, in_volume, place } } else { Self { in_volume, ..self } }
    }
}
