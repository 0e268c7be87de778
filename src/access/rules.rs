//! What a rule allows (`kubernetes/kubernetes: pkg/apis/rbac/v1/evaluation_helpers.go`).

use std::rc::Rc;

use crate::manifest::access::PolicyRule;
use crate::source::Spanned;

/// Something that can be asked of the API server.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `get`, `list`, `create`, ...
    pub verb: &'a str,
    /// The API group, empty for the core group.
    pub group: &'a str,
    /// The resource, with its subresource: `pods`, `pods/exec`.
    pub resource: &'a str,
    /// The name of an object; empty for any, and where the request has none, as `create` has.
    pub name: &'a str,
    /// The namespace; none for objects of the whole cluster, and for all namespaces at once.
    pub namespace: Option<&'a str>,
}

/// Whether a rule allows a request, wherever it holds.
pub fn allows(rule: &PolicyRule, request: &Request) -> bool {
    let named = &rule.resource_names;
    holds(&rule.verbs, request.verb)
        && holds(&rule.api_groups, request.group)
        && rule.resources.iter().any(|resource| covers(&resource.value, request.resource))
        && (named.is_empty() || named.iter().any(|name| &*name.value == request.name))
}

/// Whether a rule allows a verb on a URL that is no resource.
pub fn allows_url(rule: &PolicyRule, verb: &str, url: &str) -> bool {
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(_) => url.starts_with(pattern.trim_end_matches('*')),
        None => url == pattern,
    };
    holds(&rule.verbs, verb) && rule.non_resource_urls.iter().any(|pattern| fits(&pattern.value))
}

fn holds(written: &[Spanned<Rc<str>>], asked: &str) -> bool {
    written.iter().any(|known| matches!(&*known.value, "*") || &*known.value == asked)
}

/// `*` covers all and `*/scale` that subresource of all; `pods` does not cover `pods/exec`, and `pods/*`
/// is no pattern.
fn covers(written: &str, asked: &str) -> bool {
    let subresource = asked.split_once('/').map(|(_, subresource)| subresource);
    written == "*" || written == asked || subresource.is_some() && written.strip_prefix("*/") == subresource
}
