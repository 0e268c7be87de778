//! Goals about what pods may do on the API server.

use super::{Still, Subject};
use crate::access::Request;
use crate::explain;
use crate::labels::Match;
use crate::lesson::goal::{Account, Ref};
use crate::words::code;

pub(super) fn wants(wanted: &Account, may: bool) -> String {
    format!("{}.", text(wanted, if may { "may" } else { "may not" }))
}

/// "The pods of Deployment `ci` may `get` `secrets`".
fn text(wanted: &Account, may: &str) -> String {
    let (pods, verb, resource) = (wanted.pods.title(), code(&wanted.verb), code(&wanted.resource));
    let place = match &*wanted.namespace {
        "" => String::new(),
        namespace => format!(" in namespace {}", code(namespace)),
    };
    format!("The pods of {pods} {may} {verb} {resource}{place}")
}

/// The sentence and the lines of what lets them; none where nothing does.
fn granted(subject: &Subject, wanted: &Account) -> Result<Still, Still> {
    let (_, object) = subject.object(&wanted.pods)?;
    let analysis = subject.analysis;
    let Some(identity) = analysis.access.identity(&analysis.cluster, object) else { return Ok(None) };
    let namespace = if wanted.namespace.is_empty() { object.namespace() } else { &wanted.namespace };
    let request = Request {
        verb: &wanted.verb,
        group: &wanted.group,
        resource: &wanted.resource,
        name: "",
        namespace: Some(namespace),
    };
    let Some((grant, _)) = analysis.access.can(object.namespace(), &identity.account, &request) else {
        return Ok(None);
    };
    let Some(binding) = analysis.cluster.object(grant.binding) else { return Ok(None) };
    let (binding, role) = (explain::title(binding), code(&grant.role));
    let account = code(&identity.account);
    let text =
        format!("{}: {binding} gives role {role} to their service account {account}.", text(wanted, "may still"));
    Ok(Some((text, vec![grant.role_place, grant.subject])))
}

pub(super) fn still_may(subject: &Subject, wanted: &Account) -> Still {
    granted(subject, wanted).unwrap_or_else(|still| still)
}

pub(super) fn still_not(subject: &Subject, wanted: &Account) -> Still {
    match granted(subject, wanted) {
        Ok(None) => Some((format!("{}: no binding allows it.", text(wanted, "may not")), Vec::new())),
        Ok(Some(_)) => None,
        Err(still) => still,
    }
}

pub(super) fn wants_no_token(pods: &Ref) -> String {
    format!("The pods of {} hold no token for the API server.", pods.title())
}

pub(super) fn still_token(subject: &Subject, pods: &Ref) -> Still {
    let (_, object) = match subject.object(pods) {
        Ok(found) => found,
        Err(still) => return still,
    };
    let token = subject.analysis.access.identity(&subject.analysis.cluster, object)?.token;
    let hold = match token.mounted {
        Match::Yes => "still hold",
        Match::Unknown => "may still hold",
        Match::No => return None,
    };
    let why = if token.place.is_none() { ": neither they nor their account say otherwise" } else { "" };
    let text = format!("The pods of {} {hold} a token for the API server{why}.", pods.title());
    Some((text, vec![token.place.unwrap_or_else(|| object.name_place())]))
}
