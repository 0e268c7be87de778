//! Services by their names, as everything finds them that sends to one.

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use super::Cluster;
use crate::manifest::service::ServiceSpec;
use crate::manifest::{Object, ObjectId};

/// The Services that count, by namespace and name. Looked up, never iterated.
#[derive(Clone, Default)]
pub(super) struct Names(HashMap<Rc<str>, HashMap<Rc<str>, ObjectId>>);

/// It follows from the objects, and its maps have no order to show.
impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Names")
    }
}

impl Names {
    pub(super) fn new(cluster: &Cluster, current: &[ObjectId]) -> Self {
        let mut names = Self::default();
        let objects = current.iter().filter_map(|id| cluster.object(*id));
        for object in objects.filter(|object| object.service().is_some()) {
            // One whose name the API server makes is found by nobody.
            let Some(name) = &object.metadata.name else { continue };
            names.0.entry(object.namespace().into()).or_default().insert(name.value.clone(), object.id);
        }
        names
    }
}

impl Cluster {
    /// The Service of a name in a namespace.
    pub(crate) fn service_named(&self, namespace: &str, name: &str) -> Option<(&Object, &ServiceSpec)> {
        let object = self.object(*self.names.0.get(namespace)?.get(name)?)?;
        Some((object, object.service()?))
    }
}
