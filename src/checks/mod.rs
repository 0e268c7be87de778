//! The checks: one file each, with its docs, its message, its logic and its fix.

mod admin_interface_exposed;
mod backends;
mod connect;
mod container_port_name_invalid;
mod control_plane_port_exposed;
mod default_namespace_used;
mod duplicate_key;
mod duplicate_object;
mod environments_share_a_cluster;
mod exposed;
mod exposed_pod_can_exec;
mod exposed_pod_cluster_admin;
mod exposed_pod_dangerous_capabilities;
mod exposed_pod_host_access;
mod exposed_pod_privileged;
mod exposed_pod_reads_secrets;
mod exposed_pod_token_mounted;
mod external_ips;
mod external_name_service;
mod gateway_backend_missing;
mod gateway_backend_not_granted;
mod gateway_listener_without_tls;
mod gateway_route_not_attached;
mod habits;
mod host_network;
mod host_port;
mod ingress_any_host;
mod ingress_backend_missing;
mod ingress_backend_port_missing;
mod ingress_class_ambiguous;
mod ingress_without_tls;
mod internal_load_balancer_switch_ignored;
mod label_syntax_invalid;
mod label_value_not_a_string;
mod labelled;
mod load_balancer_node_ports_open;
mod load_balancer_open_to_internet;
mod load_balancer_source_ranges_any;
mod mending;
mod nearest;
mod network_policy_allows_all;
mod network_policy_blocks_dns;
mod network_policy_blocks_exposed_service;
mod network_policy_denies_ingress_by_default;
mod network_policy_on_host_network_pod;
mod network_policy_peer_and_or;
mod network_policy_peer_selects_no_pods;
mod network_policy_selects_no_pods;
mod network_policy_tcp_only;
mod node_port_conflict;
mod node_port_out_of_range;
mod node_port_service;
mod pod_disruption_budget_selects_no_pods;
mod pod_not_isolated;
mod policed;
mod probe_port_undeclared;
mod rbac_anonymous_binding;
mod rbac_escalation_verbs;
mod rbac_wildcard;
mod reached;
mod removed_api_version;
mod secret_in_environment;
mod sensitive_port_exposed;
mod service_matches_workload_labels_only;
mod service_port_unnamed;
mod service_selects_no_pods;
mod service_selects_no_running_pods;
mod service_selects_other_namespace;
mod service_selects_several_workloads;
mod service_type_refused;
mod service_without_selector;
mod stateful_set_service_missing;
mod target_port_protocol_mismatch;
mod target_port_quoted_number;
mod target_port_undeclared;
mod target_port_unresolved;
mod unknown_api_version;
mod unknown_field;
mod workload_selector_mismatch;

pub(crate) use connect::connect;
pub(crate) use mending::{Fixes, Trees};

use crate::access::Access;
use crate::cluster::Cluster;
use crate::exposure::{Environment, Exposure, Reach};
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::Object;
use crate::manifest::workload::Workload;
use crate::order::Order;
use crate::policy::Policies;
use crate::source::{Place, Texts};

/// A check as data.
pub struct Check {
    /// Its name for ever, in kebab-case, equal to its file's: what it finds.
    pub id: &'static str,
    /// A noun phrase.
    pub title: &'static str,
    /// How bad what it finds is as a rule; a finding is worse where more can reach it, and milder
    /// where it matters less.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Markdown under the headings *What it means*, *Why it matters*, *What to do* and *Limits*, with
    /// examples in fences marked `yaml firing`, `yaml clean`, or `yaml before` and `yaml after`.
    pub docs: &'static str,
    /// Finds it.
    pub run: fn(&Subject, &mut Vec<Finding>),
}

/// What a check looks at.
pub struct Subject<'a> {
    /// The texts, for edits.
    pub texts: &'a Texts,
    /// The objects and how they belong together.
    pub cluster: &'a Cluster,
    /// What network policies let through.
    pub policies: &'a Policies,
    /// What pods may do on the API server.
    pub access: &'a Access,
    /// Who can reach what.
    pub exposure: &'a Exposure,
    /// What is known about the cluster.
    pub environment: &'a Environment,
    /// The keys that stand twice.
    pub repeated_keys: &'a [crate::Problem],
    /// The fixes that are asked for.
    pub(crate) fixes: Fixes<'a>,
    /// What was looked into for them.
    pub(crate) trees: Trees,
}

