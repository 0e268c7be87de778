//! What kubectl makes of YAML and JSON, case by case: `kubectl-yaml/vectors.json` of the conformance
//! cases, with the answers of kubectl 1.32.4.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::path::PathBuf;
use std::rc::Rc;

use porthole::exposure::Environment;
use porthole::manifest::{Body, Object};
use porthole::source::{Source, Spanned};
use porthole::yaml::{self, IntOrString, Node, Value};
use porthole::{Analysis, analyze};
use serde_json::{Value as Json, json};

#[test]
fn manifests_are_read_as_kubectl_reads_them() {
    let folder = std::env::var_os("PORTHOLE_CONFORMANCE").map_or("../shared/conformance".into(), PathBuf::from);
    let path = folder.join("kubectl-yaml/vectors.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("{} is absent, so nothing was compared with kubectl's answers.", path.display());
        return;
    };
    let file: Json = serde_json::from_str(&text).unwrap();
    let cases = file["vectors"].as_array().unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        if let Err(said) = compare(case) {
            wrong.push(format!("{} {}: {said}\n  {}", case["group"], case["name"], case["input"]));
        }
    }
    eprintln!("{} cases of kubectl's YAML, {} of them read otherwise.", cases.len(), wrong.len());
    assert!(!cases.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare(case: &Json) -> Result<(), String> {
    let text = match case["input"].as_str() {
        Some(text) => yaml::decode(text.as_bytes()),
        None => yaml::decode(&base64(case["input_b64"].as_str().unwrap())),
    };
    let analysis = analyze(&[Source::new("case.yaml", text)], &Environment::default());
    let wanted = case["objects"].as_array().unwrap();
    let typed = case["group"].as_str().unwrap().starts_with("typed-");
    let refused: Vec<_> = analysis.problems.iter().filter(|problem| problem.refused).collect();
    match case["error"].as_str() {
        None if !refused.is_empty() => return Err(format!("kubectl accepts it: {refused:?}")),
        Some(error) if refused.is_empty() => return Err(format!("nothing is refused, but kubectl says: {error}")),
        _ => {}
    }
    let found: Vec<Json> = match typed {
        true => analysis.cluster.objects().map(|(_, object)| typed_fields(object)).collect(),
        false => analysis.cluster.objects().map(|(_, object)| object_json(&analysis, object)).collect(),
    };
    let wanted: Vec<Json> =
        wanted.iter().map(|object| if typed { fields_of(object) } else { object.clone() }).collect();
    let error = case["error"].is_string();
    // kubectl stops at the first error; Porthole reads on.
    let compared = found.get(..wanted.len()).unwrap_or(&found);
    if alike(compared, &wanted) && (error || found.len() == wanted.len()) && in_order(&analysis, wanted.len(), error) {
        Ok(())
    } else {
        Err(format!("found {}\n  wanted {}", json!(found), json!(wanted)))
    }
}

/// Whether what is refused does not stand in a document whose objects kubectl accepted.
fn in_order(analysis: &Analysis, accepted: usize, error: bool) -> bool {
    let last = accepted.checked_sub(1).and_then(|last| analysis.cluster.objects().nth(last));
    let first = analysis.problems.iter().filter(|problem| problem.refused).map(|problem| problem.place.document).min();
    !error || last.is_none_or(|(_, object)| first.is_some_and(|first| first > object.document))
}

/// Numbers are the same when they are the same as floats: JSON has one kind of number.
fn alike(a: &[Json], b: &[Json]) -> bool {
    fn same(a: &Json, b: &Json) -> bool {
        match (a, b) {
            (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
            (Json::Array(a), Json::Array(b)) => alike(a, b),
            (Json::Object(a), Json::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
            }
            _ => a == b,
        }
    }
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// An object as it is written, with the kind and version that it may have from its list.
fn object_json(analysis: &Analysis, object: &Object) -> Json {
    let mut json = to_json(&object.tree(&analysis.texts).unwrap());
    let fields = json.as_object_mut().unwrap();
    if !fields.contains_key("kind") {
        let group = if object.group().is_empty() { String::new() } else { format!("{}/", object.group()) };
        fields.insert("kind".to_owned(), json!(&*object.kind.value));
        fields.insert("apiVersion".to_owned(), json!(format!("{group}v1")));
    }
    // The answers come from `kubectl label`, which makes the metadata that are not there, and drops
    // all labels where one of them is null. (The API server reads that one as the empty string.)
    let metadata = fields.entry("metadata").or_insert_with(|| json!({}));
    if metadata["labels"].as_object().is_some_and(|labels| labels.values().any(Json::is_null)) {
        metadata.as_object_mut().unwrap().remove("labels");
    }
    json
}

fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) => json!(value),
        Value::String(value) => json!(&**value),
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|entry| (entry.key.to_string(), to_json(&entry.value))).collect())
        }
    }
}

/// What the typed objects hold of the fields that the typed cases are about.
fn typed_fields(object: &Object) -> Json {
    fn value<T: Clone + Into<Json>>(spanned: Option<&Spanned<T>>) -> Json {
        spanned.map_or(Json::Null, |spanned| spanned.value.clone().into())
    }
    match &object.body {
        Body::Workload(workload) => {
            let spec = &workload.template.spec;
            let labels = workload.template.metadata.labels.entries.iter();
            let ports = spec.containers.iter().flat_map(|container| &container.ports);
            let pods = match &workload.pods {
                porthole::manifest::workload::Pods::Count(count) => *count,
                _ => 0,
            };
            json!({
                "labels": labels.map(|label| (label.key.value.to_string(), json!(&*label.value.value))).collect::<serde_json::Map<_, _>>(),
                "ports": ports.map(|port| value(port.container_port.as_ref())).map(zero).collect::<Json>(),
                "hostNetwork": spec.uses_host_network(),
                "replicas": pods,
            })
        }
        Body::Service(service) => {
            let target = |target: Option<&Spanned<IntOrString>>| match target.map(|target| &target.value) {
                None => json!(0),
                Some(IntOrString::Int(number)) => json!(number),
                Some(IntOrString::String(name)) => json!(Rc::as_ref(name)),
            };
            let ports = service.ports.iter();
            json!({"ports": ports.map(|port| json!([value(port.port.as_ref()), target(port.target_port.as_ref())])).collect::<Json>()})
        }
        _ => Json::Null,
    }
}

/// The same of kubectl's object. It leaves zero out.
fn fields_of(object: &Json) -> Json {
    let spec = &object["spec"];
    if object["kind"] == "Service" {
        let ports = spec["ports"].as_array().unwrap().iter();
        return json!({"ports": ports.map(|port| json!([port["port"], port["targetPort"]])).collect::<Json>()});
    }
    let pod = &spec["template"]["spec"];
    let ports = pod["containers"][0]["ports"].as_array().into_iter().flatten();
    json!({
        "labels": spec["template"]["metadata"]["labels"],
        "ports": ports.map(|port| zero(port["containerPort"].clone())).collect::<Json>(),
        "hostNetwork": pod["hostNetwork"] == true,
        "replicas": spec["replicas"].as_u64().unwrap_or(1),
    })
}

fn zero(number: Json) -> Json {
    if number.is_null() { json!(0) } else { number }
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|&digit| digit == byte)
    };
    let digits: Vec<usize> = text.bytes().filter_map(digit).collect();
    let bits: Vec<usize> = digits.iter().flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1)).collect();
    let (bytes, _) = bits.as_chunks::<8>();
    bytes.iter().map(|bits| u8::try_from(bits.iter().fold(0, |byte, bit| byte << 1 | bit)).unwrap()).collect()
}
