//! Which pods are the controllers that serve Ingresses.

use super::{Cluster, IngressClass};
use crate::manifest::ObjectId;
use crate::manifest::pod::Container;

/// A controller that is known: it runs as pods that take the requests themselves.
struct Known {
    /// Its own name, as an IngressClass has it.
    id: &'static str,
    /// The class that is its own where there is no IngressClass.
    class: &'static str,
    /// Its images, without the registry.
    images: &'static [&'static str],
    /// The labels of its pods, as it is installed by its own chart.
    labels: &'static [(&'static str, &'static str)],
}

const NAME: &str = "app.kubernetes.io/name";
const COMPONENT: &str = "app.kubernetes.io/component";

/// From the controllers' own manifests, each in its repository: `kubernetes/ingress-nginx`,
/// `nginx/kubernetes-ingress`, `traefik/traefik-helm-chart`, `haproxytech/kubernetes-ingress`, `Kong/charts`.
const KNOWN: &[Known] = &[
    Known {
        id: "k8s.io/ingress-nginx",
        class: "nginx",
        images: &["ingress-nginx/controller", "nginx-ingress-controller"],
        labels: &[(NAME, "ingress-nginx"), (COMPONENT, "controller")],
    },
    Known {
        id: "nginx.org/ingress-controller",
        class: "nginx",
        images: &["nginx/nginx-ingress", "nginx-ic/nginx-plus-ingress"],
        labels: &[(NAME, "nginx-ingress")],
    },
    Known {
        id: "traefik.io/ingress-controller",
        class: "traefik",
        images: &["traefik", "mirrored-library-traefik"],
        labels: &[(NAME, "traefik")],
    },
    Known {
        id: "haproxy.org/ingress-controller/haproxy",
        class: "haproxy",
        images: &["haproxytech/kubernetes-ingress"],
        labels: &[(NAME, "kubernetes-ingress")],
    },
    Known {
        id: "ingress-controllers.konghq.com/kong",
        class: "kong",
        images: &["kong", "kong/kong-gateway"],
        labels: &[(NAME, "kong"), (COMPONENT, "app")],
    },
];

/// Arguments by which ingress-nginx serves Ingresses without a class.
const TAKES_UNNAMED: [&str; 2] = ["--watch-ingress-without-class", "--watch-ingress-without-class=true"];

/// The controllers among the workloads.
#[derive(Debug)]
pub(crate) struct Controllers {
    found: Vec<Found>,
}

/// A workload that is one.
#[derive(Debug)]
struct Found {
    workload: ObjectId,
    /// The controller's own name: by its arguments, else by its image.
    id: String,
    /// The class that it takes for its own.
    class: String,
    /// Whether it serves Ingresses without a class too (`kubernetes/ingress-nginx: docs/user-guide/cli-arguments.md`).
    takes_unnamed: bool,
}

impl Controllers {
    /// Finds them.
    pub(crate) fn new(cluster: &Cluster) -> Self {
        let mut found = Vec::new();
        for (workload, object) in cluster.workloads() {
            let Some(pods) = object.workload().filter(|pods| pods.runs()) else { continue };
            let labels = &pods.template.metadata.labels;
            let has = |(key, value): &(&str, &str)| labels.get(key).is_some_and(|label| &*label.value == *value);
            let labelled = KNOWN.iter().find(|known| known.labels.iter().all(has));
            let mut containers = pods.template.spec.serving_containers();
            let controller = containers.find_map(|container| {
                let known = KNOWN.iter().find(|known| is_of(container, known.images)).or(labelled);
                let id = argument(container, "--controller-class=").or(known.map(|known| known.id))?;
                let class = argument(container, "--ingress-class=").or(known.map(|known| known.class));
                let class = class.unwrap_or_default().to_owned();
                let takes_unnamed = container.args.iter().any(|argument| TAKES_UNNAMED.contains(&&*argument.value));
                Some(Found { workload, id: id.to_owned(), class, takes_unnamed })
            });
            found.extend(controller);
        }
        Self { found }
    }

    /// The workloads, in the order of the text.
    pub(crate) fn workloads(&self) -> impl Iterator<Item = ObjectId> {
        self.found.iter().map(|found| found.workload)
    }

    /// The workloads that serve the Ingresses of a class. Without the IngressClass its name decides; an Ingress
    /// without a class is for those that say so, if any do.
    pub(crate) fn of<'a>(&'a self, cluster: &Cluster, class: &IngressClass) -> impl Iterator<Item = ObjectId> + 'a {
        let (id, name) = match class {
            IngressClass::Named { class: Some(class), .. } | IngressClass::Default(class) => {
                let spec = cluster.class_spec(*class);
                (spec.and_then(|spec| Some(spec.controller.as_ref()?.value.to_string())), None)
            }
            IngressClass::Named { name, .. } => (None, Some(name.value.to_string())),
            IngressClass::Ambiguous(_) | IngressClass::Unnamed => (None, None),
        };
        let is_unnamed = matches!(class, IngressClass::Unnamed);
        let serves = move |found: &&Found| {
            let is_its_own = id.as_ref() == Some(&found.id) || name.as_ref() == Some(&found.class);
            is_its_own || is_unnamed && found.takes_unnamed
        };
        self.found.iter().filter(serves).map(|found| found.workload)
    }
}

fn argument<'a>(container: &'a Container, name: &str) -> Option<&'a str> {
    container.args.iter().find_map(|argument| argument.value.strip_prefix(name)).filter(|value| !value.is_empty())
}

/// Whether a container runs one of these images, whatever its registry, tag or digest.
fn is_of(container: &Container, images: &[&str]) -> bool {
    let image = container.image.as_ref().map_or("", |image| &*image.value);
    let image = image.split('@').next().unwrap_or_default();
    let path = match image.rsplit_once(':') {
        Some((path, tag)) if !tag.contains('/') => path,
        _ => image,
    };
    images.iter().any(|known| path.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('/')))
}
