//! Who a workload's pods are on the API server, and whether they can prove it.

use std::rc::Rc;

use super::Access;
use crate::cluster::Cluster;
use crate::labels::Match;
use crate::manifest::pod::PodSpec;
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Place;

/// The service account that a workload's pods run as.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its name; `default` where none is written.
    pub account: Rc<str>,
    /// Where the pod template names it.
    pub place: Option<Place>,
    /// The ServiceAccount, where it is among the manifests.
    pub object: Option<ObjectId>,
    /// Whether the pods hold its token.
    pub token: Token,
}

/// Whether pods hold the token of their service account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// They do, unless unknown: then the pod does not say, and the account is not among the manifests.
    pub mounted: Match,
    /// What says so; none where nothing does, which means that they do.
    pub place: Option<Place>,
}

impl Access {
    /// Who the pods of a workload are; none of anything else. The pod says first whether it gets the token,
    /// then its account, and where neither does it does
    /// (`kubernetes/kubernetes: plugin/pkg/admission/serviceaccount/admission.go`).
    pub fn identity(&self, cluster: &Cluster, object: &Object) -> Option<Identity> {
        let spec = &object.workload()?.template.spec;
        let written = [&spec.service_account_name, &spec.service_account].into_iter().flatten();
        let written = written.clone().find(|name| !name.value.is_empty());
        let account = written.map_or_else(|| Rc::from("default"), |name| name.value.clone());
        let id = self.accounts.get(&(object.namespace().into(), account.clone())).copied();
        Some(Identity {
            account,
            place: written.map(|name| object.place(name.span)),
            object: id,
            token: token(object, spec, id.and_then(|id| cluster.object(id))),
        })
    }
}

fn token(object: &Object, spec: &PodSpec, account: Option<&Object>) -> Token {
    let says = |object: &Object, written: &crate::source::Spanned<bool>| Token {
        mounted: written.value.into(),
        place: Some(object.place(written.span)),
    };
    if let Some(place) = projected(object, spec) {
        return Token { mounted: Match::Yes, place: Some(place) };
    }
    if let Some(written) = &spec.automount_token {
        return says(object, written);
    }
    match account.map(|account| (account, &account.body)) {
        Some((account, Body::ServiceAccount(spec))) => match &spec.automount {
            Some(written) => says(account, written),
            None => Token { mounted: Match::Yes, place: None },
        },
        _ => Token { mounted: Match::Unknown, place: None },
    }
}

/// Where a volume holds a token for the API server. One for another audience is refused there.
fn projected(object: &Object, spec: &PodSpec) -> Option<Place> {
    let tokens = spec.volumes.iter().flat_map(|volume| &volume.projected.sources);
    let tokens = tokens.filter_map(|source| source.service_account_token.as_ref());
    let mut ours = tokens.filter(|token| token.audience.as_ref().is_none_or(|audience| audience.value.is_empty()));
    ours.next().map(|token| object.place(token.span))
}
