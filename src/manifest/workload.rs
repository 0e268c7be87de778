//! Workloads: whatever makes pods, each with its pod template and how many it makes.

mod seen;

use std::rc::Rc;

pub use seen::Owner;

use super::pod::{Metadata, PodSpec, PodTemplate};
use crate::labels::{Added, LabelSelector, Labels, Ordinals, Requirement, Selector};
use crate::source::{Span, Spanned};
use crate::yaml::{FromNode, Node, Reader, fields};

/// Something that makes pods, or a Pod itself.
#[derive(Debug, Clone)]
pub struct Workload {
    /// What it is.
    pub kind: WorkloadKind,
    /// The pod that it makes.
    pub template: PodTemplate,
    /// The template's labels and those that controllers add.
    pub labels: Labels,
    /// How many pods there are.
    pub pods: Pods,
    /// Its own selector, which says which pods are its own.
    pub selector: Option<WorkloadSelector>,
    /// The Service that gives the pods of a StatefulSet names in DNS.
    pub service_name: Option<Spanned<Rc<str>>>,
    /// The Deployment of its namespace from which a Rollout takes its pod template; empty where it names none.
    pub template_of: Option<Spanned<Rc<str>>>,
    /// What makes it and looks after it, where it was read back from a cluster.
    pub owner: Option<Rc<Owner>>,
}

/// The kinds that make pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // Kubernetes' own names.
pub enum WorkloadKind {
    Pod,
    Deployment,
    ReplicaSet,
    ReplicationController,
    StatefulSet,
    DaemonSet,
    Job,
    CronJob,
    Rollout,
    DeploymentConfig,
    KnativeService,
}

impl WorkloadKind {
    /// The workload kind of an API group's kind, if it is one.
    pub fn of(group: &str, kind: &str) -> Option<Self> {
        Some(match (group, kind) {
            ("", "Pod") => Self::Pod,
            ("apps" | "extensions", "Deployment") => Self::Deployment,
            ("apps" | "extensions", "ReplicaSet") => Self::ReplicaSet,
            ("", "ReplicationController") => Self::ReplicationController,
            ("apps", "StatefulSet") => Self::StatefulSet,
            ("apps" | "extensions", "DaemonSet") => Self::DaemonSet,
            ("batch", "Job") => Self::Job,
            ("batch", "CronJob") => Self::CronJob,
            ("argoproj.io", "Rollout") => Self::Rollout,
            ("" | "apps.openshift.io", "DeploymentConfig") => Self::DeploymentConfig,
            ("serving.knative.dev", "Service") => Self::KnativeService,
            _ => return None,
        })
    }

    /// The fields that lead from the object to its pod template.
    pub fn template_path(self) -> &'static [&'static str] {
        match self {
            Self::Pod => &[],
            Self::CronJob => &["spec", "jobTemplate", "spec", "template"],
            _ => &["spec", "template"],
        }
    }
}

/// How many pods a workload has at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pods {
    /// This many.
    Count(u32),
    /// One on every node that fits.
    OnePerNode,
    /// As many as the work or an autoscaler asks for, perhaps none.
    Varying,
    /// None, and the field that says so.
    None(Spanned<Rc<str>>),
}

/// A workload's own selector.
#[derive(Debug, Clone)]
pub enum WorkloadSelector {
    /// The plain map of a ReplicationController or a DeploymentConfig.
    Map(Selector),
    /// Everyone else's.
    Labels(LabelSelector),
}

impl WorkloadSelector {
    /// What it asks for.
    pub fn requirements(&self) -> Vec<Requirement> {
        match self {
            Self::Map(selector) => selector.requirements(),
            Self::Labels(selector) => selector.requirements(),
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Map(selector) => selector.pairs.span,
            Self::Labels(selector) => selector.span,
        }
    }
}

fields! {
    struct Controller {
        replicas: Option<Spanned<i32>> => "replicas",
        completions: Option<Spanned<i32>> => "completions",
        completion_mode: Option<Spanned<Rc<str>>> => "completionMode",
        parallelism: Option<Spanned<i32>> => "parallelism",
        suspend: Option<Spanned<bool>> => "suspend",
        test: Option<Spanned<bool>> => "test",
        ordinals: StatefulSetOrdinals => "ordinals",
        template: PodTemplate => "template",
        job_template: JobTemplate => "jobTemplate",
        service_name: Option<Spanned<Rc<str>>> => "serviceName",
        workload_ref: Option<WorkloadRef> => "workloadRef",
    }
}

