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
    /// The argument that names another one.
    flag: &'static str,
    /// Whether it serves the class of that name alone, however many name its controller.
    by_name: bool,
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
        flag: "ingress-class",
        by_name: false,
        images: &["ingress-nginx/controller", "nginx-ingress-controller"],
        labels: &[(NAME, "ingress-nginx"), (COMPONENT, "controller")],
    },
    Known {
        id: "nginx.org/ingress-controller",
        class: "nginx",
        flag: "ingress-class",
        by_name: true,
        images: &["nginx/nginx-ingress", "nginx-ic/nginx-plus-ingress"],
        labels: &[(NAME, "nginx-ingress")],
    },
    Known {
        id: "traefik.io/ingress-controller",
        class: "traefik",
        flag: "providers.kubernetesingress.ingressclass",
        by_name: true,
        images: &["traefik", "mirrored-library-traefik"],
        labels: &[(NAME, "traefik")],
    },
    Known {
        id: "haproxy.org/ingress-controller/haproxy",
        class: "haproxy",
        flag: "ingress.class",
        by_name: true,
        images: &["haproxytech/kubernetes-ingress"],
        labels: &[(NAME, "kubernetes-ingress")],
    },
    Known {
        id: "ingress-controllers.konghq.com/kong",
        class: "kong",
        flag: "ingress-class",
        by_name: true,
        images: &["kong", "kong/kong-gateway"],
        labels: &[(NAME, "kong"), (COMPONENT, "app")],
    },
];

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
    /// Whether it serves that class alone, because an argument names it
    /// (`nginx/kubernetes-ingress`, `traefik/traefik`, `haproxytech/kubernetes-ingress`, `Kong/kubernetes-ingress-controller`).
    by_name: bool,
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
                let id = argument(container, "controller-class").or(known.map(|known| known.id))?;
                let told = argument(container, known.map_or("ingress-class", |known| known.flag));
                let class = told.or(known.map(|known| known.class)).unwrap_or_default().to_owned();
                let by_name = told.is_some() && known.is_some_and(|known| known.by_name);
                let takes_unnamed = says(container, "watch-ingress-without-class");
                Some(Found { workload, id: id.to_owned(), class, by_name, takes_unnamed })
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
        let is_unnamed = matches!(class, IngressClass::Unnamed);
        let (name, class) = match class {
            IngressClass::Named { name, class, .. } => (Some(name.value.to_string()), *class),
            IngressClass::Default(class) => (cluster.object(*class).map(|class| class.name().to_owned()), Some(*class)),
            IngressClass::Ambiguous(_) | IngressClass::Unnamed => (None, None),
        };
        let is_here = class.is_some();
        let id = class.and_then(|class| Some(cluster.class_spec(class)?.controller.as_ref()?.value.to_string()));
        let serves = move |found: &&Found| {
            let is_its_name = name.as_ref() == Some(&found.class);
            let is_its_own =
                if is_here { id.as_ref() == Some(&found.id) && (is_its_name || !found.by_name) } else { is_its_name };
            is_its_own || is_unnamed && found.takes_unnamed
        };
        self.found.iter().filter(serves).map(|found| found.workload)
    }
}

/// What a container starts with.
fn words(container: &Container) -> impl Iterator<Item = &str> {
    container.command.iter().chain(&container.args).map(|word| &*word.value)
}

/// The value of an argument, behind an equals sign or as the next word, with one dash before its name or two. Traefik
/// does not mind the case of its arguments.
fn argument<'a>(container: &'a Container, name: &str) -> Option<&'a str> {
    let mut words = words(container);
    let value = loop {
        let word = words.next()?;
        let Some(word) = word.strip_prefix("--").or(word.strip_prefix('-')) else { continue };
        match word.split_once('=') {
            Some((key, value)) if key.eq_ignore_ascii_case(name) => break value,
            None if word.eq_ignore_ascii_case(name) => break words.next()?,
            _ => {}
        }
    };
    Some(value).filter(|value| !value.is_empty())
}

/// Whether an argument is there that is true where it stands alone
/// (`kubernetes/ingress-nginx: docs/user-guide/cli-arguments.md`).
fn says(container: &Container, name: &str) -> bool {
    words(container)
        .any(|word| matches!(word.strip_prefix("--").and_then(|word| word.strip_prefix(name)), Some("" | "=true")))
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
