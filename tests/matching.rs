//! Which pods a selector matches, with a reason per row
//! (`kubernetes/apimachinery: pkg/labels/selector_test.go`, `pkg/apis/meta/v1/helpers_test.go`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::exposure::Environment;
use porthole::labels::{LabelSelector, Labels, Match};
use porthole::source::Source;
use porthole::yaml::{self, FromNode, Reader, StringMap};
use porthole::{Analysis, analyze};

fn read<T: FromNode>(text: &str) -> T {
    T::from_node(&yaml::parse(text).root.unwrap(), &mut Reader::default()).unwrap()
}

#[test]
fn label_selectors_ask_for_all_of_their_requirements() {
    use Match::{No, Yes};
    let pairs = |pairs: &str| format!("{{matchLabels: {{{pairs}}}}}");
    let key = |expression: &str| format!("{{matchExpressions: [{{key: x, operator: {expression}}}]}}");
    let rows = [
        ("{}".to_owned(), "{x: v}", Yes, "an empty selector matches everything"),
        (pairs("x: v"), "{x: v}", Yes, "a pair that is there"),
        (pairs("x: v"), "{x: z}", No, "another value"),
        (pairs("x: v"), "{}", No, "no labels"),
        (pairs("foo: bar, foobar: bar, baz: blah"), "{foo: bar, baz: blah}", No, "one of three is missing"),
        (pairs("x: ''"), "{x: }", Yes, "a label without a value has the empty string"),
        (pairs("x: ''"), "{w: z}", No, "the empty string is not the same as absent"),
        (pairs("App: web"), "{app: web}", No, "keys are compared byte by byte"),
        (key("In, values: [a, b]"), "{x: b}", Yes, "one of the values"),
        (key("In, values: [a, b]"), "{x: c}", No, "none of the values"),
        (key("In, values: ['']"), "{w: baz}", No, "In wants the key to exist"),
        (key("NotIn, values: [a]"), "{x: b}", Yes, "another value"),
        (key("NotIn, values: [a]"), "{x: a}", No, "one of the values"),
        (key("NotIn, values: ['']"), "{w: z}", Yes, "NotIn holds where the key is absent"),
        (key("Exists"), "{x: z}", Yes, "the key is there"),
        (key("Exists"), "{w: z}", No, "the key is not there"),
        (key("DoesNotExist"), "{w: z}", Yes, "the key is not there"),
        (key("DoesNotExist"), "{x: z}", No, "the key is there"),
        (key("In, values: [b]}, {key: x, operator: NotIn, values: [b]"), "{x: b}", No, "contradictions match nothing"),
        (key("Exists, values: [a]"), "{x: a}", No, "refused: values for Exists"),
        (key("In"), "{x: a}", No, "refused: In without values"),
        (key("NotIn"), "{}", No, "refused: NotIn without values"),
        (key("exists"), "{x: a}", No, "refused: operators have capitals"),
        (key("Gt, values: ['1']"), "{x: '2'}", No, "refused: Gt is for nodes"),
    ];
    for (selector, labels, expected, reason) in rows {
        let labels = Labels { written: read::<StringMap>(labels), added: Vec::new() };
        let requirements = read::<LabelSelector>(&selector).requirements();
        let found = Match::all(requirements.iter().map(|requirement| requirement.judge(&labels).verdict));
        assert_eq!(found, expected, "{reason}: {selector}");
    }
}

/// A Service with this selector beside these documents.
fn beside(selector: &str, documents: &str) -> Analysis {
    let service = format!("apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{selector: {selector}}}\n");
    analyze(&[Source::new("f", format!("{service}---\n{documents}"))], &Environment::default())
}

/// What the Service selects, `?` behind what it only may.
fn selects(selector: &str, documents: &str) -> String {
    let analysis = beside(selector, documents);
    let selected = analysis.cluster.services().next().unwrap().selects.iter().map(|selected| {
        let name = analysis.cluster.object(selected.workload).unwrap().name().to_owned();
        if selected.certainty == Match::Unknown { name + "?" } else { name }
    });
    selected.collect::<Vec<_>>().join(" ")
}

fn workload(version: &str, kind: &str, spec: &str) -> String {
    format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: w, labels: {{own: label}}}}\nspec: {{{spec}}}\n")
}

