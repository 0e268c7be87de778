//! A version of a kind that Kubernetes has given up.

use super::{ByItself, Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Fix, Severity};
use crate::manifest::Object;
use crate::words::code;
use crate::yaml::{Node, Value, edit};

pub(super) static CHECK: Check = Check {
    id: "removed-api-version",
    title: "API version that Kubernetes no longer has",
    severity: Severity::High,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
`apiVersion` says in which version of Kubernetes' own formats an object is written. Old ones are removed after a time,
and this one is gone.

```yaml firing
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
```

## Why it matters
A cluster of that release or a newer one refuses the object, so nothing of it is there.

## What to do
Write it in the newer version. Mostly the first line is all that changes; Ingresses, webhooks, definitions of custom
resources and some others have other fields there too.

```yaml before
apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: tidy}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: tidy, image: busybox}]}}}}
```

```yaml after
apiVersion: batch/v1
kind: CronJob
metadata: {name: tidy}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: tidy, image: busybox}]}}}}
```

```yaml clean
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
```

## Limits
A cluster that is older than the release still takes it. Only Kubernetes' own kinds are known here.
"#;

/// What was removed: the version, the kinds, the release, what took its place, and whether the fields stayed the same
/// (`kubernetes/website: content/en/docs/reference/using-api/deprecation-guide.md`; after 1.32, which types a release no
/// longer has: `kubernetes-client/python: kubernetes/client/models`, to its release 37).
struct Removed(&'static str, &'static [&'static str], &'static str, &'static str, bool);

const REMOVED: &[Removed] = &[
    Removed("extensions/v1beta1", &["Deployment", "DaemonSet", "ReplicaSet"], "1.16", "apps/v1", true),
    Removed("extensions/v1beta1", &["NetworkPolicy"], "1.16", "networking.k8s.io/v1", true),
    Removed("extensions/v1beta1", &["PodSecurityPolicy"], "1.16", "", false),
    Removed("apps/v1beta1", &["Deployment", "StatefulSet", "ReplicaSet"], "1.16", "apps/v1", true),
    Removed("apps/v1beta2", &["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"], "1.16", "apps/v1", true),
    Removed("extensions/v1beta1", &["Ingress"], "1.22", "networking.k8s.io/v1", false),
    Removed("networking.k8s.io/v1beta1", &["Ingress"], "1.22", "networking.k8s.io/v1", false),
    Removed("networking.k8s.io/v1beta1", &["IngressClass"], "1.22", "networking.k8s.io/v1", true),
    Removed("rbac.authorization.k8s.io/v1beta1", RBAC, "1.22", "rbac.authorization.k8s.io/v1", true),
    Removed("scheduling.k8s.io/v1beta1", &["PriorityClass"], "1.22", "scheduling.k8s.io/v1", true),
    Removed("coordination.k8s.io/v1beta1", &["Lease"], "1.22", "coordination.k8s.io/v1", true),
    Removed("apiregistration.k8s.io/v1beta1", &["APIService"], "1.22", "apiregistration.k8s.io/v1", true),
    Removed("apiextensions.k8s.io/v1beta1", &["CustomResourceDefinition"], "1.22", "apiextensions.k8s.io/v1", false),
    Removed("admissionregistration.k8s.io/v1beta1", WEBHOOKS, "1.22", "admissionregistration.k8s.io/v1", false),
    Removed("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], "1.22", "certificates.k8s.io/v1", false),
    Removed("storage.k8s.io/v1beta1", STORAGE, "1.22", "storage.k8s.io/v1", true),
    Removed("authentication.k8s.io/v1beta1", &["TokenReview"], "1.22", "authentication.k8s.io/v1", true),
    Removed("authorization.k8s.io/v1beta1", ACCESS, "1.22", "authorization.k8s.io/v1", false),
    Removed("batch/v1beta1", &["CronJob"], "1.25", "batch/v1", true),
    Removed("discovery.k8s.io/v1beta1", &["EndpointSlice"], "1.25", "discovery.k8s.io/v1", false),
    Removed("events.k8s.io/v1beta1", &["Event"], "1.25", "events.k8s.io/v1", false),
    Removed("policy/v1beta1", &["PodDisruptionBudget"], "1.25", "policy/v1", true),
    Removed("policy/v1beta1", &["PodSecurityPolicy"], "1.25", "", false),
    Removed("node.k8s.io/v1beta1", &["RuntimeClass"], "1.25", "node.k8s.io/v1", true),
    Removed("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], "1.25", "autoscaling/v2", false),
    Removed("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], "1.26", "autoscaling/v2", true),
    Removed("flowcontrol.apiserver.k8s.io/v1beta1", FLOWS, "1.26", "flowcontrol.apiserver.k8s.io/v1", false),
    Removed("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], "1.27", "storage.k8s.io/v1", true),
    Removed("flowcontrol.apiserver.k8s.io/v1beta2", FLOWS, "1.29", "flowcontrol.apiserver.k8s.io/v1", false),
    Removed("flowcontrol.apiserver.k8s.io/v1beta3", FLOWS, "1.32", "flowcontrol.apiserver.k8s.io/v1", false),
    Removed("authentication.k8s.io/v1beta1", &["SelfSubjectReview"], "1.33", "authentication.k8s.io/v1", true),
    Removed("admissionregistration.k8s.io/v1beta1", ADMISSION, "1.34", "admissionregistration.k8s.io/v1", true),
    Removed("networking.k8s.io/v1beta1", &["IPAddress", "ServiceCIDR"], "1.37", "networking.k8s.io/v1", true),
    Removed("storage.k8s.io/v1beta1", &["VolumeAttributesClass"], "1.37", "storage.k8s.io/v1", true),
];

const RBAC: &[&str] = &["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"];
const WEBHOOKS: &[&str] = &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];
const STORAGE: &[&str] = &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"];
const ACCESS: &[&str] =
    &["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SubjectAccessReview", "SelfSubjectRulesReview"];
const FLOWS: &[&str] = &["FlowSchema", "PriorityLevelConfiguration"];
const ADMISSION: &[&str] = &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    subject.each_by_itself(ByItself::ApiVersion, findings, &|object, findings| findings.extend(look(subject, object)));
}

fn look(subject: &Subject, object: &Object) -> Option<Finding> {
    let (span, written) = (object.version_span?, &*object.api_version);
    let Removed(_, _, release, instead, same) = of_kind(object).find(|removed| removed.0 == written)?;
    let now = match *instead {
        "" => "nothing took its place under that name".to_owned(),
        instead => format!("it is {} now", code(instead)),
    };
    let message = format!(
        "{} is written in {}, which Kubernetes {release} removed for this kind: {now}.",
        explain::title(object),
        code(written)
    );
    let mut finding = Finding::new(&CHECK, object.place(span), message);
    if *same {
        finding.mend(subject, || renew(subject, object, instead));
    }
    Some(finding)
}

/// What was removed of an object's kind.
fn of_kind(object: &Object) -> impl Iterator<Item = &'static Removed> {
    REMOVED.iter().filter(|removed| removed.1.contains(&&*object.kind.value))
}

/// Whether an object is written in a version that was removed.
pub(super) fn is_removed(object: &Object) -> bool {
    of_kind(object).any(|removed| removed.0 == &*object.api_version)
}

/// Whether the fields of an object's kind are the same in all its versions.
pub(super) fn is_the_same_in_all(object: &Object) -> bool {
    of_kind(object).all(|removed| removed.4)
}

/// Writes the version that took its place. `apps/v1` wants a selector, which the older ones made themselves, and in
/// `policy/v1` an empty selector is for all pods, where it was for none.
pub(super) fn renew(subject: &Subject, object: &Object, instead: &str) -> Option<Fix> {
    let tree = subject.tree(object)?;
    let spec = tree.get("spec");
    let selector = spec.and_then(|spec| spec.get("selector"));
    let asks = |node: &Node| matches!(&node.value, Value::Mapping(entries) if !entries.is_empty());
    let gone = |field: &&str| spec.is_some_and(|spec| spec.get(field).is_some());
    if matches!(instead, "apps/v1" | "policy/v1") && !selector.is_some_and(asks)
        || ["rollbackTo", "templateGeneration"].iter().any(gone)
    {
        return None;
    }
    let edit = edit::replace_value(subject.texts.document(object.document), tree.get("apiVersion")?, instead)?;
    let consequence = "Clusters of today take it. Values that are not written can have other defaults there.";
    reached::fix(object, format!("Write it in {}", code(instead)), consequence, Some(vec![edit]))
}