/// All checks, in the order of the catalogue.
pub static ALL: &[&Check] = &[
    &service_selects_no_pods::CHECK,
    &service_matches_workload_labels_only::CHECK,
    &service_selects_other_namespace::CHECK,
    &service_without_selector::CHECK,
    &service_selects_several_workloads::CHECK,
    &service_selects_no_running_pods::CHECK,
    &workload_selector_mismatch::CHECK,
    &stateful_set_service_missing::CHECK,
    &network_policy_selects_no_pods::CHECK,
    &network_policy_peer_selects_no_pods::CHECK,
    &pod_disruption_budget_selects_no_pods::CHECK,
    &label_syntax_invalid::CHECK,
    &label_value_not_a_string::CHECK,
    &duplicate_key::CHECK,
    &duplicate_object::CHECK,
    &unknown_field::CHECK,
    &removed_api_version::CHECK,
    &unknown_api_version::CHECK,
    &target_port_unresolved::CHECK,
    &target_port_protocol_mismatch::CHECK,
    &target_port_undeclared::CHECK,
    &target_port_quoted_number::CHECK,
    &service_type_refused::CHECK,
    &service_port_unnamed::CHECK,
    &node_port_out_of_range::CHECK,
    &node_port_conflict::CHECK,
    &container_port_name_invalid::CHECK,
    &probe_port_undeclared::CHECK,
    &sensitive_port_exposed::CHECK,
    &control_plane_port_exposed::CHECK,
    &load_balancer_open_to_internet::CHECK,
    &internal_load_balancer_switch_ignored::CHECK,
    &load_balancer_node_ports_open::CHECK,
    &load_balancer_source_ranges_any::CHECK,
    &node_port_service::CHECK,
    &external_ips::CHECK,
    &host_port::CHECK,
    &host_network::CHECK,
    &external_name_service::CHECK,
    &admin_interface_exposed::CHECK,
    &ingress_without_tls::CHECK,
    &ingress_backend_missing::CHECK,
    &ingress_backend_port_missing::CHECK,
    &ingress_class_ambiguous::CHECK,
    &ingress_any_host::CHECK,
    &gateway_route_not_attached::CHECK,
    &gateway_backend_missing::CHECK,
    &gateway_backend_not_granted::CHECK,
    &gateway_listener_without_tls::CHECK,
    &pod_not_isolated::CHECK,
    &network_policy_allows_all::CHECK,
    &network_policy_denies_ingress_by_default::CHECK,
    &network_policy_peer_and_or::CHECK,
    &network_policy_blocks_dns::CHECK,
    &network_policy_tcp_only::CHECK,
    &network_policy_on_host_network_pod::CHECK,
    &network_policy_blocks_exposed_service::CHECK,
    &exposed_pod_cluster_admin::CHECK,
    &exposed_pod_privileged::CHECK,
    &exposed_pod_host_access::CHECK,
    &exposed_pod_dangerous_capabilities::CHECK,
    &exposed_pod_reads_secrets::CHECK,
    &exposed_pod_can_exec::CHECK,
    &exposed_pod_token_mounted::CHECK,
    &rbac_wildcard::CHECK,
    &rbac_escalation_verbs::CHECK,
    &rbac_anonymous_binding::CHECK,
    &secret_in_environment::CHECK,
    &environments_share_a_cluster::CHECK,
    &default_namespace_used::CHECK,
];

/// The check that says of some problems what there is to learn and to mend.
pub(crate) const TEACHES_A_PROBLEM: &str = label_value_not_a_string::CHECK.id;

/// The check of an id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    ALL.iter().copied().find(|check| check.id == id)
}

/// Everything that the checks find, what matters most first: the worst, then what can be reached
/// from furthest out, then the surest, then by the text.
pub(crate) fn run(subject: &Subject) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in ALL {
        (check.run)(subject, &mut findings);
    }
    findings.iter_mut().for_each(|finding| finding.highlights.shrink_to_fit());
    findings.order_by_key(|finding| {
        (finding.severity, finding.reach.unwrap_or(Reach::Nobody), finding.confidence, finding.place)
    });
    findings
}

impl Finding {
    /// A finding of a check, with its severity and confidence; everything else can be set after.
    pub(crate) fn new(check: &Check, place: Place, message: String) -> Self {
        Self {
            check: check.id,
            severity: check.severity,
            confidence: check.confidence,
            place,
            message,
            highlights: Vec::new(),
            reach: None,
            mendable: false,
            fixes: Vec::new(),
        }
    }
}

/// The checks that look at each object by itself, by a bit each.
#[derive(Clone, Copy)]
enum ByItself {
    LabelSyntax = 1,
    LabelValue = 2,
    ApiVersion = 4,
    OwnSelector = 8,
    PortName = 16,
    Probe = 32,
    Environment = 64,
    KnownVersion = 128,
}

impl<'a> Subject<'a> {
    /// Lets such a check look at every object that counts, but for those that passed it before.
    fn each_by_itself(
        &self,
        check: ByItself,
        findings: &mut Vec<Finding>,
        look: &dyn Fn(&'a Object, &mut Vec<Finding>),
    ) {
        for (_, object) in self.cluster.current().filter(|(_, object)| !object.passed.has(check as u8)) {
            let before = findings.len();
            look(object, findings);
            if findings.len() == before {
                object.note_passed(check as u8);
            }
        }
    }

    /// The same of every workload that has a pod template of its own.
    fn each_workload_by_itself(
        &self,
        check: ByItself,
        findings: &mut Vec<Finding>,
        look: &dyn Fn(&'a Object, &'a Workload, &mut Vec<Finding>),
    ) {
        self.each_by_itself(check, findings, &|object, findings| {
            if let Some(workload) = object.workload().filter(|workload| workload.template_of.is_none()) {
                look(object, workload, findings);
            }
        });
    }

    /// All of an analysis.
    pub(crate) fn of(analysis: &'a crate::Analysis) -> Self {
        let crate::Analysis { texts, cluster, access, policies, exposure, environment, repeated_keys, .. } = analysis;
        let (fixes, trees) = (Fixes::None, Trees::default());
        Self { texts, cluster, access, policies, exposure, environment, repeated_keys, fixes, trees }
    }
}

impl Check {
    /// The parts of its docs, each with its heading, without the examples.
    pub fn sections(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.docs.split("\n## ").skip(1).filter_map(|part| {
            let (heading, body) = part.split_once('\n')?;
            let text: String = body.split("```").step_by(2).collect();
            Some((heading, text.trim().replace("\n\n\n", "\n\n")))
        })
    }
}