fields! {
    struct StatefulSetOrdinals {
        start: Option<Spanned<i32>> => "start",
    }
}

fields! {
    struct JobTemplate {
        spec: JobTemplateSpec => "spec",
    }
}

fields! {
    struct JobTemplateSpec {
        completions: Option<Spanned<i32>> => "completions",
        completion_mode: Option<Spanned<Rc<str>>> => "completionMode",
        template: PodTemplate => "template",
    }
}

fields! {
    /// The Deployment from which a Rollout takes its pod template.
    struct WorkloadRef {
        name: Option<Spanned<Rc<str>>> => "name",
    }
}

/// The key of the hash that Argo puts on a Rollout's pods.
const ROLLOUT_HASH: &str = "rollouts-pod-template-hash";
/// The key of the index that each pod of an indexed Job carries.
const COMPLETION_INDEX: &str = "batch.kubernetes.io/job-completion-index";

/// The index of an indexed Job's pods, one for each completion.
fn completion_index(mode: Option<&Spanned<Rc<str>>>, completions: Option<&Spanned<i32>>) -> Option<(Rc<str>, Added)> {
    mode.filter(|mode| &*mode.value == "Indexed")?;
    let count = completions.map_or(1, |completions| u32::try_from(completions.value).unwrap_or(0));
    Some((Rc::from(COMPLETION_INDEX), Added::Ordinal(Ordinals { prefix: Rc::from(""), start: 0, count })))
}

impl Workload {
    /// Reads a workload of a known kind from the node of the whole object.
    pub(super) fn read(kind: WorkloadKind, metadata: &Metadata, object: &Node, reader: &mut Reader) -> Self {
        let name = metadata.name.as_ref().map_or("", |name| &*name.value);
        let owner = Owner::of(object).map(Rc::new);
        if kind == WorkloadKind::Pod {
            let spec =
                object.get("spec").and_then(|spec| reader.field("spec", |reader| PodSpec::from_node(spec, reader)));
            let template =
                PodTemplate { span: object.span, metadata: metadata.clone(), spec: spec.unwrap_or_default() };
            let labels = Labels { written: template.metadata.labels.clone(), added: Vec::new() };
            let pods = seen::finished(object).map_or(Pods::Count(1), Pods::None);
            return Self { kind, template, labels, pods, selector: None, service_name: None, template_of: None, owner };
        }
        let spec = object.get("spec");
        let selector = spec.and_then(|spec| spec.get("selector"));
        let selector =
            selector.and_then(|node| reader.field("spec.selector", |reader| read_selector(kind, node, reader)));
        let controller = spec.and_then(|spec| reader.field("spec", |reader| Controller::from_node(spec, reader)));
        let controller = controller.unwrap_or_default();
        let pods = controller.pods(kind);
        let added = controller.added_labels(kind, name);
        let reference = controller.workload_ref.filter(|_| kind == WorkloadKind::Rollout);
        let template_of =
            reference.map(|reference| reference.name.unwrap_or(Spanned { value: Rc::from(""), span: object.span }));
        let service_name = controller.service_name.filter(|_| kind == WorkloadKind::StatefulSet);
        let template =
            if kind == WorkloadKind::CronJob { controller.job_template.spec.template } else { controller.template };
        let labels = Labels { written: template.metadata.labels.clone(), added };
        Self { kind, template, labels, pods, selector, service_name, template_of, owner }
    }

    /// Lets a Rollout run the pods of this Deployment, from which it takes its template, beside those
    /// that the Deployment runs itself (`argoproj/argo-rollouts: pkg/apis/rollouts/v1alpha1/types.go`).
    pub(crate) fn lend_template(&mut self, pods: Pods) {
        if !self.labels.added.iter().any(|(key, _)| &**key == ROLLOUT_HASH) {
            self.labels.added.push((Rc::from(ROLLOUT_HASH), Added::Unknown));
        }
        if !self.runs() {
            self.pods = pods;
        }
    }

    /// Whether it has, or may have, a pod.
    pub fn runs(&self) -> bool {
        !matches!(self.pods, Pods::None(_))
    }
}