#[test]
fn every_kind_of_workload_gives_its_template_labels_to_its_pods() {
    let template = "template: {metadata: {labels: {app: web}}}";
    let deeper = "jobTemplate: {metadata: {labels: {job: own}}, spec: {template: {metadata: {labels: {app: web}}}}}";
    let rows = [
        ("apps/v1", "Deployment", template, "Deployment"),
        ("extensions/v1beta1", "Deployment", template, "as it was long ago"),
        ("apps/v1", "ReplicaSet", template, "ReplicaSet"),
        ("v1", "ReplicationController", template, "its selector is defaulted from the template"),
        ("apps/v1", "StatefulSet", template, "StatefulSet"),
        ("apps/v1", "DaemonSet", template, "DaemonSet"),
        ("batch/v1", "Job", template, "Job"),
        ("batch/v1", "CronJob", deeper, "one level deeper"),
        ("argoproj.io/v1alpha1", "Rollout", template, "Argo Rollout"),
        ("apps.openshift.io/v1", "DeploymentConfig", template, "OpenShift, without a selector"),
        ("serving.knative.dev/v1", "Service", template, "Knative Service, which is no Service"),
    ];
    for (version, kind, spec, reason) in rows {
        let document = workload(version, kind, spec);
        assert_eq!(selects("{app: web}", &document), "w", "{reason}");
        assert_eq!(selects("{own: label}", &document), "", "its own labels are not its pods': {reason}");
    }
    assert_eq!(selects("{own: label}", &workload("v1", "Pod", "")), "w", "a Pod's own labels are its labels");
    assert_eq!(selects("{job: own}", &workload("batch/v1", "CronJob", deeper)), "", "a job template's are the Job's");
    assert_eq!(selects("{app: web}", &workload("v1", "PodTemplate", template)), "", "a PodTemplate runs nothing");
    assert_eq!(selects("{app: web}", &workload("example.com/v1", "Deployment", template)), "", "somebody else's kind");
}

#[test]
fn controllers_add_labels() {
    let (name, index) = ("statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index");
    let completion = "batch.kubernetes.io/job-completion-index";
    let (sets, jobs) = (("apps/v1", "StatefulSet"), ("batch/v1", "Job"));
    let knative = ("serving.knative.dev/v1", "Service");
    let indexed = "completionMode: Indexed, completions: 3";
    let indexed_cron = "jobTemplate: {spec: {completionMode: Indexed, completions: 2}}";
    let rows = [
        ("pod-template-hash", "abc", ("apps/v1", "Deployment"), "", "w?", "known only to the cluster"),
        ("rollouts-pod-template-hash", "abc", ("argoproj.io/v1alpha1", "Rollout"), "", "w?", "Argo's own"),
        ("controller-revision-hash", "abc", ("apps/v1", "DaemonSet"), "", "w?", "known only to the cluster"),
        ("controller-revision-hash", "abc", sets, "", "w?", "known only to the cluster"),
        ("controller-revision-hash", "abc", ("apps/v1", "ReplicaSet"), "", "", "a ReplicaSet adds none"),
        (name, "w-0", sets, "", "w", "one replica by default"),
        (name, "w-1", sets, "", "", "and no second"),
        (name, "w-2", sets, "replicas: 3", "w", "the last of three"),
        (name, "w-3", sets, "replicas: 3", "", "no fourth"),
        (name, "w-01", sets, "replicas: 3", "", "no such spelling"),
        (name, "x-0", sets, "replicas: 3", "", "another set's pod"),
        (name, "w-5", sets, "replicas: 2, ordinals: {start: 5}", "w", "numbers may begin elsewhere"),
        (index, "1", sets, "replicas: 2", "w", "the number alone"),
        (index, "2", sets, "replicas: 2", "", "past the last"),
        ("job-name", "w", jobs, "", "w", "the old key"),
        ("batch.kubernetes.io/job-name", "w", jobs, "", "w", "the new key"),
        ("job-name", "x", jobs, "", "", "another Job's"),
        ("controller-uid", "1", jobs, "", "w?", "known only to the cluster"),
        ("job-name", "w", ("batch/v1", "CronJob"), "", "w?", "its Jobs carry the time in their names"),
        (completion, "0", jobs, "", "", "only indexed Jobs have it"),
        (completion, "2", jobs, indexed, "w", "the last index of three"),
        (completion, "3", jobs, indexed, "", "past the last index"),
        (completion, "1", ("batch/v1", "CronJob"), indexed_cron, "w", "the same in a CronJob's Jobs"),
        ("deploymentconfig", "w", ("apps.openshift.io/v1", "DeploymentConfig"), "", "w", "its own name"),
        ("serving.knative.dev/service", "w", knative, "", "w", "its own name"),
        ("serving.knative.dev/revision", "w-1", knative, "", "w?", "made by the cluster"),
        ("pod-template-hash", "abc", ("v1", "Pod"), "", "", "nobody adds labels to a Pod"),
    ];
    for (key, value, (version, kind), spec, expected, reason) in rows {
        let selector = format!("{{{key}: '{value}'}}");
        assert_eq!(selects(&selector, &workload(version, kind, spec)), expected, "{kind}, {selector}: {reason}");
    }
}

