//! Host names with a wildcard in front.

/// Every host.
pub(super) const ANY: &str = "*";

/// The hosts that two names have in common: the narrower one, where it lies in the other.
pub(super) fn common<'a>(one: &'a str, other: &'a str) -> Option<&'a str> {
    if covers(one, other) { Some(other) } else { Some(one).filter(|one| covers(other, one)) }
}

/// Whether all hosts of one name are of the other too. A wildcard stands for one label or several, and
/// never for none (`kubernetes-sigs/gateway-api: apis/v1/gateway_types.go Listener`,
/// `istio/api: networking/v1alpha3/gateway.proto Server.hosts`).
fn covers(wide: &str, narrow: &str) -> bool {
    match wide.strip_prefix('*') {
        Some(end) => narrow.ends_with(end),
        None => wide == narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn the_narrower_name_is_what_two_have_in_common() {
        for (one, other, both) in [
            ("a.example.com", "a.example.com", Some("a.example.com")),
            ("a.example.com", "b.example.com", None),
            ("*.example.com", "a.example.com", Some("a.example.com")),
            ("*.example.com", "a.b.example.com", Some("a.b.example.com")),
            ("*.example.com", "example.com", None),
            ("*.example.com", "badexample.com", None),
            ("*.example.com", "*.example.com", Some("*.example.com")),
            ("*.example.com", "*.shop.example.com", Some("*.shop.example.com")),
            ("*", "a.example.com", Some("a.example.com")),
            ("*", "*", Some("*")),
            ("*", "*.example.com", Some("*.example.com")),
        ] {
            assert_eq!((common(one, other), common(other, one)), (both, both), "{one} {other}");
        }
    }
}