fn read_selector(kind: WorkloadKind, node: &Node, reader: &mut Reader) -> Option<WorkloadSelector> {
    match kind {
        WorkloadKind::Job | WorkloadKind::CronJob | WorkloadKind::KnativeService => None,
        WorkloadKind::ReplicationController | WorkloadKind::DeploymentConfig => {
            Option::<Selector>::from_node(node, reader).flatten().map(WorkloadSelector::Map)
        }
        _ => Option::<LabelSelector>::from_node(node, reader).flatten().map(WorkloadSelector::Labels),
    }
}

impl Controller {
    fn pods(&self, kind: WorkloadKind) -> Pods {
        let none = |span: Span, text: &str| Pods::None(Spanned { value: Rc::from(text), span });
        match kind {
            WorkloadKind::DaemonSet => Pods::OnePerNode,
            WorkloadKind::KnativeService => Pods::Varying,
            WorkloadKind::Job | WorkloadKind::CronJob => match (&self.suspend, &self.parallelism, &self.completions) {
                (Some(suspend), _, _) if suspend.value => none(suspend.span, "suspend: true"),
                (_, Some(parallelism), _) if parallelism.value == 0 => none(parallelism.span, "parallelism: 0"),
                (_, _, Some(completions)) if completions.value == 0 => none(completions.span, "completions: 0"),
                _ => Pods::Varying,
            },
            WorkloadKind::DeploymentConfig if self.test.as_ref().is_some_and(|test| test.value) => {
                none(self.test.as_ref().map(|test| test.span).unwrap_or_default(), "test: true")
            }
            _ => match &self.replicas {
                Some(replicas) if replicas.value <= 0 => none(replicas.span, "replicas: 0"),
                Some(replicas) => Pods::Count(u32::try_from(replicas.value).unwrap_or(1)),
                None => Pods::Count(1),
            },
        }
    }

    /// The labels that controllers put on the pods beside the template's own
    /// (`kubernetes/api: apps/v1/types.go`, `batch/v1/types.go`; `argoproj/argo-rollouts: pkg/apis/rollouts/v1alpha1/types.go`;
    /// `knative/serving: pkg/apis/serving/register.go`).
    fn added_labels(&self, kind: WorkloadKind, name: &str) -> Vec<(Rc<str>, Added)> {
        let unknown = |key: &str| (Rc::from(key), Added::Unknown);
        let known = |key: &str| (Rc::from(key), Added::Value(Rc::from(name)));
        match kind {
            WorkloadKind::Deployment => vec![unknown("pod-template-hash")],
            WorkloadKind::Rollout => vec![unknown(ROLLOUT_HASH)],
            WorkloadKind::StatefulSet => {
                let count = |value: i32| u32::try_from(value).unwrap_or(0);
                let start = self.ordinals.start.as_ref().map_or(0, |start| count(start.value));
                let replicas = self.replicas.as_ref().map_or(1, |replicas| count(replicas.value));
                let ordinal =
                    |prefix: String| Added::Ordinal(Ordinals { prefix: prefix.into(), start, count: replicas });
                vec![
                    (Rc::from("statefulset.kubernetes.io/pod-name"), ordinal(format!("{name}-"))),
                    (Rc::from("apps.kubernetes.io/pod-index"), ordinal(String::new())),
                    unknown("controller-revision-hash"),
                ]
            }
            WorkloadKind::DaemonSet => vec![unknown("controller-revision-hash"), unknown("pod-template-generation")],
            WorkloadKind::Job => {
                let mut added = vec![known("batch.kubernetes.io/job-name"), known("job-name")];
                added.extend(["batch.kubernetes.io/controller-uid", "controller-uid"].map(unknown));
                added.extend(completion_index(self.completion_mode.as_ref(), self.completions.as_ref()));
                added
            }
            WorkloadKind::CronJob => {
                let job = &self.job_template.spec;
                let index = completion_index(job.completion_mode.as_ref(), job.completions.as_ref());
                ["batch.kubernetes.io/job-name", "job-name", "batch.kubernetes.io/controller-uid", "controller-uid"]
                    .map(unknown)
                    .into_iter()
                    .chain(index)
                    .collect()
            }
            WorkloadKind::DeploymentConfig => {
                vec![known("deploymentconfig"), unknown("deployment")]
            }
            WorkloadKind::KnativeService => {
                let mut added = vec![known("serving.knative.dev/service"), known("serving.knative.dev/configuration")];
                added.push(unknown("serving.knative.dev/revision"));
                added
            }
            WorkloadKind::Pod | WorkloadKind::ReplicaSet | WorkloadKind::ReplicationController => Vec::new(),
        }
    }
}