#[test]
fn policies_judge_each_pod_of_a_stateful_set_by_its_own_number() {
    let rows = [
        ("In, values: ['0']", 2, true, "the first pod"),
        ("NotIn, values: ['0']", 2, true, "the second pod has another number"),
        ("NotIn, values: ['0', '1']", 2, false, "no pod is left"),
        ("NotIn, values: ['0']", 1, false, "there is only the first pod"),
        ("NotIn, values: ['7']", 1, true, "a number that no pod has"),
        ("Exists", 1, true, "every pod has the label"),
        ("DoesNotExist", 1, false, "every pod has the label"),
    ];
    for (expression, replicas, expected, reason) in rows {
        let selector = format!("matchExpressions: [{{key: apps.kubernetes.io/pod-index, operator: {expression}}}]");
        let policy = workload("networking.k8s.io/v1", "NetworkPolicy", &format!("podSelector: {{{selector}}}"));
        let set = workload("apps/v1", "StatefulSet", &format!("replicas: {replicas}"));
        let analysis = beside("{}", &format!("{set}---\n{policy}"));
        let (policy, _) = analysis.cluster.objects().last().unwrap();
        assert_eq!(analysis.cluster.selected_by(policy).next().is_some(), expected, "{reason}");
    }
}

#[test]
fn a_rollout_may_take_its_template_from_a_deployment() {
    let spec = "replicas: 4, workloadRef: {kind: Deployment, name: web}";
    let rollout = workload("argoproj.io/v1alpha1", "Rollout", spec);
    let template = "replicas: 0, template: {metadata: {labels: {app: web}}}";
    let deployment = workload("apps/v1", "Deployment", template).replace("name: w,", "name: web,");
    let both = format!("{rollout}---\n{deployment}");
    assert_eq!(selects("{app: web}", &both), "web", "the labels stand in the Deployment");
    assert_eq!(selects("{rollouts-pod-template-hash: abc}", &both), "web?", "and the Rollout adds its own");
    let analysis = beside("{app: web}", &both);
    assert!(analysis.cluster.services().next().unwrap().has_running_pods(&analysis.cluster), "the Rollout runs them");
    assert_eq!(analysis.cluster.workloads().count(), 1, "they are the same pods");
    assert_eq!(selects("{app: web}", &rollout), "", "a Deployment that is not there gives no template");
}

#[test]
fn services_without_a_selector_and_with_a_broken_one_select_nothing() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: w, labels: {app: web, x: }}\n";
    let rows = [
        ("{}", "", "empty is the same as absent"),
        ("", "", "null is the same as absent"),
        ("{app: web}", "w", "a pair that is there"),
        ("{x: ''}", "w", "the empty string"),
        ("{x: }", "w", "a selector without a value asks for the empty string"),
        ("{app: 1}", "", "a number is refused"),
        ("{app: web, x: yes}", "", "one value that is no string refuses the whole Service"),
        ("[app, web]", "", "not a map at all"),
    ];
    for (selector, expected, reason) in rows {
        assert_eq!(selects(selector, pod), expected, "{reason}");
    }
    assert_eq!(selects("{app: web}", &pod.replace("name: w", "name: w, namespace: other")), "", "another namespace");
}
