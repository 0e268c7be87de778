//! What a few words find: the objects that they name, by name, kind, namespace, label or port.

use super::{Hit, keys};
use crate::Analysis;
use crate::manifest::Object;
use crate::order::Order;
use crate::words::shown;
use crate::yaml::{IntOrString, StringMap};

/// How many are told of; whoever looks for one among more goes on typing.
const MOST: usize = 30;
/// Before the words it asks for an outline: for all objects in the order of the text, or those that the words name.
pub const OUTLINE: char = '@';
/// Of those more are told of.
const MOST_IN_OUTLINE: usize = 500;

/// The objects in which every word of a text occurs, those whose name it is first; or in an outline, in their order.
pub(super) fn find(analysis: &Analysis, text: &str) -> Vec<Hit> {
    let text = text.trim().to_lowercase();
    let (text, is_outline) = text.strip_prefix(OUTLINE).map_or((&*text, false), |words| (words, true));
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() && !is_outline {
        return Vec::new();
    }
    let says = |object: &Object| is_outline || object.is_analysed() || object.is_unfollowed();
    let objects = analysis.cluster.objects().filter(|(_, object)| says(object));
    let mut hits: Vec<(u8, &Object)> =
        objects.filter_map(|(_, object)| Some((rank(object, text, &words)?, object))).collect();
    if is_outline {
        return hits.into_iter().take(MOST_IN_OUTLINE).map(|(_, object)| placed(analysis, object)).collect();
    }
    hits.order_by_key(|(rank, object)| (*rank, object.name(), &*object.kind.value, object.namespace()));
    hits.into_iter().take(MOST).map(|(_, object)| hit(object)).collect()
}

fn hit(object: &Object) -> Hit {
    let place = match object.namespace() {
        "" => String::new(),
        namespace => [" in namespace ", &shown(namespace)].concat(),
    };
    Hit { key: keys::object(object), title: shown(object.name()), about: [&*object.kind.value, &place].concat() }
}

/// An object with where it stands.
fn placed(analysis: &Analysis, object: &Object) -> Hit {
    let location = analysis.texts.locate(object.place(object.span));
    let mut hit = hit(object);
    hit.about.push_str(&[", line ", &location.line.to_string()].concat());
    if analysis.texts.sources().len() > 1 {
        hit.about.push_str(&[" of ", analysis.texts.name(location.file)].concat());
    }
    hit
}

/// How well an object answers, best first; none where a word occurs nowhere in it.
fn rank(object: &Object, text: &str, words: &[&str]) -> Option<u8> {
    let name = object.name().to_lowercase();
    let about = about(object);
    words.iter().all(|word| name.contains(word) || about.contains(word)).then_some(match text {
        text if name == text => 0,
        text if name.starts_with(text) => 1,
        text if name.contains(text) => 2,
        _ => 3,
    })
}

/// Everything but its name that an object can be found by, in one text.
fn about(object: &Object) -> String {
    let mut words = vec![object.kind.value.to_string(), object.namespace().to_owned()];
    words.extend(labels(&object.metadata.labels));
    if let Some(workload) = object.workload() {
        words.extend(labels(&workload.template.metadata.labels));
        for (_, port) in workload.template.spec.ports() {
            words.extend(port.number().map(|number| number.to_string()));
            words.extend(port.name.as_ref().map(|name| name.value.to_string()));
        }
    }
    if let Some(service) = object.service() {
        words.extend(service.selector.iter().flat_map(|selector| labels(&selector.pairs)));
        for port in &service.ports {
            words.extend([&port.port, &port.node_port].into_iter().flatten().map(|number| number.value.to_string()));
            words.extend(port.target_port.as_ref().map(|target| match &target.value {
                IntOrString::Int(number) => number.to_string(),
                IntOrString::String(name) => name.to_string(),
            }));
        }
    }
    words.join(" ").to_lowercase()
}

fn labels(map: &StringMap) -> impl Iterator<Item = String> + '_ {
    map.entries.iter().map(|entry| [&*entry.key.value, "=", &entry.value.value].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Environment, Source, analyze};

    const TEXT: &str = "
apiVersion: v1
kind: Service
metadata: {name: shop-web, namespace: front}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: front, labels: {app: shop}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080, name: http}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: db, ports: [{containerPort: 5432}]}]}
";

    fn found(text: &str) -> Vec<String> {
        let analysis = analyze(&[Source::new("a.yaml", TEXT)], &Environment::default());
        find(&analysis, text).into_iter().map(|hit| hit.title).collect()
    }

    #[test]
    fn a_name_is_found_first_and_whole_names_before_beginnings() {
        assert_eq!(found("shop"), ["shop", "shop-web"]);
        assert_eq!(found("WEB"), ["shop-web"]);
    }

    #[test]
    fn an_outline_says_where_each_object_stands() {
        let about = |files: &[Source]| {
            let analysis = analyze(files, &Environment::default());
            find(&analysis, "@").into_iter().map(|hit| hit.about).collect::<Vec<_>>()
        };
        let file = |name: &str| Source::new(name, "kind: Pod\napiVersion: v1\nmetadata: {name: a}\n");
        let texts = [Source::new("a.yaml", TEXT)];
        assert_eq!(about(&texts)[1], "Pod in namespace front, line 7");
        let kinds = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: last}\n";
        let files = [file("z.yaml"), Source::new("a.yaml", kinds)];
        assert_eq!(
            about(&files),
            ["Pod in namespace default, line 1 of z.yaml", "ConfigMap in namespace default, line 1 of a.yaml"]
        );
    }

    #[test]
    fn kinds_namespaces_labels_and_ports_find_too_and_every_word_counts() {
        assert_eq!(found("pod front"), ["shop"]);
        assert_eq!(found("app=shop"), ["shop", "shop-web"]);
        assert_eq!(found("5432"), ["database"]);
        assert_eq!(found("http"), ["shop", "shop-web"]);
        assert_eq!(found("shop nowhere"), [""; 0]);
        assert_eq!(found("@"), ["shop-web", "shop", "database"], "an outline, in the order of the text");
        assert_eq!(found("@ pod"), ["shop", "database"]);
        assert_eq!(found("  "), [""; 0]);
    }
}
