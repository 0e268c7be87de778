//! Which class an Ingress is of (`kubernetes/api: networking/v1/types.go`,
//! `kubernetes/kubernetes: plugin/pkg/admission/network/defaultingressclass/admission.go`).

use std::rc::Rc;

use super::Cluster;
use crate::manifest::ingress_class::IngressClassSpec;
use crate::manifest::{Body, Object, ObjectId};
use crate::source::Spanned;

/// The class of an Ingress, which says what controller serves it.
#[derive(Debug, Clone)]
pub enum IngressClass<'a> {
    /// It names one.
    Named {
        /// The name and where it is written.
        name: &'a Spanned<Rc<str>>,
        /// Whether by the annotation, which some controllers take for a name of their own.
        by_annotation: bool,
        /// The IngressClass, where it is here.
        class: Option<ObjectId>,
    },
    /// It names none, and one class says that it is the default.
    Default(ObjectId),
    /// It names none, and several say so: the newest counts, which no manifest tells.
    Ambiguous(Vec<ObjectId>),
    /// It names none, and none here is the default.
    Unnamed,
}

/// Before there was a field for the class, this annotation named it.
const ANNOTATION: &str = "kubernetes.io/ingress.class";

impl Cluster {
    /// The class of an Ingress. What the field says counts before what the annotation says: the API server
    /// takes no new Ingress with both.
    pub fn ingress_class<'a>(&'a self, ingress: &'a Object) -> IngressClass<'a> {
        let field = match &ingress.body {
            Body::Ingress(spec) => spec.class.as_ref(),
            _ => None,
        };
        let annotation = ingress.metadata.annotations.get(ANNOTATION);
        if let Some(name) = field.or(annotation) {
            let is_it = |id: &&ObjectId| self.object(**id).is_some_and(|object| object.name() == &*name.value);
            let class = self.classes.iter().find(is_it).copied();
            return IngressClass::Named { name, by_annotation: field.is_none(), class };
        }
        let is_default = |id: &&ObjectId| self.object(**id).is_some_and(is_default);
        let defaults: Vec<ObjectId> = self.classes.iter().filter(is_default).copied().collect();
        match defaults.as_slice() {
            [] => IngressClass::Unnamed,
            [only] => IngressClass::Default(*only),
            _ => IngressClass::Ambiguous(defaults),
        }
    }

    /// The IngressClasses that count, in the order of the text.
    pub fn ingress_classes(&self) -> &[ObjectId] {
        &self.classes
    }

    /// What an IngressClass says.
    pub(crate) fn class_spec(&self, class: ObjectId) -> Option<&IngressClassSpec> {
        match &self.object(class)?.body {
            Body::IngressClass(spec) => Some(spec),
            _ => None,
        }
    }
}

fn is_default(class: &Object) -> bool {
    let annotation = class.metadata.annotations.get("ingressclass.kubernetes.io/is-default-class");
    annotation.is_some_and(|annotation| &*annotation.value == "true")
}
