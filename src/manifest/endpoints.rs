//! Endpoints and EndpointSlices written by hand, for Services without a selector.

use std::rc::Rc;

use crate::source::Spanned;
use crate::yaml::fields;

fields! {
    /// An EndpointSlice. The label `kubernetes.io/service-name` says which Service it belongs to.
    pub struct EndpointSlice {
        /// The addresses.
        pub endpoints: Vec<Endpoint> => "endpoints",
        /// Their ports, joined to the Service's by name and protocol.
        pub ports: Vec<EndpointPort> => "ports",
    }
}

fields! {
    /// Addresses that belong to one backend.
    pub struct Endpoint {
        /// IP addresses or, by the slice's type, DNS names.
        pub addresses: Vec<Spanned<Rc<str>>> => "addresses",
    }
}

fields! {
    /// A port of an EndpointSlice or of Endpoints.
    pub struct EndpointPort {
        /// The Service port's name.
        pub name: Option<Spanned<Rc<str>>> => "name",
        /// The number.
        pub port: Option<Spanned<i32>> => "port",
        /// `TCP` when absent.
        pub protocol: Option<Spanned<Rc<str>>> => "protocol",
    }
}

fields! {
    /// Endpoints, which belong to the Service of the same name and namespace.
    pub struct Endpoints {
        /// Groups of addresses with the same ports.
        pub subsets: Vec<EndpointSubset> => "subsets",
    }
}

fields! {
    /// Addresses with the same ports.
    pub struct EndpointSubset {
        /// The addresses.
        pub addresses: Vec<EndpointAddress> => "addresses",
        /// Their ports.
        pub ports: Vec<EndpointPort> => "ports",
    }
}

fields! {
    /// One address.
    pub struct EndpointAddress {
        /// The IP address.
        pub ip: Option<Spanned<Rc<str>>> => "ip",
    }
}
